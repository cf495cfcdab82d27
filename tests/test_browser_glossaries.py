"""Two glossaries in one window in a real browser: the project's own, and a small one that was read in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from index.types import Embedder
from rag.__main__ import main
from tests.browser import ask, finished, served, watched_page

DANCES = """term,definition
GIDL,"GIDL is a round dance of eight steps from the islands, danced at harvest in pairs."
Reel,"A reel is a quick dance in two-four time."
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dances")
    (folder / "dances.csv").write_text(DANCES, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTORY_CHAT_DATA", str(folder / "data"))
        assert main(["ingest", str(folder), "--name", "dances"]) == 0
    with served("app.py", "--llm", "off", data=folder / "data") as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with watched_page(browser) as page:
        page.goto(address)
        expect(page.locator("html[data-drawn=yes]")).to_be_attached()
        yield page


def test_the_chosen_glossary_answers_names_itself_and_is_remembered(page: Page, address: str) -> None:
    page.get_by_label("Glossary that is asked").select_option("dances")
    page.get_by_role("link", name="Glossary").click()
    expect(page.locator(".count")).to_have_text("2 technical terms and definitions")
    assert page.url.endswith("?letter=All&g=dances")
    page.goto(address)
    expect(page.get_by_label("Glossary that is asked")).to_have_value("dances")
    page.goto(f"{address}?letter=All")
    expect(page.locator(".count")).to_have_text("2 technical terms and definitions")
    page.goto(f"{address}?q=What is a reel%3F")
    finished(page)
    expect(page.locator("#chat .edition")).to_contain_text("From dances, version ")
    assert "dances " in (page.locator("#chat a.chip").first.get_attribute("data-card") or "")
    page.locator("#chat a.chip").first.click()
    expect(page.locator("#source .facts")).to_contain_text("dances, version ")


def test_asked_together_entries_of_one_name_are_told_apart_and_chosen_between(page: Page, address: str) -> None:
    page.goto(f"{address}?g=all&q=What is GIDL%3F")
    finished(page)
    expect(page.locator("#chat .sense h2")).to_have_count(2)
    expect(page.locator("#chat .sense h2").first).to_contain_text("dances")
    expect(page.locator("#chat .edition")).to_contain_text("AI Factory, version ")
    page.locator("#chat .sense a.button").first.click()
    finished(page, 2)
    expect(page.locator("#chat .edition").last).to_contain_text("From dances, version ")
    ask(page, "What is gettering?")
    finished(page, 3)
    expect(page.locator("#chat .edition").last).to_contain_text("From AI Factory, version ")


def test_an_entrys_address_names_its_glossary_and_leads_to_those_of_its_name_in_others(
    page: Page, address: str
) -> None:
    page.goto(f"{address}?term=dances:gidl")
    expect(page.locator("#page .facts")).to_contain_text("dances, version ")
    page.locator("#page .siblings a").click()
    expect(page.locator("#page .facts")).to_contain_text("AI Factory, version ")
