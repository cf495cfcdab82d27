"""The glossary as a list to browse: letters, pages of fifty, and a filter over names."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.types import Entry
from rag.web.address import LETTERS, Address, href
from rag.web.encode import encode
from rag.web.entry_page import distinction, entry_link

PAGE_SIZE = 50
_JOINTS = str.maketrans(dict.fromkeys("-/(),", " "))


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a filtered list. `total` counts the entries of all its pages; `number` is 1-based."""

    letter: str
    words: str
    number: int
    pages: int
    total: int
    entries: tuple[Entry, ...]


def list_page(entries: Iterable[Entry], address: Address) -> ListPage:
    """The page that an address asks for; words, where given, replace the letter and must all begin words of a name."""
    words = address.find.strip()
    letter = "All" if words else address.letter
    chosen = [entry for entry in entries if _matches(entry, words)] if words else list(entries)
    if letter != "All":
        chosen = [entry for entry in chosen if entry.header[:1].upper() == letter]
    pages = max(1, -(-len(chosen) // PAGE_SIZE))
    number = min(address.page, pages)
    shown = tuple(chosen[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return ListPage(letter, words, number, pages, len(chosen), shown)


def list_html(page: ListPage, initials: frozenset[str]) -> str:
    """The list; `initials` are the letters under which there are entries."""
    showing = f"Showing page {page.number:,} of {page.pages:,} ({page.total:,} entries)"
    items = "".join(_item(entry) for entry in page.entries)
    found = f'<ul class="terms">{items}</ul>' if items else _nothing(page)
    return (
        f'<p class="count">{page.total:,} technical terms and definitions</p>'
        f'<nav class="letters" aria-label="Letters">{"".join(_letter(page, one, initials) for one in LETTERS)}</nav>'
        f'<p class="showing" role="status">{showing}</p>{found}{_pager(page)}'
    )


def initials(entries: Iterable[Entry]) -> frozenset[str]:
    """The first letters of the headers, by which the list is cut."""
    return frozenset(entry.header[:1].upper() for entry in entries)


def _matches(entry: Entry, words: str) -> bool:
    names = _spaced(" ".join(("", entry.term, *entry.aliases, *entry.keywords)))
    return all(f" {word}" in names for word in _spaced(words).split())


def _spaced(text: str) -> str:
    return text.lower().translate(_JOINTS)


def _nothing(page: ListPage) -> str:
    what = f"named {encode(page.words)}" if page.words else f"under {page.letter}"
    return f'<p class="nothing">There is no entry {what}.</p>'


def _letter(page: ListPage, letter: str, initials: frozenset[str]) -> str:
    if letter != "All" and letter not in initials:
        return f'<span class="letter" aria-disabled="true">{letter}</span>'
    current = ' aria-current="true"' if letter == page.letter and not page.words else ""
    return f'<a class="letter" href="{href(letter=letter)}"{current}>{letter}</a>'


def _item(entry: Entry) -> str:
    detail = distinction(entry)
    kind = f'<span class="kind">{encode(detail)}</span>' if detail else ""
    definition = f'<p class="definition">{encode(entry.definition)}</p>' if entry.definition else ""
    return f"<li><p>{entry_link(entry)}{kind}</p>{definition}</li>"


def _pager(page: ListPage) -> str:
    if page.pages == 1:
        return ""
    links = "".join(_number(page, number) for number in range(1, page.pages + 1))
    return f'<nav class="letters pager" aria-label="Pages">{links}</nav>'


def _number(page: ListPage, number: int) -> str:
    current = ' aria-current="page"' if number == page.number else ""
    where = {"find": page.words} if page.words else {"letter": page.letter}
    return f'<a class="letter" href="{href(**where, page=number)}"{current}>{number}</a>'
