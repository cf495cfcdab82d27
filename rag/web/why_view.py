"""How an answer came about: what was read and searched, how each entry scored, what was left out, how long it took."""

from collections.abc import Iterable, Mapping

from index.types import Entry
from rag.types import Answer, Claim, Hit
from rag.web.encode import encode
from rag.web.entry_page import entry_link, names_apart

# Plain words for the parts of a score; a part that is not named here shows under its own name.
_PARTS = {
    "name": "Named in the question",
    "sentence": "Best sentence, by meaning",
    "maxsim": "Question’s words found in it",
    "reverse": "Its words found in the question",
    "contrast": "Nearer than other entries",
}
_STEPS = {
    "understand": "Reading the question",
    "retrieve": "Finding entries",
    "quote": "Choosing sentences",
    "write": "Writing",
    "verify": "Checking",
}


def why_html(answer: Answer, entries: Mapping[str, Entry]) -> str:
    """A disclosure with everything that the answer rests on, for a reader who wants to know why."""
    total = answer.trace.seconds.get("total", sum(answer.trace.seconds.values()))
    title = "Why no answer" if answer.outcome == "not_in_glossary" else "Why these entries"
    title = f'{title} <span class="time">{lasted(total)}</span>'
    cited = {citation.entry_id for claim in answer.claims for citation in claim.citations}
    return (
        f'<details class="trace"><summary>{title}</summary>{_read(answer)}'
        f"{_scores(answer.hits, cited, entries)}{_dropped(answer.dropped)}{_times(answer.trace.seconds)}</details>"
    )


def lasted(seconds: float) -> str:
    """A time in the unit in which it says something."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.1 else f"{seconds:.1f} s"


def _read(answer: Answer) -> str:
    """What was searched for, what was read as something else, who wrote, and how sure the answer is."""
    notes = dict.fromkeys((*answer.question.notes, *answer.trace.notes))
    lines = "".join(f"<li>{encode(note)}</li>" for note in notes)
    writer = f"<dt>Written by</dt><dd>{encode(answer.trace.writer)}</dd>" if answer.trace.writer else ""
    return (
        f'<dl class="facts"><dt>Searched for</dt><dd>{encode(answer.question.searched)}</dd>'
        f"<dt>Chance that the glossary answers</dt><dd>{answer.confidence:.0%}</dd>{writer}</dl>"
        f"{f'<ul>{lines}</ul>' if lines else ''}"
    )


def _scores(hits: Iterable[Hit], cited: set[str], entries: Mapping[str, Entry]) -> str:
    """A table: an entry a row, a part of its score a column, each with a bar relative to the column's greatest."""
    rows = [hit for hit in hits if hit.entry_id in entries]
    called = names_apart([entries[hit.entry_id] for hit in rows])
    if not rows:
        return ""
    names = list(dict.fromkeys(name for hit in rows for name in hit.parts))
    most = {name: max(abs(hit.parts.get(name, 0.0)) for hit in rows) for name in names}
    best = max(abs(hit.score) for hit in rows)
    head = "".join(f'<th scope="col">{encode(_plain(name, _PARTS))}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{entry_link(entries[hit.entry_id], called[hit.entry_id])}{_cited(hit, cited)}</th>'
        f"{_cell(hit.score, best)}{''.join(_cell(hit.parts.get(name, 0.0), most[name]) for name in names)}</tr>"
        for hit in rows
    )
    return (
        '<p class="kicker">How the entries scored</p><div class="table scores" tabindex="0"><table><thead><tr>'
        f'<th scope="col">Entry</th><th scope="col">Score</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cited(hit: Hit, cited: set[str]) -> str:
    return '<span class="tag">cited</span>' if hit.entry_id in cited else ""


def _cell(value: float, most: float) -> str:
    return f"<td>{value:.2f}{_gauge(value, most)}</td>"


def _gauge(value: float, most: float) -> str:
    share = max(0.0, value) / most if most else 0.0
    return f'<span class="gauge"><span style="width&#58;{share:.0%}"></span></span>'


def _dropped(claims: Iterable[Claim]) -> str:
    items = "".join(
        f'<li>{encode(claim.text)} <span class="time">support {claim.support:.0%}, too little of it stands in '
        f"{_where(claim)}</span></li>"
        for claim in claims
    )
    return f'<p class="kicker">Written, but left out</p><ul class="dropped">{items}</ul>' if items else ""


def _where(claim: Claim) -> str:
    markers = ", ".join(str(citation.marker) for citation in claim.citations)
    return f"source {markers}" if markers else "the glossary"


def _times(seconds: Mapping[str, float]) -> str:
    steps = {name: took for name, took in seconds.items() if name != "total"}
    most = max(steps.values(), default=0.0)
    rows = "".join(
        f'<tr><th scope="row">{encode(_plain(name, _STEPS))}</th><td>{lasted(took)}{_gauge(took, most)}</td></tr>'
        for name, took in steps.items()
    )
    return f'<p class="kicker">Times</p><div class="table times"><table><tbody>{rows}</tbody></table></div>'


def _plain(name: str, known: Mapping[str, str]) -> str:
    return known.get(name, name.replace("_", " ").capitalize())
