from rag.web.address import Address
from rag.web.glossary import initials, list_html, list_page
from tests.window_fakes import glossary

ENTRIES = glossary()


def test_fifty_entries_are_a_page_and_the_last_page_holds_the_rest() -> None:
    first, last = (list_page(ENTRIES.values(), Address(page=number)) for number in (1, 2))
    assert (len(first.entries), len(last.entries), last.pages, last.total) == (50, 13, 2, 63)
    assert not set(first.entries) & set(last.entries)


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert list_page(ENTRIES.values(), Address(page=99)).number == 2


def test_a_letter_keeps_its_entries_and_the_count_follows() -> None:
    page = list_page(ENTRIES.values(), Address(letter="G"))
    assert [entry.id for entry in page.entries] == ["gidl"]
    assert "1 technical terms and definitions" in list_html(page, initials(ENTRIES.values()))


def test_words_find_names_by_their_beginnings_in_any_order() -> None:
    found = list_page(ENTRIES.values(), Address(find="leak induc"))
    assert [entry.id for entry in found.entries] == ["gidl"]
    assert list_page(ENTRIES.values(), Address(find="eakage")).total == 0


def test_nothing_found_is_said_and_the_words_stay_text() -> None:
    html = list_html(list_page(ENTRIES.values(), Address(find="<b>")), initials(ENTRIES.values()))
    assert "There is no entry named &#60;b&#62;" in html
    assert "<b>" not in html


def test_letters_without_entries_are_no_links() -> None:
    html = list_html(list_page(ENTRIES.values(), Address()), initials(ENTRIES.values()))
    assert '<span class="letter" aria-disabled="true">Z</span>' in html
    assert 'aria-current="true">All</a>' in html


def test_pages_of_found_entries_keep_the_words() -> None:
    html = list_html(list_page(ENTRIES.values(), Address(find="diffusion")), initials(ENTRIES.values()))
    assert "Showing page 1 of 2 (60 entries)" in html
    assert 'href="&#63;find&#61;diffusion&#38;page&#61;2"' in html
