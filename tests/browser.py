"""A browser, and a page that fails its test on any request off the machine and on any error in the page."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import gradio as gr
from playwright.sync_api import Browser, Page, sync_playwright

from rag.web.serve import serve

CHROMIUM = "/usr/bin/chromium"
LOOPBACK = ("127.0.0.1", "localhost")


@contextmanager
def served(window: gr.Blocks) -> Iterator[str]:
    """The address of a window that is served on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        yield serve(window, "127.0.0.1", port)
    finally:
        window.close(verbose=False)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
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
    context.close()
    assert wrong == []


def _foreign(url: str) -> list[str]:
    parts = urlsplit(url)
    return [] if parts.scheme in ("data", "blob") or parts.hostname in LOOPBACK else [f"request to {url}"]


NewPage = Callable[..., Page]
