"""The list of past conversations as HTML."""

from collections.abc import Sequence
from datetime import datetime

from rag.web.address import href
from rag.web.encode import encode
from rag.web.history import Listed


def past_html(listed: Sequence[Listed], words: str = "") -> str:
    """A list, the latest first; `words` are those that were searched for."""
    if not listed:
        none = f"No conversation has “{encode(words)}”." if words else "Nothing is kept yet. Conversations appear here."
        return f'<p class="nothing" role="status">{none}</p>'
    return f'<ul class="past">{"".join(map(_item, listed))}</ul>'


def _item(one: Listed) -> str:
    day = datetime.fromtimestamp(one.changed).strftime("%Y-%m-%d %H:%M")
    title, chat = encode(one.title), encode(one.id)
    questions = "1 question" if one.questions == 1 else f"{one.questions} questions"
    return (
        f'<li data-chat="{chat}"><a href="{href(chat=one.id)}">{title}</a><p class="note">{day}, {questions}</p>'
        f'<p class="row"><button type="button" class="act" data-do="rename" aria-label="Rename {title}">Rename</button>'
        f'<button type="button" class="act" data-do="delete" aria-label="Delete {title}">Delete</button></p></li>'
    )
