"""What programs may ask of the assistant, whatever the protocol: ask, define, search, get_entry, glossaries."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from index.store import Index
from index.types import Entry
from rag.answer import turn_of
from rag.render import as_json_from, named_in_json, remarks
from rag.search import define, search
from rag.types import Answer, Progress, Turn
from rag.web.asking import LONGEST_QUESTION, Steps, Waiting
from rag.web.desk import Desk

MOST_FOUND = 20
MOST_TURNS = 20


def serves_programs() -> bool:
    """Whether programs are answered at all: not with FACTORY_CHAT_API=off, as a public demo may want it."""
    return os.environ.get("FACTORY_CHAT_API", "on") != "off"


class BadRequest(ValueError):
    """A request makes no sense. The message says what was expected."""


def asking(glossary: object, desk: Desk) -> Desk:
    """The desk as it is now, where the glossary of that name is asked, or the usual one without a name.

    Raises BadRequest, with those there are, for a name that is none.
    """
    if glossary not in (None, "", *desk.names):
        raise BadRequest(f"there is no glossary {str(glossary)[:60]!r}; there are: {', '.join(desk.names)}")
    return desk.as_it_is().at(glossary)


def glossaries_data(desk: Desk) -> dict[str, Any]:
    """The glossaries that can be asked by their names, the usual one first, with what is in them."""
    return {
        "glossaries": [
            {"name": name, "title": title, "entries": len(index.entries), "of": _editions(index)}
            for name, title in desk.choices
            for index in [desk.at(name).assistant.index]
        ]
    }


def steps_for(turns: Sequence[object], written: bool, desk: Desk) -> Steps:
    """The steps of an answer to the last of the user's messages, the others being what was said before.

    The desk is one that stays as it is.
    Raises BadRequest for what is no list of texts of a sensible length.
    """
    texts = [turn.strip() for turn in turns if isinstance(turn, str) and turn.strip()]
    if not texts or len(texts) != len(turns) or len(texts) > MOST_TURNS:
        raise BadRequest(f"between 1 and {MOST_TURNS} texts are needed, none of them empty")
    if max(map(len, texts)) > LONGEST_QUESTION:
        raise BadRequest(f"a question has at most {LONGEST_QUESTION} characters")
    quoting = replace(desk.assistant, writer=None)

    def steps() -> Iterator[Progress]:
        history: list[Turn] = []
        for text in texts[:-1]:
            *_, last = desk.answer_steps(text, history, quoting)
            history.append(turn_of(text, last.answer))
        yield from desk.answer_steps(texts[-1], history, desk.assistant if written else quoting)

    return steps


def step_data(step: Progress | Waiting, desk: Desk) -> dict[str, Any]:
    """A step: the stage and the claims checked so far, or the place in the line; the last one has the answer."""
    if isinstance(step, Waiting):
        return {"stage": "waiting", "place": step.place}
    told: dict[str, Any] = {"stage": step.stage, "checked": [claim.text for claim in step.checked]}
    return {**told, "answer": answer_data(step.answer, desk)} if step.stage == "done" and step.answer else told


def answer_data(answer: Answer, desk: Desk) -> dict[str, Any]:
    """The answer as `rag ask --json` gives it, with our remarks on it and the nearest terms of a refusal.

    The desk is the one, as it was, that made the answer.
    """
    nearest = [brief(desk.terms.entries[entry_id], desk) for entry_id in answer.nearest]
    index = desk.assistant.index
    more = {"remarks": list(remarks(answer)), "nearest": nearest, "asked": _editions(index)}
    return {**as_json_from(answer, index), **more}


def define_data(term: str, desk: Desk) -> dict[str, Any]:
    """All entries that bear a name; where there is none, the nearest by search."""
    found = [brief(entry, desk) for entry in define(term[:200], desk.assistant.index)]
    if found or not term.strip():
        return {"term": term, "entries": found, "nearest": []}
    return {"term": term, "entries": [], "nearest": search_data(term, 5, desk)["entries"]}


def search_data(words: str, limit: int, desk: Desk) -> dict[str, Any]:
    """The entries that fit some words best, best first, at most 20."""
    if not words.strip():
        raise BadRequest("words are needed")
    desk = desk.as_it_is()
    hits = search(words[:LONGEST_QUESTION], desk.assistant, max(1, min(limit, MOST_FOUND)))
    return {"entries": [{**brief(desk.terms.entries[hit.entry_id], desk), "score": hit.score} for hit in hits]}


def entry_data(entry_id: str, desk: Desk) -> dict[str, Any] | None:
    """A whole entry; `body` is as supplied, citations' offsets point into it. None where there is none of this id."""
    kept = ("keywords", "aliases", "body")
    entry = desk.terms.entry(entry_id)
    if entry is None:
        return None
    return {
        **brief(entry, desk),
        **{name: getattr(entry, name) for name in kept},
        "sources": [asdict(s) for s in entry.sources],
    }


def brief(entry: Entry, desk: Desk) -> dict[str, Any]:
    """What tells an entry from others, its definition, and its glossary."""
    return {
        "entry_id": entry.id,
        "term": entry.term,
        "header": entry.header,
        "category": entry.category,
        "definition": entry.definition,
        **named_in_json(entry.id, desk.terms.editions),
    }


def _editions(index: Index) -> list[dict[str, str]]:
    return [asdict(edition) for edition in index.editions.values()]
