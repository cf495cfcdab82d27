import threading
import time

from rag.web.polite import Politeness


def seconds(polite: Politeness) -> float:
    begun = time.monotonic()
    polite.wait()
    return time.monotonic() - begun


def test_writing_waits_while_anybody_quotes_but_not_for_long() -> None:
    polite = Politeness()
    assert seconds(polite) < 0.1
    with polite.first():
        with polite.first():
            pass
        assert 0.2 < seconds(polite) < 2
    assert seconds(polite) < 0.1


def test_it_goes_on_as_soon_as_the_last_one_is_through() -> None:
    polite = Politeness()
    with polite.first():
        waiting = threading.Thread(target=polite.wait)
        waiting.start()
    waiting.join(0.2)
    assert not waiting.is_alive()
