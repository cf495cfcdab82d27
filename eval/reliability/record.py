"""What a trial found: counts by outcome, and what went wrong."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Found:
    """The outcomes of a trial by name, with how often each was seen, and a line for each thing that went wrong."""

    trial: str
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def saw(self, outcome: str) -> None:
        """Count an outcome."""
        self.outcomes[outcome] += 1

    def hold(self, holds: bool, what: str) -> None:
        """Count what must hold, and note it where it does not."""
        if holds:
            self.saw(what)
        else:
            self.wrong.append(f"not so: {what}")

    def row(self) -> dict[str, object]:
        """For the file."""
        return {"trial": self.trial, "outcomes": dict(sorted(self.outcomes.items())), "wrong": self.wrong}

    def lines(self) -> list[str]:
        """For the terminal."""
        counts = (f"  {count:6}  {outcome}" for outcome, count in sorted(self.outcomes.items()))
        return [self.trial, *counts, *(f"   WRONG  {one}" for one in self.wrong)]
