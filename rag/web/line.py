"""Whose turn it is: a line in which nobody's second question comes before anybody's first."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress

# Who waits is told the place anew so often: a window that was closed meanwhile is noticed then.
_TELL = 1.0


class Busy(RuntimeError):
    """There is no room in the line. `place` is where who was turned away would have stood; 0 where nobody is let in."""

    def __init__(self, place: int) -> None:
        at = f"busy: this would be place {place} in the line" if place else "the server is about to stop"
        super().__init__(f"{at}; ask again in a moment")
        self.place = place


class Turn:
    """A place in a line, given back when the block that it opens ends."""

    def __init__(self, line: "Line", user: str) -> None:
        self.user = user
        self._line = line
        self._called = asyncio.Event()

    def __enter__(self) -> "Turn":
        return self

    def __exit__(self, *_: object) -> None:
        self._line.leave(self)

    def call(self) -> None:
        """Say that it is its turn."""
        self._called.set()

    async def places(self) -> AsyncIterator[int]:
        """The place in the line, from 1, told each second; ends as soon as it is its turn."""
        while not self._called.is_set():
            yield self._line.place(self)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), _TELL)


class Line:
    """Lets `at_once` in; of those who wait, who has the fewest questions before it goes first, then who came first.

    All of it happens in one event loop, so nothing is locked.
    """

    def __init__(self, at_once: int, most_waiting: int, most_each: int) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._most_each = most_each
        self._inside: list[Turn] = []
        self._waiting: list[Turn] = []

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def check(self, user: str) -> None:
        """Raises Busy when a user could not join: the line is full, or full of this user's own questions."""
        own = sum(turn.user == user for turn in self._waiting)
        free = len(self._inside) < self._at_once
        if not free and (len(self._waiting) >= self._most_waiting or own >= self._most_each):
            raise Busy(len(self._waiting) + 1)

    def join(self, user: str) -> Turn:
        """A place at the end of the user's own questions. Raises Busy."""
        self.check(user)
        turn = Turn(self, user)
        self._waiting.append(turn)
        self._next()
        return turn

    def place(self, turn: Turn) -> int:
        """Where a turn stands, from 1; 0 once it is inside."""
        return self._order().index(turn) + 1 if turn in self._waiting else 0

    def leave(self, turn: Turn) -> None:
        """Make room, whether it was inside or still waiting."""
        for turns in (self._inside, self._waiting):
            if turn in turns:
                turns.remove(turn)
        self._next()

    def _order(self) -> list[Turn]:
        before = Counter(turn.user for turn in self._inside)
        rank: dict[Turn, int] = {}
        for turn in self._waiting:
            rank[turn] = before[turn.user]
            before[turn.user] += 1
        return sorted(self._waiting, key=rank.__getitem__)

    def _next(self) -> None:
        while self._waiting and len(self._inside) < self._at_once:
            first = self._order()[0]
            self._waiting.remove(first)
            self._inside.append(first)
            first.call()
