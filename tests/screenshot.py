"""`python -m tests.screenshot` takes README's picture of the running window, with the real assistant."""

import argparse
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import chromium, served, watched_page

PICTURE = Path(__file__).parents[1] / "rag" / "web" / "screenshot.png"


def ask(page: Page, question: str) -> None:
    """Ask, wait for the whole answer, and open its first source."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#chat details.trace").last).to_be_visible(timeout=60_000)
    page.locator("#chat a.chip").first.click()
    expect(page.locator("#source .quoted").first).to_be_in_viewport()


def main() -> None:
    """Serve the window, ask, and write the picture."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshot", description=__doc__)
    parser.add_argument("--out", type=Path, default=PICTURE)
    parser.add_argument("--question", default="What is gate-induced drain leakage?")
    parser.add_argument("--llm", default="smollm2")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--phone", action="store_true", help="360 x 740 pixels")
    options = parser.parse_args()
    width, height = (360, 740) if options.phone else (1280, 800)
    with served("app.py", "--llm", options.llm) as address, chromium() as browser:
        with watched_page(browser, width, height, options.dark) as page:
            page.goto(address)
            ask(page, options.question)
            page.screenshot(path=options.out)


if __name__ == "__main__":
    main()
