"""What a writer learns answering from: a question, numbered facts in any order, and the reply, which restates the facts
that answer it, or says that none does.

The questions are the written ones (index/expansion.jsonl, index/unanswered.jsonl), none of them the evaluation's; the
replies are put together from eval/restatements.jsonl.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from eval.made_pairs import is_blind
from eval.restatements import exchanged, restatements, vocabulary_of
from index.unanswered import read_lacking
from rag.assistant import Assistant
from rag.candidates import sentences
from rag.signs import Candidate
from rag.types import Hit, Message

TASK = "Answer the question from the facts."
NONE = "The facts do not say."
FACTS = 4
# Another question so like one (cosine) may be about the same fact.
_ALIKE = 0.75
# Of each kind so many: with one fact that answers, with two, with none though the entry has it, with none anywhere.
ONE, TWO, TAKEN_OUT, LACKING = 1_000, 300, 400, 300
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question on an entry, numbered facts, and which of them (counted from 0) answer it, in the order asked."""

    entry_id: str
    question: str
    facts: tuple[str, ...]
    right: tuple[int, ...]
    reply: str


@dataclass(frozen=True, eq=False)
class Shelf:
    """An assistant, what exercises may show of it by row of the index, and how its sentences are restated."""

    assistant: Assistant
    by_row: dict[int, Candidate]
    restated: dict[str, str]

    @classmethod
    def of(cls, assistant: Assistant, blind: bool) -> "Shelf":
        """Of the blind quarter of entries, where a fact is its own restatement, or of all others."""
        hits = [Hit(entry_id, "", 0.0, {}) for entry_id in assistant.index.ids if is_blind(entry_id) == blind]
        own = {one.row: one for one in sentences(hits, assistant) if "\n" not in one.text}
        known = {one.fact: one.restated for one in restatements()}
        return cls(assistant, own, {one.text: one.text for one in own.values()} if blind else known)


def exercises(shelf: Shelf, seed: int, share: float = 1.0) -> list[Exercise]:
    """All exercises in a random order, so large a share of what is said above; the same ones for the same seed."""
    random = Random(seed)
    queries = shelf.assistant.index.expansion.queries
    known = [
        number
        for number, query in enumerate(queries)
        if (fact := shelf.by_row.get(query.sentences[0])) and fact.text in shelf.restated
    ]
    random.shuffle(known)
    one, taken, two = (int(share * count) for count in (ONE, TAKEN_OUT, TWO))
    found = [_exercise(shelf, (number,), random) for number in known[:one]]
    found += [_exercise(shelf, (number,), random, answered=False) for number in known[one : one + taken]]
    found += [_exercise(shelf, pair, random) for pair in _pairs(shelf, known[one + taken :], random)[:two]]
    lacking = list(_lacking(shelf, random))
    random.shuffle(lacking)
    found += lacking[: int(share * LACKING)]
    random.shuffle(found)
    return found


def prompt(question: str, facts: Sequence[str]) -> list[Message]:
    """How an exercise is put before a writer; what it is shown is data, on a line each."""
    lines = (f"{number}. {' '.join(fact.split())}" for number, fact in enumerate(facts, 1))
    return [
        {"role": "system", "content": TASK},
        {"role": "user", "content": "\n".join((f"Question: {' '.join(question.split())}", *lines))},
    ]


def examples() -> list[Message]:
    """Two exercises on invented things with their replies: all that a writer is told that was not trained on it."""
    facts = [
        "Tarn lantern: Brightness: Reaches 40 lumens at full charge.",
        "Tarn lantern: A tarn lantern is a floating lamp that marks the edge of a mountain lake at night.",
        "Salt bridge: Salt bridges were first built in 1742 by the weavers of Orrin.",
        "Tarn lantern: Failure Modes: Ice on the glass (above 2 mm) scatters the light.",
    ]
    asked = (
        ("How bright does a tarn lantern get?", "It reaches 40 lumens at full charge."),
        ("What does a tarn lantern cost?", NONE),
    )
    chat: list[Message] = []
    for question, reply in asked:
        chat += [prompt(question, facts)[1], {"role": "assistant", "content": reply}]
    return chat


