"""A page that goes on elsewhere: another replica answers it than before, or the same one after a restart.

The page says which conversation it shows, and what of it. Where this process holds another one, or an older state of
it, the history knows better.
"""

import html
import logging
import re
import sqlite3
import zlib

import gradio as gr

from rag.web.desk import Desk, reader
from rag.web.encode import encode
from rag.web.history import History
from rag.web.types import Conversation

_SHOWN = re.compile(r'data-chat="([^"]*)" data-seen="([^"]*)"')


def _shown(talk: Conversation) -> str:
    """The attributes by which a page tells, with its next event, what it shows."""
    return f'data-chat="{encode(talk.id)}" data-seen="{_seen(talk)}"'


def state_html(talk: Conversation) -> str:
    """Which conversation is shown, for the script; whether a question is being edited; whether it could be stored."""
    strip = (
        f'<p class="editing">Editing question {talk.editing}: sending it replaces what follows. '
        '<button type="button" class="act" data-do="edit" data-n="0">Cancel</button></p>'
        if talk.editing
        else ""
    )
    lost = '<p class="editing">This conversation could not be kept; the terminal says why.</p>' if talk.unkept else ""
    lost += '<p class="editing">That conversation is not kept in this browser.</p>' if talk.missing else ""
    return f'<span id="talk-id" {_shown(talk)} hidden></span>{strip}{lost}'


def at_hand(talk: Conversation, shown: object, request: gr.Request, desk: Desk) -> Conversation:
    """The conversation that the page of a request shows."""
    return taken_up(talk, shown, reader(request), desk.history)


def taken_up(talk: Conversation, shown: object, who: str, history: History) -> Conversation:
    """The conversation that a reader's page shows: the one at hand where it is that one, else as it is stored.

    `shown` is what the page sent of `state_html`, or what a stranger made up: nobody gets what is another reader's.
    """
    found = _SHOWN.search(shown) if isinstance(shown, str) else None
    if not found or not found[1] or (html.unescape(found[1]), found[2]) == (talk.id, _seen(talk)):
        return talk
    try:
        return history.read(who, html.unescape(found[1])) or talk
    except (sqlite3.Error, OSError):
        logging.getLogger(__name__).exception("A conversation could not be taken up from %s", history.file.name)
        return talk


def _seen(talk: Conversation) -> str:
    """A short sign of the questions and how each ended: that somebody forges it harms nobody but themselves."""
    return f"{zlib.crc32(repr([(one.question, one.state) for one in talk.exchanges]).encode('utf-8', 'replace')):x}"
