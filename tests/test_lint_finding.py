from pathlib import Path

from index.lint.finding import Finding, places
from index.types import Source
from tests.lint_fakes import glossary


def test_a_finding_is_placed_at_the_line_of_its_excerpt(tmp_path: Path) -> None:
    (entry,) = glossary(tmp_path, oil="Oil is thin.\n- **Cost**: low.\n- **Use**: mills.")
    by_id = {entry.id: entry}
    findings = [
        Finding("x", entry.id, "", "", "**Use**"),
        Finding("x", entry.id, "", "", "not there"),
        Finding("x", entry.id, "", ""),
        Finding("x", "", "", ""),
    ]
    assert places(findings, by_id, tmp_path) == [
        Source("page.txt", 4),
        Source("page.txt", 1),
        Source("page.txt", 1),
        Source("", 0),
    ]
    assert places(findings[:1], by_id, tmp_path / "gone") == [Source("page.txt", 1)]
