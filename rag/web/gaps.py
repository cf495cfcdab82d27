"""What the glossary did not answer: refused and disliked questions by the nearest term, and as new eval questions."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.types import Entry
from rag.ask import asks_nothing
from rag.web.encode import encode
from rag.web.follows import follows
from rag.web.plain_page import plain_page
from rag.web.types import Exchange


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without a good answer, behind those that it takes up; the nearest entry's id or ""; the word."""

    turns: tuple[str, ...]
    nearest: str
    was_refused: bool
    word: str


def gaps(rows: Iterable[tuple[tuple[str, ...], Exchange]], entries: Mapping[str, Entry]) -> list[Gap]:
    """The gaps in the rows of `History.unanswered`, each question once."""
    found: dict[tuple[str, ...], Gap] = {}
    for earlier, exchange in rows:
        answer = exchange.answer
        near = (*answer.nearest, *(hit.entry_id for hit in answer.hits)) if answer else ()
        nearest = next((one for one in near if one in entries), "")
        refused = answer is not None and answer.outcome == "not_in_glossary"
        if answer and refused and asks_nothing(answer.question.searched) and not exchange.mark:
            continue  # a greeting asks for no entry
        before = earlier if answer is None or follows(answer.question) else ()
        gap = Gap((*before, exchange.question), nearest, refused, exchange.word)
        found[tuple(turn.casefold().strip(" ?.!") for turn in gap.turns)] = gap
    return list(found.values())


def gaps_html(found: Iterable[Gap], entries: Mapping[str, Entry], query: str = "", panel: str = "") -> str:
    """The whole page, the terms with most questions first; `query` goes with the link that saves them, `panel` stands
    below."""
    by_term: dict[str, list[Gap]] = {}
    for gap in found:
        term = entries[gap.nearest].term if gap.nearest in entries else "No term is near"
        by_term.setdefault(term, []).append(gap)
    groups = "".join(
        f"<h2>{encode(term)}</h2><ul>{''.join(map(_item, same))}</ul>"
        for term, same in sorted(by_term.items(), key=lambda one: (-len(one[1]), one[0]))
    )
    link = f'<a href="/unanswered.jsonl{encode(query)}" download>'
    listed = (
        '<p class="soft">Refused questions and those marked as not helpful, by the nearest term of the glossary.</p>'
        f"<p>{link}Save as eval questions (JSON lines, to be reviewed)</a></p>{groups}"
    )
    none = '<p class="soft">There are none.</p>'
    title = "Unanswered questions"
    return plain_page(title, f"<h1>{title}</h1>{listed if groups else none}{panel}")


def gaps_jsonl(found: Iterable[Gap], entries: Mapping[str, Entry]) -> str:
    """The gaps as questions for the eval, one a line: a draft, in which a person decides what is answerable.

    A refused question becomes a near miss; a disliked answer a missing fact of the nearest entry. "review" says why.
    """
    lines = []
    for gap in found:
        text = json.dumps(gap.turns)
        header = entries[gap.nearest].header if gap.nearest in entries else ""
        question = {
            "id": f"gap-{hashlib.sha256(text.encode()).hexdigest()[:10]}",
            "type": "near_miss" if gap.was_refused or not header else "missing_fact",
            "turns": list(gap.turns),
            "answerable": False,
            "gold": [] if gap.was_refused or not header else [[header]],
            "nuggets": [],
            "review": gap.word or ("refused" if gap.was_refused else "not helpful"),
        }
        lines.append(json.dumps(question, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _item(gap: Gap) -> str:
    why = "refused" if gap.was_refused else "not helpful"
    word = f": {encode(gap.word)}" if gap.word else ""
    before = f" <span>after {encode(gap.turns[-2])}</span>" if len(gap.turns) > 1 else ""
    return f"<li>{encode(gap.turns[-1])} <span>({why}{word})</span>{before}</li>"
