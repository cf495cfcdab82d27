from pathlib import Path

import numpy as np

from index.kept import Kept, Part
from index.tokens import TokenStore
from tests.index_fakes import HashEmbedder

TEXTS = ["A widget turns.", "A widget shines."]


def part(*texts: str) -> Part:
    vectors, tokens = HashEmbedder().embed_tokens(texts)
    return Part(list(texts), vectors, TokenStore.build(tokens))


def test_what_is_kept_is_found_again_as_it_was(tmp_path: Path) -> None:
    made = part(*TEXTS)
    back = Kept(tmp_path, "weights").keep(made)
    (found,) = Kept(tmp_path, "weights").parts()
    assert back.texts == found.texts == TEXTS
    assert np.array_equal(found.vectors, made.vectors)
    assert found.tokens is not None and made.tokens is not None
    assert np.array_equal(found.tokens.vectors, made.tokens.vectors)


def test_sentences_have_no_words(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "weights")
    kept.keep(Part(TEXTS, HashEmbedder().embed(TEXTS)))
    assert [found.tokens for found in kept.parts()] == [None]


def test_other_weights_find_nothing_and_all_is_forgotten_together(tmp_path: Path) -> None:
    kept, other = Kept(tmp_path / "embedded", "weights"), Kept(tmp_path / "embedded", "hub:others/model")
    kept.keep(part(*TEXTS))
    assert list(other.parts()) == []
    other.forget()
    assert list(kept.parts()) == []
    kept.forget()


def test_a_part_that_is_damaged_or_not_whole_is_passed_over(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "weights")
    for text in TEXTS:
        kept.keep(part(text))
    first, second = sorted(tmp_path.glob("*/part-*"))
    (first / "vectors.npy").write_bytes(b"")
    (second / "texts.json").write_text("[]")
    (tmp_path / first.parent.name / ".part-broken").mkdir()
    assert list(kept.parts()) == []
