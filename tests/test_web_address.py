import html

import pytest

from rag.web.address import Address, href, read_address


def test_a_link_leads_back_to_its_values() -> None:
    link = html.unescape(href(term="data-poisoning", s="3-17"))
    assert read_address(link) == Address(term="data-poisoning", span=(3, 17))


def test_letters_pages_and_words_are_read() -> None:
    assert read_address("?letter=D&page=2") == Address(letter="D", page=2)
    assert read_address("?find=data+card") == Address(find="data card")


@pytest.mark.parametrize("query", ["?letter=%C3%84", "?page=0", "?page=-1", "?page=1e9", "?s=9", "?s=1-%D9%A3", "&&=;"])
def test_nonsense_leads_to_the_whole_list(query: str) -> None:
    assert read_address(query) == Address()
