from dataclasses import replace

import pytest

from rag.answering import MOST, RANKED, SENTENCES, Reader, ranked, shown, together
from rag.cross_encoder import CrossEncoder
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


def best(asked: str, found: list[Candidate], few: bool = True) -> float | None:
    return Reader(asked, found, few).best()


@pytest.mark.parametrize("few", [False, True])
def test_a_sentence_answers_what_it_says_and_not_what_it_only_touches(few: bool) -> None:
    heat = best(ASKED, [HEAT], few)
    wrong = [best(PRICE, [HEAT], few), best(ASKED, [FUEL], few), best(ASKED, [DEFINITION], few)]
    assert heat is not None and all(one is not None and heat > one + 1 for one in wrong)


def test_one_of_the_best_sentences_is_enough() -> None:
    heat = best(ASKED, [HEAT])
    assert best(ASKED, [FUEL, HEAT]) == heat
    assert best(ASKED, [*[FUEL] * SENTENCES, HEAT]) == best(ASKED, [FUEL])


def test_more_are_read_only_where_more_are_asked_for_and_none_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def note(self: CrossEncoder, said: str, shown_text: str, subject: str) -> float:
        seen.append(shown_text)
        return {HEAT.text: 3.0, FUEL.text: 1.0}.get(shown_text, -1.0)

    monkeypatch.setattr(CrossEncoder, "logit", note)
    reading = Reader(ASKED, [DEFINITION, FUEL, HEAT, DEFINITION], few=True)
    assert (reading.best(2), sorted(seen)) == (1.0, sorted([DEFINITION.text, FUEL.text]))
    assert (reading.best(4), len(seen)) == (3.0, 4)
    assert (reading.best(2), len(seen)) == (1.0, 4)


def test_what_cannot_be_read_is_not_judged() -> None:
    assert best(ASKED, []) is None
    assert best("kiln " * 300, [HEAT]) is None
    said = best(ASKED, [replace(HEAT, text="hot " * 300), HEAT])
    assert said == best(ASKED, [HEAT]) and abs(said or 0) <= MOST


def test_a_sentence_is_read_under_its_heading() -> None:
    assert shown(HEAT) == HEAT.text
    assert shown(replace(HEAT, heading="Firing")) == f"Firing: {HEAT.text}"


def test_sentences_are_ranked_by_what_is_read_of_them_and_the_others_stay_below() -> None:
    found = [replace(one, score=score, row=row) for row, (one, score) in enumerate([(FUEL, 1.0), (HEAT, 0.5)])]
    least = replace(DEFINITION, score=0.9, row=99)
    first = ranked(ASKED, [*found, *[replace(FUEL, score=0.4)] * (RANKED - 2), least], few=True)
    assert first[0].row == 1
    read = {one.row: one.score for one in first}
    assert read[1] - 0.5 == pytest.approx(best(ASKED, [HEAT]))
    assert read[99] - 0.9 == pytest.approx(best(ASKED, [FUEL]))
    assert ranked(ASKED, [], few=True) == []


def test_without_weights_the_sentences_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = [replace(FUEL, score=1.0), replace(HEAT, score=0.5)]
    assert ranked(ASKED, found, few=True) == found
    assert best(ASKED, found) is None


def test_together_sentences_of_another_entry_stand_behind_its_term() -> None:
    other = replace(FUEL, entry=replace(KILN, id="oven", term="Oven"))
    headed = replace(HEAT, heading="Use")
    assert together([DEFINITION, other, headed]) == f"{DEFINITION.text} Oven: {FUEL.text} Use: {HEAT.text}"
