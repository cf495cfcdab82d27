"""The verifier's weights fitted anew: `python -m eval.fit_verifier`, some minutes, once the adapter is there.

Two steps, since the adapter knows the pairs that it was trained on by heart: the weights of the rules on all pairs that
may be learnt from, then how much the rules, as they are weighed now, and the adapter count on those held back from its
training. What is printed is to be put beside its users, rag/rules/all.py and rag/verify.py.
"""

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eval.calibrate import fit, predict
from eval.confidence import auroc
from eval.hand_written import entry_ids, hand_written, is_even, parted
from eval.intervals import Floats
from eval.made_pairs import is_blind
from eval.verifier import Pair, subjects_of
from index.repair import plain
from index.store import DEFAULT_FOLDER, Index, load
from rag.judge import load_judge
from rag.rules.all import MEASURES, RULES
from rag.verify import LEVEL, MOST, READ, RULED, SUPPORTED, ruled, signs, verbatim

FALSE_PASSES = (0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09)


@dataclass(frozen=True, slots=True)
class Parts:
    """Pairs that the adapter has learnt, that were held back from it, and the three sets to measure on: by hand and by
    language models on the blind entries, and the even half of pairs.jsonl."""

    learnt: Sequence[Pair]
    held: Sequence[Pair]
    blind: Sequence[Pair]
    written: Sequence[Pair]
    even: Sequence[Pair]


def parts(index: Index) -> Parts:
    """All hand-written pairs, by what they are for."""
    learnt, held = parted(index)
    entry_of, pairs = entry_ids(index), hand_written()
    blind, written = (
        [pair for pair in pairs if pair.id.startswith(mark) and is_blind(entry_of(pair))] for mark in ("r", "w")
    )
    return Parts(learnt, held, blind, written, [pair for pair in pairs if is_even(pair)])


def lines(index: Index, given: Parts) -> Iterator[str]:
    """The weights (rag.verify leaves out strange words, which got .01), and at each threshold what passes of a set."""
    learnt, held = list(given.learnt), list(given.held)
    weights = fit(_signs(index, learnt + held), _labels(learnt + held))
    names = [
        *(rule[0] for rule in RULES),
        *(measure[0] for measure in MEASURES),
        "shortened",
        "strange",
        "apart",
        "bias",
    ]
    yield "  ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True))
    sets = {"held back": held, "blind": given.blind, "blind, written": given.written, "even": given.even}
    facts = {name: _facts(index, some) for name, some in sets.items()}
    labels = {name: _labels(some) for name, some in sets.items()}
    open_ones = np.isfinite(facts["held back"][:, 0])
    stack = fit(facts["held back"][open_ones], labels["held back"][open_ones])
    yield "rules {:.2f}  model {:.2f}  level {:.2f}".format(*stack)
    scores = {name: _scores(rows, stack) for name, rows in facts.items()}
    for name, rows in facts.items():
        areas = (auroc(said, labels[name]) for said in (rows[:, 0], rows[:, 1], scores[name]))
        yield f"{name}: AUC of the rules {next(areas):.3f}, of the model {next(areas):.3f}, of both {next(areas):.3f}"
    wrong = np.sort(scores["held back"][labels["held back"] == 0])[::-1]
    for share in FALSE_PASSES:
        bar = float(wrong[int(share * len(wrong))]) + 1e-6
        shown = (f"{name} {_agreement(scores[name], bar, labels[name])}" for name in facts)
        yield f"threshold {bar:.3f}: {', '.join(shown)}"
    now = np.array([RULED, READ, LEVEL])
    shown = (f"{name} {_agreement(_scores(rows, now), SUPPORTED, labels[name])}" for name, rows in facts.items())
    yield f"as it is: {', '.join(shown)}"


def _facts(index: Index, pairs: Sequence[Pair]) -> Floats:
    """The rules' log-odds of each pair, infinite where they or the very words decide, and the model's."""
    names, model = subjects_of(index), load_judge()

    def fact(pair: Pair) -> tuple[float, float]:
        said, shown, subject = plain(pair.claim), plain(pair.evidence), names(pair.header)
        odds = math.inf if verbatim(said, shown) else ruled(said, shown, subject).odds
        return odds, model.logit(said, shown, subject.split(", ")[0])

    return np.clip([fact(pair) for pair in pairs], (-np.inf, -MOST), (np.inf, MOST))


def _scores(facts: Floats, stack: Floats) -> Floats:
    """The chances that the stack gives; 0 and 1 where the rules or the very words decide."""
    decided = np.isinf(facts[:, 0])
    rows = np.where(decided[:, None], 0.0, facts)
    return np.where(decided, facts[:, 0] > 0, predict(rows, stack))


def _labels(pairs: Sequence[Pair]) -> Floats:
    return np.array([float(bool(pair.supported)) for pair in pairs])


def _signs(index: Index, pairs: Sequence[Pair]) -> Floats:
    """What the rules see in each pair, as `rag.verify.signs` gives it."""
    names = subjects_of(index)
    return np.array([signs(plain(pair.claim), plain(pair.evidence), names(pair.header)) for pair in pairs])


def _agreement(scores: Floats, bar: float, labels: Floats) -> str:
    passed = (scores >= bar).astype(float)
    right = float((passed * labels).sum())
    false = float((passed * (1 - labels)).sum() / (1 - labels).sum())
    return f"F1 {2 * right / (passed.sum() + labels.sum()):.3f} FP {false:.3f}"


def main() -> None:
    index = load(DEFAULT_FOLDER)
    for line in lines(index, parts(index)):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
