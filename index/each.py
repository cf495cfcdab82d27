"""A build's texts in parts, and who works on these: this process, or others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

# Has some work done for each part, in their order: `map` one after the other, `index.on_ray.OnRay` elsewhere.
Each = Callable[[Callable[[Sequence[str]], Any], Iterable[Sequence[str]]], Iterable[Any]]
# Texts embedded at a time: the vectors of all their words lie in memory together, four times as big as they are packed.
_PART = 1024


def parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts, so many at a time; one part without any where there are none."""
    return (texts[start : start + _PART] for start in range(0, max(1, len(texts)), _PART))
