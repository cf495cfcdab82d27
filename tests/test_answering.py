from dataclasses import replace

import pytest

from rag.answering import MOST, RANKED, SENTENCES, answering, ranked, shown
from rag.signs import Candidate
from tests.rag_fakes import entry_with

BODY = """**Kiln** is an oven in which potters fire clay.
- **Heat**: a porcelain kiln is fired at 1,300 degrees for twelve hours.
- **Fuel**: wood was burnt first, gas later."""
KILN = entry_with(BODY)
ASKED = "How hot does a kiln get for porcelain?"
PRICE = "What does a porcelain kiln cost?"


def candidate(piece: str) -> Candidate:
    start = KILN.body.index(piece)
    text = piece.removeprefix("- ").replace("**", "")
    return Candidate(KILN, 0, 0, start, start + len(piece), 0.5, text, "", "", "paragraph")


DEFINITION, HEAT, FUEL = (candidate(line) for line in BODY.split("\n"))


@pytest.mark.parametrize("few", [False, True])
def test_a_sentence_answers_what_it_says_and_not_what_it_only_touches(few: bool) -> None:
    heat = answering(ASKED, [HEAT], few)
    wrong = [answering(PRICE, [HEAT], few), answering(ASKED, [FUEL], few), answering(ASKED, [DEFINITION], few)]
    assert heat is not None and all(one is not None and heat > one + 1 for one in wrong)


def test_one_of_the_best_sentences_is_enough() -> None:
    best = answering(ASKED, [HEAT], few=True)
    assert answering(ASKED, [FUEL, HEAT], few=True) == best
    assert answering(ASKED, [*[FUEL] * SENTENCES, HEAT], few=True) == answering(ASKED, [FUEL], few=True)


def test_what_cannot_be_read_is_not_judged() -> None:
    assert answering(ASKED, [], few=True) is None
    assert answering("kiln " * 300, [HEAT], few=True) is None
    said = answering(ASKED, [replace(HEAT, text="hot " * 300), HEAT], few=True)
    assert said == answering(ASKED, [HEAT], few=True) and abs(said or 0) <= MOST


def test_a_sentence_is_read_under_its_heading() -> None:
    assert shown(HEAT) == HEAT.text
    assert shown(replace(HEAT, heading="Firing")) == f"Firing: {HEAT.text}"


def test_sentences_are_ranked_by_what_is_read_of_them_and_the_others_stay_below() -> None:
    found = [replace(one, score=score, row=row) for row, (one, score) in enumerate([(FUEL, 1.0), (HEAT, 0.5)])]
    least = replace(DEFINITION, score=0.9, row=99)
    first = ranked(ASKED, [*found, *[replace(FUEL, score=0.4)] * (RANKED - 2), least], few=True)
    assert first[0].row == 1
    read = {one.row: one.score for one in first}
    assert read[1] - 0.5 == pytest.approx(answering(ASKED, [HEAT], few=True))
    assert read[99] - 0.9 == pytest.approx(answering(ASKED, [FUEL], few=True))
    assert ranked(ASKED, [], few=True) == []


def test_without_weights_the_sentences_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = [replace(FUEL, score=1.0), replace(HEAT, score=0.5)]
    assert ranked(ASKED, found, few=True) == found
    assert answering(ASKED, found, few=True) is None
