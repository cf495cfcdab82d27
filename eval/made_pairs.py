"""Pairs made by rule from the glossary's own sentences: half of them true rewordings, half with one
of thirteen kinds of damage.

They teach a model to lay a claim beside its evidence before it learns from the hand-written pairs; alone they teach
little else than their own rules (eval/LOG.md).
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from random import Random

from eval import made_errors, made_mixtures
from eval.made_mixtures import Said, Sayings
from eval.made_rewordings import reworded
from eval.made_roles import roles
from eval.verifier import Pair
from index.repair import plain
from index.store import Index

_MARK = re.compile(r"^(?:[-•*]|\d+[.)])\s+")
# A sentence of the glossary has so many words; with the next one, so many at most.
_SHORTEST, _LONGEST, _TOGETHER = 6, 42, 50
_SHARES = (8, 5, 5, 9, 13, 9, 4, 20, 18, 10, 8, 5, 5)
_PLAIN: Mapping[str, Callable[[str, Random], str | None]] = {
    "number": made_errors.number,
    "unit": made_errors.unit,
    "comparator": made_errors.comparator,
    "negation": made_errors.negation,
    "direction": made_errors.direction,
    "quantifier": made_errors.strength,
    "order": made_errors.order,
    "relation": roles,
}
_MIXED: Mapping[str, Callable[[Sayings, int, Random], str | None]] = {
    "entity": made_mixtures.entity,
    "added": made_mixtures.added,
    "half_true": made_mixtures.merged,
    "attribution": made_mixtures.neighbour,
    "label": made_mixtures.label,
}


def is_blind(entry_id: str) -> bool:
    """Whether an entry is one of the quarter that nothing is made or learnt from."""
    return int(hashlib.sha256(entry_id.encode()).hexdigest(), 16) % 4 == 0


def sayings(index: Index, taken: Collection[str]) -> Sayings:
    """The glossary's sentences of middling length, but for tables, code, formulas, the blind quarter and what `taken`
    has for a test."""
    used = " | ".join(map(_bare, taken))
    found: list[Said] = []
    passages = {passage.id: passage for passage in index.passages}
    for sentence in index.sentences:
        entry = index.entries[passages[sentence.passage_id].entry_id]
        text = _MARK.sub("", plain(entry.body[sentence.start : sentence.end]).strip())
        odd = text.startswith("|") or set("`\n$") & set(text) or is_blind(entry.id) or _bare(text) in used
        if not odd and _SHORTEST <= len(text.split()) <= _LONGEST:
            found.append(Said(entry.id, entry.term, text))
    return Sayings(found)


def made_pairs(given: Sayings, count: int, seed: int) -> Iterator[Pair]:
    """At least `count` pairs, true and damaged ones by turns; the same ones for the same sentences and seed. In the
    place of an entry's header stands its term."""
    rng = Random(seed)
    made = 0
    while made < count:
        place = rng.randrange(len(given.all))
        own = given.all[place]
        evidence = _evidence(given, place, rng)
        true = reworded(own.text, own.term, rng) if rng.random() < 0.95 else own.text
        made += 1
        yield Pair(f"m{made}", true, evidence, own.term, True, "made")
        kind, wrong = _damaged(given, place, rng)
        if wrong and rng.random() < 0.75:
            again = reworded(wrong, own.term, rng)
            # A rewording may have dropped the very part that is wrong.
            kept = 1.0 if kind in ("added", "half_true") else 0.6
            wrong = again if len(again.split()) >= kept * len(wrong.split()) - 2 else wrong
        if wrong and _bare(wrong) not in _bare(evidence):
            made += 1
            yield Pair(f"m{made}", wrong, evidence, own.term, False, kind)


def _evidence(given: Sayings, place: int, rng: Random) -> str:
    """The sentence, now and then with the one after it, as a quotation of two."""
    own, then = given.all[place], given.all[(place + 1) % len(given.all)]
    both = f"{own.text.rstrip('.')}. {then.text}"
    fits = then.entry_id == own.entry_id and len(both.split()) < _TOGETHER
    return both if fits and rng.random() < 0.2 else own.text


def _damaged(given: Sayings, place: int, rng: Random) -> tuple[str, str]:
    """A kind of damage and the sentence with it; two empty texts where no kind applied."""
    own = given.all[place]
    for _ in range(12):
        (kind,) = rng.choices([*_PLAIN, *_MIXED], _SHARES)
        wrong = _PLAIN[kind](own.text, rng) if kind in _PLAIN else _MIXED[kind](given, place, rng)
        if wrong and _bare(wrong) != _bare(own.text):
            return kind, wrong
    return "", ""


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
