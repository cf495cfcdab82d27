"""How the window is drawn, in a real browser: small, without jumps, on a phone as well."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import NewPage, ask, finished
from tests.first_load import MOST_BYTES, first_load


def test_text_does_not_jump_while_an_answer_streams(page: Page) -> None:
    page.evaluate(
        "window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) "
        "window.shifted += one.value; }).observe({ type: 'layout-shift' })"
    )
    ask(page, "What is GIDL?")
    finished(page)
    assert page.evaluate("window.shifted") < 0.1, "a good page stays under 0.1 (web.dev/cls)"


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps_while_the_window_is_drawn(new_page: NewPage, address: str, width: int) -> None:
    page = new_page(width=width, height=740)
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) "
        "window.shifted += one.value; }).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(address)
    expect(page.locator("footer")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.1, "a good page stays under 0.1 (web.dev/cls)"


def test_the_first_load_is_small(browser: Browser, address: str) -> None:
    assert 100_000 < first_load(browser, address).bytes < MOST_BYTES


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_needs_no_sideways_scrolling(new_page: NewPage, address: str, dark: bool) -> None:
    page = new_page(width=360, height=740, dark=dark)
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "What is GIDL?")
    finished(page)
    page.locator("#chat .written a.chip").click()
    expect(page.locator("#source mark.quoted")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Glossary").click()
    page.locator(".terms a").first.click()
    expect(page.locator("#page h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
