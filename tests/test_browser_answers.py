"""How an answer arrives, in a real browser over a scripted assistant: read from its beginning, and told once."""

from playwright.sync_api import Page, expect

from tests.browser import NewPage, ask, finished


def top_of_last_question(page: Page) -> float:
    """Pixels between the top of the chat and the last question."""
    return float(
        page.evaluate(
            "[...document.querySelectorAll('#chat .user-row')].at(-1).getBoundingClientRect().top"
            " - document.querySelector('#chat [role=log]').getBoundingClientRect().top"
        )
    )


def test_an_answer_longer_than_the_view_is_read_from_its_beginning(new_page: NewPage, address: str) -> None:
    page = new_page(height=600)
    page.goto(address)
    for number in (1, 2):
        ask(page, "What is GIDL?")
        finished(page, number)
        page.wait_for_timeout(400)
        assert 0 <= top_of_last_question(page) < 30
    expect(page.locator("#chat .written").last).to_be_in_viewport()


def test_a_question_that_would_fill_the_view_leaves_room_for_its_answer(new_page: NewPage, address: str) -> None:
    page = new_page(width=360, height=740)
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "What is GIDL? " * 35)
    finished(page)
    expect(page.locator("#chat .written")).to_be_in_viewport()


def test_a_citation_stays_on_the_line_of_the_word_before_it(page: Page) -> None:
    page.get_by_label("Quotation").check()
    ask(page, "What is GIDL?")
    finished(page)
    parted = page.locator("#chat blockquote a.chip").first.evaluate(
        """chip => {
          const line = chip.closest('p'), word = document.createRange(), text = chip.previousSibling, parted = [];
          const end = text.data.trimEnd().length;
          word.setStart(text, end - 1);
          word.setEnd(text, end);
          for (let width = 140; width < 600; width += 2) {  // each place of the sentence is at the end of a line once
            line.style.width = `${width}px`;
            if (chip.getBoundingClientRect().top > word.getBoundingClientRect().bottom) parted.push(width);
          }
          return parted;
        }"""
    )
    assert parted == []


def test_whoever_scrolls_while_an_answer_grows_stays_where_they_are(new_page: NewPage, address: str) -> None:
    page = new_page(height=600)
    page.goto(address)
    ask(page, "What is GIDL?")
    finished(page)
    ask(page, "slow answer")
    expect(page.locator(".stage.now")).to_contain_text("Writing")
    page.locator("#chat").hover()
    page.mouse.wheel(0, -2000)
    page.wait_for_timeout(600)
    assert page.evaluate("document.querySelector('#chat [role=log]').scrollTop") == 0
    page.locator("#question .stop-button").click()
    expect(page.locator("#chat")).to_contain_text("Stopped.")


def test_a_screen_reader_hears_a_finished_answer_once_and_none_of_its_redrawing(page: Page) -> None:
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => window.heard.push(document.getElementById('said')"
        ".textContent)).observe(document.getElementById('said'), { childList: true }); }"
    )
    ask(page, "What is GIDL?")
    finished(page)
    expect(page.locator("#said")).to_contain_text("GIDL grows with the field.")
    assert page.evaluate("window.heard.filter(Boolean)") == [
        "Searching the glossary.",
        "Answer. Read “gidl” as “GIDL”. GIDL grows with the field. From AI Factory, version 0123456789ab "
        "of 2026-01-02. Sources: Gate-Induced Drain Leakage.",
    ]
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-live", "off")
    expect(page.get_by_role("group", name="Your question")).to_have_text("What is GIDL?")
    expect(page.get_by_role("group", name="Answer")).to_contain_text("GIDL grows with the field.")


def test_a_chip_is_named_shortly_and_described_by_its_quotation(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    chip = page.locator("#chat .written a.chip")
    expect(chip).to_have_attribute("aria-label", "Source 2, Gate-Induced Drain Leakage, AI Factory 0123456789ab")
    expect(chip).to_have_attribute("aria-description", "“It grows with the field.”")


def test_a_question_taken_for_a_follow_up_can_be_asked_by_itself(page: Page) -> None:
    ask(page, "What is GIDL?")
    finished(page)
    ask(page, "follow what?")
    finished(page, 2)
    expect(page.locator(".written").last).to_have_text("Follows 1 questions. 2")
    page.get_by_role("button", name="Ask it by itself").click()
    expect(page.locator(".written").last).to_have_text("GIDL grows with the field. 2")
    expect(page.locator("#chat [data-testid=user]")).to_have_text(["What is GIDL?", "follow what?"])
