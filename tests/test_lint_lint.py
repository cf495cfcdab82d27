from collections import Counter
from pathlib import Path

from index.lint.lint import lint, table
from index.seeds import read_seeds
from tests.conftest import SEEDS
from tests.lint_fakes import glossary


def test_the_known_damage_of_the_seeds_is_found_at_its_lines() -> None:
    rows = lint(read_seeds(SEEDS).entries, SEEDS)
    at = {(row.check, row.file[:3], row.line) for row in rows}
    # Found before by reading all entries: eaten LaTeX, a script's rest, ZeRO's stages, counts of cores, a reference.
    assert {("damage", "000", line) for line in (64, 988, 999, 1010, 1125, 1129, 1175)} < at
    assert {("damage", "004", line) for line in (116, 140, 156)} < at
    assert {("contradiction", "001", 148), ("contradiction", "000", 814), ("contradiction", "000", 131)} < at
    assert {("no definition", "003", 234), ("no definition", "003", 476), ("dangling", "001", 84)} < at
    counts = Counter(row.check for row in rows)
    assert counts["same name"] == 16 and counts["duplicate"] == counts["near-duplicate"] == 0
    assert counts["boilerplate"] == 39 + 1, "the entries of the two templates, and the whole"


def test_the_table_has_place_and_fix_and_ends_with_the_counts(tmp_path: Path) -> None:
    rows = lint(glossary(tmp_path, oil="**Oil**\n- cools (see fat)"), tmp_path)
    lines = list(table(rows))
    assert lines[0].split() == "no definition page.txt:1 oil: no sentence says what it is".split()
    assert lines[1].strip() == "begin with 'Oil is ...'"
    assert lines[2].split()[:2] == ["dangling", "page.txt:3"]
    assert lines[-1] == "2 findings, 1 no definition, 1 dangling"
