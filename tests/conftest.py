"""What all tests share: nothing may leave the machine, and the real embedder and index are read once."""

import ipaddress
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# Read when torch and numpy are loaded: threads that spin while they wait make a busy machine ten times slower.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Read by gradio_client on import, which asks a hub otherwise.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# Read by grpc, which pymilvus and ray bring: its hooks at a fork disturb the programs that tests start.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")

from index.embed import load_embedder
from index.store import DEFAULT_FOLDER, Index, load
from index.types import Embedder, IndexRefused

if TYPE_CHECKING:  # their imports take seconds, and most tests do without them
    from playwright.sync_api import Browser, Page

    from rag.assistant import Assistant
    from tests.browser import NewPage
    from tests.postgres import Cluster

# Windows that tests start must not write into the history of whoever runs the tests.
_own_data = tempfile.TemporaryDirectory(prefix="factory-chat-tests-")
os.environ["FACTORY_CHAT_DATA"] = _own_data.name

SEEDS = Path(__file__).parents[1] / "seeds"
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname")
_SENT_TO = ("socket.connect", "socket.sendto", "socket.sendmsg")
_refused: list[str] = []


def _refuse_other_machines(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook, because it also sees what libraries do in C, in threads and while they are imported."""
    if event in _LOOKED_UP:
        host = arguments[0]
    elif event in _SENT_TO and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_here(host.decode() if isinstance(host, bytes) else host):
        _refused.append(f"{event} {host}")
        raise PermissionError(f"a test tried to reach {host}; tests may not leave the machine")


def _is_here(host: str | None) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_refuse_other_machines)


@pytest.fixture(autouse=True)
def refused_connections() -> Iterator[list[str]]:
    """What tried to leave the machine. It fails the test even where a library swallowed the refusal."""
    yield _refused
    attempts = _refused.copy()
    _refused.clear()
    assert attempts == []


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """MiniLM with its real weights."""
    return load_embedder()


@pytest.fixture(scope="session")
def index_folder() -> Path:
    """The index that `make setup` built."""
    return DEFAULT_FOLDER


@pytest.fixture(scope="session")
def index(index_folder: Path) -> Index:
    """The index of the seeds; a test that needs it fails with the mending command where it is absent or stale."""
    try:
        return load(index_folder, SEEDS)
    except IndexRefused as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def assistant(index: Index, embedder: Embedder) -> "Assistant":
    """What answers questions over the seeds, without a writer."""
    from rag.assistant import Assistant

    return Assistant(index, embedder, index.vocabulary, None)


@pytest.fixture(scope="session")
def postgres() -> Iterator["Cluster"]:
    """A PostgreSQL of the tests' own; a test that needs it is skipped, with the reason, where it is not installed."""
    from tests.postgres import cluster

    with cluster() as running:
        yield running


@pytest.fixture
def database(postgres: "Cluster") -> Iterator[str]:
    """The address of an empty database in it."""
    from rag.web import data

    address = postgres.fresh()
    yield address
    data.postgres(address).close()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, for the tests of one file: its event loop would be in the way of others."""
    from tests.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def new_page(browser: "Browser") -> Iterator["NewPage"]:
    """A maker of pages of their own, each of which fails the test on a request off the machine or an error."""
    from tests.browser import watched_page

    with ExitStack() as pages:
        yield lambda **settings: pages.enter_context(watched_page(browser, **settings))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A window over the scripted assistant, for the tests of one file."""
    from tests.browser import served

    with served("-m", "tests.fake_window") as address:
        yield address


@pytest.fixture
def page(new_page: "NewPage", address: str) -> "Page":
    """That window, opened."""
    from playwright.sync_api import expect

    page = new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    return page
