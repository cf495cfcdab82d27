from collections import Counter

import pytest

from eval.made_answers import NEAR, Sayings, asked, between_twins, made_answers, of_twins, pool
from eval.train_answers import parted, teachers
from eval.train_claims import CLAIMS
from eval.twins import Twins, placed, read_twins
from eval.verifier import Pair
from index.store import Index
from index.unanswered import read_lacking
from rag.answering import shown
from rag.assistant import Assistant


@pytest.fixture(scope="module")
def sayings(assistant: Assistant) -> Sayings:
    return Sayings.of(assistant)


@pytest.fixture(scope="module")
def pairs(sayings: Sayings) -> list[Pair]:
    return made_answers(sayings, seed=7)


@pytest.fixture(scope="module")
def twins() -> list[Twins]:
    return read_twins()[::200]


def test_each_question_with_an_answer_has_its_sentence_and_each_without_has_wrong_ones(
    pairs: list[Pair], assistant: Assistant
) -> None:
    right = {pair.claim for pair in pairs if pair.supported}
    queries = {query.text for query in assistant.index.expansion.queries}
    assert len(right) > 0.98 * len(queries) and right <= queries
    wrong = Counter(pair.claim for pair in pairs if not pair.supported)
    facts = [text for one in [*read_lacking(), *read_lacking(NEAR)] if one.header for text in one.queries]
    assert all(1 <= wrong[text] <= 3 for text in facts)
    assert right.isdisjoint(facts)


def test_a_sentence_is_not_both_right_and_wrong_for_a_question(pairs: list[Pair]) -> None:
    labels: dict[tuple[str, str, str], set[bool | None]] = {}
    for pair in pairs:
        labels.setdefault((pair.claim, pair.header, pair.evidence), set()).add(pair.supported)
    assert all(len(one) == 1 for one in labels.values())


def test_the_same_seed_makes_the_same_pairs(pairs: list[Pair], sayings: Sayings) -> None:
    assert made_answers(sayings, seed=7)[:50] == pairs[:50]


def test_a_twin_is_held_against_its_sentence_and_the_nearest_of_the_entry(sayings: Sayings, twins: list[Twins]) -> None:
    found, index = list(of_twins(sayings, twins)), sayings.assistant.index
    right = {pair.claim: pair for pair in found if pair.supported}
    assert set(right) == {one.question for one in twins}
    for one in twins:
        own, wrong = right[one.question], [pair for pair in found if pair.claim == one.near]
        assert 1 <= len({pair.evidence for pair in wrong}) == len(wrong) <= 4
        assert wrong[0] == Pair(own.id, one.near, own.evidence, own.header, False)
        assert not any(pair.supported for pair in wrong)
        assert {index.sentence_entry[int(pair.id)] for pair in wrong} == {index.sentence_entry[int(own.id)]}


def test_twins_are_measured_by_one_sentence_for_both(sayings: Sayings, twins: list[Twins]) -> None:
    found = list(between_twins(sayings, twins))
    assert [(pair.claim, pair.supported) for pair in found] == [
        one for twin in twins for one in ((twin.question, True), (twin.near, False))
    ]
    assert [pair.evidence for pair in found[::2]] == [pair.evidence for pair in found[1::2]]


def test_twins_of_an_entry_are_all_learnt_or_all_held_back(index: Index) -> None:
    learnt, held = parted(read_twins(), index)
    assert len(learnt) + len(held) == len(read_twins()) and len(held) > 400
    entries = [{index.sentence_entry[row] for row in placed(part, index).values()} for part in (learnt, held)]
    assert entries[0].isdisjoint(entries[1]) and len(entries[1]) > 0.08 * len(index.entries)


def test_the_pool_has_five_sentences_for_a_question_and_each_pair_once(sayings: Sayings, twins: list[Twins]) -> None:
    texts = [text for one in twins for text in (one.question, one.near)]
    found = pool(sayings, [*texts, *texts], seed=1)
    once = Counter((pair.claim, pair.header, pair.evidence) for pair in found)
    assert set(once.values()) == {1} and {pair.supported for pair in found} == {None}
    drawn = Counter(pair.claim for pair in found)
    assert set(drawn) == set(texts) and sum(count == 5 for count in drawn.values()) > 0.9 * len(texts)
    assert max(drawn.values()) == 5
    assert found == pool(sayings, texts, seed=1) != pool(sayings, texts, seed=2)


def test_of_sentences_that_say_the_same_the_pool_has_one(sayings: Sayings) -> None:
    rows = sorted(sayings.by_row)[:40]
    alike = Sayings(sayings.assistant, dict.fromkeys(rows, sayings.by_row[rows[0]]))
    assert [pair.claim for pair in pool(alike, ["Why?", "How?"], seed=1)] == ["Why?", "How?"]


def test_what_is_nearest_to_a_question_is_in_the_pool(sayings: Sayings) -> None:
    one = sayings.by_row[min(sayings.by_row)]
    assert pool(sayings, [one.text], seed=1)[0].evidence == shown(one)


def test_nothing_is_asked_of_the_twins_that_are_held_back(sayings: Sayings, twins: list[Twins]) -> None:
    texts = set(asked(sayings, twins[1:]))
    assert {text for one in twins[1:] for text in (one.question, one.near)} <= texts
    assert twins[0].near not in texts
    assert {query.text for query in sayings.assistant.index.expansion.queries} <= texts
    assert {text for one in read_lacking(NEAR) for text in one.queries} <= texts


def test_teachers_begin_with_the_verifier_and_read_for_two_and_for_three_epochs(pairs: list[Pair]) -> None:
    found = teachers(pairs)
    assert [one.begun for one in found] == [CLAIMS, CLAIMS]
    (first, second) = ([(part is pairs, plan.epochs, plan.seed) for part, plan in one.stages] for one in found)
    assert (first, second) == ([(True, 2, 3)], [(True, 3, 5)])
