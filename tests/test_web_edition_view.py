from dataclasses import replace

from index.types import OWN, Edition
from rag.web.edition_view import from_html, title_of, titles
from rag.web.terms import all_terms, terms_of
from tests.window_fakes import assistant, glossary, scripted_steps

OURS = Edition(OWN, "0123456789ab", "2026-01-02")
TEA = Edition("tea", "ba9876543210", "2026-01-03")
LEAF = replace(glossary()["gidl"], id="tea:leaf", term="Leaf")
ALONE = terms_of(glossary(), {"": OURS})
BOTH = all_terms([ALONE, terms_of({"tea:leaf": LEAF}, {"tea": TEA})])


def test_an_answer_says_which_glossary_it_is_from_in_which_state() -> None:
    *_, last = scripted_steps("What is GIDL?", (), assistant())
    assert last.answer
    html = from_html(last.answer, ALONE)
    assert "AI Factory&#44; version 0123456789ab of 2026&#45;01&#45;02" in html and html.count("version") == 1
    assert from_html(last.answer, terms_of(glossary())) == "", "a glossary without an edition is not named"


def test_each_glossary_is_named_once() -> None:
    assert titles(["tea:leaf", "gidl", "tea:leaf"], BOTH) == [
        "tea, version ba9876543210 of 2026-01-03",
        "AI Factory, version 0123456789ab of 2026-01-02",
    ]


def test_the_name_stands_beside_an_entry_only_where_there_are_several() -> None:
    assert (title_of("gidl", ALONE), title_of("gidl", BOTH), title_of("tea:leaf", BOTH)) == ("", "AI Factory", "tea")
