from collections import Counter

import pytest

from eval.made_answers import Sayings
from eval.made_asked import Source, held_asked, made_asked
from eval.twins import is_held, placed, read_twins
from eval.verifier import Pair


@pytest.fixture(scope="module")
def source(assistant) -> Source:
    return Source.of(Sayings.of(assistant))


@pytest.fixture(scope="module")
def pairs(source: Source) -> list[Pair]:
    return made_asked(source, seed=7)


def test_of_each_text_some_questions_are_answered_and_some_are_not(pairs: list[Pair]) -> None:
    labels: dict[tuple[str, str], list[bool | None]] = {}
    for pair in pairs:
        labels.setdefault((pair.header, pair.evidence), []).append(pair.supported)
    assert len(labels) > 4_000
    assert sum(len(set(one)) == 2 for one in labels.values()) > 0.9 * len(labels)
    assert 0.35 < sum(bool(pair.supported) for pair in pairs) / len(pairs) < 0.55


def test_a_question_is_not_both_answered_and_unanswered_by_one_text(pairs: list[Pair]) -> None:
    labels: dict[tuple[str, str, str], set[bool | None]] = {}
    for pair in pairs:
        labels.setdefault((pair.claim, pair.header, pair.evidence), set()).add(pair.supported)
    assert all(len(one) == 1 for one in labels.values())


def test_a_question_is_answered_only_by_a_text_with_one_of_its_sentences(pairs: list[Pair], source: Source) -> None:
    rows = {one.text: one.rows for asked in source.written.values() for one in asked}
    written = [pair for pair in pairs if pair.supported and pair.claim in rows][::50]
    assert len(written) > 100
    for pair in written:
        said = [source.sayings.by_row[row].text for row in rows[pair.claim] if row in source.sayings.by_row]
        assert any(text in pair.evidence for text in said), pair


def test_near_twins_are_never_answered(pairs: list[Pair]) -> None:
    near = {one.near for one in read_twins()}
    assert {pair.supported for pair in pairs if pair.claim in near} == {False}


def test_what_is_held_back_is_not_learnt_from(pairs: list[Pair], source: Source) -> None:
    index = source.sayings.assistant.index
    rows = placed(read_twins(), index)
    twins = [one for one, row in rows.items() if is_held(index.ids[index.sentence_entry[row]])]
    assert not {pair.claim for pair in pairs} & {text for one in twins for text in (one.question, one.near)}
    measured = held_asked(source)
    assert Counter(pair.supported for pair in measured) == {True: len(measured) // 2, False: len(measured) // 2}
    assert {pair.claim for pair in measured} <= {text for one in twins for text in (one.question, one.near)}


def test_the_same_seed_makes_the_same_pairs(pairs: list[Pair], source: Source) -> None:
    assert made_asked(source, seed=7)[:50] == pairs[:50]
    assert made_asked(source, seed=8)[:50] != pairs[:50]
