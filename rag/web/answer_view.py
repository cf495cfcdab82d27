"""An answer as HTML: claims with their citation chips, sources, and how it came about."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from index.types import Entry
from rag.types import Answer, Citation, Claim, Stage
from rag.web.address import href
from rag.web.encode import encode
from rag.web.entry_page import distinction, entry_link, names_apart
from rag.web.entry_view import span_html
from rag.web.inline import inline_html
from rag.web.types import Exchange, State
from rag.web.why_view import why_html

Entries = Mapping[str, Entry]

_STAGES: dict[Stage, str] = {
    "searching": "Searching",
    "reading": "Reading",
    "writing": "Writing",
    "checking": "Checking",
}
_ENDS: dict[State, str] = {"stopped": "Stopped.", "failed": "This answer failed; the terminal says why."}
_ALSO_FOUND = 4
_NEAREST = 5


def pending_html(exchange: Exchange, entries: Entries) -> str:
    """An answer under way, stopped or failed: its stages, and what of it already stands."""
    answer = exchange.answer
    if any(claim.kind == "written" for claim in exchange.checked):
        stands = _claims(exchange.checked, entries)
    else:
        stands = _quotation(answer, entries) if answer else ""
    if exchange.state not in _ENDS:
        return f'<div class="reply">{stands}{_stages(exchange)}</div>'
    remark = f"{_ENDS[exchange.state]}{' What the glossary says stands.' if stands else ''}"
    return f'<div class="reply">{stands}<p class="note">{remark}</p></div>'


def answer_html(answer: Answer, entries: Entries) -> str:
    """A finished answer."""
    notes = "".join(f'<p class="note">{encode(note)}</p>' for note in answer.question.notes)
    said = f"{_said(answer, entries)}{_sources(answer, entries)}"
    return f'<div class="reply">{notes}{said}{why_html(answer, entries)}</div>'


def chip(citation: Citation, entries: Entries) -> str:
    """The citation's number as a link to its source."""
    entry = entries[citation.entry_id]
    link = href(term=entry.id, s=f"{citation.start}-{citation.end}")
    title = encode(f"Source {citation.marker}: {entry.term}")
    return f'<a class="chip" href="{link}" title="{title}">{citation.marker}</a>'


def _said(answer: Answer, entries: Entries) -> str:
    if answer.outcome == "not_in_glossary":
        near = " The nearest terms are:" if answer.nearest else ""
        return f'<p class="refusal">The glossary has no answer to this.{near}</p>' + (
            f'<p class="near">{_nearest(answer, entries)}</p>' if near else ""
        )
    if answer.outcome == "several_senses":
        return f'<p class="lead">The glossary has several entries under this name.</p>{_senses(answer.claims, entries)}'
    if not any(claim.kind == "written" for claim in answer.claims):
        return _quotation(answer, entries)
    words = f"<details><summary>In the glossary’s own words</summary>{_quoted(answer.quotation, entries)}</details>"
    return f"{_claims(answer.claims, entries)}{words if answer.quotation else ''}"


def _nearest(answer: Answer, entries: Entries) -> str:
    near = [entries[entry_id] for entry_id in answer.nearest[:_NEAREST]]
    return " ".join(f'<a class="button" href="{href(q=f"What is {e.term}?")}">{encode(e.term)}</a>' for e in near)


def _quotation(answer: Answer, entries: Entries) -> str:
    quoted = [claim for claim in answer.quotation or answer.claims if claim.kind == "quoted"]
    return f'<p class="kicker">The glossary says</p>{_quoted(quoted, entries)}' if quoted else ""


def _senses(claims: Iterable[Claim], entries: Entries) -> str:
    pieces = []
    for entry_id, group in groupby(claims, key=lambda claim: claim.citations[0].entry_id):
        entry, said = entries[entry_id], list(group)
        kind = f'<span class="kind">{encode(distinction(entry))}</span>'
        pieces.append(f'<section class="sense"><h3>{entry_link(entry)}{kind}</h3>{_claims(said, entries)}</section>')
    return "".join(pieces)


def _claims(claims: Iterable[Claim], entries: Entries) -> str:
    """Claims in their order: written ones as running text, quoted ones set apart as quotations."""
    pieces = []
    for kind, group in groupby(claims, key=lambda claim: claim.kind):
        same = list(group)
        pieces.append(_quoted(same, entries) if kind == "quoted" else _written(same, entries))
    return "".join(pieces)


def _written(claims: Iterable[Claim], entries: Entries) -> str:
    text = " ".join(f"{inline_html(claim.text)} {_chips(claim, entries)}" for claim in claims)
    return f'<p class="written">{text}</p>'


def _quoted(claims: Iterable[Claim], entries: Entries) -> str:
    pieces = []
    for claim in claims:
        first = claim.citations[0]
        pieces.append(span_html(entries[first.entry_id], (first.start, first.end), _chips(claim, entries)))
    return f"<blockquote>{''.join(pieces)}</blockquote>" if pieces else ""


def _chips(claim: Claim, entries: Entries) -> str:
    return "".join(chip(citation, entries) for citation in claim.citations)


def _sources(answer: Answer, entries: Entries) -> str:
    """The cited entries with all their citations, and apart from them what else was found."""
    cited: dict[str, dict[Citation, None]] = {}
    for claim in answer.claims:
        for citation in claim.citations:
            cited.setdefault(citation.entry_id, {})[citation] = None
    if not cited:
        return ""
    links = "".join(
        f"<li>{''.join(chip(citation, entries) for citation in citations)} {entry_link(entries[entry_id])} "
        f'<span class="kind">{encode(distinction(entries[entry_id]))}</span></li>'
        for entry_id, citations in cited.items()
    )
    others = [entries[hit.entry_id] for hit in answer.hits if hit.entry_id not in cited][:_ALSO_FOUND]
    called = names_apart([*map(entries.__getitem__, cited), *others])
    names = ", ".join(entry_link(entry, called[entry.id]) for entry in others)
    also = f'<p class="also">Also found: {names}</p>' if others else ""
    return f'<div class="sources"><p class="kicker">Cited</p><ul>{links}</ul>{also}</div>'


def _stages(exchange: Exchange) -> str:
    shown = []
    for stage, name in _STAGES.items():
        if stage == exchange.stage:
            words = f" {exchange.drafted} words" if exchange.drafted and stage == "writing" else ""
            shown.append(f'<span class="stage now">{name}{words}</span>')
        elif stage in exchange.seconds:
            time = f'<span class="time">{exchange.seconds[stage]:.1f} s</span>'
            shown.append(f'<span class="stage">{name} {time}</span>')
    return f'<p class="stages">{"".join(shown)}</p>'
