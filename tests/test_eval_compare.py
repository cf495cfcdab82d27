import pytest

from eval.compare import NotComparable, compare, lines
from eval.scores import Score


def scores(strict, words=10.0):
    return [
        Score(f"q{n}", "detail" if n % 2 else "definition", f"q{n}", True, True, 0.5, {"strict": value, "words": words})
        for n, value in enumerate(strict)
    ]


def test_differences_are_paired_overall_and_by_type():
    found = {(one.type, one.metric): one for one in compare(scores([0.0] * 10), scores([1.0, 0.0] * 5))}
    assert found["all", "strict"].change == 0.5
    assert found["definition", "strict"].change == 1
    assert found["detail", "strict"].change == 0
    assert found["all", "strict"].p == pytest.approx(2 / 2**5)
    assert found["all", "words"].p is None


def test_only_a_difference_whose_interval_leaves_out_zero_is_marked():
    found = lines(compare(scores([0.0] * 10), scores([1.0, 0.0] * 5)))
    marked = [line.split()[:2] for line in found if line.endswith("*")]
    assert marked == [["all", "strict"], ["definition", "strict"]]


def test_a_metric_that_one_run_lacks_for_a_question_is_left_out_of_the_pairs():
    second = scores([1.0] * 4)
    second[0] = Score("q0", "definition", "q0", True, False, 0.5, {"strict": 0.0})
    found = {(one.type, one.metric): one.n for one in compare(scores([1.0] * 4), second)}
    assert found["all", "strict"] == 4
    assert found["all", "words"] == 3


def test_runs_over_different_questions_are_refused():
    with pytest.raises(NotComparable, match="question q3 is in one run only"):
        compare(scores([1.0] * 3), scores([1.0] * 4))
