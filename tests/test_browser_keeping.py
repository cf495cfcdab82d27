"""History, thumbs, copies, files and settings in a real browser, over a scripted assistant."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewPage, ask, finished, free_port, served

KEPT, DARK = re.compile(r"\?chat=."), re.compile(r"\bdark\b")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("-m", "tests.fake_window") as address:
        yield address


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    ask(page, "What is GIDL?")
    finished(page)
    return page


def action(page: Page, name: str, n: int = 0) -> None:
    page.locator("#chat").get_by_role("button", name=name, exact=True).nth(n).click()


def test_a_reload_finds_the_conversation_again_with_live_citations(page: Page) -> None:
    expect(page).to_have_url(KEPT)
    page.reload()
    finished(page)
    page.locator("#chat .written a.chip").click()
    expect(page.locator("#source mark.quoted")).to_have_text("It grows with the field.")
    ask(page, "And then?")
    expect(page.locator(".written").last).to_have_text("Follows 1 questions. 2")


def test_a_restart_of_the_server_loses_nothing(new_page: NewPage, tmp_path: Path) -> None:
    port, page = free_port(), new_page()
    with served("-m", "tests.fake_window", port=port, data=tmp_path) as address:
        page.goto(address)
        ask(page, "What is GIDL?")
        finished(page)
        expect(page).to_have_url(KEPT)
        kept = page.url
        page.goto("about:blank")
    with served("-m", "tests.fake_window", port=port, data=tmp_path):
        page.goto(kept)
        finished(page)
        page.locator("#chat .written a.chip").click()
        expect(page.locator("#source mark.quoted")).to_be_in_viewport()


def test_past_conversations_are_listed_found_renamed_and_deleted(page: Page) -> None:
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "nothing of it")
    finished(page)
    page.get_by_role("button", name="History").click()
    expect(page.locator(".past li > a")).to_have_text(["nothing of it", "What is GIDL?"])
    page.get_by_label("Search past conversations").fill("grows")
    expect(page.locator(".past li > a")).to_have_text(["What is GIDL?"])
    page.get_by_role("button", name="Rename What is GIDL?").click()
    page.get_by_label("New name").fill("Leakage <notes>")
    page.keyboard.press("Enter")
    expect(page.locator(".past li > a")).to_have_text(["Leakage <notes>"])
    page.locator(".past li > a").click()
    expect(page.locator("#chat .written")).to_be_visible()
    page.get_by_label("Search past conversations").fill("")
    expect(page.locator(".past li")).to_have_count(2)
    page.get_by_role("button", name="Delete nothing of it").click()
    page.get_by_role("button", name="Delete nothing of it").click()
    expect(page.locator(".past li > a")).to_have_text(["Leakage <notes>"])
    expect(page.locator("#chat .written")).to_be_visible()


def test_the_history_opens_from_the_glossary_too(page: Page) -> None:
    button = page.locator("#to-history")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.get_by_role("link", name="Glossary").click()
    expect(page.locator(".terms li")).to_have_count(50)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(page.locator("#history")).to_be_visible()
    expect(page.locator(".past li")).to_have_count(1)


def test_delete_everything_does_and_clears_the_chat(page: Page) -> None:
    page.get_by_role("button", name="History").click()
    expect(page.locator(".past li")).to_have_count(1)
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Really delete?").click()
    expect(page.locator("#past")).to_contain_text("Nothing is kept yet.")
    expect(page.locator(".welcome")).to_be_visible()
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()


def test_another_browser_sees_nothing_of_it_even_by_its_address(page: Page, new_page: NewPage) -> None:
    expect(page).to_have_url(KEPT)
    other = new_page()
    other.goto(page.url)
    expect(other.locator(".welcome")).to_be_visible()
    expect(other.locator(".editing")).to_have_text("That conversation is not kept in this browser.")
    other.get_by_role("button", name="History").click()
    expect(other.locator("#past")).to_contain_text("Nothing is kept yet.")


def test_back_and_forward_go_through_conversations(page: Page) -> None:
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "nothing of it")
    finished(page)
    page.get_by_role("button", name="History").click()
    page.locator(".past li > a", has_text="What is GIDL?").click()
    expect(page.locator("#chat .written")).to_be_visible()
    page.go_back()
    expect(page.locator("#chat .refusal")).to_be_visible()


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


def test_the_conversation_is_saved_as_markdown_and_json(page: Page) -> None:
    page.get_by_role("button", name="History").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save this as Markdown").click()
    assert saved.value.suggested_filename == "conversation.md"
    assert "## What is GIDL?" in Path(saved.value.path()).read_text("utf-8")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save this as JSON").click()
    data = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert data["exchanges"][0]["answer"]["claims"][0]["citations"][0]["quote"] == "It grows with the field."
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save all as JSON").click()
    assert saved.value.suggested_filename == "conversations.json"
    (talk,) = json.loads(Path(saved.value.path()).read_text("utf-8"))
    assert talk["title"] == "What is GIDL?" and talk["exchanges"][0]["answer"]["outcome"] == "answered"


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
