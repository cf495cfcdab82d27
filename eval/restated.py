"""How a writer restates sentences that it has not learnt from: `python -m eval.restated --llm smollm2 --out FILE`, or
`--adapter FILE` for one that was trained.

The sentences are those of the blind quarter of entries (`eval.made_pairs.is_blind`), readable, less those that also
stand in an entry that is learnt from. `--beside` makes a sheet for a blind reading out of two such files: pairs in
which only the wording differs, in a random order, with the key in another file.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from time import perf_counter

from eval.made_pairs import is_blind
from eval.restatements import restatements
from eval.writer_adapter import load_trained
from index.store import DEFAULT_FOLDER
from index.words import raw_words, stem
from rag.assistant import Assistant, load_assistant
from rag.models import load_writer
from rag.readable import block_at, readable
from rag.restate import restate
from rag.types import Citation, Claim

_LEFT_OUT = ("code", "math", "diagram")
# Words that may come and go without a change of what is said, where all others keep their order.
GLUE = frozenset(
    """a an and are as at be been being by for from has have having in is it its of on s so that the their there they
    this to use used uses using was were what where which with""".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the writer's draft, what was shown, whether that is the writer's, and the seconds that it took."""

    entry_id: str
    fact: str
    draft: str
    shown: str
    written: bool
    seconds: float


def unseen(assistant: Assistant) -> list[Claim]:
    """Every sentence of the blind entries as a quoted claim, in the order of the index; repeated ones once."""
    index = assistant.index
    learnt = {one.fact for one in restatements()}
    entry_of = {passage.id: index.entries[passage.entry_id] for passage in index.passages}
    found: dict[str, Claim] = {}
    for sentence in index.sentences:
        entry, start, end = entry_of[sentence.passage_id], sentence.start, sentence.end
        block = block_at(entry, start)
        text = readable(entry, start, end)
        odd = "\n" in text or text in learnt or (block and block.kind in _LEFT_OUT)
        if is_blind(entry.id) and not odd:
            cited = Citation(1, entry.id, start, end, entry.body[start:end])
            found.setdefault(text, Claim(text, "quoted", (cited,), 1.0))
    return list(found.values())


def restated(claims: Sequence[Claim], assistant: Assistant) -> Iterator[Row]:
    """Each claim restated by itself with the assistant's writer."""
    assert assistant.writer is not None
    for claim in claims:
        begun = perf_counter()
        steps = list(restate([claim], assistant.writer, assistant))
        yield Row(
            entry_id=claim.citations[0].entry_id,
            fact=claim.text,
            draft=next((step.draft.strip() for step in reversed(steps) if step.draft), ""),
            shown=" ".join(one.text for one in steps[-1].claims),
            written=any(one.kind == "written" for one in steps[-1].claims),
            seconds=round(perf_counter() - begun, 3),
        )


def glued(said: str, fact: str) -> bool:
    """Whether a restatement says its fact in the same words, in their order, but for glue and the forms of words."""
    first, second = ([stem(word) for word in raw_words(text) if word not in GLUE] for text in (said, fact))
    return bool(first) and first == second


def summary(rows: Sequence[Row]) -> str:
    """Shares of the sentences, and the seconds."""

    def share(found: Iterable[bool]) -> str:
        return f"{sum(found) / len(rows):.3f}"

    same = [raw_words(row.draft) == raw_words(row.fact) for row in rows]
    kept = [glued(row.draft, row.fact) and not copied for row, copied in zip(rows, same, strict=True)]
    seconds = sorted(row.seconds for row in rows)
    return (
        f"{len(rows)} sentences: {share(row.written for row in rows)} shown as written, {share(same)} copied, "
        f"{share(kept)} glued anew; {seconds[len(rows) // 2]:.2f} s (median), {sum(seconds) / len(rows):.2f} s (mean)"
    )


def beside(first: Sequence[Row], second: Sequence[Row], count: int, seed: int) -> tuple[list[str], list[str]]:
    """Lines for a reader, A and B of each sentence where both files differ, and the key: which file A is."""
    rng = Random(seed)
    pairs = [(one, other) for one, other in zip(first, second, strict=True) if one.shown != other.shown]
    lines, key = [], []
    for number, (one, other) in enumerate(rng.sample(pairs, min(count, len(pairs))), 1):
        turned = rng.random() < 0.5
        shown = (other.shown, one.shown) if turned else (one.shown, other.shown)
        lines += [f"{number}. {one.fact}", f"   A: {shown[0]}", f"   B: {shown[1]}"]
        key.append(f"{number} {'second' if turned else 'first'}")
    return lines, key


def rows_of(file: Path) -> list[Row]:
    """What `main` has written."""
    return [Row(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.restated", description=__doc__)
    parser.add_argument("--llm", default="smollm2", help="the writer")
    parser.add_argument("--adapter", type=Path, help="what eval.train_writer has made, in the place of --llm")
    parser.add_argument("--out", type=Path, required=True, help="JSONL file of the rows, or the sheet with --beside")
    parser.add_argument("--every", type=int, default=1, help="take every n-th sentence")
    parser.add_argument("--beside", type=Path, nargs=2, help="two files of rows to be read side by side")
    options = parser.parse_args()
    if options.beside:
        first, second = map(rows_of, options.beside)
        lines, key = beside(first, second, 40, seed=0)
        options.out.write_text("\n".join(lines) + "\n", "utf-8")
        options.out.with_suffix(".key").write_text("\n".join(key) + "\n", "utf-8")
        return
    writer = load_trained(options.adapter) if options.adapter else load_writer(options.llm)
    assistant = replace(load_assistant(DEFAULT_FOLDER), writer=writer)
    rows = []
    with options.out.open("w", encoding="utf-8") as file:
        for row in restated(unseen(assistant)[:: options.every], assistant):
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            rows.append(row)
    sys.stdout.write(f"{summary(rows)}\n")


if __name__ == "__main__":
    main()
