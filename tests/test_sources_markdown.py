from pathlib import Path

import pytest

from index.sources.markdown import read_markdown


def read(tmp_path: Path, text: str, name: str = "a.md") -> list[tuple[int, str, str]]:
    (tmp_path / name).write_text(text, "utf-8")
    return [(entry.line, entry.header, entry.body) for entry in read_markdown(tmp_path / name).entries]


def test_one_file_with_a_head_is_one_entry(tmp_path: Path) -> None:
    head = "title: Ristretto\naliases: [corto, short shot]\ncategory: espresso"
    text = f"---\n{head}\n---\n# Ristretto\nA short shot.\n# Ratio\n1:1"
    assert read(tmp_path, text) == [
        (1, "Ristretto, corto, short shot, espresso", "**Ristretto**: A short shot.\n## Ratio\n1:1")
    ]


def test_one_heading_with_text_below_is_one_entry_with_its_sections(tmp_path: Path) -> None:
    assert read(tmp_path, "# Ristretto\n\nA ristretto is short.\n\n## Ratio\n\n1:1\n") == [
        (1, "Ristretto", "A ristretto is short.\n\n## Ratio\n\n1:1")
    ]


@pytest.mark.parametrize("title", ["# Coffee glossary\n\nAn introduction.\n\n", ""])
def test_headings_below_a_title_and_letters_are_the_entries(tmp_path: Path, title: str) -> None:
    basket = "### Basket\nSynonyms: sieve; filter\nCategory: parts\nA basket holds."
    text = f"{title}## B\n### Burr\nA burr grinds.\n{basket}\n## C\n### Crust\nA crust."
    assert [(header, body) for _, header, body in read(tmp_path, text)] == [
        ("Burr", "A burr grinds."),
        ("Basket, sieve, filter, parts", "A basket holds."),
        ("Crust", "A crust."),
    ]


def test_headings_above_the_entries_are_their_category(tmp_path: Path) -> None:
    assert [row[1] for row in read(tmp_path, "# Roasting\n## Crack\nA crack.\n# Brewing\n## Bloom\nA bloom.")] == [
        "Crack, Roasting",
        "Bloom, Brewing",
    ]


def test_what_stands_in_a_fence_is_no_heading(tmp_path: Path) -> None:
    assert read(tmp_path, "# Shell\nA shell runs\n```\n# comment\n```\n") == [
        (1, "Shell", "A shell runs\n```\n# comment\n```")
    ]


def test_without_headings_tables_lists_and_bold_lines_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, "| Term | Meaning |\n|---|---|\n| Dose | Grams \\| ounces. |\n") == [
        (3, "Dose", "**Dose**: Grams | ounces.")
    ]
    assert read(tmp_path, "# Glossary\n- **Dose**: grams.\n- **Yield**: the cup.") == [
        (2, "Dose", "**Dose**: grams."),
        (3, "Yield", "**Yield**: the cup."),
    ]
    assert read(tmp_path, "**Dose**\nThe dose is in grams.\n\n**Yield**\nThe yield is the cup.") == [
        (1, "Dose", "The dose is in grams."),
        (4, "Yield", "The yield is the cup."),
    ]


def test_a_file_of_plain_text_is_named_after_itself_and_that_is_said(tmp_path: Path) -> None:
    assert read(tmp_path, "Pressed coffee without a mark of any kind", "tamped_puck.md") == [
        (1, "tamped puck", "**tamped puck**: Pressed coffee without a mark of any kind")
    ]
    assert "named after its file" in read_markdown(tmp_path / "tamped_puck.md").notes[0]


@pytest.mark.parametrize("head", ["title: [", "a: &a [x, x]\ntitle: [*a, *a]"])
def test_a_head_that_is_no_plain_yaml_is_a_fault_and_the_text_is_read(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{head}\n---\n# Dose\nThe dose.")
    found = read_markdown(tmp_path / "a.md")
    assert [entry.header for entry in found.entries] == ["Dose"]
    assert found.faults[0].line == 1 and "no YAML" in found.faults[0].reason
