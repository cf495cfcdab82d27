from collections.abc import Sequence
from dataclasses import replace

from rag.types import Answer, Claim, Question, Trace
from rag.web.encode import encode
from rag.web.sides_view import sides_html
from rag.web.terms import terms_of
from tests.window_fakes import cite, glossary

ENTRIES = glossary()
TERMS = terms_of(ENTRIES)
COMPARES = Question("GIDL vs Diffusion 1", "GIDL vs Diffusion 1", "compare", (("gidl",), ("diffusion-1",)))


def claim(entry_id: str, text: str, marker: int) -> Claim:
    return Claim(text, "quoted", (cite(ENTRIES[entry_id], text, marker),), 1.0)


LEFT = claim("gidl", "It grows with the field.", 1)
RIGHT = (claim("diffusion-1", "Diffusion 1 adds noise.", 2), claim("diffusion-1", "It is slow.", 3))
ROW = claim("gidl", "| Thinner oxide | Increases GIDL | Stronger field |", 4)


def answer(claims: Sequence[Claim]) -> Answer:
    return Answer(COMPARES, "answered", tuple(claims), tuple(claims), (), (), (), 0.9, Trace({}))


def shown(claims: Sequence[Claim]) -> str:
    return sides_html(answer(claims), claims, TERMS, encode)


def test_each_side_has_its_column_and_each_claim_its_chip() -> None:
    html = shown((LEFT, *RIGHT))
    heads = '<th scope="col">Gate&#45;Induced Drain Leakage</th><th scope="col">Diffusion 1</th>'
    assert heads in html and html.count('class="chip"') == 3
    left, right = html.split("<tbody>")[1].split("<td>")[1:]
    assert "It grows with the field" in left
    assert "adds noise" in right and "It is slow" in right


def test_a_row_of_a_table_is_read_as_text_within_its_cell() -> None:
    html = shown((ROW, *RIGHT))
    assert html.count("<table>") == 1 and "Thinner oxide — Effect&#58; Increases GIDL" in html


def test_a_written_claim_stands_in_the_cell_of_what_it_cites() -> None:
    html = shown((replace(LEFT, kind="written", text="Leakage grows with it."), *RIGHT))
    assert "Leakage grows with it&#46;\N{NO-BREAK SPACE}<a class=" in html.split("<td>")[1]


def test_one_side_alone_or_another_kind_of_question_makes_no_table() -> None:
    assert shown((LEFT,)) == ""
    open_one = replace(answer((LEFT, *RIGHT)), question=replace(COMPARES, ask="open"))
    assert sides_html(open_one, (LEFT, *RIGHT), TERMS, encode) == ""
