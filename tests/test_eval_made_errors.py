from random import Random

import pytest

from eval import made_errors


@pytest.mark.parametrize(
    ("kind", "text", "unchanged"),
    [
        (made_errors.number, "It has 12 layers.", "layers"),
        (made_errors.unit, "It takes 12 ms.", "12"),
        (made_errors.comparator, "It needs at least 8 GPUs.", "8 GPUs"),
        (made_errors.negation, "It works without labels.", "labels"),
        (made_errors.negation, "It requires labels.", "require labels"),
        (made_errors.direction, "It increases the norm.", "the norm"),
        (made_errors.strength, "It may fail.", "fail"),
        (made_errors.order, "It comes before the step.", "the step"),
    ],
)
def test_one_thing_is_wrong_and_the_rest_stays(kind, text, unchanged):
    wrong = kind(text, Random(5))
    assert wrong and wrong != text and unchanged in wrong


@pytest.mark.parametrize(
    "kind",
    [made_errors.number, made_errors.unit, made_errors.comparator, made_errors.direction, made_errors.order],
)
def test_a_kind_that_does_not_apply_gives_nothing(kind):
    assert kind("Gradients flow.", Random(5)) is None
