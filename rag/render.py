"""Answer -> plain text and JSON; the window renders for itself."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from index.repair import plain
from index.side_by_side import edition
from index.store import Index
from index.types import Edition, Entry
from rag.ask import asks_nothing, points_at_nothing
from rag.columns import Columns, columns
from rag.contradict import notes
from rag.form import form_of
from rag.types import Answer, Claim, Question

STEPS = ("understand", "retrieve", "quote", "write", "verify", "total")


def plain_text(answer: Answer, index: Index) -> str:
    """The answer with [1] markers behind each claim, or the refusal with the nearest terms."""
    if answer.outcome == "not_in_glossary":
        return refusal(answer, index)
    layout = form_of(answer.question.text).layout
    sides = columns(answer.question, answer.claims, index.entries) if layout == "table" else None
    mark = "- " if layout == "bullets" else ""
    lines = table(sides) if sides else [f"{mark}{claim.text} {markers(claim)}" for claim in answer.claims]
    return "\n".join([*lines, *notes(answer.claims)])


def table(sides: Columns, escape: bool = False) -> list[str]:
    """A comparison as the lines of a Markdown table, and below it what is said of both sides."""
    rows = [("", sides.left, sides.right)]
    rows += [(row.aspect, _cell(row.left, sides.left), _cell(row.right, sides.right)) for row in sides.rows]
    cells = [[cell.replace("|", "/") for cell in row] for row in rows]
    lines = [f"| {' | '.join(map(escaped, row) if escape else row)} |" for row in cells]
    below = [f"{claim.text} {markers(claim)}" for claim in sides.both]
    return [lines[0], "|---|---|---|", *lines[1:], *(map(escaped, below) if escape else below)]


def _cell(claim: Claim | None, side: str) -> str:
    """A claim on one line, without the bracket that only repeats the column's name."""
    return f"{' '.join(claim.text.split()).removeprefix(f'[{side}] ')} {markers(claim)}" if claim else "—"


def refusal(answer: Answer, index: Index) -> str:
    """What is said when the glossary has no answer: what it does have about a named term, and the nearest terms."""
    terms = list(dict.fromkeys(index.entries[entry_id].term for entry_id in answer.nearest))
    lead = no_answer(answer.question, index.entries)
    return f"{lead} Nearest terms: {', '.join(terms)}." if terms else lead


def no_answer(question: Question, entries: Mapping[str, Entry]) -> str:
    """That there is no answer, and which of the terms that the question names are there all the same."""
    if points_at_nothing(question.searched):
        return "This does not say what it is about. Name the term, or ask it after an answer about that."
    if asks_nothing(question.searched):
        return (
            "This asks nothing of the glossary. Ask what a term means, how something works, or how two things differ."
        )
    named = list(dict.fromkeys(entries[ids[0]].term for ids in question.named))
    if not named:
        return "The glossary does not have an answer to this."
    return f"The glossary has {' and '.join(named)}, but does not say this about {'them' if named[1:] else 'it'}."


def markers(claim: Claim) -> str:
    """ "[1][2]" for the citations of a claim."""
    return "".join(f"[{citation.marker}]" for citation in claim.citations)


def markdown(answer: Answer, index: Index, escape: bool = True) -> str:
    """The answer as Markdown: each claim with its [1] markers, remarks, then the sources with the quoted words.

    With `escape`, marks that Markdown would take as its own show as they are.
    """
    shown = escaped if escape else str
    if answer.outcome == "not_in_glossary":
        return "\n\n".join(map(shown, (refusal(answer, index), *_ours(answer))))
    said = spoken(answer, index, escape)
    return "\n\n".join((said, *map(shown, _ours(answer)), _listed(answer, index, markdown=True)))


