import asyncio

import pytest

from rag.web.line import Busy, Line, Turn


def names(turns: list[Turn], line: Line) -> str:
    """Who waits, in the order in which they come in."""
    waiting = sorted((turn for turn in turns if line.place(turn)), key=line.place)
    return "".join(turn.user for turn in waiting)


def test_nobodys_second_question_comes_before_anybodys_first() -> None:
    line = Line(1, 10, 10)
    turns = [line.join(user) for user in "aaabbc"]
    assert names(turns, line) == "bcaba"


def test_who_leaves_makes_room_and_the_places_move_up() -> None:
    line = Line(1, 10, 10)
    first, second, third = (line.join(user) for user in "abc")
    assert [line.place(turn) for turn in (first, second, third)] == [0, 1, 2]
    line.leave(second)
    assert (line.place(third), len(line)) == (1, 1)
    line.leave(first)
    assert (line.place(third), len(line)) == (0, 0)


def test_a_full_line_says_the_place_that_it_would_have_been() -> None:
    line = Line(1, 3, 2)
    turns = [line.join("a") for _ in range(3)]
    with pytest.raises(Busy, match="place 3"):
        line.join("a")
    turns.append(line.join("b"))
    with pytest.raises(Busy) as full:
        line.join("c")
    assert full.value.place == 4 and len(turns) == 4


def test_the_place_is_told_until_it_is_ones_turn() -> None:
    async def wait() -> list[int]:
        line = Line(1, 10, 10)
        first, told = line.join("a"), []
        with line.join("b") as second:
            async for place in second.places():
                told.append(place)
                line.leave(first)
        assert len(line) == 0
        return told

    assert asyncio.run(wait()) == [1]


def test_the_block_of_a_turn_gives_it_back_even_where_it_fails() -> None:
    line = Line(1, 10, 10)
    with pytest.raises(ValueError), line.join("a"):
        raise ValueError
    assert line.place(line.join("b")) == 0
