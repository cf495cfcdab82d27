"""A glossary of three entries, questions about it and answers to them, small enough to score by hand."""

import re
import zlib
from pathlib import Path

import numpy as np

from eval.questions import Case, Nugget, Split
from index.expansion import Expansion
from index.manifest import Manifest
from index.names import names_of
from index.store import Index
from index.tokens import TokenStore
from index.types import Entry, Passage, Sentence, Source
from index.unanswered import Unanswered
from index.vectors import FlatVectors
from index.vocabulary import vocabulary_of
from index.words import FieldedBM25
from rag.assistant import Assistant

BODIES = {
    "drift,ml": "Drift is a change of the data. It was found in 40 percent of models.",
    "drift detection": "Drift detection compares two windows. A test raises no alarm below 0.05.",
    "kiln,ceramics": "A kiln is an oven for clay. It reaches 1,300 degrees.",
}


def entries():
    return {entry.id: entry for entry in (entry_of(header, body) for header, body in BODIES.items())}


def entry_of(header, body):
    term = header.split(",")[0]
    return Entry(
        id=term.replace(" ", "-"),
        term=term.capitalize(),
        header=header,
        keywords=(),
        aliases=(),
        category="",
        definition="",
        definition_at=None,
        body=body,
        blocks=(),
        sources=(Source("seed.txt", 1),),
    )


def case_of(name="q1", kind="definition", gold=(("drift,ml",),), match=(("change of the data",),), **more):
    fields = {"turns": ("What is drift?",), "answerable": True, **more}
    nuggets = (Nugget("the fact", True, match),) if fields["answerable"] else ()
    return Case(id=name, type=kind, gold=gold, nuggets=fields.pop("nuggets", nuggets), **fields)


def split_of(cases, name="questions.jsonl"):
    return Split(name, "0" * 64, tuple(cases))


def claim_of(text, header="drift,ml", kind="quoted", quote=None):
    """A claim that cites the place of its quote (the claim's own words unless another is given)."""
    quote = quote or text
    entry = entry_of(header, BODIES[header])
    start = entry.body.index(quote)
    cited = {"marker": 1, "entry_id": entry.id, "header": header, "term": entry.term}
    cited |= {"start": start, "end": start + len(quote), "quote": quote}
    return {"text": text, "kind": kind, "support": 1.0, "citations": [cited]}


def row_of(name="q1", claims=(), retrieved=("drift,ml",), outcome="answered", **more):
    row = {
        "id": name,
        "outcome": outcome,
        "answer": "\n".join(f"{claim['text']} [1]" for claim in claims),
        "claims": list(claims),
        "dropped": [],
        "retrieved": [
            {"entry_id": header.split(",")[0].replace(" ", "-"), "header": header, "score": 1 / (1 + rank)}
            for rank, header in enumerate(retrieved)
        ],
        "confidence": 0.9,
        "seconds": {"retrieve": 0.1, "total": 0.2},
    }
    return row | more


def refusal_of(name="q1", **more):
    return row_of(name, outcome="not_in_glossary", answer="The glossary does not have this.", confidence=0.1, **more)


def question_file(folder: Path, lines):
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class WordEmbedder:
    """Gives every word a direction of its own, so that texts with the same words are near; nothing is learned."""

    name = weights = "words"
    max_pieces = 256

    def embed(self, texts):
        vectors = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row] += np.random.default_rng(zlib.crc32(word.encode())).normal(size=64)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_tokens(self, texts):
        return self.embed(texts), tuple(self.embed(text.split()) for text in texts)

    def embed_questions(self, texts):
        return self.embed_tokens(texts)

    def pieces(self, text):
        return len(text.split()) + 2


def index_of():
    """The three entries as an index: one passage an entry, one quotable piece a sentence."""
    glossary = entries()
    passages = [Passage(f"{name}#0", name, entry.body, 0, len(entry.body)) for name, entry in glossary.items()]
    sentences = [
        Sentence(passage.id, found.start(), found.end())
        for passage in passages
        for found in re.finditer(r"\S.*?\.(?=\s|$)", passage.text)
    ]
    place = {passage.id: row for row, passage in enumerate(passages)}
    owners = [place[one.passage_id] for one in sentences]
    quotes = [passages[row].text[one.start : one.end] for row, one in zip(owners, sentences, strict=True)]
    return Index(
        entries=glossary,
        passages=tuple(passages),
        sentences=tuple(sentences),
        passage_vectors=vectors_of(passage.text for passage in passages),
        sentence_vectors=vectors_of(quotes),
        expansion=Expansion.none(64),
        unanswered=Unanswered.none(64),
        tokens=TokenStore.build([WordEmbedder().embed(one.text.split()) for one in passages]),
        words=FieldedBM25.build([glossary[one.entry_id].term for one in passages], [one.text for one in passages]),
        vocabulary=vocabulary_of(glossary.values(), passages),
        names=names_of(glossary.values()),
        manifest=Manifest(2, "", "words", "words", {}, {}, 3, 3, 6, {}, "tiny"),
        passage_entry=np.arange(len(passages)),
        sentence_entry=np.array(owners),
        concepts={name: number for number, name in enumerate(glossary)},
    )


def vectors_of(texts):
    return FlatVectors.of(WordEmbedder().embed(list(texts)))


def assistant_of(index=None):
    index = index or index_of()
    return Assistant(index, WordEmbedder(), index.vocabulary, None)
