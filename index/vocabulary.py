"""The glossary's words: which there are, how frequent, and how telling each is."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.acronyms import acronyms, beside
from index.types import Entry, Passage
from index.words import content_words, raw_words

_FILE = "vocabulary.json"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`counts`: how often a word occurs in names and passages; `acronyms`: their long forms; `idf`: inverse document
    frequency of a stem, an entry being a document; `rarest`: the idf of a stem that no entry has; `beside`: the words
    that stand beside an acronym."""

    counts: Mapping[str, int]
    acronyms: Mapping[str, tuple[str, ...]]
    idf: Mapping[str, float]
    rarest: float
    beside: Mapping[str, tuple[str, ...]]

    def weight(self, stems: Iterable[str]) -> float:
        """Sum of the idf of the stems: how much they tell together."""
        # fsum: stems come in sets, whose order differs from one process to the next.
        return math.fsum(self.idf.get(stem, self.rarest) for stem in stems)

    def coverage(self, wanted: Iterable[str], found: Iterable[str]) -> float:
        """Share of the weight of `wanted` that `found` has; 1 when nothing is wanted."""
        return self.shares(wanted)(found)

    def shares(self, wanted: Iterable[str]) -> Callable[[Iterable[str]], float]:
        """The `coverage` of the same words by one text after the other."""
        weights = {stem: self.idf.get(stem, self.rarest) for stem in wanted}
        total = self.weight(weights)
        return lambda found: math.fsum(map(weights.__getitem__, weights.keys() & found)) / total if total else 1.0

    def save(self, folder: Path) -> None:
        """Write it as JSON, words in their order."""
        (folder / _FILE).write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Vocabulary":
        """Read what `save` wrote."""
        facts = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        long_forms = {short: tuple(longs) for short, longs in facts["acronyms"].items()}
        near = {short: tuple(words) for short, words in facts["beside"].items()}
        return cls(facts["counts"], long_forms, facts["idf"], facts["rarest"], near)


def vocabulary_of(entries: Iterable[Entry], passages: Sequence[Passage]) -> Vocabulary:
    """The words of all names and passages. idf = ln((N + 1) / (df + 0.5)) (Robertson and Sparck Jones, smoothed)."""
    entries = tuple(entries)
    texts = {entry.id: [entry.term, *entry.aliases] for entry in entries}
    for passage in passages:
        texts[passage.entry_id].append(passage.text)
    counts = Counter(word for parts in texts.values() for part in parts for word in raw_words(part))
    documents = Counter(stem for parts in texts.values() for stem in dict.fromkeys(content_words(" ".join(parts))))
    total = len(texts) + 1
    idf = {stem: math.log(total / (df + 0.5)) for stem, df in documents.items()}
    long_forms = acronyms(entries)
    return Vocabulary(dict(counts), long_forms, idf, math.log(total / 0.5), beside(long_forms, entries))
