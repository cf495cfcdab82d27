import pytest

from rag.readable import block_at, heading_over, label_of, led_over, readable
from tests.rag_fakes import entry_with

BODY = """**Kiln** is an oven for clay.

**How It Works**

- **Heat**: rises to 1,300 degrees.
2. Let it cool.

**Sizes**

| Size | Tiles | Hours |
|------|-------|-------|
| Small | 40 | 7 |
| Large | 318 | |
| None | — | 9 |

```python
for tile in tiles:
    fire(tile)  # - no bullet
```
"""
ENTRY = entry_with(BODY)


def read(piece):
    start = BODY.index(piece)
    return readable(ENTRY, start, start + len(piece))


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("**Kiln** is an oven for clay.", "Kiln is an oven for clay."),
        ("- **Heat**: rises to 1,300 degrees.", "Heat: rises to 1,300 degrees."),
        ("2. Let it cool.", "Let it cool."),
    ],
)
def test_marks_are_off_and_words_stay(piece, text):
    assert read(piece) == text


def test_a_table_row_is_read_with_the_names_of_its_columns():
    assert read("| Small | 40 | 7 |") == "Small — Tiles: 40; Hours: 7"


def test_a_cell_that_is_empty_or_a_dash_is_left_out():
    assert read("| Large | 318 | |") == "Large — Tiles: 318"
    assert read("| None | — | 9 |") == "None — Hours: 9"


def test_code_keeps_its_lines_and_marks():
    code = BODY[BODY.index("```python") : BODY.rindex("```") + 3]
    assert "    fire(tile)  # - no bullet" in read(code).split("\n")


def test_a_position_is_under_the_last_heading_before_it():
    assert heading_over(ENTRY, BODY.index("Let it cool")) == "How It Works"
    assert heading_over(ENTRY, BODY.index("Small")) == "Sizes"
    assert heading_over(ENTRY, 3) == ""


def test_a_position_belongs_to_the_block_that_holds_it():
    assert block_at(ENTRY, BODY.index("Small")).kind == "table"
    assert block_at(ENTRY, 0).kind == "paragraph"
    assert block_at(ENTRY, len(BODY) + 1) is None


@pytest.mark.parametrize(
    ("piece", "label"),
    [
        ("- **Heat**: rises to 1,300 degrees.", "Heat"),
        ("| Small | 40 | 7 |", "Small"),
        ("2. Let it cool.", ""),
        ("**Kiln** is an oven for clay.", "Kiln"),
    ],
)
def test_a_label_is_the_bold_words_or_the_first_cell_that_a_span_begins_with(piece, label):
    start = BODY.index(piece)
    assert label_of(ENTRY, start, start + len(piece)) == label


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("**Kiln** is **an oven.** - It is hot.", "Kiln is an oven. It is hot."),
        ("**Kiln** is **an oven** - Clay is fired.", "Kiln is an oven. Clay is fired."),
        ("**Kiln** is **an oven** - as potters say.", "Kiln is an oven - as potters say."),
        ("- **Kiln** - The oven.", "Kiln - The oven."),
        ("It burns wood (or gas),", "It burns wood (or gas)."),
        ("- **It burns wood;**", "It burns wood."),
        ("1, 2, and 3; a, b", "1, 2, and 3; a, b"),
        ("```\na = b;\n```", "```\na = b;\n```"),
    ],
)
def test_sentences_and_pieces_end_with_a_full_stop(body, text):
    assert readable(entry_with(body), 0, len(body)) == text


@pytest.mark.parametrize(("mark", "start"), [("; ", "some"), (" ", "— some"), (" ", "Some")])
def test_a_tear_is_shown(mark, start):
    entry = entry_with(f"Kilns burn wood{mark}{start} burn gas.")
    text = readable(entry, entry.body.index(start), len(entry.body))
    assert text == ("Some burn gas." if start == "Some" else "… some burn gas.")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- **Film stress** (Stoney equation):", "Film stress (Stoney equation)"),
        ("For plasmas:", "For plasmas"),
        ("Where:", ""),
        ("It is a formula.", ""),
        ("This long line says very much of what may follow behind it here:", ""),
        ("", ""),
    ],
)
def test_the_line_before_a_formula_says_what_it_is(line, name):
    body = f"**Kiln** is an oven.\n\n{line}\n$$\nh = t\n$$\n"
    assert led_over(entry_with(body), body.index("$$")) == name
