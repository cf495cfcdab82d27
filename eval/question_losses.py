"""What a question loses by what it finds: the right sentence, entry and words must come first, and it must stay near
to where the model had it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

from eval.question_encoder import Encoded
from index.store import Index

# Temperatures of cosines and of MaxSim, whose differences are smaller.
NEAR, LATE = 0.05, 0.03
# Entries that a question is compared with word by word: its own and so many of the nearest on other concepts.
OTHERS, NEAREST = 6, 16
# What keeps general language: how much a vector's way from the model's own counts.
STAY = 5.0
_NEVER = -1e4


@dataclass(frozen=True, eq=False)
class Glossary:
    """The frozen side: vectors by row, the entry of each row, the concept of each entry, and for each question which
    sentences it is known to answer (questions, sentences)."""

    index: Index
    sentences: Tensor
    passages: Tensor
    queries: Tensor
    tokens: Tensor
    sentence_entry: Tensor
    passage_entry: Tensor
    concept: Tensor
    answers: Tensor

    @classmethod
    def of(cls, index: Index) -> "Glossary":
        """All that is compared with questions, of an index."""
        answers = torch.zeros(len(index.expansion.queries), len(index.sentences), dtype=torch.bool)
        for number, query in enumerate(index.expansion.queries):
            answers[number, list(query.sentences)] = True
        return cls(
            index=index,
            sentences=_tensor(index.sentence_vectors.rows),
            passages=_tensor(index.passage_vectors.rows),
            queries=_tensor(index.expansion.vectors.rows),
            tokens=normalize(_tensor(index.tokens.vectors), dim=-1),
            sentence_entry=torch.tensor(index.sentence_entry),
            passage_entry=torch.tensor(index.passage_entry),
            concept=torch.tensor([index.concepts[entry_id] for entry_id in index.ids]),
            answers=answers,
        )


def _tensor(rows: object) -> Tensor:
    return torch.tensor(np.array(rows, dtype=np.float32))


class Losses:
    """What a batch of questions loses: each term is a softmax over what could be found in place of the right thing."""

    def __init__(self, glossary: Glossary, seed: int) -> None:
        self._glossary, self._random = glossary, Random(seed)
        pairs = glossary.answers.nonzero()
        self._query, self._sentence = pairs[:, 0], pairs[:, 1]
        nearest = self._best(glossary.queries @ glossary.sentences.T, glossary.sentence_entry)
        self.entry = torch.tensor([entry_of(glossary.index, row) for row in range(len(glossary.queries))])
        nearest[glossary.concept[None] == glossary.concept[self.entry][:, None]] = -2.0
        self._nearest = nearest.topk(min(NEAREST, nearest.shape[1])).indices.tolist()

    def of(self, encoded: Encoded, rows: Sequence[int]) -> Tensor:
        """The mean loss of some questions, given as they are encoded now."""
        own, glossary = torch.tensor(rows), self._glossary
        sentences = encoded.vectors @ glossary.sentences.T
        right = glossary.answers[own]
        entry = self.entry[own]
        lifted = self._lifted(sentences, encoded.vectors @ glossary.queries.T, own)
        siblings = glossary.concept[None] == glossary.concept[entry][:, None]
        siblings[torch.arange(len(rows)), entry] = False
        ignored = siblings[:, glossary.sentence_entry] & ~right
        found = 0.5 * _found(sentences, right, ignored) + 0.5 * _found(lifted, right, ignored)
        for cosines, owner in (
            (sentences, glossary.sentence_entry),
            (encoded.vectors @ glossary.passages.T, glossary.passage_entry),
        ):
            best = self._best(cosines, owner) / NEAR
            found = found + 0.5 * cross_entropy(best.masked_fill(siblings, _NEVER), entry)
        away = 1 - (encoded.vectors * glossary.queries[own]).sum(1)
        return found + 0.5 * self._late(encoded, rows) + STAY * away.mean()

    def _lifted(self, sentences: Tensor, queries: Tensor, own: Tensor) -> Tensor:
        """Cosines as `index.expansion` lifts them, by all questions but the one that is asked."""
        queries = queries.scatter(1, own[:, None], -1.0)
        where = self._sentence.expand(len(own), -1)
        return sentences.scatter_reduce(1, where, queries[:, self._query], "amax")

    def _best(self, cosines: Tensor, owner: Tensor) -> Tensor:
        """The highest cosine of each entry."""
        none = torch.full((len(cosines), len(self._glossary.concept)), -1.0)
        return none.scatter_reduce(1, owner.expand(len(cosines), -1), cosines, "amax")

    def _late(self, encoded: Encoded, rows: Sequence[int]) -> Tensor:
        """The same for MaxSim (Khattab and Zaharia, "ColBERT", arXiv 2004.12832), against a few of the nearest."""
        scores = []
        for row, pieces, content in zip(rows, encoded.pieces, encoded.content, strict=True):
            if content.any():
                others = self._random.sample(self._nearest[row], min(OTHERS, len(self._nearest[row])))
                entries = [int(self.entry[row]), *others]
                scores.append(torch.stack([self._maxsim(pieces[content], entry) for entry in entries]))
        return cross_entropy(torch.stack(scores) / LATE, torch.zeros(len(scores), dtype=torch.long))

    def _maxsim(self, pieces: Tensor, entry: int) -> Tensor:
        index = self._glossary.index
        spans = [slice(*index.tokens.starts[row : row + 2]) for row in index.passage_rows(entry)]
        means = [
            (pieces @ self._glossary.tokens[span].T).max(1).values.mean() for span in spans if span.start < span.stop
        ]
        return torch.stack(means).max()


def _found(cosines: Tensor, right: Tensor, ignored: Tensor) -> Tensor:
    scores = (cosines / NEAR).masked_fill(ignored, _NEVER)
    return (scores.logsumexp(1) - scores.masked_fill(~right, _NEVER).logsumexp(1)).mean()


def entry_of(index: Index, row: int) -> int:
    """The position of the entry that answers a question."""
    return int(index.sentence_entry[index.expansion.queries[row].sentences[0]])
