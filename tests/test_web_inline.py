from rag.web.encode import encode
from rag.web.inline import formula, inline_html, part_html


def test_bold_code_and_formulas_are_drawn() -> None:
    assert inline_html("**a** `b` $x_i$") == "<strong>a</strong> <code>b</code> \\(x_i\\)"


def test_bold_of_more_than_a_line_is_marked_as_such() -> None:
    text = "word " * 20
    assert "long" not in inline_html("**a**", lambda run: run * 100)
    assert inline_html(f"**a** **{text}**") == f'<strong>a</strong> <strong class="long">{text}</strong>'
    assert inline_html(f"**{text}") == f'<strong class="long">{text}</strong>', "a quotation that ends within it"


def test_a_symbol_has_its_index_below_the_line_and_a_name_in_code_stays() -> None:
    assert inline_html("|V_DG| and x_{t-1}") == "&#124;V<sub>DG</sub>&#124; and x<sub>t&#45;1</sub>"
    for text in ("clip_grad_norm_", "g_clipped_i", "a_(b)", "__a_b", "x_{a b}"):
        assert inline_html(text) == encode(text)
    assert part_html("is V_DG.", (0, 8), (3, 7)) == 'is <mark class="quoted">V<sub>DG</sub></mark>&#46;'


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
