from pathlib import Path

import pytest

from index.sources.pages import is_site, read_loosely, read_pages
from index.types import SeedError

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_page_pasted_with_other_blanks_and_line_ends_gives_the_same_entries(path: Path) -> None:
    text = path.read_text("utf-8")
    exact = read_pages(path.name, text)
    spaced = text if exact.form == "site page" else text.replace("\n", "\n\n")
    found = read_loosely(path.name, spaced.replace("\n", "\r\n") + "\r\n\r\nNext »\r\n")
    assert found.form == "pasted text"
    assert [(e.header, e.body) for e in found.entries] == [(e.header, e.body) for e in exact.entries]
    assert found.faults == ()


def test_a_header_without_text_an_open_fence_and_lines_before_are_faults() -> None:
    found = read_loosely("x.txt", "Hello there.\n\nalpha, beta\n\ngamma, delta\n```\ncode\n\nepsilon, zeta\nText.\n")
    assert [entry.header for entry in found.entries] == ["gamma, delta", "epsilon, zeta"]
    assert [(fault.line, fault.reason) for fault in found.faults] == [
        (1, "1 lines stand before the first header"),
        (3, "'alpha, beta' has no text below it"),
        (6, "a fence is opened here and never closed"),
    ]
    assert found.notes == (
        "no whole page (x.txt:2: expected no blank line in a bare file, found ''): read as pasted text",
    )


def test_lines_that_define_are_read_where_there_are_no_headers() -> None:
    assert [entry.header for entry in read_loosely("x.txt", "Kettle: a vessel.\nScale: it weighs.").entries] == [
        "Kettle",
        "Scale",
    ]


def test_a_page_is_read_strictly_where_that_is_asked_for() -> None:
    with pytest.raises(SeedError, match=r"x\.txt:1: expected a header"):
        read_pages("x.txt", "Kettle: a vessel.")


def test_a_site_is_known_by_its_counts() -> None:
    assert is_site("x\n179 technical terms and definitions\ny")
    assert not is_site("179 technical terms and more")