def made_up(given: Exercise, vocabulary: Sequence[str], random: Random) -> Exercise:
    """The same exercise about other things (see `eval.restatements.exchanged`), so that no fact is learnt."""
    shown = " ".join(given.facts[place] for place in given.right) or " ".join(given.facts)
    told = exchanged((shown, given.reply if given.right else shown), vocabulary, random)
    facts = tuple(map(told, given.facts))
    return replace(given, question=told(given.question), facts=facts, reply=told(given.reply))


def lessons_of(shelf: Shelf, seed: int) -> list[Exercise]:
    """What is learnt: half of the exercises as they are, half made up."""
    random, vocabulary = Random(seed), vocabulary_of(restatements())
    given = exercises(shelf, seed)
    return [one if number % 2 else made_up(one, vocabulary, random) for number, one in enumerate(given)]


def _exercise(shelf: Shelf, numbers: Sequence[int], random: Random, answered: bool = True) -> Exercise:
    """On the questions of those numbers, which are of one entry; unless `answered`, what answers them is left out."""
    index = shelf.assistant.index
    queries, vectors = index.expansion.queries, index.expansion.vectors.rows
    right = [shelf.by_row[queries[number].sentences[0]] for number in numbers]
    alike = {int(other) for number in numbers for other in np.flatnonzero(vectors @ vectors[number] > _ALIKE)}
    taken = {row for other in alike for row in queries[other].sentences}
    # Most of what stands beside it is near: that is what retrieval brings.
    near = _nearest(shelf, vectors[numbers[0]], taken | {one.row for one in right})
    facts = random.sample(near, FACTS - len(right) if answered else FACTS) + (right if answered else [])
    random.shuffle(facts)
    return Exercise(
        right[0].entry.id,
        " ".join(queries[number].text for number in numbers),
        tuple(map(_told, facts)),
        tuple(facts.index(one) for one in right) if answered else (),
        " ".join(shelf.restated[one.text] for one in right) if answered else NONE,
    )


def _told(fact: Candidate) -> str:
    return f"{fact.entry.term}: {fact.text}"


def _pairs(shelf: Shelf, numbers: Sequence[int], random: Random) -> list[tuple[int, int]]:
    """Two questions each, of one entry, that different sentences answer."""
    index = shelf.assistant.index
    of_entry: dict[str, list[int]] = {}
    for number in numbers:
        of_entry.setdefault(shelf.by_row[index.expansion.queries[number].sentences[0]].entry.id, []).append(number)
    found: dict[tuple[int, int], None] = {}
    for own in of_entry.values():
        for _ in range(min(_TRIES, len(own) - 1)):
            first, second = random.sample(own, 2)
            rows = [index.expansion.queries[number].sentences for number in (first, second)]
            if set(rows[0]).isdisjoint(rows[1]):
                found[first, second] = None
    pairs = list(found)
    random.shuffle(pairs)
    return pairs


def _lacking(shelf: Shelf, random: Random) -> Iterator[Exercise]:
    """Questions for facts that an entry lacks, with the facts nearest to them."""
    owners = {one.entry.header: one.entry.id for one in shelf.by_row.values()}
    asked = [(text, owners[one.header]) for one in read_lacking() if one.header in owners for text in one.queries]
    vectors = shelf.assistant.embedder.embed([text for text, _ in asked])
    for (text, entry_id), vector in zip(asked, vectors, strict=True):
        near = _nearest(shelf, vector, set())[:FACTS]
        random.shuffle(near)
        yield Exercise(entry_id, text, tuple(map(_told, near)), (), NONE)


def _nearest(shelf: Shelf, vector: np.ndarray, without: set[int]) -> list[Candidate]:
    """The facts nearest to a question, less those of some rows."""
    rows = [row for row in shelf.by_row if row not in without]
    cosines = shelf.assistant.index.sentence_vectors.rows[rows] @ vector
    return [shelf.by_row[rows[place]] for place in np.argsort(-cosines, kind="stable")[: 2 * FACTS]]
