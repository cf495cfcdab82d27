"""Clients of the addresses beside the window: over the real index without a writer, and over the scripted assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from rag.web.desk import Desk, desk_of
from rag.web.history import History
from rag.web.routes import routes
from tests.window_fakes import assistant as scripted_assistant
from tests.window_fakes import scripted_steps


@contextmanager
def client_of(desk: Desk, host: str = "127.0.0.1") -> Iterator[TestClient]:
    """A client of the routes alone, without Gradio."""
    with TestClient(Starlette(routes=routes(desk, host)), base_url="http://127.0.0.1") as client:
        yield client


def scripted_desk(folder: Path) -> Desk:
    """The scripted assistant with a history in a folder."""
    return desk_of(scripted_assistant(), scripted_steps, History(folder))
