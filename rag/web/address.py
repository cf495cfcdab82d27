"""The window's addresses: what is looked at stands in the query, so that a link, reload and back button lead there.

`?term=ID[&s=START-END]` is an entry with a highlighted span, `?letter=A&page=2` a page of the glossary,
`?find=WORDS` its entries with such names, `&category=NAME` those of a category, `?chat=ID` is a past conversation,
`?q=QUESTION` asks; `&g=NAME` says of which glossary, where there are several.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from rag.web.encode import encode
from rag.web.inline import Span

LETTERS = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "All")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a query leads. Values that make no sense have become the defaults: they come from strangers."""

    term: str = ""
    span: Span | None = None
    letter: str = "All"
    page: int = 1
    find: str = ""
    category: str = ""
    glossary: str = ""


def read_address(query: str) -> Address:
    """The address in a query string such as `?letter=D&page=2`."""
    values = {name: found[0] for name, found in parse_qs(query.removeprefix("?")[:2000]).items()}
    span = re.fullmatch(r"(\d{1,7})-(\d{1,7})", values.get("s", ""), re.ASCII)
    letter = values.get("letter", "All")
    page = values.get("page", "1")
    return Address(
        term=values.get("term", ""),
        span=(int(span[1]), int(span[2])) if span else None,
        letter=letter if letter in LETTERS else "All",
        find=values.get("find", "")[:100],
        category=values.get("category", "")[:100],
        glossary=values.get("g", "")[:60],
        page=int(page) if re.fullmatch(r"[1-9]\d{0,5}", page, re.ASCII) else 1,
    )


def href(**values: str | int) -> str:
    """A link to an address, ready to stand in an HTML attribute."""
    return encode(f"?{urlencode(values)}")
