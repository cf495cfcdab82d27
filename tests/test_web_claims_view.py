from dataclasses import replace

from rag.readable import readable
from rag.types import Claim
from rag.web.claims_view import claims_html, lead_of, quote_html
from rag.web.encode import encode
from rag.web.terms import terms_of
from tests.window_fakes import cite, glossary

TERMS = terms_of(glossary())
ENTRY = TERMS.entries["gidl"]


def quoted(text: str, marker: int = 1, lead: str = "") -> Claim:
    citation = cite(ENTRY, text, marker)
    said = readable(ENTRY, citation.start, citation.end)
    return Claim(f"[{lead}] {said}" if lead else said, "quoted", (citation,), 1.0)


def test_what_stands_in_brackets_before_a_quotation_is_marked_as_ours() -> None:
    html = quote_html(quoted("It grows with the field.", lead="GIDL"), TERMS, encode)
    ours = '<span class="ours" title="Added here, not quoted">&#91;GIDL&#93;</span>'
    assert html.startswith(f"<p>{ours} It grows with the field&#46;\N{NO-BREAK SPACE}<a class=")
    assert "ours" not in quote_html(quoted("It grows with the field.", lead="GIDL"), TERMS, encode, known="GIDL")


def test_brackets_of_the_entry_itself_are_no_lead() -> None:
    assert lead_of(quoted("It ends here.", lead="A"), ENTRY) == "A"
    assert lead_of(quoted("[A] --> [B]"), ENTRY) == ""


def test_a_sentence_up_to_its_dash_keeps_its_lead() -> None:
    claim = quoted("It grows with", lead="GIDL")
    assert lead_of(replace(claim, text=f"{claim.text}."), ENTRY) == "GIDL"


def test_a_lead_stands_above_a_table_or_code() -> None:
    html = quote_html(quoted("| Thinner oxide | Increases GIDL | Stronger field |", lead="GIDL"), TERMS, encode)
    assert html.index("ours") < html.index('<div class="table"') and html.startswith("<p><span")


def test_rows_of_one_table_are_drawn_as_one_each_with_its_chip() -> None:
    rows = ("| Thinner oxide | Increases GIDL | Stronger field |", "| Higher |V_DG| | Increases GIDL | Bending |")
    claims = [quoted(row, number, lead="GIDL") for number, row in enumerate(rows, 1)]
    html = claims_html([*claims, quoted("It ends here.", 3)], TERMS, encode)
    assert html.count("<table>") == html.count("<thead>") == html.count("ours") == 1
    assert html.index("Thinner oxide") < html.index(">1</a></td>") < html.index("Bending") and ">2</a></td>" in html
    assert html.index("</table>") < html.index("It ends here")


def test_bullets_are_items_with_their_chips() -> None:
    claims = [quoted("It grows with the field."), quoted("It ends here.", 2)]
    html = claims_html(claims, TERMS, encode, "bullets")
    assert html.count("<li>") == 2 and html.count('class="chip"') == 2
    written = [replace(claim, kind="written") for claim in claims]
    assert claims_html(written, TERMS, encode, "bullets").count("<li>") == 2
    assert "<li>" not in claims_html(claims, TERMS, encode)
