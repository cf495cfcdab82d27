"""Memory: OpenVINO compiles anew for each length of text, of which there are only so many: once all have come and gone
a few times, texts must not make the program grow any more."""

import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from eval.reliability.record import Found
from rag.types import LanguageModel

# More lengths than prompts have in the chat; the first round also touches all of the writer's cache.
LENGTHS = 160
# Many times as many as there are lengths, from as many threads as a window has for answers.
TEXTS, THREADS, LONGEST = 3_200, 4, 250
# What is put aside and compiled again leaves gaps, which fill in the second and third round: in six rounds the writer
# took 415, 37, 13, 3, 1 and 2 MB (eval/LOG.md). What grows, grows in every round; a late length of a thread that had
# little to do, or an arena given back and taken again, comes once (15 MB in CI's last round). So the lesser of the last
# two rounds counts.
ROUNDS, MOST_MB = 4, 10.0
_WORDS = ("kiln", "wafer", "river", "oxide", "gate", "robot", "lamp", "stone", "tree", "glass")
_SEED = 8
Grown = tuple[Found, list[float]]


def writer_memory(writer: LanguageModel, used: Callable[[], float], lengths: int = LENGTHS) -> Grown:
    """Have a reply to a prompt of each length begun, in some rounds, each in an order of chance.

    With what was found, the memory before and after each round in MB, as `used` tells it.
    """
    chance = random.Random(_SEED)
    rounds = [chance.sample(range(1, lengths + 1), lengths) for _ in range(ROUNDS)]
    return _grown(f"the writer's memory over prompts of {lengths} lengths", rounds, chance, (_beginning(writer), used))


def encoder_memory(embed: Callable[[list[str]], object], used: Callable[[], float], texts: int = TEXTS) -> Grown:
    """The same for texts of lengths of chance, embedded by several threads at once."""
    chance = random.Random(_SEED)
    rounds = [[chance.randint(1, LONGEST) for _ in range(texts // ROUNDS)] for _ in range(ROUNDS)]

    def embed_all(given: Iterable[str]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda text: embed([text]), given))

    return _grown(f"the encoder's memory over {texts} texts from {THREADS} threads", rounds, chance, (embed_all, used))


def _grown(
    trial: str,
    rounds: Sequence[Sequence[int]],
    chance: random.Random,
    what: tuple[Callable[[Iterable[str]], None], Callable[[], float]],
) -> Grown:
    """Texts of these lengths, in words, given to something in rounds, and the memory meanwhile."""
    found, (give, used) = Found(trial), what
    points = [used()]
    for lengths in rounds:
        give(" ".join(chance.choices(_WORDS, k=length)) for length in lengths)
        points.append(used())
    least = min(points[-1] - points[-2], points[-2] - points[-3])
    found.hold(least <= MOST_MB, f"of the last two rounds one takes {MOST_MB:g} MB at most")
    return found, [round(point, 1) for point in points]


def _beginning(writer: LanguageModel) -> Callable[[Iterable[str]], None]:
    """The prompt is what differs: of the reply one piece is enough."""

    def begin(texts: Iterable[str]) -> None:
        for text in texts:
            reply = writer.stream([{"role": "user", "content": text}])
            next(reply, "")
            reply.close()

    return begin
