from pathlib import Path

from index.lint.terms import OFTEN, dangling, missing, unexplained
from tests.lint_fakes import glossary


def test_an_acronym_that_no_entry_spells_out_is_found_where_it_stands_first(tmp_path: Path) -> None:
    entries = glossary(
        tmp_path,
        fat="Fat by XQZ is soft, as 5 GB and type II, NOT a PDF.",
        oil="Oil of the ABC (Alpha Beta Corporation) meets XQZ.",
        wax="Wax of the ABC is in 3 GB, NOT in a PDF. `ONLYHERE`",
    )
    (found,) = unexplained(entries)
    assert (found.entry_id, found.says) == ("fat", "'XQZ' is not spelled out in the glossary (2 entries)")
    assert "XQZ" in found.excerpt


def test_a_pair_of_words_that_many_entries_use_and_none_is_on_is_found(tmp_path: Path) -> None:
    bodies = {f"part{chr(97 + n)}": f"Part {n} firmly holds a cotter pin and a split ring." for n in range(OFTEN)}
    bodies |= {f"other{chr(97 + n)}": f"This one is quite different, number {n}." for n in range(OFTEN)}
    entries = glossary(tmp_path, **bodies, split_ring="A split ring is a ring.")
    assert [found.says for found in missing(entries)] == [f"'cotter pin' is used in {OFTEN} entries and has none"]


def test_references_to_no_entry_and_to_several_are_found(tmp_path: Path) -> None:
    entries = glossary(
        tmp_path,
        fat="**Fat** is soft (see widget wax). See also oil.\n- **See also**: oil; tallow",
        oil="**Oil** is thin.",
        oil_two="**Oil** is thick (see fat).",
    )
    assert [(found.entry_id, found.says) for found in dangling(entries)] == [
        ("fat", "see 'widget wax': no entry has that name"),
        ("fat", "see 'oil': 2 entries have that name"),
        ("fat", "see 'oil': 2 entries have that name"),
        ("fat", "see 'tallow': no entry has that name"),
    ]
