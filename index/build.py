"""Seeds -> index: read, split, embed, score, save."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import numpy as np
from tqdm import tqdm

from index.each import Each, parts
from index.expansion import Answered, Expansion, queries_of, read_answered
from index.manifest import Manifest, corpus_hashes
from index.packed import PackedVectors
from index.passages import TARGET_PIECES, context, split
from index.repair import plain
from index.seeds import Care, Reading, read_seeds
from index.store import Content, save
from index.tokens import TokenStore
from index.types import Embedder, Entry, Passage, Sentence, Vectors
from index.unanswered import Lacking, Unanswered, read_lacking, unanswered_of
from index.vocabulary import vocabulary_of
from index.words import FieldedBM25, stemmed
from index.written import vectors_of

_MANY = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a glossary: with an answer in it, and in vain."""

    answered: Sequence[Answered] = ()
    lacking: Sequence[Lacking] = ()


UNASKED = Asked()


def build(
    seeds: Path, folder: Path, embedder: Embedder, care: Care = "pages", each: Each = map
) -> tuple[Reading, Manifest]:
    """Read the seed files, build the index of them and make it the current one in `folder`.

    Raises SeedError for what `care` does not let pass and OSError when the folder cannot be written; an index that was
    there before stays in use then.
    """
    reading = read_seeds(seeds, care)
    return reading, build_of(reading, corpus_hashes(seeds), folder, embedder, each)


def build_of(
    reading: Reading, corpus: Mapping[str, str], folder: Path, embedder: Embedder, each: Each = map
) -> Manifest:
    """Build the index of what was read, from files with these hashes, and make it the current one in `folder`."""
    origin = {
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": embedder.name,
        "weights": embedder.weights,
        "settings": {"max_pieces": embedder.max_pieces, "target_pieces": TARGET_PIECES},
        "corpus": dict(corpus),
    }
    return save(content_of(reading.entries, embedder, Asked(read_answered(), read_lacking()), each), folder, origin)


def content_of(entries: tuple[Entry, ...], embedder: Embedder, asked: Asked = UNASKED, each: Each = map) -> Content:
    """Passages, sentences, the questions that these answer or lack, their vectors, and word scores of the entries."""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for entry in entries:
        ours, quotable = split(entry, embedder.pieces, embedder.max_pieces)
        passages += ours
        sentences += quotable
    by_id = {entry.id: entry for entry in entries}
    owner = {passage.id: by_id[passage.entry_id] for passage in passages}
    texts = (list(passage_texts(passages, by_id)), list(_sentence_texts(sentences, owner)))
    queries = queries_of(asked.answered, entries, passages, sentences)
    lacking = unanswered_of(asked.lacking, entries)
    names = [" ".join((by_id[p.entry_id].term, *by_id[p.entry_id].aliases)) for p in passages]
    stems = [list(chain.from_iterable(each(stemmed, parts(field)))) for field in (names, [p.text for p in passages])]
    with ThreadPoolExecutor(1) as aside:
        words = aside.submit(FieldedBM25.of_stems, *stems)
        vocabulary = aside.submit(vocabulary_of, entries, passages)
        passage_vectors, sentence_vectors, tokens = _embedded(*texts, embedder, each)
        asked_vectors = vectors_of([*(query.text for query in queries), *lacking.texts], embedder, each)
    return Content(
        entries=entries,
        passages=tuple(passages),
        sentences=tuple(sentences),
        passage_vectors=passage_vectors,
        sentence_vectors=sentence_vectors,
        expansion=Expansion(queries, PackedVectors.of(asked_vectors[: len(queries)])),
        unanswered=Unanswered(lacking, PackedVectors.of(asked_vectors[len(queries) :])),
        tokens=tokens,
        words=words.result(),
        vocabulary=vocabulary.result(),
    )


def _embedded(
    passages: Sequence[str], sentences: Sequence[str], embedder: Embedder, each: Each
) -> tuple[Vectors, Vectors, TokenStore]:
    """Vectors of passages and sentences and the packed tokens of the passages, some texts after the other."""
    found, packed, others = [], [], []
    # Sentences of like length in one part: some 5 % would else be padding.
    order = sorted(range(len(sentences)), key=lambda row: len(sentences[row]))
    with tqdm(total=len(passages) + len(sentences), unit="text", disable=len(sentences) < _MANY) as progress:
        for vectors, tokens in each(embedder.embed_tokens, parts(passages)):
            found.append(vectors)
            packed.append(TokenStore.build(tokens))
            progress.update(len(vectors))
        for vectors in each(embedder.embed, parts([sentences[row] for row in order])):
            others.append(vectors)
            progress.update(len(vectors))
    return np.concatenate(found), np.concatenate(others)[np.argsort(order)], TokenStore.joined(packed)


def entries_json(entries: Iterable[Entry]) -> Iterator[str]:
    """One JSON object an entry, in the shape that other programs rely on; `line` is 1-based."""
    for entry in entries:
        row: Mapping[str, object] = {
            "entry_id": entry.id,
            "header": entry.header,
            "term": entry.term,
            "keywords": entry.keywords,
            "category": entry.category,
            "definition": entry.definition,
            "body": entry.body,
            "sources": [{"file": source.file, "line": source.line} for source in entry.sources],
        }
        yield json.dumps(row, ensure_ascii=False)


def passage_texts(passages: Iterable[Passage], entries: Mapping[str, Entry]) -> Iterator[str]:
    """What is embedded of some passages: their texts, each behind what its entry is on."""
    return (f"{context(entries[passage.entry_id])}: {passage.text}" for passage in passages)


def _sentence_texts(sentences: Iterable[Sentence], owner: Mapping[str, Entry]) -> Iterator[str]:
    for sentence in sentences:
        entry = owner[sentence.passage_id]
        yield plain(entry.body[sentence.start : sentence.end])
