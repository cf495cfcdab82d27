import pytest

from eval.bench.scale import Point, exponent, scale
from eval.bench.timing import spread


def test_each_size_is_asked_every_question(assistant):
    points = list(scale(assistant, ["What is gettering?", "drain leakage"], sizes=(20, 40)))
    assert [(point.passages, point.entries, point.seconds.count) for point in points] == [(20, 4, 2), (40, 8, 2)]
    assert all(point.processor.median > 0 and point.sentences > point.passages for point in points)


def test_a_time_that_grows_with_the_square_root_has_the_exponent_one_half():
    points = [Point(n, n, n, spread([1.0]), spread([n**0.5])) for n in (100, 1_000, 10_000)]
    assert exponent(points) == pytest.approx(0.5)
