from pathlib import Path

import pytest

from index.blocks import blocks
from index.formats import parse
from index.seeds import read_seeds
from index.types import Entry

SEEDS = Path(__file__).parent.parent / "seeds"
ENTRIES = read_seeds(SEEDS).entries


def bodies_of_one_entry() -> list[tuple[str, str]]:
    """Flattened and multi-line copy of each entry that the seeds have in both forms of file."""
    copies: dict[tuple[str, str], dict[str, str]] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        page = parse(path.name, path.read_text("utf-8"))
        for raw in page.entries:
            copies.setdefault((raw.header, " ".join(raw.body.split())), {})[page.format] = raw.body
    return [(found["site page"], found["bare"]) for found in copies.values() if len(found) == 2]


def cut(body: str) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(body[block.start : block.end].split())) for block in blocks(body)]


def entry(entry_id: str) -> Entry:
    return next(e for e in ENTRIES if e.id == entry_id)


def test_all_38_entries_of_both_forms_give_the_same_blocks() -> None:
    pairs = bodies_of_one_entry()
    assert len(pairs) == 38
    assert [flat[:40] for flat, lines in pairs if cut(flat) != cut(lines)] == []


def test_blocks_are_in_order_apart_and_cover_every_visible_mark() -> None:
    for body in [e.body for e in ENTRIES] + [flat for flat, _ in bodies_of_one_entry()]:
        at = 0
        for block in blocks(body):
            assert block.start < block.end
            assert not body[at : block.start].strip()
            assert body[block.start : block.end].strip() == body[block.start : block.end]
            at = block.end
        assert not body[at:].strip()


def test_a_flattened_body_is_cut_into_title_list_table_code_and_closing() -> None:
    body = (
        "**Alpha** is **the first letter** - It opens. **What Is Alpha?** - **Form**: two strokes; a - b. "
        "- **Use**: counts **Values** | Mark | Size | |------|------| | |a| | 1 | | b | 2 | "
        "**Steps** 1. Draw it. 2. Read it. **Code** ```python print('- **no** item') ``` - Runs - Ends "
        "Alpha is **the letter to begin with** — always."
    )
    assert cut(body) == [
        ("paragraph", "**Alpha** is **the first letter** - It opens."),
        ("heading", "**What Is Alpha?**"),
        ("bullet", "- **Form**: two strokes; a - b."),
        ("bullet", "- **Use**: counts"),
        ("heading", "**Values**"),
        ("table", "| Mark | Size | |------|------| | |a| | 1 | | b | 2 |"),
        ("heading", "**Steps**"),
        ("number", "1. Draw it."),
        ("number", "2. Read it."),
        ("heading", "**Code**"),
        ("code", "```python print('- **no** item') ```"),
        ("bullet", "- Runs"),
        ("bullet", "- Ends"),
        ("paragraph", "Alpha is **the letter to begin with** — always."),
    ]


def test_a_title_behind_an_item_without_a_full_stop_is_a_heading_and_a_name_in_bold_is_none() -> None:
    body = (
        "**Alpha** is a letter. **Its Forms**: - **Hand**: drawn with **Two Strokes** By hand - **Print**: cast "
        "**How Letters Form** Letters are not designed. — **Use of Letters Today** — They count."
    )
    assert cut(body)[2:] == [
        ("bullet", "- **Hand**: drawn with **Two Strokes** By hand"),
        ("bullet", "- **Print**: cast"),
        ("heading", "**How Letters Form**"),
        ("paragraph", "Letters are not designed."),
        ("heading", "— **Use of Letters Today** —"),
        ("paragraph", "They count."),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("## What Is Day-to-Day Variation?", "heading"),
        ("**Heading**", "heading"),
        ("**Heading:**", "heading"),
        ("**Heading**:", "heading"),
        ("— **Heading** —", "heading"),
        ("**A whole sentence in bold.**", "paragraph"),
        ("**Label**: text", "paragraph"),
        ("• **Label** — text", "bullet"),
        ("- plain", "bullet"),
        ("12. **Label**: text", "number"),
        ("| a | b |", "table"),
        ("$$\nx = 1\n$$", "math"),
        ("```\n[a] → [b]\n```", "diagram"),
        ("```\nTool | Use\n-----|----\n```", "code"),
        ("```python\n# **Not a heading**\n- x\n```", "code"),
        ("P(Y|X) is a probability.", "paragraph"),
    ],
)
def test_each_form_of_line_has_its_kind(line: str, kind: str) -> None:
    first = blocks(f"{line}\n**Next**")[0]
    assert (first.kind, first.start, first.end) == (kind, 0, len(line))


def test_code_outside_fences_is_code_with_its_comments() -> None:
    codes = [entry("databricks").body[b.start : b.end] for b in entry("databricks").blocks if b.kind == "code"]
    assert [code.split("\n")[0] for code in codes] == ["from delta.tables import DeltaTable", "import mlflow"]
    assert codes[0].endswith(").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute()")


def test_ten_entries_have_a_diagram() -> None:
    assert sum(any(b.kind == "diagram" for b in e.blocks) for e in ENTRIES) == 10


def test_a_newline_that_was_a_backslash_n_ends_no_block() -> None:
    found = entry("dielectric-deposition-process-ddp-modeling")
    texts = [found.body[b.start : b.end] for b in found.blocks]
    assert any(text.startswith("- $E_s") and "Poisson ratio" in text for text in texts)
    assert sum(b.kind == "math" for b in found.blocks) == 40


def test_a_pipe_inside_a_cell_does_not_end_a_flattened_row() -> None:
    found = entry("gate-induced-drain-leakage-gidl")
    table = next(found.body[b.start : b.end] for b in found.blocks if b.kind == "table")
    assert table.startswith("| Parameter | Effect on GIDL |")
    assert table.endswith("| Gate-drain overlap | Increases GIDL | Larger tunneling area |")


def test_every_table_of_the_glossary_has_its_rule_row() -> None:
    tables = [e.body[b.start : b.end] for e in ENTRIES for b in e.blocks if b.kind == "table"]
    assert tables and all("|--" in table for table in tables)


def test_an_empty_body_has_no_blocks() -> None:
    assert blocks("") == ()
