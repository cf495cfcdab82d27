"""The window in a real browser, over a scripted assistant."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from rag.web.about import UNREAD_F1, UNREAD_FALSE_PASSES
from tests.browser import NewPage, ask, finished, served


@pytest.fixture(scope="module")
def real_address() -> Iterator[str]:
    with served("app.py") as address:
        yield address


def test_a_question_gets_a_cited_answer(page: Page) -> None:
    ask(page, "What is GIDL?")
    expect(page).to_have_title("AI Factory Chat")
    expect(page.locator(".stages")).to_be_visible()
    expect(page.locator("#chat blockquote").first).to_contain_text("is the off-state leakage of a transistor.")
    finished(page)
    expect(page.locator("p.written")).to_contain_text("GIDL grows with the field. 2")
    expect(page.locator(".sources ul")).to_contain_text("Gate-Induced Drain Leakage")
    expect(page.locator(".also")).to_contain_text("Data Poisoning")
    page.get_by_text("Why these entries").click()
    expect(page.locator("details.trace .scores tbody tr")).to_have_count(3)
    expect(page.locator("details.trace")).to_contain_text("GIDL was found on Mars.")


def test_a_chip_opens_its_source_with_the_quoted_sentence_marked_and_in_view(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    page.locator("#chat .written a.chip").click()
    expect(page.locator("#source mark.quoted")).to_have_text("It grows with the field.")
    expect(page.locator("#source mark.quoted")).to_be_in_viewport()
    expect(page.locator("#source table tbody tr")).to_have_count(2)
    expect(page.locator("#source td", has_text="|VDG|").locator("sub")).to_have_text("DG")
    expect(page.locator("#source .formula .katex-display")).to_be_visible()
    expect(page.locator("#source pre.code")).to_contain_text("<script>alert(1)</script>")
    expect(page.locator("#source pre.diagram")).to_contain_text("[A] --> [B]")
    expect(page.locator("#source")).to_contain_text("costs $5 to $6")


def test_a_sentence_far_down_is_scrolled_into_view(page: Page, new_page: NewPage, address: str) -> None:
    page.get_by_label("Quotation").check()
    ask(page, "What is GIDL?")
    finished(page)
    page.locator("#chat blockquote a.chip").last.click()
    expect(page.locator("#source mark.quoted")).to_have_text("It ends here.")
    expect(page.locator("#source mark.quoted")).to_be_in_viewport()
    page.locator("#chat blockquote a.chip").first.click()
    expect(page.locator("#source mark.quoted").first).to_have_text("Gate-Induced Drain Leakage (GIDL)")
    expect(page.locator("#source mark.quoted").first).to_be_in_viewport()
    linked = new_page()
    linked.goto(f"{address}{page.locator('#chat blockquote a.chip').last.get_attribute('href')}")
    expect(linked.locator("#page mark.quoted")).to_be_in_viewport()


def test_the_source_panel_works_by_keyboard_alone(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    chip = page.locator("#chat .written a.chip")
    expect(chip).to_have_attribute("aria-label", "Source 2, Gate-Induced Drain Leakage, AI Factory 0123456789ab")
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
    expect(chip).to_be_focused()


def test_a_chip_opens_again_after_it_was_closed(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    for _ in range(2):
        page.locator("#chat .written a.chip").click()
        expect(page.locator("#source mark.quoted")).to_be_in_viewport()
        page.get_by_role("button", name="Close the source").click()
        expect(page.locator("#side")).to_be_hidden()


def test_quotation_mode_writes_nothing(page: Page) -> None:
    page.get_by_label("Quotation").check()
    ask(page, "What is GIDL?")
    finished(page)
    expect(page.locator("#chat")).to_contain_text("The glossary says")
    expect(page.locator("#chat .written")).to_have_count(0)


def test_several_senses_are_labelled(page: Page) -> None:
    ask(page, "senses of data poisoning")
    finished(page)
    expect(page.locator(".sense h2")).to_have_text(["Data Poisoning ai safety", "Data Poisoning training"])


def test_a_refusal_offers_the_nearest_terms_and_one_of_them_asks(page: Page) -> None:
    ask(page, "nothing like it")
    finished(page)
    expect(page.locator(".refusal")).to_have_text(
        "The glossary does not have an answer to this. The nearest terms are:"
    )
    page.locator(".near a", has_text="Gate-Induced").click()
    expect(page.locator("#chat [data-testid=user]").last).to_have_text("What is Gate-Induced Drain Leakage?")
    expect(page.locator(".written")).to_have_text("Follows 1 questions. 2")


def test_stop_leaves_the_quotation_and_no_error(page: Page) -> None:
    ask(page, "slow answer")
    expect(page.locator(".stage.now")).to_contain_text("Writing")
    page.locator("#question .stop-button").click()
    expect(page.locator("#chat")).to_contain_text("Stopped. What the glossary says stands.")
    expect(page.locator("#chat blockquote")).to_be_visible()
    page.wait_for_timeout(400)
    expect(page.locator("#chat .stages")).to_have_count(0)
    ask(page, "What is GIDL?")
    finished(page)


def test_a_stop_is_seen_before_the_server_has_stopped(page: Page) -> None:
    page.route("**/gradio_api/cancel", lambda route: None)  # an answer that never comes: a busy server
    ask(page, "slow answer")
    expect(page.locator(".stage.now")).to_contain_text("Writing")
    # Noted when it happens: the page may be done with stopping a tenth of a second later.
    page.evaluate(
        """() => {
            const views = document.querySelector('#views'), stop = document.querySelector('#question .stop-button');
            const note = () => { window.faded ||= views.dataset.stopping && getComputedStyle(stop).opacity; };
            new MutationObserver(note).observe(views, {attributes: true});
        }"""
    )
    page.get_by_role("button", name="Stop", exact=True).click()
    page.wait_for_function("() => window.faded === '0.4'")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.locator("#views[data-stopping]")).to_have_count(0)


def test_a_question_during_an_answer_waits_in_its_box(page: Page) -> None:
    ask(page, "slow answer")
    expect(page.locator(".stage.now")).to_contain_text("Writing")
    page.locator("#question textarea").fill("What is GIDL?")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    expect(page.locator("#chat blockquote")).to_be_visible()
    expect(page.get_by_text("Error", exact=True)).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("What is GIDL?")


def test_a_failed_answer_says_so_and_the_next_one_works(page: Page) -> None:
    ask(page, "please fail")
    expect(page.locator("#chat")).to_contain_text("This answer failed")
    ask(page, "What is GIDL?")
    finished(page)


def test_new_chat_forgets(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "What is GIDL?")
    finished(page)
    expect(page.locator(".written")).to_have_text("GIDL grows with the field. 2")


def test_two_users_see_nothing_of_each_other(page: Page, new_page: NewPage, address: str) -> None:
    other = new_page()
    other.goto(address)
    ask(page, "slow secret")
    ask(other, "What is GIDL?")
    finished(other)
    expect(other.locator("#chat [data-testid=user]")).to_have_text(["What is GIDL?"])
    expect(other.locator(".written")).to_have_text("GIDL grows with the field. 2")
    expect(page.locator("#chat [data-testid=user]")).to_have_text(["slow secret"])
    page.locator("#question .stop-button").click()
    expect(page.locator("#chat")).to_contain_text("Stopped.")


def test_the_figures_of_the_check_are_one_click_away(page: Page, address: str) -> None:
    page.get_by_role("button", name="How far to trust an answer").click()
    expect(page.locator("#about")).to_contain_text(f"it let {UNREAD_FALSE_PASSES:.1%} pass (F1 {UNREAD_F1:.3f}")
    link = page.get_by_role("link", name="How this was measured").get_attribute("href")
    page.keyboard.press("Escape")
    expect(page.locator("#about")).to_be_hidden()
    page.goto(f"{address.rstrip('/')}{link}")
    expect(page.get_by_role("heading", name="The check's own errors")).to_be_visible()
    page.get_by_role("link", name="Back to AI Factory Chat").click()
    expect(page.locator(".welcome")).to_be_visible()


def test_the_real_assistant_refuses_and_answers_in_the_browser(real_address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(real_address)
    expect(page.locator("footer")).to_contain_text("Index of 186 entries")
    ask(page, "What is the capital of France?")
    expect(page.locator(".refusal")).to_be_visible(timeout=60_000)
    ask(page, "What is gate-induced drain leakage?")
    page.locator("#chat .sources a.chip").first.click(timeout=60_000)
    expect(page.locator("#source h2")).to_contain_text("Gate-Induced Drain Leakage")
    expect(page.locator("#source .quoted").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    ask(page, "Compare DDPM and DDIM")
    expect(page.locator("#chat .sides th")).to_have_count(2, timeout=60_000)
    expect(page.locator("#chat .sides tbody tr").first.locator("a.chip")).to_have_count(2)
    finished(page, 3)
    ask(page, "which is faster?")
    note = page.locator("#chat .note", has_text="Answered “which is faster, DDPM or DDIM?”")
    expect(note).to_be_visible(timeout=60_000)
    finished(page, 4)
    page.get_by_role("button", name="Ask it by itself").click()
    expect(page.locator("#chat .refusal").last).to_contain_text("This does not say what it is about", timeout=60_000)
    page.get_by_role("link", name="Glossary").click()
    expect(page.locator(".count")).to_have_text("186 technical terms and definitions")
    expect(page.locator(".showing")).to_have_text("Showing page 1 of 4 (186 entries)")
