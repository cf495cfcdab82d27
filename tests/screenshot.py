"""`python -m tests.screenshot` takes the pictures of docs/ and of README: the running window, the real assistant."""

import argparse
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, expect

from tests.browser import ask, chromium, served, watched_page

ROOT = Path(__file__).parents[1]
QUESTION = "What is gate-induced drain leakage?"


def answered(page: Page, question: str, answers: int = 1) -> None:
    """Ask and wait for the whole answer."""
    ask(page, question)
    expect(page.locator("#chat .reply details.trace")).to_have_count(answers, timeout=90_000)
    page.wait_for_timeout(800)  # the chat scrolls to its end by itself
    page.locator("#chat .user").last.scroll_into_view_if_needed()


def source(page: Page) -> None:
    """An answer with its first source open."""
    answered(page, QUESTION)
    page.locator("#chat a.chip").first.click()
    expect(page.locator("#source .quoted").first).to_be_in_viewport()


def why(page: Page) -> None:
    """How the entries scored."""
    answered(page, "How do I defend against data poisoning?")
    page.get_by_text("Why these entries").click()
    page.locator("#chat details.trace").evaluate("element => element.scrollIntoView({ block: 'start' })")


def history(page: Page) -> None:
    """Several senses of one name, beside the past conversations."""
    answered(page, "What is data leakage?")
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    answered(page, "What is DDP?")
    page.get_by_role("button", name="History").click()
    expect(page.locator(".past li")).to_have_count(2)


def compare(page: Page) -> None:
    """Two things side by side."""
    answered(page, "Compare DDPM and DDIM")


def remarks(page: Page) -> None:
    """Entries that disagree, in bullets."""
    answered(page, "What does ZeRO stage 2 do? In bullets.")
    page.locator("#chat ul.remark").last.scroll_into_view_if_needed()


def about(page: Page) -> None:
    """How far to trust an answer."""
    page.get_by_role("button", name="How far to trust an answer").click()
    expect(page.locator("#about")).to_be_visible()


def refusal(page: Page) -> None:
    """What the glossary does not have."""
    answered(page, "What is the capital of France?")


def glossary(page: Page) -> None:
    """The list, searched with two misspelt words."""
    page.get_by_role("link", name="Glossary").click()
    page.get_by_label("Find a term").fill("gradeint cliping")
    expect(page.locator(".showing")).to_contain_text("read as")


def entry(page: Page) -> None:
    """An entry's own page."""
    page.goto(f"{page.url.split('?')[0]}?term=data-leakage")
    expect(page.locator("#page h2")).to_be_visible()


STATES = (source, compare, remarks, why, history, refusal, about, glossary, entry)


def picture(browser: Browser, address: str, state: str, look: str) -> Path:
    """Bring a fresh page into a state and take its picture; `look` is light, dark or phone."""
    width, height = (360, 740) if look == "phone" else (1280, 800)
    path = ROOT / "docs" / "screenshots" / f"{state}-{look}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    with watched_page(browser, width, height, look == "dark") as page:
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible()
        next(one for one in STATES if one.__name__ == state)(page)
        page.wait_for_timeout(300)
        page.screenshot(path=path)
    return path


def main() -> None:
    """Serve the window and take all pictures, or those of one state."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshot", description=__doc__)
    parser.add_argument("--llm", default="smollm2")
    parser.add_argument("--state", choices=[state.__name__ for state in STATES])
    options = parser.parse_args()
    with served("app.py", "--llm", options.llm) as address, chromium() as browser:
        # Programs wait until the writer has been loaded; the window would quote and say so.
        httpx.post(f"{address}api/ask", json={"question": QUESTION}, timeout=180).raise_for_status()
        for state in [options.state] if options.state else [one.__name__ for one in STATES]:
            for look in ("light", "dark", "phone"):
                picture(browser, address, state, look)


if __name__ == "__main__":
    main()
