from rag.web.encode import encode
from rag.web.inline import formula, inline_html, part_html


def test_bold_code_and_formulas_are_drawn() -> None:
    assert inline_html("**a** `b` $x_i$") == "<strong>a</strong> <code>b</code> \\(x_i\\)"


def test_bold_of_more_than_a_line_is_marked_as_such() -> None:
    text = "word " * 20
    assert "long" not in inline_html("**a**", lambda run: run * 100)
    assert inline_html(f"**a** **{text}**") == f'<strong>a</strong> <strong class="long">{text}</strong>'
    assert inline_html(f"**{text}") == f'<strong class="long">{text}</strong>', "a quotation that ends within it"


def test_money_is_no_formula() -> None:
    assert "\\(" not in inline_html("It costs $5 or $6 a month, $7 at most.")


def test_a_highlight_that_begins_within_bold_still_nests() -> None:
    body = "**one two** three"
    assert part_html(body, (0, len(body)), (6, 17)) == (
        '<strong>one </strong><mark class="quoted"><strong>two</strong></mark><mark class="quoted"> three</mark>'
    )


def test_a_highlight_elsewhere_marks_nothing() -> None:
    assert part_html("one two", (0, 3), (4, 7)) == "one"


def test_tags_in_the_text_are_text() -> None:
    assert inline_html("<b>x</b>") == encode("<b>x</b>")


def test_a_formula_cannot_end_itself() -> None:
    assert formula("a\\) $$ \\[b\\]") == "a\\ )  \\ [b\\ ]"
    assert formula("\\left(a\\right)") == "\\left(a\\right)"
