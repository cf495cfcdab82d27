from dataclasses import replace

from index.types import OWN, Edition
from rag.web.examples import examples, examples_html
from tests.window_fakes import glossary

OWNS = Edition(OWN, "0123456789ab", "2026-01-02")


def test_the_own_glossary_has_questions_of_its_own_and_another_some_for_its_entries() -> None:
    assert "Compare DANN and CORAL" in examples(glossary(), [OWNS])
    assert examples(glossary(), [replace(OWNS, name="tea")])[:1] == ["What is Data Poisoning?"]
    assert examples({}, [replace(OWNS, name="tea")]) == []


def test_each_is_a_link_that_asks_it() -> None:
    assert examples_html(["<b>?"]) == (
        '<a class="button" href="&#63;q&#61;&#37;3Cb&#37;3E&#37;3F">&#60;b&#62;&#63;</a>'
    )
