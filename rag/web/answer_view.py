"""An answer as HTML: claims with their citation chips, sources, and how it came about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from index.types import Entry
from rag.ask import asks_nothing
from rag.contradict import notes
from rag.form import form_of
from rag.render import no_answer
from rag.types import Answer, Citation, Claim, Stage
from rag.web.address import href
from rag.web.claims_view import chip, claims_html, quoted_html
from rag.web.edition_view import from_html, title_of
from rag.web.encode import encode
from rag.web.entry_page import distinction, entry_link, kind_html, names_apart
from rag.web.examples import examples, examples_html
from rag.web.inline import Words
from rag.web.near import near_hits
from rag.web.sides_view import sides_html
from rag.web.terms import Terms, linker
from rag.web.types import Exchange, Mode, State
from rag.web.why_view import lasted, why_html

_STAGES: dict[Stage, str] = {
    "searching": "Searching",
    "reading": "Reading",
    "writing": "Writing",
    "checking": "Checking",
}
_ENDS: dict[State, str] = {
    "stopped": "Stopped.",
    "failed": "This answer failed; the terminal says why.",
    "busy": "Too many are asking at present. Ask again in a moment.",
}
_MARKER = re.compile(r"\[(\d{1,3})\]")
_ALSO_FOUND = 4
_NEAREST = 5


def pending_html(exchange: Exchange, terms: Terms, mode: Mode = "written") -> str:
    """An answer under way, stopped or failed: its stages, and what of it already stands."""
    stands = _stands(exchange.answer, terms, mode) if exchange.answer else ""
    if exchange.state not in _ENDS:
        return f'<div class="reply">{stands}{_stages(exchange)}</div>'
    place = f" (place {exchange.place} in the line)" if exchange.place else ""
    remark = f"{_ENDS[exchange.state]}{place}{' What the glossary says stands.' if stands else ''}"
    return f'<div class="reply">{stands}<p class="note">{remark}</p></div>'


def answer_html(answer: Answer, terms: Terms, mode: Mode = "written", after: str = "", alone: str = "") -> str:
    """A finished answer; `after` is HTML to stand at its end, `alone` a way to ask without what came before."""
    said = f"{_remarks(answer, alone)}{_said(answer, terms, mode)}{_disagreements(answer, terms)}"
    below = f"{_sources(answer, terms)}{from_html(answer, terms)}{why_html(answer, terms.entries)}"
    return f'<div class="reply">{said}{below}{after}</div>'


def _stands(answer: Answer, terms: Terms, mode: Mode) -> str:
    """What stands of an answer that is being written: each checked claim in the place of the quotation it restates."""
    if not any(claim.kind == "written" for claim in answer.claims):
        return _quotation(answer, terms, encode)
    if mode == "both":
        written = claims_html(answer.claims, terms, encode)
        return f'{_quotation(answer, terms, encode)}<p class="kicker">In short</p>{written}'
    done = {citation for claim in answer.claims for citation in claim.citations}
    rest = [claim for claim in answer.quotation if done.isdisjoint(claim.citations)]
    return claims_html((*answer.claims, *rest), terms, encode)


def _remarks(answer: Answer, alone: str) -> str:
    """What was read otherwise, and, set apart as ours, how a message of several questions was answered."""
    *first, last = [encode(note[:1].upper() + note[1:]) for note in answer.question.notes] or [""]
    notes = [*first, f"{last} {alone}".strip()]
    read = "".join(f'<p class="note">{note}</p>' for note in notes if note)
    done = [note for note in dict.fromkeys(answer.trace.notes) if note not in answer.question.notes]
    lines = "".join(f"<li>{encode(note[:1].upper() + note[1:])}</li>" for note in done)
    return read + (f'<ul class="remark" aria-label="Remarks on this answer">{lines}</ul>' if lines else "")


def _disagreements(answer: Answer, terms: Terms) -> str:
    """Where the cited entries contradict each other, as a remark of ours; its markers are chips."""
    if answer.outcome != "answered":
        return ""
    by_marker = {citation.marker: citation for claim in answer.claims for citation in claim.citations}

    def linked(note: str) -> str:
        pieces = _MARKER.split(note)
        known = (by_marker.get(int(number)) for number in pieces[1::2])
        marks = [chip(citation, terms) if citation else "" for citation in known]
        return "".join(encode(text) + mark for text, mark in zip(pieces[::2], [*marks, ""], strict=True))

    lines = "".join(f"<li>{linked(note)}</li>" for note in notes(answer.claims))
    return f'<ul class="remark" aria-label="Remarks on this answer">{lines}</ul>' if lines else ""


def _said(answer: Answer, terms: Terms, mode: Mode) -> str:
    cited = {citation.entry_id for claim in answer.claims for citation in claim.citations}
    words = linker(terms, cited, {hit.entry_id for hit in answer.hits})
    if answer.outcome == "not_in_glossary":
        return _refusal(answer, terms)
    if answer.outcome == "several_senses":
        lead = "The glossary has several entries under this name. Which one do you mean?"
        return f'<p class="lead">{lead}</p>{_senses(answer.claims, terms, words)}'
    if not any(claim.kind == "written" for claim in answer.claims):
        return _quotation(answer, terms, words)
    written = _body(answer, answer.claims, terms, encode if mode == "both" else words)
    if mode == "both":
        return f'{_quotation(answer, terms, words)}<p class="kicker">In short</p>{written}'
    quoted = quoted_html(answer.quotation, terms, encode)
    return f"{written}<details><summary>In the glossary’s own words</summary>{quoted}</details>" if quoted else written


def _refusal(answer: Answer, terms: Terms) -> str:
    """That there is no answer, with questions that have one: about the nearest terms, or any if nothing was asked."""
    if asks_nothing(answer.question.searched):
        offered, lead = examples_html(examples(terms.entries, terms.editions.values())), ""
    else:
        offered, lead = _nearest(answer, terms), " The nearest terms are:"
    said = encode(no_answer(answer.question, terms.entries))
    return f'<p class="refusal">{said}{lead if offered else ""}</p>' + (
        f'<p class="near">{offered}</p>' if offered else ""
    )


def _body(answer: Answer, claims: Sequence[Claim], terms: Terms, words: Words) -> str:
    """The claims in the form that the question asks for: two columns for a comparison, bullets, or lines."""
    layout = form_of(answer.question.text).layout
    return sides_html(answer, claims, terms, words) or claims_html(claims, terms, words, layout)


def _nearest(answer: Answer, terms: Terms) -> str:
    near = names_apart([terms.entries[entry_id] for entry_id in answer.nearest[:_NEAREST]]).values()
    return " ".join(f'<a class="button" href="{href(q=f"What is {name}?")}">{encode(name)}</a>' for name in near)


def _quotation(answer: Answer, terms: Terms, words: Words) -> str:
    quoted = [claim for claim in answer.quotation or answer.claims if claim.kind == "quoted"]
    return f'<p class="kicker">The glossary says</p>{_body(answer, quoted, terms, words)}' if quoted else ""


def _senses(claims: Iterable[Claim], terms: Terms, words: Words) -> str:
    pieces = []
    for entry_id, group in groupby(claims, key=lambda claim: claim.citations[0].entry_id):
        entry, said = terms.entries[entry_id], list(group)
        detail, title = distinction(entry), title_of(entry_id, terms)
        where = {"g": edition.name} if title and (edition := terms.edition(entry_id)) else {}
        ask = href(q=f"What is {entry.term} ({detail})?" if detail else f"What is {entry.term}?", **where)
        choose = f'<p class="choose"><a class="button" href="{ask}">Ask about this one</a></p>'
        head = f"<h2>{entry_link(entry)}{kind_html(detail)}{kind_html(title)}</h2>"
        pieces.append(
            f'<section class="sense">{head}{quoted_html(said, terms, words, known=entry.term)}{choose}</section>'
        )
    return "".join(pieces)


def _sources(answer: Answer, terms: Terms) -> str:
    """The cited entries with all their citations, and apart from them what else was found."""
    cited: dict[str, dict[Citation, None]] = {}
    for claim in answer.claims:
        for citation in claim.citations:
            cited.setdefault(citation.entry_id, {})[citation] = None
    if not cited:
        return ""
    entries = terms.entries
    others = [entries[hit.entry_id] for hit in near_hits(answer) if hit.entry_id not in cited][:_ALSO_FOUND]
    called = names_apart([*map(entries.__getitem__, cited), *others])
    links = "".join(
        f"<li>{''.join(chip(citation, terms) for citation in citations)} {_named(entries[entry_id], called)}</li>"
        for entry_id, citations in cited.items()
    )
    names = ", ".join(entry_link(entry, called[entry.id]) for entry in others)
    also = f'<p class="also">Also found: {names}</p>' if others else ""
    # The senses to choose from are links to their entries already.
    listed = f'<p class="kicker">Cited</p><ul>{links}</ul>' if answer.outcome == "answered" else ""
    return f'<div class="sources">{listed}{also}</div>' if listed or also else ""


def _named(entry: Entry, called: Mapping[str, str]) -> str:
    """A link to a cited entry with its category, by which those of one term are told apart where they have one."""
    return f"{entry_link(entry, '' if entry.category else called[entry.id])}{kind_html(entry.category)}"


def _stages(exchange: Exchange) -> str:
    shown = []
    for stage, name in _STAGES.items():
        if stage == exchange.stage:
            words = f" {exchange.drafted} words" if exchange.drafted and stage == "writing" else ""
            shown.append(f'<span class="stage now">{name}{words}</span>')
        elif stage in exchange.seconds:
            time = f'<span class="time">{lasted(exchange.seconds[stage])}</span>'
            shown.append(f'<span class="stage">{name} {time}</span>')
    if exchange.place:
        shown.append(f'<span class="stage now">Busy, place {exchange.place}</span>')
    return f'<p class="stages">{"".join(shown)}</p>'
