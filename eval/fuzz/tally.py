"""What became of the cases: counted by outcome, with every failure named."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

SLOWEST = 2.0
Clock = Callable[[], float]
HERE: tuple[Clock, Clock] = (time.perf_counter, time.process_time)
_SHOWN = 200


class Failed(AssertionError):
    """A case was neither answered nor refused with a clear error. The message says what happened instead."""


@dataclass(slots=True)
class Tally:
    """The cases of one target: how many of each outcome, the slowest in seconds, and what went wrong."""

    target: str
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many there were."""
        return self.outcomes.total()

    def row(self) -> dict[str, Any]:
        """The record that is filed."""
        return {
            "target": self.target,
            "cases": self.cases,
            "outcomes": dict(sorted(self.outcomes.items())),
            "slowest_s": round(self.slowest, 3),
            "failures": self.failures,
        }


def tally(
    target: str, cases: SearchStrategy[Any], run: Callable[[Any], str], count: int, clocks: Sequence[Clock] = HERE
) -> Tally:
    """Run `count` cases; `run` says the outcome in a word or raises. The same cases each time.

    A case takes what is least by the clocks: its time on the clock and on the processor, so that other programs do not
    count.
    """
    found = Tally(target)

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def each(case: Any) -> None:  # noqa: ANN401
        record(found, case, run, clocks)

    each()
    return found


def record(found: Tally, case: Any, run: Callable[[Any], str], clocks: Sequence[Clock]) -> None:  # noqa: ANN401
    """Run one case and count what became of it; it takes what is least by the clocks."""
    begun = [clock() for clock in clocks]
    try:
        outcome = run(case)
    except Exception as error:
        outcome = "failed"
        found.failures.append(f"{type(error).__name__}: {str(error)[:_SHOWN]} <- {ascii(case)[:_SHOWN]}")
    seconds = min(clock() - start for clock, start in zip(clocks, begun, strict=True))
    found.slowest = max(found.slowest, seconds)
    if seconds > SLOWEST:
        outcome = "failed"
        found.failures.append(f"took {seconds:.1f} s <- {ascii(case)[:_SHOWN]}")
    found.outcomes[outcome] += 1
