"""Hostile questions and entries in a real browser, over a scripted assistant: they show as they are."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import ask, finished
from tests.payloads import PAYLOADS


def shown(text: str) -> str:
    """A text as a page shows it, with blanks run together."""
    return " ".join(text.split())


def test_hostile_text_shows_as_it_is(page: Page) -> None:
    hostile = "<img src=https://example.org/x> ![a](https://example.org/y) $$x$$ [l](javascript:alert(1)) `c` # h"
    ask(page, hostile)
    expect(page.locator("#chat [data-testid=user]")).to_have_text(hostile)
    expect(page.locator("#chat img")).to_have_count(0)


FOREIGN_TAGS = "img, iframe, video, form, script, style, svg, math, object, embed, base, link, meta, input, button"


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 7))
def test_hostile_questions_show_as_they_are_everywhere(page: Page, first: int) -> None:
    page.evaluate("() => { window.alert = () => { throw new Error('a script ran'); }; }")
    for number, hostile in enumerate(PAYLOADS[first : first + 7], 1):
        ask(page, hostile)
        finished(page, number)
        asked = page.locator("#chat [data-testid=user]").last
        assert " ".join(asked.inner_text().split()) == shown(hostile)
    page.get_by_role("button", name="History").click()
    expect(page.locator(".past li > a").first).to_have_text(shown(PAYLOADS[first])[:80].strip())
    for tag in FOREIGN_TAGS.split(", "):
        expect(page.locator(f"#chat .message {tag}")).to_have_count(0)
        expect(page.locator(f"#past li > a {tag}")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.querySelector('#question')).display") != "none"


def test_a_hostile_entry_shows_as_it_is(page: Page, address: str) -> None:
    page.evaluate("() => { window.alert = () => { throw new Error('a script ran'); }; }")
    page.goto(f"{address}?term=diffusion-59")
    expect(page.locator("#page h2")).to_have_text("Diffusion 59")
    for hostile in PAYLOADS[:19]:
        expect(page.locator("#page li", has_text=shown(hostile)).first).to_be_visible()
    for tag in FOREIGN_TAGS.replace("math, ", "").split(", "):  # formulas of an entry are set as formulas
        expect(page.locator(f"#page .entry {tag}")).to_have_count(0)
    links = page.locator("#page a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links and all(link.startswith("?") for link in links)


def test_a_formula_draws_over_nothing_outside_of_its_entry(page: Page, address: str) -> None:
    page.goto(f"{address}?term=diffusion-59")
    expect(page.locator("#page .katex .rule").first).to_be_attached()
    covered = page.evaluate(
        "[...document.querySelectorAll('.bar a, .bar button')].filter(one => { const at = one.getBoundingClientRect();"
        " return !one.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)); }).length"
    )
    assert covered == 0
