from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build import Asked, build, content_of
from index.expansion import Answered
from index.kept import Kept
from index.reuse import Remembering
from index.seeds import read_seeds
from index.store import Index, load
from index.types import Vectors
from index.unanswered import Lacking
from tests.index_fakes import GLOSSARY, HashEmbedder, write_glossary


class OtherEmbedder(HashEmbedder):
    """The same way with other weights."""

    weights = "others"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    build(write_glossary(tmp_path / "seeds"), tmp_path / "built", HashEmbedder())
    return load(tmp_path / "built")


def test_what_did_not_change_is_not_embedded_and_all_is_as_if_it_were(index: Index, tmp_path: Path) -> None:
    entries = read_seeds(write_glossary(tmp_path / "seeds", GLOSSARY.replace("1901", "1902"))).entries
    remembering = Remembering(HashEmbedder(), index)
    made, anew = content_of(entries, remembering), content_of(entries, HashEmbedder())
    # Of two passages and nine sentences, one passage and one sentence hold the year.
    assert (remembering.fresh, remembering.reused) == (2, 9)
    assert np.array_equal(made.passage_vectors, anew.passage_vectors)
    assert np.array_equal(made.sentence_vectors, anew.sentence_vectors)
    assert np.array_equal(made.tokens.vectors, anew.tokens.vectors)


def test_the_same_glossary_is_not_embedded_at_all(index: Index, tmp_path: Path) -> None:
    remembering = Remembering(HashEmbedder(), index)
    _, manifest = build(tmp_path / "seeds", tmp_path / "again", remembering)
    assert (remembering.fresh, remembering.reused) == (0, 11)
    assert manifest.digest == index.manifest.digest


@pytest.mark.parametrize("of_other_weights", [True, False])
def test_an_index_of_other_weights_or_none_is_of_no_use(index: Index, of_other_weights: bool) -> None:
    remembering = Remembering(OtherEmbedder(), index) if of_other_weights else Remembering(HashEmbedder(), None)
    content_of(tuple(index.entries.values()), remembering)
    assert (remembering.fresh, remembering.reused) == (11, 0)


def test_nothing_gives_nothing(index: Index) -> None:
    remembering = Remembering(HashEmbedder(), index)
    assert remembering.embed([]).shape == (0, 64)
    assert remembering.embed_tokens([])[1] == ()


class Broken(HashEmbedder):
    """Ends when the passages are embedded, as a killed program might."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise KeyboardInterrupt

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        return HashEmbedder().embed_tokens(texts)


def test_a_build_that_was_broken_off_is_taken_up(index: Index, tmp_path: Path) -> None:
    entries, kept = tuple(index.entries.values()), Kept(tmp_path / "kept", HashEmbedder.weights)
    with pytest.raises(KeyboardInterrupt):
        content_of(entries, Remembering(Broken(), None, kept))
    remembering = Remembering(HashEmbedder(), None, kept)
    made = content_of(entries, remembering)
    # The passages were embedded, the sentences not.
    assert (remembering.resumed, remembering.fresh, remembering.reused) == (2, 9, 2)
    assert np.array_equal(made.passage_vectors, index.passage_vectors.rows)
    assert np.array_equal(made.tokens.vectors, index.tokens.vectors)


def test_equal_texts_are_embedded_once() -> None:
    remembering = Remembering(HashEmbedder(), None)
    texts = ["A widget turns.", "A widget shines.", "A widget turns."]
    first, again = remembering.embed(texts), remembering.embed(texts[:1])
    assert np.array_equal(first[2], again[0])
    assert (remembering.fresh, remembering.reused, remembering.equal) == (2, 0, 2)


def test_the_questions_of_an_index_are_known_too(index: Index, tmp_path: Path) -> None:
    entry = next(iter(index.entries.values()))
    first = index.sentences[0]
    answered = Answered(entry.header, entry.body[first.start : first.end], ("What for?", "Since when?"))
    asked = Asked((answered,), (Lacking(("Who made it?",), header=entry.header),))
    content = content_of(tuple(index.entries.values()), HashEmbedder(), asked)
    known = replace(index, expansion=content.expansion, unanswered=content.unanswered)
    remembering = Remembering(HashEmbedder(), known)
    again = content_of(tuple(index.entries.values()), remembering, asked)
    assert remembering.fresh == 0
    assert np.array_equal(again.expansion.vectors.rows, content.expansion.vectors.rows)
    assert np.array_equal(again.unanswered.vectors.rows, content.unanswered.vectors.rows)
