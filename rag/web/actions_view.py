"""What can be done with an answer, and what may be asked next, as HTML below it.

Gradio's chat lets no buttons through, so these are links in the role of buttons; `window.js` turns them into events.
"""

from collections.abc import Iterable

from rag.web.address import href
from rag.web.encode import encode
from rag.web.follows import follows
from rag.web.followups import FollowUp
from rag.web.types import Exchange

_ANSWERED = (("copy-text", "Copy"), ("copy-markdown", "Copy as Markdown"))
_ASKED = (("again", "Try again"), ("edit", "Edit question"))


def actions_html(exchange: Exchange, number: int) -> str:
    """The row of actions of an ended exchange; `number` is its place in the conversation, from 1."""
    done = exchange.state == "done"
    links = [_action(do, label, number) for do, label in ((*_ANSWERED, *_ASKED) if done else _ASKED)]
    if done:
        links += [_thumb(exchange, "up", "Helpful", number), _thumb(exchange, "down", "Not helpful", number)]
    return f'<p class="actions">{"".join(links)}</p>'


def followups_html(offered: Iterable[FollowUp]) -> str:
    """Questions to ask next, each a link that asks it."""
    links = "".join(f'<a class="button" href="{href(q=one.question)}">{encode(one.label)}</a>' for one in offered)
    return f'<p class="kicker">Ask next</p><p class="near next">{links}</p>' if links else ""


def alone_html(exchange: Exchange, number: int) -> str:
    """A way to ask without what came before, where the question was read with words from there; else ""."""
    if number < 2 or not exchange.answer or not follows(exchange.answer.question):
        return ""
    return _action("alone", "Ask it by itself", number)


def _thumb(exchange: Exchange, mark: str, label: str, number: int) -> str:
    chosen = exchange.mark == mark
    said = f"{label}: {exchange.word}" if chosen and exchange.word else label
    return _action(f"mark-{mark}", said, number, " chosen" if chosen else "")


def _action(do: str, label: str, number: int, extra: str = "") -> str:
    return f'<a class="act{extra}" role="button" href="{href(do=do, n=number)}">{encode(label)}</a>'
