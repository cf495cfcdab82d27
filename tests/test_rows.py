from dataclasses import replace

import pytest

from rag.rows import only_named_rows, without_others
from rag.sides import sides
from rag.signs import Candidate
from rag.types import Question
from tests.rag_fakes import entry_with

KILN = entry_with("**Kiln** is an oven for clay.")
ROW = Candidate(KILN, 0, 1, 0, 5, 0.5, "Gas kiln — Heat: 1,300 °C", "Kinds", "", "table")
WOOD = replace(ROW, row=2, text="Wood kiln — Heat: 1,280 °C")
RAKU = replace(ROW, row=3, text="Raku — Heat: 1,000 °C")
ELSEWHERE = replace(RAKU, row=4, heading="Glazes")
PROSE = replace(RAKU, row=5, kind="paragraph", heading="")
FOUND = [ROW, WOOD, RAKU, ELSEWHERE, PROSE]


def left(text: str, ask: str) -> list[int]:
    return [one.row for one in only_named_rows(Question(text, text, ask), FOUND)]


@pytest.mark.parametrize("ask", ["fact", "yes_no"])
def test_of_a_table_whose_row_is_named_the_others_go(ask: str) -> None:
    assert left("How hot is a gas kiln?", ask) == [1, 2, 4, 5]  # "Wood kiln" has a word of it
    assert left("How hot does raku get?", ask) == [3, 4, 5]
    assert left("How hot do raku and a gas kiln get?", ask) == [1, 2, 3, 4, 5]


def test_without_a_named_row_and_for_other_questions_all_stay() -> None:
    assert left("How hot is an oven?", "fact") == [1, 2, 3, 4, 5]
    assert left("Which kinds, like raku, are there?", "list") == [1, 2, 3, 4, 5]
    assert left("Why is raku less hot?", "cause") == [1, 2, 3, 4, 5]


def test_of_a_table_with_a_row_for_a_side_the_rows_of_other_things_go() -> None:
    pair = sides(Question("", "gas kiln vs wood kiln", "compare"), (KILN,))
    assert [one.row for one in without_others(pair, FOUND)] == [1, 2, 4, 5]
    both = replace(RAKU, row=6, text="Fuel — Gas kiln: gas; Wood kiln: wood")
    assert [one.row for one in without_others(pair, [*FOUND, both])] == [1, 2, 4, 5, 6]
    other = sides(Question("", "pit vs bonfire", "compare"), (KILN,))
    assert without_others(other, FOUND) == FOUND
