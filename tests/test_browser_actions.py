"""What can be done with an answer in a real browser, over a scripted assistant: thumbs, copies, cards, follow-ups."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewPage, action, ask, finished, with_an_answer


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    return with_an_answer(new_page(), address)


def test_trying_again_and_editing_replace_what_followed(page: Page) -> None:
    ask(page, "And then?")
    finished(page, 2)
    action(page, "Edit question", 0)
    expect(page.locator("#question textarea")).to_have_value("What is GIDL?")
    expect(page.locator(".editing")).to_contain_text("Editing question 1")
    page.keyboard.press("Escape")
    expect(page.locator(".editing")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("")
    action(page, "Edit question", 0)
    expect(page.locator(".editing")).to_have_count(1)  # its text would overwrite what is typed before it comes
    ask(page, "What is GIDL really?")
    finished(page)
    expect(page.locator("#chat [data-testid=user]")).to_have_text(["What is GIDL really?"])
    action(page, "Try again")
    finished(page)
    expect(page.locator("#chat [data-testid=user]")).to_have_text(["What is GIDL really?"])
    expect(page.locator(".written")).to_have_text("GIDL grows with the field. 2")


def test_an_answer_is_copied_as_text_and_as_markdown_with_its_sources(page: Page) -> None:
    action(page, "Copy")
    expect(page.locator("#remark")).to_have_text("Copied.")
    said = page.evaluate("navigator.clipboard.readText()")
    assert said.startswith("GIDL grows with the field. [2]") and "[2] Gate-Induced Drain Leakage" in said
    action(page, "Copy as Markdown")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('**Gate-Induced')")


def test_a_thumb_and_its_word_are_kept(page: Page) -> None:
    action(page, "Not helpful")
    page.get_by_label("A word is enough").fill("too short")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Not helpful: too short")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Not helpful: too short")).to_be_visible()
    action(page, "Helpful")
    expect(page.locator(".act.chosen")).to_have_text("Helpful")
    action(page, "Helpful")
    expect(page.locator(".act.chosen")).to_have_count(0)


def test_a_card_shows_the_quoted_sentence_on_hover_and_on_focus(page: Page) -> None:
    chip = page.locator("#chat .written a.chip")
    chip.hover()
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator("#card")).to_contain_text("“It grows with the field.”")
    page.locator(".bar h1").hover()
    expect(page.locator("#card")).to_be_hidden()
    chip.focus()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_a_follow_up_asks_and_an_answer_links_terms(page: Page) -> None:
    expect(page.locator(".next a")).to_have_text(["Physical Mechanism", "Compare with Data Poisoning"])
    page.locator(".next a").first.click()
    finished(page, 2)
    expect(page.locator("#chat [data-testid=user]").last).to_have_text(
        "Gate-Induced Drain Leakage: Physical Mechanism?"
    )
    expect(page.locator(".next")).to_have_count(1)
    ask(page, "senses")
    finished(page, 3)
    page.locator(".choose a").first.click()
    finished(page, 4)
    expect(page.locator("#chat [data-testid=user]").last).to_have_text("What is Data Poisoning (ai safety)?")
