"""The window: its components, and what each event does.

Every way through the page is a link, and `window.js` turns a click on one into an event of the head component: the
address is the page's state. What comes with an event comes from strangers and is checked here.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from rag.assistant import Assistant
from rag.types import Progress, Turn
from rag.web.address import read_address
from rag.web.asking import LONGEST_QUESTION, ask
from rag.web.conversation import messages, turns
from rag.web.entry_page import page_html, source_html
from rag.web.frame import FIND, SIDE_HEAD, foot_html, head_html, welcome_html
from rag.web.glossary import initials, list_html, list_page
from rag.web.types import Exchange

AnswerSteps = Callable[[str, Sequence[Turn], Assistant], Iterator[Progress]]
History = tuple[Exchange, ...]

MOST_TURNS = 50
_FORMULAS = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
]
_WRITTEN, _QUOTED = "written", "quoted"
_ASKING = {"submit_btn": False, "stop_btn": True}
_READY = {"submit_btn": True, "stop_btn": False}
_AT_ONCE: dict[str, Any] = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class AskView:
    """The components of the chat."""

    chat: gr.Chatbot
    box: gr.Textbox
    mode: gr.Radio
    new: gr.Button
    history: gr.State


def build_window(assistant: Assistant, answer_steps: AnswerSteps) -> gr.Blocks:
    """The whole window over an assistant. `answer_steps` makes the steps of one answer (see `rag.answer`)."""
    with gr.Blocks(title="AI Factory Chat", analytics_enabled=False, fill_width=True) as window:
        script = Path(__file__).with_name("window.js").read_text(encoding="utf-8")
        head = gr.HTML(head_html(), js_on_load=script, apply_default_css=False, elem_id="head")
        with gr.Column(elem_id="views"):
            with gr.Row(elem_id="ask-view"):
                view = _ask_view(assistant)
                with gr.Column(elem_id="side"):
                    _still(SIDE_HEAD)
                    source = gr.Markdown(elem_id="source", latex_delimiters=_FORMULAS)
            with gr.Column(elem_id="glossary-view"):
                _still(FIND, "finder")
                shelf = _still("", "shelf")
                page = gr.Markdown(elem_id="page", latex_delimiters=_FORMULAS)
        _still(foot_html(assistant), "foot")
        _wire_chat(head, view, assistant, answer_steps)
        _wire_reading(head, (source, shelf, page), assistant)
    window.queue(api_open=False, max_size=16)
    return window


def _still(html: str, elem_id: str | None = None) -> gr.HTML:
    return gr.HTML(html, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _ask_view(assistant: Assistant) -> AskView:
    with gr.Column(elem_id="talk"):
        chat = gr.Chatbot(
            elem_id="chat",
            show_label=False,
            container=False,
            layout="bubble",
            buttons=[],
            feedback_options=None,
            allow_tags=False,
            latex_delimiters=_FORMULAS,
            height="auto",
            placeholder=welcome_html(assistant),
        )
        box = gr.Textbox(
            elem_id="question",
            show_label=False,
            container=False,
            placeholder="Ask the glossary",
            max_length=LONGEST_QUESTION,
            autofocus=True,
            **_READY,
        )
        with gr.Row(elem_id="controls"):
            choices = [("Written", _WRITTEN), ("Quotation", _QUOTED)]
            written = assistant.writer is not None
            mode = gr.Radio(
                choices,
                value=_WRITTEN if written else _QUOTED,
                show_label=False,
                container=False,
                visible=written,
                elem_id="mode",
            )
            new = gr.Button("New chat", size="sm", elem_id="new")
    return AskView(chat, box, mode, new, gr.State((), time_to_live=12 * 3600))


def _wire_chat(head: gr.HTML, view: AskView, assistant: Assistant, answer_steps: AnswerSteps) -> None:
    entries = assistant.index.entries
    outputs = [view.chat, view.history, view.box]

    def begin(question: object, history: History) -> tuple[Any, ...]:
        text = question.strip()[:LONGEST_QUESTION] if isinstance(question, str) else ""
        if not text or (history and history[-1].state == "running"):
            raise gr.Error(visible=False, print_exception=False)
        history = (*history[-MOST_TURNS + 1 :], Exchange(text))
        return messages(history, entries), history, gr.Textbox(value="", **_ASKING)

    def begin_sent(history: History, event: gr.EventData) -> tuple[Any, ...]:
        return begin(_sent(event, "question"), history)

    async def run(history: History, mode: str) -> AsyncIterator[tuple[Any, ...]]:
        *past, now = history
        asked = replace(assistant, writer=None) if mode == _QUOTED else assistant
        async for exchange in ask(now.question, partial(answer_steps, now.question, turns(past), asked)):
            box = gr.skip() if exchange.state == "running" else gr.Textbox(**_READY)
            yield messages((*past, exchange), entries), (*past, exchange), box

    def stop(history: History) -> tuple[Any, ...]:
        if history and history[-1].state == "running":
            history = (*history[:-1], replace(history[-1], state="stopped"))
        return messages(history, entries), history, gr.Textbox(**_READY)

    def forget() -> tuple[Any, ...]:
        return [], (), gr.Textbox(value="", **_READY)

    queued: dict[str, Any] = {"concurrency_limit": 2, "concurrency_id": "answers"}
    queued |= {"show_progress": "hidden", "api_visibility": "private"}
    runs = [
        begun.success(run, [view.history, view.mode], outputs, **queued)
        for begun in (
            view.box.submit(begin, [view.box, view.history], outputs, **_AT_ONCE),
            head.ask(begin_sent, [view.history], outputs, **_AT_ONCE),
        )
    ]
    view.box.stop(None, cancels=runs, **_AT_ONCE).then(stop, [view.history], outputs, **_AT_ONCE)
    view.new.click(None, cancels=runs, **_AT_ONCE).then(forget, None, outputs, **_AT_ONCE)


def _wire_reading(head: gr.HTML, panes: tuple[gr.Markdown, gr.HTML, gr.Markdown], assistant: Assistant) -> None:
    source, shelf, page = panes
    entries = assistant.index.entries
    letters = initials(entries.values())

    def cite(event: gr.EventData) -> str:
        address = read_address(_sent(event, "query"))
        entry = entries.get(address.term)
        return source_html(entry, address.span) if entry and address.span else ""

    def visit(event: gr.EventData) -> tuple[Any, ...]:
        address = read_address(_sent(event, "query"))
        entry = entries.get(address.term)
        if entry:
            return gr.skip(), page_html(entry, address.span)
        return list_html(list_page(entries.values(), address), letters), ""

    head.cite(cite, None, source, trigger_mode="always_last", **_AT_ONCE)
    head.visit(visit, None, [shelf, page], trigger_mode="always_last", **_AT_ONCE)


def _sent(event: gr.EventData, name: str) -> str:
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""