def spoken(answer: Answer, index: Index, escape: bool = False) -> str:
    """The claims alone as Markdown: a comparison as a table, bullets where they are asked for, else paragraphs."""
    sides = columns(answer.question, answer.claims, index.entries)
    if sides:
        below = len(sides.rows) + 2
        lines = table(sides, escape)
        return "\n\n".join(("\n".join(lines[:below]), *lines[below:]))
    bulleted = form_of(answer.question.text).layout == "bullets"
    lines = [f"{claim.text} {markers(claim)}" for claim in answer.claims]
    lines = [escaped(line) for line in lines] if escape else lines
    return "\n".join(f"- {' '.join(line.split())}" for line in lines) if bulleted else "\n\n".join(lines)


def remarks(answer: Answer) -> tuple[str, ...]:
    """What is ours in an answer: how the question was read, and where the cited entries disagree."""
    against = notes(answer.claims) if answer.outcome == "answered" else ()
    return tuple(dict.fromkeys((*answer.question.notes, *answer.trace.notes, *against)))


def _ours(answer: Answer) -> list[str]:
    return [f"(Remark: {remark})" for remark in remarks(answer)]


def plain_with_sources(answer: Answer, index: Index) -> str:
    """What `plain_text` gives, and below it the other remarks and the sources with the quoted words."""
    said = plain_text(answer, index)
    pieces = [said, *(f"(Remark: {remark})" for remark in remarks(answer) if remark not in said)]
    if answer.outcome != "not_in_glossary":
        pieces.append(_listed(answer, index, markdown=False))
    return "\n\n".join(pieces)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", text)


def _listed(answer: Answer, index: Index, markdown: bool) -> str:
    """The citations by their numbers, one a line: the entry's term and what is quoted of it."""
    cited = {citation.marker: citation for claim in answer.claims for citation in claim.citations}
    lines = []
    for marker, citation in sorted(cited.items()):
        entry = index.entries[citation.entry_id]
        quote = " ".join(plain(citation.quote).split())
        found = edition(entry.id, index.editions)
        where = f", {found}" if found else ""
        if markdown:
            lines.append(f"{marker}. **{escaped(entry.term)}** (`{entry.id}`{escaped(where)}): “{escaped(quote)}”")
        else:
            lines.append(f"[{marker}] {entry.term} ({entry.id}{where}): “{quote}”")
    return "Sources:\n\n" + "\n".join(lines)


def as_json(answer: Answer, index: Index) -> dict[str, Any]:
    """The answer in the shape that other programs rely on; `quote` is `body[start:end]` of its entry."""
    return {
        "outcome": answer.outcome,
        "answer": plain_text(answer, index),
        "claims": _claims(answer.claims, index),
        "dropped": _claims(answer.dropped, index),
        "retrieved": [
            {"entry_id": hit.entry_id, "header": index.entries[hit.entry_id].header, "score": hit.score}
            for hit in answer.hits
        ],
        "confidence": answer.confidence,
        "seconds": {step: round(answer.trace.seconds.get(step, 0.0), 6) for step in STEPS},
    }


def as_json_from(answer: Answer, index: Index) -> dict[str, Any]:
    """What `as_json` gives, where each citation names its glossary and the version of it."""
    found = as_json(answer, index)
    for claim in (*found["claims"], *found["dropped"]):
        for citation in claim["citations"]:
            citation.update(named_in_json(citation["entry_id"], index.editions))
    return found


def named_in_json(entry_id: str, editions: Mapping[str, Edition]) -> dict[str, str]:
    """The glossary that an entry is from, and its version; nothing where they are not known."""
    found = edition(entry_id, editions)
    return {"glossary": found.name, "version": found.version} if found else {}


def _claims(claims: Sequence[Claim], index: Index) -> list[dict[str, Any]]:
    return [
        {
            "text": claim.text,
            "kind": claim.kind,
            "support": claim.support,
            "citations": [
                {
                    "marker": citation.marker,
                    "entry_id": citation.entry_id,
                    "header": index.entries[citation.entry_id].header,
                    "term": index.entries[citation.entry_id].term,
                    "start": citation.start,
                    "end": citation.end,
                    "quote": citation.quote,
                }
                for citation in claim.citations
            ],
        }
        for claim in claims
    ]
