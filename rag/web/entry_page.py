"""An entry in the source panel and on its own page, and links to it."""

import re
from collections import Counter
from collections.abc import Sequence

from index.side_by_side import glossary_in
from index.types import Entry
from rag.web.address import href
from rag.web.edition_view import title_of, titles
from rag.web.encode import encode
from rag.web.entry_view import body_html
from rag.web.inline import Span
from rag.web.terms import Terms, related, siblings


def distinction(entry: Entry) -> str:
    """What tells an entry from others of the same term: its category, else the first keyword that adds a word."""
    if entry.category:
        return entry.category
    known = set(_words(entry.term))
    return next((keyword for keyword in entry.keywords if not known.issuperset(_words(keyword))), "")


def names_apart(entries: Sequence[Entry]) -> dict[str, str]:
    """Id -> a name for each of some entries: its term, with what tells it from others of them that share the term."""
    shown = Counter(entry.term.lower() for entry in entries)
    homes = {glossary_in(entry.id) for entry in entries}

    def apart(entry: Entry) -> str:
        home = glossary_in(entry.id) if len(homes) > 1 else ""
        detail = ", ".join(filter(None, (distinction(entry), home)))
        return f"{entry.term} ({detail})" if detail else entry.term

    return {entry.id: apart(entry) if shown[entry.term.lower()] > 1 else entry.term for entry in entries}


def kind_html(kind: str) -> str:
    """What an entry is about, to stand behind a link to it; "" where that says nothing."""
    return f' <span class="kind">{encode(kind)}</span>' if kind else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def entry_link(entry: Entry, text: str = "") -> str:
    """A link to the entry's page, by its term unless another text is given."""
    return f'<a href="{href(term=entry.id)}">{encode(text or entry.term)}</a>'


def source_html(entry: Entry, span: Span, terms: Terms) -> str:
    """The source panel: the entry with the quoted span highlighted, and the others under its name.

    By its id, as by that of `page_html`, the script knows that the entry it asked for has come.
    """
    name = encode(f"source-{entry.id}-{span[0]}-{span[1]}")
    return (
        f'<div class="source entry" id="{name}"><h2 tabindex="-1">{encode(entry.term)}</h2>'
        f'<p class="more">{entry_link(entry, "Open the entry page")}</p>'
        f"{_facts(entry, terms)}{_siblings(entry, terms)}{body_html(entry, span)}</div>"
    )


def page_html(entry: Entry, terms: Terms, marked: Span | None = None) -> str:
    """The entry's own page: header, body, its siblings and related entries, and a question about it."""
    name = encode(f"page-{entry.id}-{marked[0]}-{marked[1]}" if marked else f"page-{entry.id}-")
    return (
        f'<div class="page entry" id="{name}">{_ways(_letter(entry))}'
        f'<div class="page-head"><h2 tabindex="-1">{encode(entry.term)}</h2>'
        f'<a class="button" href="{_question(entry, terms)}">Ask about this</a></div>'
        f"{_facts(entry, terms)}{_siblings(entry, terms)}{body_html(entry, marked)}"
        f"{_related(entry, terms.of([entry.id]))}</div>"
    )


def missing_html(term: str, near: Sequence[Entry]) -> str:
    """The page of a term that no entry bears, with those that are near it."""
    links = _buttons(near)
    ways = f'<p>The nearest are:</p><p class="near">{links}</p>' if links else ""
    return (
        f'<div class="page entry" id="{encode(f"page-{term}-")}">{_ways("All")}'
        f'<h2 tabindex="-1">There is no entry “{encode(term)}”</h2>{ways}</div>'
    )


def _buttons(entries: Sequence[Entry]) -> str:
    """Links to entries, those of one name told apart."""
    called = names_apart(entries)
    return " ".join(f'<a class="button" href="{href(term=one.id)}">{encode(called[one.id])}</a>' for one in entries)


def _ways(letter: str) -> str:
    ways = (("?", "Back to AI Factory Chat"), (href(letter=letter), "Glossary"))
    links = "".join(f'<a class="way" href="{link}">{name}</a>' for link, name in ways)
    return f'<p class="ways">{links}</p>'


def _question(entry: Entry, terms: Terms) -> str:
    """A link that asks about an entry, and says which where others bear its name."""
    detail = distinction(entry) if siblings(entry, terms) else ""
    return href(q=f"What is {entry.term} ({detail})?" if detail else f"What is {entry.term}?")


def _siblings(entry: Entry, terms: Terms) -> str:
    others = siblings(entry, terms)
    called = names_apart([entry, *others])
    links = ", ".join(entry_link(other, called[other.id]) + kind_html(title_of(other.id, terms)) for other in others)
    return f'<p class="siblings">Also under this name: {links}</p>' if links else ""


def _related(entry: Entry, terms: Terms) -> str:
    links = _buttons(related(entry, terms))
    return f'<h3>Related entries</h3><p class="near">{links}</p>' if links else ""


def _letter(entry: Entry) -> str:
    first = entry.header[:1].upper()
    return first if "A" <= first <= "Z" else "All"


def _facts(entry: Entry, terms: Terms) -> str:
    known, category = set(_words(entry.term)), entry.category.lower()
    aliases = {name.lower(): name for name in reversed(entry.aliases) if not known.issuperset(_words(name))}
    # As supplied, but for those that only repeat the title or the category.
    keywords = [one for one in entry.keywords if one.lower() != category and not known.issuperset(_words(one))]
    facts = (
        ("Category", entry.category),
        ("Also called", ", ".join(aliases.values())),
        ("Keywords", ", ".join(dict.fromkeys(keywords))),
        ("Glossary", "; ".join(titles([entry.id], terms))),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{encode(value)}</dd>" for name, value in facts if value)
    return f'<dl class="facts">{lines}</dl>' if lines else ""
