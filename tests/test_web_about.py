from pathlib import Path

import pytest

from eval.verifier import judge_of, read_pairs
from rag.web.about import F1, FALSE_PASSES, PAGE, UNREAD_F1, UNREAD_FALSE_PASSES, about_html

ROOT = Path(__file__).parents[1]


def figures(judged):
    """False passes and F1 of "supported", to three places."""
    passed = [one.pair.supported for one in judged if one.supported]
    good = sum(bool(one.pair.supported) for one in judged)
    right = sum(map(bool, passed))
    return round((len(passed) - right) / (len(judged) - good), 3), round(2 * right / (len(passed) + good), 3)


# Processors round bf16 differently: of 240 verdicts one or two change sides (MiniLM's F1 was .834 on one, .829
# on another).
ROUNDING = 0.01


def test_the_error_rates_are_those_that_the_verifier_has(index):
    judge = judge_of(index)
    judged = [judge(pair) for pair in read_pairs(ROOT / "eval" / "questions" / "pairs.jsonl")]
    assert len(judged) == 240
    assert figures(judged) == pytest.approx((FALSE_PASSES, F1), abs=ROUNDING)
    unread = [one for one in judged if int(one.pair.id[1:]) % 2 == 0]
    assert figures(unread) == pytest.approx((UNREAD_FALSE_PASSES, UNREAD_F1), abs=ROUNDING)


def test_the_page_and_the_window_say_the_same_figures():
    page = (ROOT / PAGE).read_text("utf-8")
    for false_passes, f1 in ((UNREAD_FALSE_PASSES, UNREAD_F1), (FALSE_PASSES, F1)):
        assert f"| {false_passes:.3f} | {f1:.3f} |".replace(" 0.", " .") in page
        assert f"{false_passes:.1%}".replace(".", "&#46;").replace("%", "&#37;") in about_html()
        assert f"{f1:.3f}".replace(".", "&#46;") in about_html()
