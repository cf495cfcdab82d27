"""A comparison as a table of two columns, one for each side, every claim in its cell with its citations."""

from collections.abc import Iterable, Sequence

from rag.columns import columns
from rag.readable import block_at, readable
from rag.types import Answer, Claim
from rag.web.claims_view import chips, claims_html, quote_html
from rag.web.encode import encode
from rag.web.entry_view import STUCK
from rag.web.inline import Words, inline_html
from rag.web.terms import Terms


def sides_html(answer: Answer, claims: Sequence[Claim], terms: Terms, words: Words) -> str:
    """The claims side by side, those on one aspect in one row, and below the table what is about both sides.

    "" where the question does not compare or nothing is said of one side.
    """
    found = columns(answer.question, claims, terms.entries)
    if not found:
        return ""
    names = (found.left, found.right)
    pairs = [([row.left], [row.right]) for row in found.rows if row.aspect and row.left and row.right]
    # What has no counterpart stands below one another in one last row, so that no cell is empty.
    alone = [row for row in found.rows if not (row.aspect and row.left and row.right)]
    rest = ([row.left for row in alone if row.left], [row.right for row in alone if row.right])
    rows = [*pairs, *([rest] if alone else [])]
    head = "".join(f'<th scope="col">{encode(name)}</th>' for name in names)
    body = "".join(
        f"<tr>{''.join(_cell(side, name, terms, words) for side, name in zip(row, names, strict=True))}</tr>"
        for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="table sides" tabindex="0">{table}</div>{claims_html(found.both, terms, words)}'


def _cell(claims: Iterable[Claim], name: str, terms: Terms, words: Words) -> str:
    """The claims on one side; the side's name stands in the cell too, for narrow screens that show no columns."""
    said = "".join(_said(claim, name, terms, words) for claim in claims)
    return f'<td><span class="side-name">{encode(name)}</span>{said or "—"}</td>'


def _said(claim: Claim, name: str, terms: Terms, words: Words) -> str:
    first = claim.citations[0]
    entry = terms.entries[first.entry_id]
    block = block_at(entry, first.start)
    if claim.kind == "written":
        return f"<p>{inline_html(claim.text, words)}{STUCK}{chips(claim, terms)}</p>"
    if block and block.kind == "table":
        return f"<p>{words(readable(entry, first.start, first.end))}{STUCK}{chips(claim, terms)}</p>"
    return quote_html(claim, terms, words, known=name)
