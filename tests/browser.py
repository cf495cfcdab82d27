"""Windows in processes of their own, and pages that fail their test on any request off the machine and any error."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
NewPage = Callable[..., Page]
PATIENCE = 20_000
"""Milliseconds that a page may take to show what is expected: no test is about time, and machines are busy."""
KEPT = re.compile(r"\?chat=.")
"""The address of a conversation that is kept."""


@contextmanager
def served(*command: str, port: int = 0, data: Path | None = None) -> Iterator[str]:
    """The address that `python COMMAND --port N` prints; the program ends with the context.

    N is a free port unless one is given; `data` is the folder of the history.
    """
    with start(*command, port=port or free_port(), data=data) as program:
        assert program.stdout
        try:
            address = next((line.split()[-1] for line in program.stdout if "http://" in line), None)
            assert address, f"python {' '.join(command)} ended without an address"
            yield address
        finally:
            program.terminate()
            try:
                program.wait(20)
            except subprocess.TimeoutExpired:
                program.kill()  # leaving the context would wait for ever
                raise


def start(*command: str, port: int, data: Path | None = None) -> subprocess.Popen[str]:
    """A running `python COMMAND --port PORT`; what it prints can be read from it."""
    line = [sys.executable, *command, "--port", str(port)]
    given = {**os.environ, "FACTORY_CHAT_DATA": str(data)} if data else None
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=given)


def ask(page: Page, question: str) -> None:
    """Type a question and send it."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def finished(page: Page, answers: int = 1) -> None:
    """Wait until the page shows so many whole answers and takes the next question."""
    expect(page.locator("#chat .reply details.trace")).to_have_count(answers)
    expect(page.locator("#question .submit-button")).to_be_visible()


def action(page: Page, name: str, n: int = 0) -> None:
    """Press a button of the conversation; `n` counts those of one name."""
    page.locator("#chat").get_by_role("button", name=name, exact=True).nth(n).click()


def with_an_answer(page: Page, address: str) -> Page:
    """The page at a window's address, with one question answered there; it may use the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    ask(page, "What is GIDL?")
    finished(page)
    return page


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, width: int = 1280, height: int = 820, dark: bool = False) -> Iterator[Page]:
    """A page in a context of its own. On leaving it, nothing may have gone off the machine or wrong."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: wrong.extend(_foreign(request.url)))
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    yield page
    report = "\n".join(wrong)  # before closing the page breaks off what is still under way
    context.close()
    assert not report, report


def _foreign(url: str) -> list[str]:
    parts = urlsplit(url)
    return [] if parts.scheme in ("about", "data", "blob") or parts.hostname == "127.0.0.1" else [f"request to {url}"]
