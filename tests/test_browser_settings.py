"""Settings and ways of answering in a real browser, over a scripted assistant."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import KEPT, NewPage, ask, finished, with_an_answer

DARK = re.compile(r"\bdark\b")


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    return with_an_answer(new_page(), address)


def test_theme_size_and_way_of_answering_are_remembered(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Dark").check()
    page.get_by_label("Large").check()
    page.get_by_role("button", name="Done").click()
    page.get_by_label("Quotation", exact=True).check(force=True)
    page.reload()
    expect(page.locator("body")).to_have_class(DARK)
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    expect(page.locator("#chat [data-testid=user] p").first).to_be_visible()
    high = "document.querySelector('#chat [data-testid=user] p').getBoundingClientRect().height"
    large = page.evaluate(high)
    page.evaluate("document.documentElement.dataset.size = 'normal'")
    assert large / page.evaluate(high) == pytest.approx(1.15, abs=0.02)
    page.evaluate("document.documentElement.dataset.size = 'large'")
    expect(page.get_by_label("Quotation", exact=True)).to_be_checked()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Light").check()
    expect(page.locator("body")).not_to_have_class(DARK)
    page.keyboard.press("Escape")
    expect(page.locator("#settings")).to_be_hidden()


def test_both_shows_the_quotation_before_the_written_answer(page: Page) -> None:
    page.get_by_label("Both", exact=True).check(force=True)
    expect(page.locator("#chat blockquote")).to_be_visible()
    order = page.evaluate(
        "document.querySelector('#chat blockquote').compareDocumentPosition(document.querySelector('#chat .written'))"
    )
    assert order & 4, "the written answer follows the quotation"


def test_the_length_of_answers_is_a_setting_that_is_remembered(page: Page) -> None:
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_label("Quotation").check()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Short").check()
    page.get_by_role("button", name="Done").click()
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.get_by_label("Quotation", exact=True)).to_be_checked()  # the server has been told what is preferred
    ask(page, "What is GIDL?")
    finished(page)
    expect(page.locator("#chat blockquote a.chip")).to_have_count(2)
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_label("Short")).to_be_checked()
    page.get_by_label("Usual").check()
    page.get_by_role("button", name="Done").click()
    ask(page, "What is GIDL?")
    finished(page)
    expect(page.locator("#chat blockquote a.chip")).to_have_count(4)


def test_the_writer_is_a_choice_that_is_remembered_here_and_nowhere_else(page: Page, new_page: NewPage) -> None:
    def choose(page: Page, name: str) -> None:
        page.get_by_role("button", name="Settings").click()
        page.get_by_role("group", name="Writer").get_by_label(name).check()
        page.get_by_role("button", name="Done").click()

    def writes(page: Page, name: str, answers: int) -> None:
        expect(page.locator("[data-writer]")).to_have_text(f"Writer: {name}")
        ask(page, "And then?")
        finished(page, answers)
        page.locator("details.trace").last.locator("summary").click()
        expect(page.locator("details.trace").last.get_by_text("Written by")).to_have_count(1)
        expect(page.locator("details.trace").last).to_contain_text(name)

    choose(page, "Clerk")
    writes(page, "Clerk", 2)
    expect(page).to_have_url(KEPT)
    page.reload()
    finished(page, 2)
    writes(page, "Clerk", 3)
    choose(page, "Nobody")
    expect(page.locator("#mode")).to_be_hidden()
    ask(page, "And then?")
    finished(page, 4)
    expect(page.locator("#chat .bot").last.locator(".written")).to_have_count(0)
    other = new_page()
    other.goto(page.url.split("?")[0])
    writes(other, "Scribe", 1)
