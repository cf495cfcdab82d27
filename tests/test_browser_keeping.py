"""The history in a real browser, over a scripted assistant: found again, listed, saved as files, deleted."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import KEPT, NewPage, ask, finished, free_port, served, with_an_answer


@pytest.fixture
def page(new_page: NewPage, address: str) -> Page:
    return with_an_answer(new_page(), address)


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
