"""What is dear is made once, also where several threads ask for it first."""

from collections.abc import Callable
from functools import cache, wraps
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(make: Callable[P, T]) -> Callable[P, T]:
    """`functools.cache`, but one thread makes the value while the others wait for it.

    With `cache` alone each of them makes one, and all but the last are thrown away again: models, of a hundred MB each.
    """
    lock, kept = Lock(), cache(make)

    @wraps(make)
    def made(*given: P.args, **named: P.kwargs) -> T:
        with lock:
            return kept(*given, **named)  # type: ignore[arg-type]

    return made
