"""Accessibility in a real browser: axe-core over every state of the window, and the keyboard alone.

axe-core 4.14.1 (MPL-2.0, see axe.LICENSE) is kept beside this file as it came.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewPage, ask, finished, served

AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("-m", "tests.fake_window") as address:
        yield address


def findings(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical, with the places."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({ runOnly: { type: 'tag', values: tags } })", WCAG)
    assert found["passes"], "axe-core looked at nothing"
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]} {node['any'][:1]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical") or one["id"] == "heading-order"
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_in_the_chat(new_page: NewPage, address: str, dark: bool, width: int) -> None:
    page = new_page(dark=dark, width=width)
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    assert findings(page) == []
    ask(page, "What is GIDL?")
    finished(page)
    page.get_by_text("Why these entries").click()
    page.get_by_text("In the glossary’s own words").click()
    page.locator("#chat .written a.chip").click()
    expect(page.locator("#source mark.quoted")).to_be_in_viewport()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="History").click()
    expect(page.locator(".past li")).to_have_count(1)
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings").click()
    expect(page.locator("#settings")).to_be_visible()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="How far to trust an answer").click()
    expect(page.locator("#about")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_in_the_other_answers(
    new_page: NewPage, address: str, dark: bool, width: int
) -> None:
    page = new_page(dark=dark, width=width)
    page.goto(address)
    for n, question in enumerate(("nothing", "senses", "this versus that"), 1):
        ask(page, question)
        finished(page, n)
    expect(page.locator("#chat .sides td")).to_have_count(2)
    page.get_by_label("Quotation").check(force=True)
    ask(page, "What is GIDL?")
    finished(page, 4)
    expect(page.locator("#chat .sources li").last.locator("a.chip")).to_have_count(4)
    ask(page, "please fail")
    expect(page.locator("#chat")).to_contain_text("This answer failed")
    assert findings(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_in_the_glossary(new_page: NewPage, address: str, dark: bool, width: int) -> None:
    page = new_page(dark=dark, width=width)
    page.goto(f"{address}?letter=All")
    expect(page.locator(".terms li")).to_have_count(50)
    assert findings(page) == []
    page.goto(f"{address}?term=gidl&s=84-108")
    expect(page.locator("#page mark.quoted")).to_be_visible()
    expect(page.locator("#page .formula .katex-display")).to_be_visible()
    assert findings(page) == []


def test_everything_can_be_done_by_the_keyboard_alone(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(address)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("What is GIDL?")
    page.keyboard.press("Enter")
    finished(page)
    tab_to(page, "#chat .written a.chip")
    page.keyboard.press("Enter")
    expect(page.locator("#source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#chat .written a.chip")).to_be_focused()
    tab_to(page, "#chat details.trace summary")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .scores")).to_be_visible()
    tab_to(page, "#chat a.act:nth-of-type(5)")
    page.keyboard.press("Space")
    expect(page.locator(".act.chosen")).to_have_text("Helpful")
    expect(page.locator(".act.chosen")).to_be_focused()
    page.locator("#to-history").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#history h2")).to_be_focused()
    tab_to(page, ".past li button[data-do=rename]")
    page.keyboard.press("Enter")
    page.keyboard.type("My question")
    page.keyboard.press("Enter")
    expect(page.locator(".past li > a")).to_have_text("My question")
    page.locator("#history h2").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#to-history")).to_be_focused()
    tab_to(page, "[data-do=settings]")
    page.keyboard.press("Enter")
    expect(page.locator("#settings")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-do=settings]")).to_be_focused()


def test_the_keys_lead_from_the_box_to_the_answer_and_back(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(address)
    for number, question in enumerate(("nothing", "What is GIDL?"), 1):
        ask(page, question)
        finished(page, number)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("group", name="Answer").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#chat .written a.chip")).to_be_focused()
    tab_to(page, "#chat .next a")
    page.keyboard.press("Enter")
    expect(page.locator("#question textarea")).to_be_focused()
    finished(page, 3)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, forty times at most."""
    target = page.locator(selector).first
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {selector}")
