from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from index.expansion import Expansion
from rag.retrieve import BESIDE
from rag.seek import seek, seek_beside
from rag.understand import understand

TEXTS = ("What is gettering?", "clipping of gradients", "What is gettering?")


class Counting:
    """An embedder that counts the texts it is given, call by call."""

    def __init__(self, embedder):
        self._embedder, self.calls = embedder, []

    def __getattr__(self, name):
        return getattr(self._embedder, name)

    def embed_questions(self, texts):
        self.calls.append(len(texts))
        return self._embedder.embed_questions(texts)


@pytest.fixture
def counting(assistant):
    return replace(assistant, embedder=Counting(assistant.embedder))


def questions(assistant):
    return [understand(text, (), assistant) for text in TEXTS]


def test_questions_sought_beside_another_find_what_each_finds_alone(assistant):
    whole = seek(understand("gettering and clipping of gradients", (), assistant), assistant)
    together = seek_beside(whole, questions(assistant), assistant)
    for question, found in zip(questions(assistant), together, strict=True):
        alone = seek(question, assistant)
        assert found.question == alone.question == question
        assert found.hits[0].entry_id == alone.hits[0].entry_id
        assert found.views.sentences == pytest.approx(alone.views.sentences, abs=1e-6)


def test_they_are_embedded_in_one_batch_and_none_of_them_twice(counting):
    whole = seek(understand("gettering and clipping of gradients", (), counting), counting)
    seek_beside(whole, questions(counting), counting)
    seek_beside(whole, questions(counting)[:1], counting)
    assert counting.embedder.calls == [1, 2]


def test_what_is_sought_again_with_less_room_is_not_sought_again(counting):
    whole = seek(understand("gettering and clipping of gradients", (), counting), counting)
    (first,) = seek_beside(whole, questions(counting)[:1], counting)
    (second,) = seek_beside(whole, [replace(first.question, share=0.5)], counting)
    assert (first.question.share, second.question.share) == (1.0, 0.5)
    assert second.views is first.views and second.hits is first.hits
    assert counting.embedder.calls == [1, 1]


def test_a_glossary_without_written_questions_is_asked_by_the_plain_model(counting):
    question = understand("gettering", (), counting)
    size = counting.index.sentence_vectors.rows.shape[1]
    bare = replace(counting, index=replace(counting.index, expansion=Expansion.none(size)))
    plain, _ = counting.embedder.embed_tokens([question.searched])
    views = seek(question, bare).views
    assert counting.embedder.calls == []
    assert views.passages == pytest.approx(counting.index.passage_vectors.cosines(plain), abs=1e-5)


def test_nothing_beside_is_nothing_sought(counting):
    whole = seek(understand("gettering", (), counting), counting)
    assert seek_beside(whole, (), counting) == ()
    assert counting.embedder.calls == [1]


@pytest.mark.parametrize(("few", "calls"), [(False, [1, 2]), (True, [3])])
def test_what_is_expected_is_embedded_meanwhile_and_sought_only_when_it_is_needed(few, calls, counting):
    """To one who asks a question or two with the whole, since there the second core loads."""
    counting = replace(counting, few=few)
    first, second, _ = questions(counting)
    whole = seek(understand("gettering and clipping of gradients", (), counting), counting, (first, second, first))
    assert {first.searched, second.searched} <= set(whole.ahead())
    assert sorted(counting.embedder.calls) == calls and not whole.beside
    (found,) = seek_beside(whole, [second], counting)
    assert sorted(counting.embedder.calls) == calls and list(whole.beside) == [second]
    alone = seek(second, counting)
    assert found.hits[0].entry_id == alone.hits[0].entry_id
    assert found.views.sentences == pytest.approx(alone.views.sentences, abs=1e-6)


def test_what_is_sought_beside_is_looked_at_less_closely(assistant):
    whole = seek(understand("gettering and clipping of gradients", (), assistant), assistant)
    for one in seek_beside(whole, questions(assistant), assistant):
        compared = {assistant.index.passage_entry[row] for row in one.views.late}
        assert len(compared) == BESIDE


def test_what_others_keep_waiting_is_embedded_at_once(counting, monkeypatch):
    held = ThreadPoolExecutor(1)
    busy = Event()
    waiting = held.submit(busy.wait, 10)
    monkeypatch.setattr("rag.seek._MEANWHILE", held)
    first, second, _ = questions(counting)
    whole = seek(understand("gettering and clipping of gradients", (), counting), counting, (first, second))
    try:
        found = seek_beside(whole, [first, second], counting)
        assert not waiting.done()
    finally:
        busy.set()
        held.shutdown()
    assert [one.question for one in found] == [first, second] and counting.embedder.calls == [1, 2]
