from index.sources.lines import Line, fenced, lines_of, readable, unwrapped


def test_comments_are_blanked_and_lines_keep_their_numbers() -> None:
    assert lines_of("a<!-- x\ny -->b\r\nc") == [Line(1, "a"), Line(2, "b"), Line(3, "c")]


def test_wrapped_paragraphs_and_items_are_one_line_each_and_the_rest_stays() -> None:
    text = (
        "A wrapped\nparagraph.\n\nAnother.\n* item\n  goes on\n+ two\n1) one\n"
        "## Head\ntext\n| a |\n|---|\n```\nx\n  y\n```"
    )
    assert readable(lines_of(text)) == (
        "A wrapped paragraph.\n\nAnother.\n- item goes on\n- two\n1. one\n## Head\ntext\n| a |\n|---|\n```\nx\n  y\n```"
    )


def test_links_and_pictures_are_their_text() -> None:
    assert readable(lines_of('[a](b.md "t") ![c](d.png) [[e|f]] [[g]] \\* __h__')) == "a c f g * **h**"


def test_a_fence_that_is_never_closed_is_none() -> None:
    assert fenced(lines_of("```\na\n```\nb\n```\nc")) == {0, 1, 2}


def test_a_cell_keeps_its_marks_but_not_its_wrapping() -> None:
    assert unwrapped("a\nb \\{ [c](d)\n\n- e") == "a b \\{ [c](d)\n\n- e"
