"""What every store must do, asked of each: the same tests for the one in this process and for Milvus."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from index.store import Index
from index.stores.store import Query, Scores, Seen, Where
from index.types import Embedder
from index.words import content_words
from rag.assistant import Assistant
from rag.search import search
from tests.stores_fakes import Open, asked, built, entries, opener, with_categories

QUESTIONS = (
    "What is gate-induced drain leakage?",
    "how do attackers poison the data of a model",
    "noise schedule for images",
    "why are weights stored with fewer bits",
    "keeping training stable over many machines",
    "etching",
)


@pytest.fixture(scope="module", params=["local", "milvus"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Open:
    return opener(request.param, tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return built(tmp_path_factory.mktemp("small"), *entries())


def found(seen: Seen, index: Index) -> list[str]:
    """Ids of the entries that were looked at."""
    places = range(len(index.ids)) if seen.entries is None else seen.entries
    return [index.ids[place] for place in places]


def best(scores: Scores, count: int = 10) -> list[int]:
    return np.argsort(-scores, kind="stable")[:count].tolist()


def scores_of(seen: Seen) -> tuple[Scores, Scores, Scores]:
    return seen.passages, seen.sentences, seen.words


def looks(index: Index, embedder: Embedder) -> Iterator[Query]:
    return (Query(embedder.embed([text]), content_words(text)) for text in QUESTIONS)


def test_the_best_rows_are_those_of_an_exact_search(opened: Open, index: Index, embedder: Embedder) -> None:
    store = opened(index, "")
    for query in looks(index, embedder):
        seen = store.look([query])[0]
        queries = index.expansion.vectors.cosines(query.vector)[0]
        sentences = index.expansion.lifted(index.sentence_vectors.rows @ query.vector[0], queries)
        for mine, exact in ((seen.passages, index.passage_vectors.rows @ query.vector[0]), (seen.sentences, sentences)):
            assert best(mine) == best(exact)
            assert mine[best(mine)] == pytest.approx(exact[best(exact)], abs=1e-6)
        lacking = index.unanswered.vectors.cosines(query.vector)[0]
        assert seen.unanswered == index.unanswered.likeness(lacking, queries)
        words = index.words.scores(query.words)
        assert best(seen.words, 3) == best(words, 3)
        assert seen.words.max() == words.max()


def test_what_is_looked_for_beside_a_query_moves_none_of_its_figures(
    opened: Open, index: Index, embedder: Embedder
) -> None:
    store, queries = opened(index, ""), list(looks(index, embedder))
    for query, beside in zip(queries, store.look(queries), strict=True):
        alone = store.look([query])[0]
        for one, other in zip(scores_of(beside), scores_of(alone), strict=True):
            assert np.array_equal(one, other)
        assert beside.unanswered == alone.unanswered and found(beside, index) == found(alone, index)


def test_a_search_of_the_glossary_gives_the_same_hits(opened: Open, index: Index, assistant: Assistant) -> None:
    store = replace(assistant, engine=opened(index, ""))
    for text in QUESTIONS:
        assert search(text, store) == search(text, assistant)


def test_only_entries_of_the_category_and_the_letter_are_found(opened: Open, small: Index) -> None:
    store = opened(small, "small")
    where = Where(categories=("heavy",), letters=("L", "K", "D"))
    seen = store.look([asked("oil for worn looms and kilns", where)])[0]
    assert found(seen, small) == ["drills-care", "kilns-care", "lathes-care", "looms-care"]
    hidden = [row for row, passage in enumerate(small.passages) if passage.entry_id not in found(seen, small)]
    assert set(seen.passages[hidden].tolist()) == {-1.0} and not seen.words[hidden].any()


@pytest.mark.parametrize("where", [Where(categories=("none",)), Where(letters=("X",))])
def test_a_filter_that_nothing_passes_finds_nothing(
    opened: Open, index: Index, assistant: Assistant, where: Where
) -> None:
    store = replace(assistant, engine=opened(index, ""))
    assert search("gettering", store, where=where) == ()


def test_signs_in_a_category_are_no_commands(opened: Open, tmp_path: Path) -> None:
    odd = ('a "quoted" one', "back\\slash and 'single'", "ümläut — 漢字")
    index = with_categories(built(tmp_path, *entries()[:3]), *odd)
    store = opened(index, "odd")
    for place, category in enumerate(odd):
        assert found(store.look([asked("oil", Where((category,)))])[0], index) == [index.ids[place]]
    assert found(store.look([asked("oil", Where(('x"] or entry != "',)))])[0], index) == []


def test_an_entry_that_is_named_is_looked_at_whatever_is_asked(opened: Open, small: Index) -> None:
    store = opened(small, "small")
    named = small.ids[0]
    row = small.passage_rows(0)[0]
    seen = store.look([asked("something quite different", named=(named,))])[0]
    assert named in found(seen, small) and seen.passages[row] > -1
    assert found(store.look([asked("oil", Where(letters=("Z",)), (named,))])[0], small) == []


def test_words_that_no_entry_has_and_no_words_are_looked_for(opened: Open, small: Index) -> None:
    store = opened(small, "small")
    for text in ("zyzzyva", "what is the"):
        seen = store.look([asked(text)])[0]
        assert not seen.words.any() and seen.passages.max() > -1


def test_entries_that_came_went_and_changed_are_found_as_they_are_now(opened: Open, tmp_path: Path) -> None:
    first, second, *others = entries()
    old = built(tmp_path / "old", first, second, *others)
    before = opened(old, "edited")
    changed = (second[0], second[1].replace("oil", "grease"))
    new = built(tmp_path / "new", changed, *others, ("anvils care, heavy", "**Anvils Care** needs tallow."))
    after = opened(new, "edited")
    assert found(after.look([asked("anvils with tallow", Where(letters=("A",)))])[0], new) == ["anvils-care"]
    for text, entry_id in (("grease", "mills-care"), ("tallow", "anvils-care")):
        seen = after.look([asked(text)])[0]
        assert new.passages[best(seen.words, 1)[0]].entry_id == entry_id
    gone = after.look([asked("worn kilns are mended")])[0]
    assert "kilns-care" not in found(gone, new)
    # Who still reads the build before sees what it says.
    seen = before.look([asked("oil for mills")])[0]
    assert old.passages[best(seen.words, 1)[0]].entry_id == "mills-care" and "kilns-care" in found(seen, old)


def test_two_glossaries_do_not_mix(opened: Open, small: Index, tmp_path: Path) -> None:
    other = built(tmp_path, ("kilns of art, heavy", "**Kilns Of Art** is a **way to bake clay kilns**."))
    mine, theirs = opened(small, "mine"), opened(other, "theirs")
    query = asked("clay kilns")
    assert found(theirs.look([query])[0], other) == ["kilns-of-art"]
    assert set(found(mine.look([query])[0], small)) == set(small.ids)


def test_a_new_build_takes_over_without_a_failed_question(opened: Open, tmp_path: Path) -> None:
    builds = [built(tmp_path / str(turn), *entries()[turn:]) for turn in range(3)]
    holder = [(builds[0], opened(builds[0], "swapped"))]
    stop, wrong, asked_for = Event(), [], [0]

    def ask() -> None:
        while not stop.is_set():
            index, store = holder[0]
            try:
                seen = store.look([asked("oil for worn looms")])[0]
                if len(seen.passages) != len(index.passages) or "looms-care" not in found(seen, index):
                    wrong.append(f"looms are not found in {index.manifest.digest}")
            except Exception as error:
                wrong.append(repr(error))
            asked_for[0] += 1

    thread = Thread(target=ask)
    thread.start()
    for build in builds[1:]:
        holder[0] = (build, opened(build, "swapped"))
    stop.set()
    thread.join()
    assert wrong == [] and asked_for[0] > 0
