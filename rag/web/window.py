"""The window: its components and their places.

Every way through the page is a link, and the scripts turn a click on one into an event of the head component: the
address is the page's state. What comes with an event comes from strangers and is checked where it arrives.
"""

from pathlib import Path

import gradio as gr

from rag.assistant import Assistant
from rag.web.about import about_html
from rag.web.asking import LONGEST_QUESTION
from rag.web.chatting import READY, ChatView, wire_chat
from rag.web.desk import Desk
from rag.web.frame import FIND, SIDE_HEAD, foot_html, head_html, welcome_html
from rag.web.gradio_api import offer_programs
from rag.web.keeping import wire_answers, wire_keeping
from rag.web.panels import PAST_FOOT, PAST_HEAD, dialogs_html
from rag.web.programs import serves_programs
from rag.web.reading import wire_reading
from rag.web.taken_up import state_html
from rag.web.types import Conversation

_FORMULAS = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
]
_SCRIPTS = ("window", "answer", "card", "panels")
# More than the turnstile lets wait, so that it is the turnstile that says how long the line is.
MOST_QUEUED = 200


def build_window(desk: Desk, for_owner: bool = False) -> gr.Blocks:
    """The whole window over an assistant and what stands beside it; `for_owner` links to the unanswered questions."""
    assistant = desk.shelf.held.widest
    with gr.Blocks(title="AI Factory Chat", analytics_enabled=False, fill_width=True) as window:
        script = "\n".join(Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
        head = gr.HTML(head_html(desk.choices), js_on_load=script, apply_default_css=False, elem_id="head")
        with gr.Column(elem_id="views"):
            with gr.Row(elem_id="ask-view"):
                with gr.Column(elem_id="history"):
                    _still(PAST_HEAD)
                    past = _still("", "past")
                    _still(PAST_FOOT)
                view = _chat_view(desk)
                with gr.Column(elem_id="side"):
                    _still(SIDE_HEAD)
                    source = gr.Markdown(elem_id="source", latex_delimiters=_FORMULAS)
            with gr.Column(elem_id="glossary-view"):
                _still(FIND, "finder")
                shelf = _still("", "shelf")
                page = gr.Markdown(elem_id="page", latex_delimiters=_FORMULAS)
        foot = _still(foot_html(assistant, for_owner), "foot")
        _still(f"{dialogs_html(desk.writers.names)}{about_html()}", "dialogs")
        outbox = _still("", "outbox")
        wire_chat(head, view, desk)
        wire_keeping(head, view, past, desk)
        wire_answers(head, view, outbox, desk)
        wire_reading(head, (source, shelf, page), desk)
        if serves_programs():
            offer_programs(desk)

    def tell_of_it(assistant: Assistant) -> None:
        """Pages that are opened from now on name the index that answers now."""
        foot.value, view.chat.placeholder = foot_html(assistant, for_owner), welcome_html(assistant)
        window.config = window.get_config_file()

    desk.shelf.told.append(tell_of_it)
    window.queue(api_open=False, max_size=MOST_QUEUED)
    return window


def _still(html: str, elem_id: str | None = None) -> gr.HTML:
    return gr.HTML(html, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _chat_view(desk: Desk) -> ChatView:
    with gr.Column(elem_id="talk"):
        chat = gr.Chatbot(
            elem_id="chat",
            show_label=False,
            container=False,
            layout="bubble",
            autoscroll=False,
            buttons=[],
            feedback_options=None,
            allow_tags=False,
            latex_delimiters=_FORMULAS,
            height="auto",
            placeholder=welcome_html(desk.assistant),
        )
        state = _still(state_html(Conversation()), "talk-state")
        box = gr.Textbox(
            elem_id="question",
            show_label=False,
            container=False,
            placeholder="Ask the glossary",
            max_length=LONGEST_QUESTION,
            autofocus=True,
            **READY,
        )
        with gr.Row(elem_id="controls"):
            written = bool(desk.writers.names)
            mode = gr.Radio(
                [("Written", "written"), ("Both", "both"), ("Quotation", "quoted")],
                value="written" if written else "quoted",
                show_label=False,
                container=False,
                visible=written,
                elem_id="mode",
            )
            new = gr.Button("New chat", size="sm", elem_id="new")
    first = ("usual", desk.writers.usual, "", Conversation())
    length, writer, glossary, talk = (gr.State(value, time_to_live=12 * 3600) for value in first)
    return ChatView(chat, box, mode, new, length, writer, glossary, talk, state)
