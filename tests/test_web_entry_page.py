from dataclasses import replace

from rag.web.entry_page import distinction, page_html, source_html
from tests.window_fakes import glossary

ENTRY = glossary()["gidl"]


def test_a_category_tells_entries_of_one_name_apart() -> None:
    assert distinction(glossary()["data-poisoning-training"]) == "training"


def test_without_a_category_the_first_keyword_that_adds_a_word_does() -> None:
    assert distinction(replace(ENTRY, keywords=("induced gate", "leakage current"))) == "leakage current"
    assert distinction(replace(ENTRY, keywords=("drain leakage",))) == ""


def test_a_source_is_known_by_its_entry_and_span() -> None:
    assert 'id="source&#45;gidl&#45;84&#45;108"' in source_html(ENTRY, (84, 108))


def test_an_entry_page_leads_to_the_chat_the_list_and_a_question() -> None:
    html = page_html(ENTRY)
    assert '<a class="way" href="?">Back to AI Factory Chat</a>' in html
    assert 'href="&#63;letter&#61;G"' in html
    assert "What&#43;is&#43;Gate&#45;Induced" in html


def test_aliases_that_differ_only_in_case_are_named_once() -> None:
    html = page_html(replace(ENTRY, aliases=("GIDL", "gidl", "Leak")))
    assert "<dd>GIDL&#44; Leak</dd>" in html or "<dd>Leak&#44; GIDL</dd>" in html
