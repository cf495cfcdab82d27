import re

from rag.web.entry_view import body_html, span_html
from tests.window_fakes import entry, glossary


def shown(body: str, marked: tuple[int, int] | None = None) -> str:
    return body_html(entry("one", "One", "one, test", body), marked)


def test_every_block_has_its_own_form() -> None:
    html = body_html(glossary()["gidl"])
    for tag in (
        "<h3>",
        '<div class="table"',
        '<div class="formula">$$',
        '<pre class="code"',
        '<pre class="diagram"',
    ):
        assert html.count(tag) == 1


def test_the_body_is_one_line_so_that_markdown_takes_it_as_one_block() -> None:
    html = body_html(glossary()["gidl"])
    assert "\n" not in re.sub(r"\$\$.*?\$\$", "", html, flags=re.DOTALL)


def test_a_quoted_table_row_is_marked_cell_by_cell() -> None:
    body = "| A | B |\n|---|---|\n| one | two |\n| three | four |"
    row = "| three | four |"
    html = shown(body, (body.index(row), len(body)))
    assert '<td><mark class="quoted">three</mark></td><td><mark class="quoted">four</mark></td>' in html
    assert "<td>one</td>" in html


def test_a_quoted_bullet_is_marked_without_its_mark() -> None:
    body = "- **A**: one\n- **B**: two"
    html = shown(body, (13, len(body)))
    assert "<li><strong>A</strong>&#58; one</li>" in html
    assert '<li><mark class="quoted"><strong>B</strong></mark><mark class="quoted">&#58; two</mark></li>' in html


def test_quoted_code_and_formulas_are_marked_whole() -> None:
    body = "Text.\n```\na = 1\n```\n$$\nx\n$$"
    assert 'class="code quoted"' in shown(body, (6, 19))
    assert 'class="formula quoted"' in shown(body, (20, 27))


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert '<ol start="3"><li>three</li><li>four</li></ol>' in shown("3. three\n4. four")


def test_sentences_joined_by_a_hyphen_stay_one_paragraph() -> None:
    html = shown("**X** is **a thing** - It is old. **What Is X?** - **Definition**: a thing. - **Use**: many.")
    assert html.startswith("<p><strong>X</strong> is <strong>a thing</strong>")
    assert html.count("<p>") == 1


def test_a_quoted_row_keeps_its_heading_row_and_leaves_the_others() -> None:
    body = "| A | B |\n|---|---|\n| one | two |\n| three | four |"
    html = span_html(entry("one", "One", "one, test", body), (body.index("| three"), len(body)), "[1]")
    assert "<th>A</th>" in html and "<td>four</td></tr>" in html and "one" not in html
    assert "<td>three\N{NO-BREAK SPACE}[1]</td>" in html


def test_what_is_quoted_of_a_table_beside_its_rows_stands_below_it_as_text() -> None:
    body = "| A | B |\n|---|---|\n| one | two |"
    html = span_html(entry("one", "One", "one, test", body), (0, 9), "[1]")
    assert "<table>" not in html and html.endswith("\N{NO-BREAK SPACE}[1]</p>")


def test_a_quoted_bullet_loses_its_mark_and_ends_with_its_citation() -> None:
    one = entry("one", "One", "one, test", "- **A**: one")
    assert span_html(one, (0, len(one.body)), "[1]") == "<p><strong>A</strong>&#58; one\N{NO-BREAK SPACE}[1]</p>"


def test_a_quotation_has_a_full_stop_for_a_stray_dash_and_a_mark_it_is_cut_off_at() -> None:
    body = "**One** is **a number** - It is odd; and it"
    one = entry("one", "One", "one, test", body)
    said = span_html(one, (0, body.index(" and")), "[1]")
    assert (
        said.startswith("<p><strong>One</strong> is <strong>a number&#46;</strong> It is odd&#46;") and "-" not in said
    )
