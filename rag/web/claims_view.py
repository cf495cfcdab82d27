"""Claims with their citation chips as HTML: written ones as running text, quoted ones in the form of their entry."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from index.types import Block, Entry
from rag.form import Layout
from rag.readable import block_at, readable
from rag.types import Citation, Claim
from rag.web.address import href
from rag.web.encode import encode
from rag.web.entry_view import STUCK, rows_html, span_html
from rag.web.inline import Words, inline_html
from rag.web.terms import Terms

_LEAD = re.compile(r"\[([^\]\n]+)\] ")


def claims_html(claims: Iterable[Claim], terms: Terms, words: Words, layout: Layout = "lines") -> str:
    """Claims in their order, with `layout` "bullets" each as an item of a list."""
    pieces = []
    for kind, group in groupby(claims, key=lambda claim: claim.kind):
        same = list(group)
        if kind == "quoted":
            pieces.append(quoted_html(same, terms, words, layout))
        else:
            pieces.append(_written(same, terms, words, layout))
    return "".join(pieces)


def quoted_html(claims: Iterable[Claim], terms: Terms, words: Words, layout: Layout = "lines", known: str = "") -> str:
    """Quoted claims set apart as quotations; "" for none. The `known` name stands above them already."""
    if layout == "bullets":
        said = [quote_html(claim, terms, words, known) for claim in claims]
        return f"<blockquote>{_items(said)}</blockquote>" if said else ""
    body = ""
    for table, group in groupby(claims, key=lambda claim: _table_of(claim, terms)):
        same = list(group)
        body += (
            _rows(same, terms, known) if table else "".join(quote_html(claim, terms, words, known) for claim in same)
        )
    return f"<blockquote>{body}</blockquote>" if body else ""


def quote_html(claim: Claim, terms: Terms, words: Words, known: str = "") -> str:
    """One quoted claim with its chips, led by whose words they are, unless that is the `known` name."""
    first = claim.citations[0]
    entry = terms.entries[first.entry_id]
    return _led(span_html(entry, (first.start, first.end), chips(claim, terms), words), lead_of(claim, entry), known)


def lead_of(claim: Claim, entry: Entry) -> str:
    """What was put in brackets before a quotation so that it can be understood alone; "" where nothing was."""
    lead, first = _LEAD.match(claim.text), claim.citations[0]
    own = readable(entry, first.start, first.end)
    # A sentence that is quoted up to its dash is shown with a full stop.
    return lead[1] if lead and claim.text[lead.end() :] in (own, f"{own}.") else ""


def _table_of(claim: Claim, terms: Terms) -> tuple[str, Block] | None:
    """The table that a claim quotes rows of, with the id of its entry."""
    first = claim.citations[0]
    block = block_at(terms.entries[first.entry_id], first.start)
    return (first.entry_id, block) if block and block.kind == "table" and first.end <= block.end else None


def _rows(claims: Sequence[Claim], terms: Terms, known: str) -> str:
    """Quoted rows of one table, drawn as one."""
    first = claims[0].citations[0]
    entry = terms.entries[first.entry_id]
    block = block_at(entry, first.start)
    assert block, "a table"
    tails = {(one.citations[0].start, one.citations[0].end): chips(one, terms) for one in claims}
    return _led(rows_html(entry, block, tails), lead_of(claims[0], entry), known)


def _led(html: str, lead: str, known: str) -> str:
    """A quotation behind the words in brackets that were put before it; none where the `known` name says as much."""
    if not lead or lead == known:
        return html
    ours = f'<span class="ours" title="Added here, not quoted">&#91;{encode(lead)}&#93;</span>'
    return f"<p>{ours} {html[3:]}" if html.startswith("<p>") else f"<p>{ours}</p>{html}"


def chips(claim: Claim, terms: Terms) -> str:
    """The chips of all citations of a claim."""
    return "".join(chip(citation, terms) for citation in claim.citations)


def chip(citation: Citation, terms: Terms) -> str:
    """The citation's number as a link to its source; its title is what hovering and screen readers tell."""
    entry = terms.entries[citation.entry_id]
    link = href(term=entry.id, s=f"{citation.start}-{citation.end}")
    quote = readable(entry, citation.start, citation.end)
    edition = terms.edition(entry.id)
    name = f"{entry.term}, {edition}" if edition else entry.term
    title = encode(f"Source {citation.marker}, {name}: “{quote[:300]}{'…' if len(quote) > 300 else ''}”")
    return f'<a class="chip" href="{link}" title="{title}">{citation.marker}</a>'


def _written(claims: Iterable[Claim], terms: Terms, words: Words, layout: Layout) -> str:
    said = [f"{inline_html(claim.text, words)}{STUCK}{chips(claim, terms)}" for claim in claims]
    if layout == "bullets":
        return f'<div class="written">{_items(said)}</div>'
    return f'<p class="written">{" ".join(said)}</p>'


def _items(said: Iterable[str]) -> str:
    return f'<ul class="points">{"".join(f"<li>{one}</li>" for one in said)}</ul>'
