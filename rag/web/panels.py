"""The history beside the chat and the dialogs: settings, and the word that goes with a thumb."""

from collections.abc import Sequence

from rag.web.encode import encode
from rag.web.writers import NONE

PAST_HEAD = (
    '<div class="side-head"><h2 class="kicker" tabindex="-1">Past conversations</h2>'
    '<button class="icon" type="button" data-do="close-history" aria-label="Close the history">✕</button></div>'
    '<input id="past-words" type="search" maxlength="100" autocomplete="off" placeholder="Search" '
    'aria-label="Search past conversations">'
)
PAST_FOOT = (
    '<p class="past-foot"><button type="button" class="act" data-do="save-markdown">Save this as Markdown</button>'
    '<button type="button" class="act" data-do="save-json">Save this as JSON</button>'
    '<button type="button" class="act" data-do="save-all">Save all as JSON</button>'
    '<button type="button" class="act" data-do="delete-all">Delete everything</button></p>'
)
_THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_SIZES = (("small", "Small"), ("normal", "Normal"), ("large", "Large"))
_LENGTHS = (("short", "Short"), ("usual", "Usual"), ("long", "Long"))


def dialogs_html(writers: Sequence[str]) -> str:
    """The dialogs, closed; where short remarks such as "Copied" appear; and what only screen readers are told.

    `writers` are the names of those who may write, the usual one first.
    """
    chosen = [*((encode(name), encode(name)) for name in writers), (NONE, "Nobody")]
    nobody = "No writer runs here, so answers are quotations; one is named at the start, with --llm."
    both = "These choices, and the one below the question box, are remembered in this browser."
    kept = both if writers else f"These choices are remembered in this browser. {nobody}"
    return (
        '<dialog id="settings" aria-labelledby="settings-title"><form method="dialog">'
        f'<h2 id="settings-title">Settings</h2>{_choice("theme", "Theme", _THEMES)}'
        f"{_choice('size', 'Text size', _SIZES)}{_choice('length', 'Length of answers', _LENGTHS)}"
        f"{_choice('writer', 'Writer', chosen) if writers else ''}"
        f'<p class="note">{kept}</p>'
        '<p class="note">By the keys: ↑ in the empty box leads to the last answer, Esc closes what is open or being '
        "edited.</p>"
        '<p class="row"><button class="primary" value="close">Done</button></p></form></dialog>'
        '<dialog id="word" aria-labelledby="word-title"><form method="dialog">'
        '<h2 id="word-title">What was missing or wrong?</h2><label class="note" for="word-text">A word is enough, and '
        'none is needed. It stays on this machine.</label><input id="word-text" maxlength="200" autocomplete="off">'
        '<p class="row"><button class="primary" value="send">Keep</button>'
        '<button class="act" value="skip">Skip</button></p></form></dialog>'
        '<p id="remark" role="status"></p><p id="said" class="unseen" role="status"></p>'
    )


def _choice(name: str, label: str, options: Sequence[tuple[str, str]]) -> str:
    radios = "".join(
        f'<label><input type="radio" name="{name}" value="{value}">{text}</label>' for value, text in options
    )
    return f'<fieldset class="choice"><legend>{label}</legend>{radios}</fieldset>'
