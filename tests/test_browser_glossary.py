"""The glossary in a real browser, over a scripted assistant."""

import re

from playwright.sync_api import Page, expect

from tests.browser import NewPage, ask, finished


def test_the_glossary_has_letters_pages_and_counts(page: Page) -> None:
    page.get_by_role("link", name="Glossary").click()
    expect(page.locator(".count")).to_have_text("63 technical terms and definitions")
    expect(page.locator(".showing")).to_have_text("Showing page 1 of 2 (63 entries)")
    expect(page.locator(".terms li")).to_have_count(50)
    page.locator(".pager a", has_text="2").click()
    expect(page.locator(".showing")).to_have_text("Showing page 2 of 2 (63 entries)")
    expect(page.locator(".terms li")).to_have_count(13)
    page.locator(".letters a", has_text="G").click()
    expect(page.locator(".count")).to_have_text("1 technical term and its definition")
    page.go_back()
    expect(page.locator(".showing")).to_have_text("Showing page 2 of 2 (63 entries)")


def test_the_list_is_searched_while_typing(page: Page) -> None:
    page.get_by_role("link", name="Glossary").click()
    page.get_by_label("Find a term").press_sequentially("drain leak", delay=20)
    expect(page.locator(".terms li")).to_have_count(1)
    expect(page.get_by_label("Find a term")).to_be_focused()
    page.locator(".terms a").click()
    expect(page.locator("#page h2")).to_have_text("Gate-Induced Drain Leakage")
    page.go_back()
    expect(page.locator(".showing")).to_have_text("Showing page 1 of 1 (1 entry)")


def test_an_entry_page_leads_back_to_the_chat_and_asks(page: Page, address: str) -> None:
    page.goto(f"{address}?term=gidl")
    expect(page.locator("#page h2")).to_have_text("Gate-Induced Drain Leakage")
    expect(page.locator("#page .facts")).to_contain_text("gidl gate induced drain leakage")
    page.get_by_role("link", name="Back to AI Factory Chat").click()
    expect(page.locator("#question textarea")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Ask about this").click()
    finished(page)
    expect(page.locator("#chat [data-testid=user]")).to_have_text("What is Gate-Induced Drain Leakage?")


def test_deep_links_open_an_entry_at_its_sentence_and_ask(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(f"{address}?term=gidl&s=84-108")
    expect(page.locator("#page mark.quoted")).to_have_text("It grows with the field.")
    page = new_page()
    page.goto(f"{address}?q=What+is+GIDL%3F")
    finished(page)
    expect(page.locator("#chat [data-testid=user]")).to_have_text("What is GIDL?")


def test_a_chat_survives_a_visit_to_the_glossary(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    page.locator(".sources li a", has_text="Gate-Induced").click()
    expect(page.locator("#page h2")).to_be_visible()
    page.go_back()
    expect(page.locator(".written")).to_be_visible()


def test_the_glossary_filters_by_category_and_forgives_misspelling(page: Page) -> None:
    page.get_by_role("link", name="Glossary").click()
    page.get_by_label("Category").select_option("training")
    expect(page.locator(".terms li")).to_have_count(1)
    expect(page).to_have_url(re.compile("category=training"))
    page.reload()
    expect(page.locator(".terms li")).to_have_count(1)
    page.get_by_label("Category").select_option("")
    expect(page.locator(".terms li")).to_have_count(50)
    page.get_by_label("Find a term").fill("leekage")
    expect(page.locator(".showing")).to_contain_text("read as “leakage”")
    expect(page.locator(".terms a").first).to_have_text("Gate-Induced Drain Leakage")
    page.get_by_label("Find a term").fill("triggers")
    expect(page.locator(".tier")).to_have_text("In the text")


def test_links_by_name_and_from_other_sites_open_the_entry(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(f"{address}glossary?term=Gate-Induced+Drain+Leakage")
    expect(page.locator("#page h2")).to_have_text("Gate-Induced Drain Leakage")
    page.goto(f"{address}?term=no+such+thing+xyzzy")
    expect(page.locator("#page h2")).to_have_text("There is no entry “no such thing xyzzy”")
    expect(page.locator("#page h2")).to_be_in_viewport()
    page.goto(f"{address}?term=gate-induced-leekage")
    page.locator("#page .near a").click()
    expect(page.locator("#page h2")).to_have_text("Gate-Induced Drain Leakage")


def test_a_tab_is_named_after_what_it_shows(page: Page) -> None:
    expect(page).to_have_title("AI Factory Chat")
    page.get_by_role("link", name="Glossary").click()
    expect(page).to_have_title("Glossary | AI Factory Chat")
    page.locator(".terms a").first.click()
    expect(page).to_have_title("Data Poisoning | AI Factory Chat")
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page).to_have_title("AI Factory Chat")
