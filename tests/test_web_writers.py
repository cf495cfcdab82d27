from collections.abc import Generator, Sequence
from threading import Event
from types import SimpleNamespace
from typing import Any

from rag.models import WriterBehind
from rag.types import Message
from rag.web.writers import NONE, Writers


class Parrot:
    """A writer that repeats."""

    name = "parrot"

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        yield messages[-1]["content"]


def named(*names: str) -> list[Any]:
    return [SimpleNamespace(name=name) for name in names]


def test_the_first_writes_for_who_chose_nobody_that_is_known() -> None:
    one, other = named("one", "other")
    writers = Writers([one, other])
    assert writers.names == ("one", "other") and writers.usual == "one"
    assert writers.wanted("other") is other and writers.wanted(NONE) is None
    for name in ("", "one", "gone since"):
        assert writers.wanted(name) is one and writers.known(name) == "one"


def test_without_a_writer_nobody_writes() -> None:
    assert Writers().usual == NONE and Writers().wanted("one") is None


def test_a_writer_is_loaded_once_somebody_wants_it_and_only_once() -> None:
    loads, ready = list[str](), Event()

    def load(name: str) -> Parrot:
        loads.append(name)
        assert ready.wait(10)
        return Parrot()

    late = WriterBehind("late", load)
    writers = Writers([*named("one"), late])
    writers.wanted("one")
    assert loads == []
    assert writers.wanted("late") is writers.wanted("late") is late and not late.is_ready
    ready.set()
    assert list(late.stream([{"role": "user", "content": "a b"}])) == ["a b"]
    assert loads == ["late"]
