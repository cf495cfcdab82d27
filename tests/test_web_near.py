from dataclasses import replace

from rag.types import Hit
from rag.web.near import near_hits
from tests.test_web_followups import answered


def test_hits_far_behind_the_best_are_not_near() -> None:
    answer = answered("What is GIDL?")
    hits = tuple(Hit(str(score), "p", score, {}) for score in (8.0, 5.0, 3.2, 3.1, 0.5))
    assert [hit.score for hit in near_hits(replace(answer, hits=hits))] == [8.0, 5.0, 3.2]
    assert near_hits(replace(answer, hits=())) == ()


def test_where_none_fits_none_is_near() -> None:
    hits = (Hit("a", "p", -1.0, {}), Hit("b", "p", -2.0, {}))
    assert near_hits(replace(answered("What is GIDL?"), hits=hits)) == ()
