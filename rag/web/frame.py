"""What stands around the chat and the glossary: head, welcome, finder, foot."""

from collections.abc import Sequence

from rag.assistant import Assistant
from rag.web.address import href
from rag.web.encode import encode
from rag.web.examples import examples, examples_html

_SVG = '<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" '
_SVG += 'stroke-linecap="round" aria-hidden="true">'
_CLOCK = f'{_SVG}<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/></svg>'
_KNOBS = '<circle cx="16" cy="7" r="2.5"/><circle cx="8" cy="17" r="2.5"/>'
_SLIDERS = f'{_SVG}<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/>{_KNOBS}</svg>'

SIDE_HEAD = (
    '<div class="side-head"><span class="kicker">Source</span>'
    '<button class="close icon" type="button" aria-label="Close the source">✕</button></div>'
)
FIND = (
    '<h2 class="title">Glossary</h2>'
    '<input id="find" type="search" maxlength="100" autocomplete="off" placeholder="Find a term" '
    'aria-label="Find a term">'
)


def head_html(choices: Sequence[tuple[str, str]] = ()) -> str:
    """The name, the two views, and of several glossaries the choice of the one that is asked."""
    options = "".join(f'<option value="{encode(name)}">{encode(title)}</option>' for name, title in choices)
    which = f'<select id="which" aria-label="Glossary that is asked">{options}</select>' if len(choices) > 1 else ""
    return (
        '<header class="bar"><h1><a href="?">AI Factory <span>Chat</span></a></h1><nav aria-label="Views">'
        f'<a href="?" id="to-ask">Ask</a><a href="{href(letter="All")}" id="to-glossary">Glossary</a></nav>'
        f"{which}"
        '<button type="button" class="icon" id="to-history" data-do="history" aria-label="History" '
        f'aria-expanded="false">{_CLOCK}</button>'
        f'<button type="button" class="icon" data-do="settings" aria-label="Settings">{_SLIDERS}</button></header>'
    )


def welcome_html(assistant: Assistant) -> str:
    """What an empty chat shows: what this is, and questions to begin with."""
    links = examples_html(examples(assistant.index.entries, assistant.index.editions.values()))
    several = len(assistant.index.editions) > 1
    source = (
        "glossary that is chosen above" if several else f"{assistant.index.manifest.entries:,} entries of the glossary"
    )
    return (
        '<div class="welcome"><h2>What would you like to know?</h2>'
        f"<p>Answers come from the {source}. "
        "Each sentence carries a number that opens its source.</p>"
        f'<p class="examples">{links}</p></div>'
    )


def foot_html(assistant: Assistant, for_owner: bool = False) -> str:
    """Which models and which index answer, how far to trust them, and for the owner what was not answered."""
    manifest = assistant.index.manifest
    writer = encode(assistant.writer.name) if assistant.writer else "none, quotations only"
    several = (
        ", ".join(str(one) for one in assistant.index.editions.values()) if len(assistant.index.editions) > 1 else ""
    )
    built = f"Index of {manifest.entries:,} entries, built {manifest.built[:10]}, {manifest.digest[:12]}"
    facts = (
        encode(several or built),
        f"Search: {encode(manifest.model)}",
        f"<span data-writer>Writer: {writer}</span>",
        "Nothing leaves this machine.",
    )
    about = '<button type="button" class="plain" data-do="about">How far to trust an answer</button>'
    pages = (("/unanswered", "Unanswered questions"), ("/lint", "Lint"))
    own = [f'<a href="{path}" target="_blank">{name}</a>' for path, name in pages] if for_owner else []
    spans = "".join(f"<span>{one}</span>" for one in (*facts, about, *own))
    return f"<footer>{spans}</footer>"
