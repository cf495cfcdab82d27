"""Reading: the source panel, the list of entries, and an entry's own page."""

from typing import Any

import gradio as gr

from rag.web.address import read_address
from rag.web.desk import AT_ONCE, Desk, sent
from rag.web.entry_page import page_html, source_html
from rag.web.glossary import initials, list_html, list_page


def wire_reading(head: gr.HTML, panes: tuple[gr.HTML, gr.HTML, gr.HTML], desk: Desk) -> None:
    """Connect the events that show an entry or a list; `panes` are the source panel, the list and the page."""
    source, shelf, page = panes
    entries = desk.terms.entries
    letters = initials(entries.values())

    def cite(event: gr.EventData) -> str:
        address = read_address(sent(event, "query"))
        entry = entries.get(address.term)
        return source_html(entry, address.span, desk.terms) if entry and address.span else ""

    def visit(event: gr.EventData) -> tuple[Any, ...]:
        address = read_address(sent(event, "query"))
        entry = entries.get(address.term)
        if entry:
            return gr.skip(), page_html(entry, desk.terms, address.span)
        return list_html(list_page(entries.values(), address), letters), ""

    head.cite(cite, None, source, trigger_mode="always_last", **AT_ONCE)
    head.visit(visit, None, [shelf, page], trigger_mode="always_last", **AT_ONCE)
