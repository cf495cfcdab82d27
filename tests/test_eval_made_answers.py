from collections import Counter

import pytest

from eval.made_answers import NEAR, made_answers
from eval.train_answers import HELD, parted
from eval.verifier import Pair
from index.unanswered import read_lacking
from rag.assistant import Assistant


@pytest.fixture(scope="module")
def pairs(assistant: Assistant) -> list[Pair]:
    return made_answers(assistant, seed=7)


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


def test_the_same_seed_makes_the_same_pairs(pairs: list[Pair], assistant: Assistant) -> None:
    assert made_answers(assistant, seed=7)[:50] == pairs[:50]


def test_questions_that_are_held_back_are_not_learnt(pairs: list[Pair]) -> None:
    learnt, held = parted(pairs, seed=3)
    assert len({pair.claim for pair in held}) == HELD and len(learnt) + len(held) == len(pairs)
    assert {pair.claim for pair in learnt}.isdisjoint(pair.claim for pair in held)
