"""The glossary as a list to browse: letters and categories with counts, pages of fifty, and what was typed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.store import Index
from index.types import Entry
from rag.web.address import LETTERS, Address, href
from rag.web.encode import encode
from rag.web.entry_page import distinction, entry_link, kind_html, names_apart
from rag.web.find import Found, find

PAGE_SIZE = 50


@dataclass(frozen=True, eq=False)
class ListPage:
    """One page of a filtered list at an address, whose page number exists.

    `found` are the entries of all its pages; `letters` and `categories` count the entries that each choice would leave.
    """

    address: Address
    found: Found
    letters: Counter[str]
    categories: Counter[str]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.found.entries) // PAGE_SIZE))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of this page."""
        return self.found.entries[(self.address.page - 1) * PAGE_SIZE : self.address.page * PAGE_SIZE]


def list_page(index: Index, address: Address) -> ListPage:
    """The page that an address asks for. Words, where given, replace the letter; a category holds for both."""
    entries = sorted(index.entries.values(), key=lambda entry: entry.term.casefold())
    kept = [entry for entry in entries if not address.category or entry.category == address.category]
    letters = Counter(entry.header[:1].upper() for entry in kept)
    letters["All"] = len(kept)
    categories = Counter(entry.category for entry in entries if entry.category)
    words = address.find.strip()
    letter = "All" if words else address.letter
    chosen = [entry for entry in kept if letter in ("All", entry.header[:1].upper())]
    found = find(words, chosen, index) if words else Found(tuple(chosen), len(chosen))
    page = ListPage(replace(address, find=words, letter=letter), found, letters, categories)
    return replace(page, address=replace(page.address, page=min(address.page, page.pages)))


def list_html(page: ListPage) -> str:
    """The list with everything that chooses from it."""
    total = len(page.found.entries)
    one = total == 1
    showing = f"Showing page {page.address.page:,} of {page.pages:,} ({total:,} {'entry' if one else 'entries'})"
    called = names_apart(page.entries)
    items = [_item(entry, called[entry.id] != entry.term) for entry in page.entries]
    by_name = page.found.named - (page.address.page - 1) * PAGE_SIZE
    if page.address.find and 0 <= by_name < len(items):
        items.insert(by_name, '<li class="tier">In the text</li>')
    listed = f'<ul class="terms">{"".join(items)}</ul>' if items else _nothing(page)
    return (
        f'<p class="count">{total:,} technical {"term and its definition" if one else "terms and definitions"}</p>'
        f'<nav class="letters" aria-label="Letters">{"".join(_letter(page, one) for one in LETTERS)}</nav>'
        f'{_categories(page)}<p class="showing" role="status">{showing}{_reading(page)}</p>{listed}{_pager(page)}'
    )


def _reading(page: ListPage) -> str:
    return f", read as “{encode(page.found.read_as)}”" if page.found.read_as else ""


def _nothing(page: ListPage) -> str:
    address = page.address
    what = f"named {encode(address.find)}" if address.find else f"under {address.letter}"
    where = f" in {encode(address.category)}" if address.category else ""
    return f'<p class="nothing">There is no entry {what}{where}.</p>'


def _letter(page: ListPage, letter: str) -> str:
    count = page.letters[letter]
    text = f'{letter} <span class="number">{count:,}</span>'
    if not count:
        return f'<span class="letter" aria-disabled="true">{text}</span>'
    current = ' aria-current="true"' if letter == page.address.letter and not page.address.find else ""
    where = {"letter": letter} | _kept(page.address)
    return f'<a class="letter" href="{href(**where)}"{current}>{text}</a>'


def _kept(address: Address) -> dict[str, str]:
    """What the links of a list keep: the category, and the glossary."""
    kept = {"category": address.category, "g": address.glossary}
    return {name: value for name, value in kept.items() if value}


def _categories(page: ListPage) -> str:
    """A choice of categories, in the order of the alphabet, with their counts."""
    chosen = page.address.category
    options = [("", "All categories"), *((one, f"{one} ({n:,})") for one, n in sorted(page.categories.items()))]
    choices = "".join(
        f'<option value="{encode(value)}"{" selected" if value == chosen else ""}>{encode(text)}</option>'
        for value, text in options
    )
    return f'<p class="categories"><select id="category" aria-label="Category">{choices}</select></p>'


def _item(entry: Entry, has_sibling: bool) -> str:
    """An entry of the list; one without a category says what it is about where another bears its term."""
    kind = kind_html(distinction(entry) if has_sibling else entry.category)
    definition = f'<p class="definition">{encode(entry.definition)}</p>' if entry.definition else ""
    return f"<li><p>{entry_link(entry)}{kind}</p>{definition}</li>"


def _pager(page: ListPage) -> str:
    if page.pages == 1:
        return ""
    links = "".join(_number(page, number) for number in _shown(page.address.page, page.pages))
    return f'<nav class="letters pager" aria-label="Pages">{links}</nav>'


def _shown(number: int, pages: int) -> Sequence[int]:
    """Up to nine page numbers around the present one, and the first and the last."""
    return sorted({1, pages, *range(max(1, number - 4), min(pages, number + 4) + 1)})


def _number(page: ListPage, number: int) -> str:
    current = ' aria-current="page"' if number == page.address.page else ""
    address = page.address
    where: dict[str, str | int] = {"find": address.find} if address.find else {"letter": address.letter}
    where |= _kept(address)
    return f'<a class="letter" href="{href(**where, page=number)}"{current}>{number}</a>'
