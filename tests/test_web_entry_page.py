from dataclasses import replace

from rag.web.entry_page import distinction, missing_html, page_html, source_html
from rag.web.terms import terms_of
from tests.window_fakes import entry, glossary

ENTRY = glossary()["gidl"]
TERMS = terms_of(glossary())


def test_a_page_asks_about_its_own_entry_where_others_bear_the_name() -> None:
    assert "What&#43;is&#43;Gate&#45;Induced&#43;Drain&#43;Leakage&#37;3F" in page_html(ENTRY, TERMS)
    assert "Data&#43;Poisoning&#43;&#37;28training&#37;29&#37;3F" in page_html(
        glossary()["data-poisoning-training"], TERMS
    )


def test_related_entries_of_one_name_are_told_apart() -> None:
    made = [entry("a", "Alpha Test", "alpha test, one", "It is used by a beta test.", "one")]
    made += [entry(f"b{n}", "Beta Test", f"beta test, {kind}", "B.", kind) for n, kind in enumerate(("two", "three"))]
    html = page_html(made[0], terms_of({one.id: one for one in made}))
    assert ">Beta Test &#40;two&#41;</a>" in html and ">Beta Test &#40;three&#41;</a>" in html


def test_a_term_that_is_no_entry_says_so_and_leads_to_those_that_are_near() -> None:
    html = missing_html("<b>", [ENTRY])
    assert "There is no entry “&#60;b&#62;”" in html and 'href="&#63;term&#61;gidl"' in html
    assert "nearest" not in missing_html("x", ())


def test_a_category_tells_entries_of_one_name_apart() -> None:
    assert distinction(glossary()["data-poisoning-training"]) == "training"


def test_without_a_category_the_first_keyword_that_adds_a_word_does() -> None:
    assert distinction(replace(ENTRY, keywords=("induced gate", "leakage current"))) == "leakage current"
    assert distinction(replace(ENTRY, keywords=("drain leakage",))) == ""


def test_a_source_is_known_by_its_entry_and_span() -> None:
    assert 'id="source&#45;gidl&#45;84&#45;108"' in source_html(ENTRY, (84, 108), TERMS)


def test_an_entry_page_leads_to_the_chat_the_list_and_a_question() -> None:
    html = page_html(ENTRY, TERMS)
    assert '<a class="way" href="?">Back to AI Factory Chat</a>' in html
    assert 'href="&#63;letter&#61;G"' in html
    assert "What&#43;is&#43;Gate&#45;Induced" in html


def test_aliases_that_differ_only_in_case_are_named_once() -> None:
    html = page_html(replace(ENTRY, aliases=("GIDL", "gidl", "Leak")), TERMS)
    assert "<dd>GIDL&#44; Leak</dd>" in html or "<dd>Leak&#44; GIDL</dd>" in html


def test_names_and_keywords_that_add_nothing_to_the_title_are_left_out() -> None:
    one = replace(ENTRY, term="Gate Leakage (GL)", category="devices", aliases=("GL", "gate leakage", "Leak of a gate"))
    html = page_html(replace(one, keywords=("gate leakage", "devices", "gate oxide")), TERMS)
    assert "<dt>Also called</dt><dd>Leak of a gate</dd>" in html
    assert "<dt>Keywords</dt><dd>gate oxide</dd>" in html
    assert "Keywords" not in page_html(replace(one, keywords=("gate leakage", "devices")), TERMS)


def test_the_others_under_the_same_name_are_linked_and_told_apart() -> None:
    one = glossary()["data-poisoning"]
    for html in (page_html(one, TERMS), source_html(one, (0, 10), TERMS)):
        assert 'Also under this name: <a href="&#63;term&#61;data&#45;poisoning&#45;training">' in html
        assert "Data Poisoning &#40;training&#41;" in html
    assert "Also under this name" not in page_html(ENTRY, TERMS)


def test_related_entries_end_the_page_where_there_are_any() -> None:
    body = f"{ENTRY.body}It resembles data poisoning."
    html = page_html(replace(ENTRY, body=body), TERMS)
    assert "Related entries" in html.rsplit("<h3>", 1)[1] and "Data Poisoning" in html.rsplit("<h3>", 1)[1]
    assert "Related entries" not in page_html(ENTRY, TERMS)
