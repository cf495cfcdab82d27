"""How a writer answers from numbered facts that it has not learnt from: `python -m eval.evidenced --out ROWS`, with
`--adapter FILE` for one that was trained.

The exercises (`eval.made_evidence`) are on the blind quarter of entries. Beside the writer stand two that only choose:
the fact nearest to the question, and the reader of question and sentence (`rag.answering`), which has seen these
questions when it was trained.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.intervals import wilson
from eval.made_evidence import NONE, Exercise, Shelf, examples, exercises, prompt
from eval.writer_adapter import load_trained
from index.store import DEFAULT_FOLDER
from index.words import content_words
from rag.assistant import Assistant, load_assistant
from rag.cross_encoder import ANSWERS, load_cross_encoder
from rag.models import load_writer
from rag.types import LanguageModel, Message
from rag.verify import check
from rag.write import first_line, sentences

SHARE, SEED = 0.15, 11
_REFUSED = frozenset(content_words(NONE))


@dataclass(frozen=True, slots=True)
class Row:
    """An exercise, the writer's reply, the fact that most of its words are from (-1 where it refuses), and whether the
    verifier finds all of it supported there."""

    question: str
    facts: tuple[str, ...]
    right: tuple[int, ...]
    reply: str
    source: int
    supported: bool


def written(given: Sequence[Exercise], writer: LanguageModel, before: Sequence[Message]) -> Iterator[Row]:
    """Each exercise as a writer answers it behind some examples."""
    for one in given:
        task, *asked = prompt(one.question, one.facts)
        yield judged(one, "".join(first_line(writer.stream([task, *before, *asked]))).strip())


def judged(given: Exercise, reply: str) -> Row:
    """What a reply does with an exercise."""
    said = set(content_words(reply))
    if said and said <= _REFUSED:
        return Row(given.question, given.facts, given.right, reply, -1, not given.right)
    kept = [len(said & set(content_words(fact))) for fact in given.facts]
    best = kept.index(max(kept))
    evidence = [given.facts[place] for place in given.right] or [given.facts[best]]
    supported = bool(said) and all(_supported(sentence, evidence) for sentence in sentences(f"{reply}\n"))
    return Row(given.question, given.facts, given.right, reply, best, supported)


def chosen(given: Sequence[Exercise], choose: Callable[[Exercise], int]) -> list[Row]:
    """The same where a fact is only chosen, by its place, and quoted; -1 refuses."""
    rows = []
    for one in given:
        place = choose(one)
        reply = one.facts[place] if place >= 0 else NONE
        rows.append(Row(one.question, one.facts, one.right, reply, place, bool(one.right) == (place >= 0)))
    return rows


def table(name: str, rows: Sequence[Row]) -> str:
    """A line: how often it is refused where nothing answers, and where something does; whether the reply is from a fact
    that answers; whether the verifier finds it supported."""
    without = [row for row in rows if not row.right]
    having = [row for row in rows if row.right]
    replied = [row for row in having if row.source >= 0]
    shares = (
        ([row.source < 0 for row in without], "refused without an answer"),
        ([row.source < 0 for row in having], "refused with one"),
        ([row.source in row.right for row in having], "from a fact that answers"),
        ([row.source in row.right and row.supported for row in having], "and supported"),
        ([row.supported for row in replied], "supported, of those that reply"),
    )
    return f"{name}: " + "; ".join(f"{what} {_share(found)}" for found, what in shares)


def _share(found: Sequence[bool]) -> str:
    low, high = wilson(sum(found), len(found))
    return f"{sum(found) / max(1, len(found)):.3f} [{low:.3f}, {high:.3f}] of {len(found)}"


def _supported(sentence: str, facts: Sequence[str]) -> bool:
    return any(check(sentence, fact, fact.partition(": ")[0]).supported for fact in facts)


def nearest(assistant: Assistant) -> Callable[[Exercise], int]:
    """Chooses the fact whose vector is nearest to the question's."""

    def choose(given: Exercise) -> int:
        asked, *facts = assistant.embedder.embed([given.question, *given.facts])
        return max(range(len(facts)), key=lambda place: float(facts[place] @ asked))

    return choose


def read_together(given: Exercise) -> int:
    """The fact that answers best as MiniLM reads it with the question; -1 where it thinks that none does."""
    model = load_cross_encoder(ANSWERS)
    parts = (fact.partition(": ") for fact in given.facts)
    odds = [model.logit(given.question, shown, term) for term, _, shown in parts]
    return odds.index(max(odds)) if max(odds) > 0 else -1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.evidenced", description=__doc__)
    parser.add_argument("--llm", default="smollm2", help="the writer")
    parser.add_argument("--adapter", type=Path, help="what eval.train_writer has made, in the place of --llm")
    parser.add_argument("--out", type=Path, required=True, help="JSONL file of the rows")
    options = parser.parse_args()
    assistant = load_assistant(DEFAULT_FOLDER)
    given = exercises(Shelf.of(assistant, blind=True), SEED, SHARE)
    writer = load_trained(options.adapter) if options.adapter else load_writer(options.llm)
    rows = list(written(given, writer, () if options.adapter else examples()))
    options.out.write_text("".join(f"{json.dumps(asdict(row), ensure_ascii=False)}\n" for row in rows), "utf-8")
    beside = (chosen(given, nearest(assistant)), chosen(given, read_together))
    for name, found in zip((writer.name, "nearest", "reader"), (rows, *beside), strict=True):
        sys.stdout.write(f"{table(name, found)}\n")


if __name__ == "__main__":
    main()
