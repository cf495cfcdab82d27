"""Memory: texts of ever other lengths, for each of which OpenVINO compiles anew, must not make the program grow."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from eval.reliability.record import Found
from rag.types import LanguageModel

# Twice as many lengths as the writer keeps compiled pieces and more; the first half also touches all of its cache.
LENGTHS = 160
# Many times as many as there are lengths, from as many threads as a window has for answers.
TEXTS, THREADS, LONGEST = 2_400, 4, 250
# Without a limit the second half takes some 60 MB.
MOST_MB = 30.0
_WORDS = ("kiln", "wafer", "river", "oxide", "gate", "robot", "lamp", "stone", "tree", "glass")
_SEED = 8
Grown = tuple[Found, list[float]]


def writer_memory(writer: LanguageModel, used: Callable[[], float], lengths: int = LENGTHS) -> Grown:
    """Have a reply to a prompt of each length begun, in an order of chance.

    With what was found, the memory before, half-way and after in MB, as `used` tells it.
    """
    chance = random.Random(_SEED)
    order = chance.sample(range(1, lengths + 1), lengths)
    return _grown(f"the writer's memory over prompts of {lengths} lengths", order, chance, (_beginning(writer), used))


def encoder_memory(embed: Callable[[list[str]], object], used: Callable[[], float], texts: int = TEXTS) -> Grown:
    """The same for texts of lengths of chance, embedded by several threads at once."""
    chance = random.Random(_SEED)
    order = [chance.randint(1, LONGEST) for _ in range(texts)]

    def embed_all(given: Iterable[str]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda text: embed([text]), given))

    return _grown(f"the encoder's memory over {texts} texts from {THREADS} threads", order, chance, (embed_all, used))


def _grown(
    trial: str,
    lengths: list[int],
    chance: random.Random,
    what: tuple[Callable[[Iterable[str]], None], Callable[[], float]],
) -> Grown:
    """Texts of these lengths, in words, given to something in two halves, and the memory meanwhile."""
    found, (give, used) = Found(trial), what
    points = [used()]
    for half in (lengths[: len(lengths) // 2], lengths[len(lengths) // 2 :]):
        give(" ".join(chance.choices(_WORDS, k=length)) for length in half)
        points.append(used())
    found.hold(points[2] - points[1] <= MOST_MB, f"the second half of them takes {MOST_MB:g} MB at most")
    return found, [round(point, 1) for point in points]


def _beginning(writer: LanguageModel) -> Callable[[Iterable[str]], None]:
    """The prompt is what differs: of the reply one piece is enough."""

    def begin(texts: Iterable[str]) -> None:
        for text in texts:
            reply = writer.stream([{"role": "user", "content": text}])
            next(reply, "")
            reply.close()

    return begin
