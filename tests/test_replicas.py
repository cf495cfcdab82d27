"""Two real windows behind a real nginx, over one PostgreSQL: a reader is moved between them, and one is killed."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import PATIENCE, ask, finished, free_port

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
LIMIT = 40


@dataclass
class Replica:
    """A window that can be killed and started again at its port; it has a data folder of its own."""

    database: str
    folder: Path
    port: int = field(default_factory=free_port)
    program: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it serves."""
        settings = {
            "FACTORY_CHAT_DATABASE": self.database,
            "FACTORY_CHAT_DATA": str(self.folder),
            "FACTORY_CHAT_RATE": str(LIMIT),
        }
        command = [sys.executable, "app.py", "--llm", "off", "--port", str(self.port)]
        self.program = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings}
        )
        assert self.program.stdout
        assert any("is at http" in line for line in self.program.stdout), "the replica ended without an address"

    def kill(self) -> None:
        """As a machine dies: nothing is finished, nothing is said."""
        if self.program:
            self.program.kill()
            self.program.wait()
            assert self.program.stdout
            self.program.stdout.close()
            self.program = None

    def answers(self) -> int:
        """How many answers it has given since it was started."""
        text = httpx.get(f"{self.address}/metrics", timeout=20).text
        return int(sum(float(number) for number in re.findall(r"^factory_chat_answers_total\{.*\} (\S+)$", text, re.M)))


@contextmanager
def proxy(replicas: list[Replica], folder: Path) -> Iterator[str]:
    """nginx with the configuration of deploy/, over these replicas."""
    port = free_port()
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8").replace("/tmp/nginx", str(folder))
    for number, replica in enumerate(replicas, 1):
        text = text.replace(f"window-{number}:7860", f"127.0.0.1:{replica.port}")
    (folder / "nginx.conf").write_text(text.replace("listen 8080", f"listen 127.0.0.1:{port}"), "utf-8")
    if os.getuid() == 0:  # its workers are another user then
        folder.chmod(0o777)
        for parent in folder.parents[:2]:
            parent.chmod(parent.stat().st_mode | 0o011)
    with subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"]) as program:
        try:
            for _ in range(200):
                try:
                    httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=20).raise_for_status()
                    break
                except httpx.HTTPError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            program.terminate()


@pytest.fixture(scope="module")
def replicas(postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Replica]]:
    database = postgres.fresh()
    made = [Replica(database, tmp_path_factory.mktemp(f"replica{n}")) for n in (1, 2)]
    try:
        for one in made:
            one.start()
        yield made
    finally:
        for one in made:
            one.kill()


@pytest.fixture(scope="module")
def address(replicas: list[Replica], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not NGINX:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    with proxy(replicas, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Not a watched one: it would report the streams that break with a killed replica."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    yield page
    expect.set_options(timeout=PATIENCE)
    context.close()


def who_answered(replicas: list[Replica], before: list[int]) -> Replica:
    (one,) = [one for one, count in zip(replicas, before, strict=True) if one.answers() > count]
    return one


def test_a_reader_goes_on_at_another_replica_when_theirs_is_killed_and_comes_back(
    page: Page, replicas: list[Replica]
) -> None:
    before = [one.answers() for one in replicas]
    ask(page, "What is gettering?")
    finished(page, 1)
    first = who_answered(replicas, before)
    (second,) = [one for one in replicas if one is not first]
    first.kill()
    # The follow-up can only be understood by who knows what was asked before.
    ask(page, "Why is it needed?")
    finished(page, 2)
    expect(page.locator("#chat .reply").nth(1)).to_contain_text("getter")
    assert second.answers() == before[replicas.index(second)] + 1
    first.start()
    time.sleep(6)  # nginx tries a lost replica again after five seconds
    ask(page, "What are its types?")
    finished(page, 3)
    assert first.answers() == 1, "the reader is back at the replica that was started anew"
    page.reload()
    finished(page, 3)
    expect(page.locator("#talk-state")).not_to_contain_text("could not be kept")
    asked = [text for text in page.locator("#chat [data-testid=user]").all_inner_texts()]
    assert [text.strip() for text in asked] == ["What is gettering?", "Why is it needed?", "What are its types?"]


def test_a_limit_holds_for_both_replicas_together(replicas: list[Replica]) -> None:
    headers = {"x-forwarded-for": "10.9.8.7"}  # an address of its own, as a proxy on this machine would tell it
    with ExitStack() as stack:
        clients = [stack.enter_context(httpx.Client(base_url=one.address, headers=headers)) for one in replicas]
        found = [clients[n % 2].get("/api/define", params={"term": "GIDL"}, timeout=20) for n in range(LIMIT + 4)]
    assert [reply.status_code for reply in found] == [*[200] * LIMIT, *[429] * 4]
    assert 1 <= int(found[-1].headers["Retry-After"]) <= 60
