import numpy as np

from index.store import Index
from index.stores.local import likeness
from index.stores.store import Query
from index.types import Embedder
from index.words import content_words


def test_the_likeness_of_some_entries_is_that_of_all_to_the_bit(index: Index, embedder: Embedder) -> None:
    text = "gate-induced leakage at the gate of a transistor, band-to-band"
    query = Query(embedder.embed([text]), content_words(text))
    some = [3, 4, 50, len(index.ids) - 1]
    whole, part = likeness([query, query], [None, some], index)
    rows = np.isin(index.passage_entry, some)
    for mine, theirs in ((part.passages, whole.passages), (part.words, whole.words)):
        assert mine[rows].tolist() == theirs[rows].tolist()
    lines = np.isin(index.sentence_entry, some)
    assert part.sentences[lines].tolist() == whole.sentences[lines].tolist()
    assert set(part.passages[~rows].tolist()) == set(part.sentences[~lines].tolist()) == {-1.0}
    assert not part.words[~rows].any() and whole.words[rows].any()


def test_no_entries_are_like_nothing(index: Index, embedder: Embedder) -> None:
    (seen,) = likeness([Query(embedder.embed(["x"]), ["x"])], [[]], index)
    assert seen.entries is not None and not len(seen.entries)
    assert set(seen.passages.tolist()) == {-1.0}
