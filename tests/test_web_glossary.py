from rag.web.address import Address
from rag.web.glossary import list_html, list_page
from tests.window_fakes import assistant

INDEX = assistant().index


def test_fifty_entries_are_a_page_and_the_last_page_holds_the_rest() -> None:
    first, last = (list_page(INDEX, Address(page=number)) for number in (1, 2))
    assert (len(first.entries), len(last.entries), last.pages, len(last.found.entries)) == (50, 13, 2, 63)
    assert not {one.id for one in first.entries} & {one.id for one in last.entries}


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert list_page(INDEX, Address(page=99)).address.page == 2


def test_a_letter_keeps_its_entries_and_the_count_follows() -> None:
    page = list_page(INDEX, Address(letter="G"))
    assert [entry.id for entry in page.entries] == ["gidl"]
    assert "1 technical term and its definition" in list_html(page) and "(1 entry)" in list_html(page)


def test_entries_stand_in_the_order_of_the_alphabet() -> None:
    shown = list_page(INDEX, Address()).entries
    assert [entry.term for entry in shown[:4]] == ["Data Poisoning", "Data Poisoning", "Diffusion 0", "Diffusion 1"]
    assert shown[4].term == "Diffusion 10"


def test_every_letter_has_its_count_and_those_without_entries_are_no_links() -> None:
    html = list_html(list_page(INDEX, Address()))
    assert '<span class="letter" aria-disabled="true">Z <span class="number">0</span></span>' in html
    assert '>D <span class="number">62</span></a>' in html
    assert 'aria-current="true">All <span class="number">63</span></a>' in html


def test_a_category_filters_letters_and_words_alike() -> None:
    page = list_page(INDEX, Address(category="training"))
    assert [entry.id for entry in page.entries] == ["data-poisoning-training"]
    html = list_html(page)
    assert '<option value="training" selected>training &#40;1&#41;</option>' in html
    assert 'href="&#63;letter&#61;D&#38;category&#61;training"' in html and "E</a>" not in html
    assert not list_page(INDEX, Address(category="training", find="leakage")).entries


def test_nothing_found_is_said_and_the_words_stay_text() -> None:
    html = list_html(list_page(INDEX, Address(find="<xyzzy>")))
    assert "There is no entry named &#60;xyzzy&#62;" in html
    assert "<xyzzy>" not in html


def test_what_is_only_in_the_text_stands_below_what_is_named_so() -> None:
    html = list_html(list_page(INDEX, Address(find="gate")))
    assert "In the text" not in html
    html = list_html(list_page(INDEX, Address(find="triggers")))
    assert html.index("In the text") < html.index("data&#45;poisoning&#45;training")


def test_a_misspelt_name_says_how_it_was_read() -> None:
    html = list_html(list_page(INDEX, Address(find="leekage")))
    assert "read as “leakage”" in html and "Gate&#45;Induced" in html


def test_pages_of_found_entries_keep_the_words_and_the_category() -> None:
    html = list_html(list_page(INDEX, Address(find="diffusion")))
    assert "Showing page 1 of 2 (60 entries)" in html
    assert 'href="&#63;find&#61;diffusion&#38;page&#61;2"' in html
