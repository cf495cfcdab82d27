"""Reading: the source panel, the list of entries, and an entry's own page."""

from typing import Any

import gradio as gr

from rag.web.address import Address, read_address
from rag.web.desk import EACH, Desk, sent
from rag.web.entry_page import missing_html, page_html, source_html
from rag.web.glossary import list_html, list_page
from rag.web.terms import named

_NEAREST = 5


def wire_reading(head: gr.HTML, panes: tuple[gr.HTML, gr.HTML, gr.HTML], desk: Desk) -> None:
    """Connect the events that show an entry or a list; `panes` are the source panel, the list and the page."""
    source, shelf, page = panes

    def cite(event: gr.EventData) -> str:
        address, terms = read_address(sent(event, "query")), desk.terms
        entry = terms.entry(address.term)
        return source_html(entry, address.span, terms) if entry and address.span else ""

    def visit(event: gr.EventData) -> tuple[Any, ...]:
        address = read_address(sent(event, "query"))
        asked = desk.at(address.glossary)
        terms = asked.terms
        entry = terms.entry(address.term) or named(address.term, terms.of(asked.assistant.index.entries))
        if entry:
            return gr.skip(), page_html(entry, terms, address.span)
        if address.term:
            near = list_page(asked.assistant.index, Address(find=address.term[:100])).entries[:_NEAREST]
            return gr.skip(), missing_html(address.term[:100], near)
        return list_html(list_page(asked.assistant.index, address)), ""

    head.cite(cite, None, source, **EACH)
    head.visit(visit, None, [shelf, page], **EACH)
