from pathlib import Path

from index.lint.said import contradictions, undefined
from tests.lint_fakes import glossary


def test_two_numbers_for_one_thing_are_found_once(tmp_path: Path) -> None:
    entries = glossary(
        tmp_path,
        chip="The chip has 850,000 AI cores on a single wafer.",
        wafer="A wafer holds 900,000 cores on a single wafer.\nA wafer holds 900,000 cores on a single wafer, again.",
        board="A board has 12,000 cores in a rack.",
    )
    (found,) = contradictions(entries)
    assert found.entry_id == "wafer"
    assert found.says == "'900,000 cores', but '850,000 AI cores' in chip"
    assert found.excerpt == "A wafer holds 900,000 cores on a single wafer."


def test_an_entry_without_a_defining_sentence_is_found(tmp_path: Path) -> None:
    entries = glossary(tmp_path, oil="**Oil**\n- cools", wax="Wax is dry.")
    assert [found.entry_id for found in undefined(entries)] == ["oil"]
