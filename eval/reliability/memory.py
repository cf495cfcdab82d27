"""The writer's memory: prompts of ever other lengths, of which OpenVINO compiles each anew, must not make it grow."""

import random
from collections.abc import Callable, Iterable

from eval.reliability.record import Found
from rag.types import LanguageModel

# Twice as many lengths as the writer keeps compiled pieces and more; the first half also touches all of its cache.
LENGTHS = 160
# Without a limit the second half takes some 60 MB.
MOST_MB = 30.0
_WORDS = ("kiln", "wafer", "river", "oxide", "gate", "robot", "lamp", "stone", "tree", "glass")
_SEED = 8


def memory(writer: LanguageModel, used: Callable[[], float], lengths: int = LENGTHS) -> tuple[Found, list[float]]:
    """Have a reply to a prompt of each length begun, in an order of chance.

    With what was found, the memory before, half-way and after in MB, as `used` tells it.
    """
    found, chance = Found(f"the writer's memory over prompts of {lengths} lengths"), random.Random(_SEED)
    order = chance.sample(range(1, lengths + 1), lengths)
    points = [used()]
    for half in (order[: lengths // 2], order[lengths // 2 :]):
        _begin(writer, (" ".join(chance.choices(_WORDS, k=length)) for length in half))
        points.append(used())
    found.hold(points[2] - points[1] <= MOST_MB, f"the second half of them takes {MOST_MB:g} MB at most")
    return found, [round(point, 1) for point in points]


def _begin(writer: LanguageModel, texts: Iterable[str]) -> None:
    """The prompt is what differs: of the reply one piece is enough."""
    for text in texts:
        reply = writer.stream([{"role": "user", "content": text}])
        next(reply, "")
        reply.close()
