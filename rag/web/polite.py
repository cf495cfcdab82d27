"""Writing lets quoting go first: each step of the language model keeps all of Python waiting, often for longer than a
whole quotation takes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds for which a piece of writing is held back at most, so that it goes on where there is always a quotation.
_MOST = 0.25


class Politeness:
    """Who quotes says so from the event loop; who writes, in a thread, waits a little before each further piece."""

    def __init__(self) -> None:
        self._quoting = 0
        self._calm = threading.Event()
        self._calm.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """While the block runs, writing waits."""
        self._quoting += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._quoting -= 1
            if not self._quoting:
                self._calm.set()

    def wait(self) -> None:
        """Until nobody quotes, but not for long."""
        self._calm.wait(_MOST)
