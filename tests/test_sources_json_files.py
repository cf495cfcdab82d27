import json
from pathlib import Path

import pytest

from index.sources.found import SourceError
from index.sources.json_files import read_json, read_jsonl

PAIR = {"term": "Tamper", "definition": "Presses coffee."}


@pytest.mark.parametrize(
    ("whole", "line"),
    [
        ([PAIR], 2),
        ({"Tamper": "Presses coffee."}, 2),
        ({"Tamper": {"definition": "Presses coffee."}}, 2),
        ({"name": "x", "terms": [PAIR]}, 4),
        ({"glossary": {"Tamper": "Presses coffee."}}, 3),
    ],
)
def test_lists_and_mappings_are_read_also_one_level_down(tmp_path: Path, whole: object, line: int) -> None:
    (tmp_path / "a.json").write_text(json.dumps(whole, indent=1))
    (entry,) = read_json(tmp_path / "a.json").entries
    assert (entry.line, entry.header, entry.body) == (line, "Tamper", "**Tamper**: Presses coffee.")


def test_items_that_are_no_entries_are_faults_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([PAIR, 3, {"term": "Crema"}], indent=1))
    found = read_json(tmp_path / "a.json")
    assert len(found.entries) == 1
    assert [(fault.line, fault.reason.split(";")[0]) for fault in found.faults] == [
        (6, "is no object"),
        (7, "'Crema' has no text"),
    ]


def test_further_keys_are_names_category_and_facts(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{**PAIR, "aliases": ["press", "stamp"], "topic": "tools", "mm": 58}]))
    (entry,) = read_json(tmp_path / "a.json").entries
    assert entry.header == "Tamper, press, stamp, tools"
    assert entry.body.endswith("\n- **mm**: 58")


def test_what_is_no_json_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[\n{"term": "a",,}\n]')
    with pytest.raises(SourceError, match="is not JSON") as refused:
        read_json(tmp_path / "a.json")
    assert refused.value.line == 2
    (tmp_path / "a.json").write_text('"a"')
    with pytest.raises(SourceError, match="neither a list nor a mapping"):
        read_json(tmp_path / "a.json")
    (tmp_path / "a.json").write_text("[" * 100_000 + "]" * 100_000)
    with pytest.raises(SourceError, match="nested too deeply"):
        read_json(tmp_path / "a.json")


def test_a_line_that_is_no_object_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(PAIR)}\n\n{{bad\n{json.dumps({**PAIR, 'term': 'Press'})}\n")
    found = read_jsonl(tmp_path / "a.jsonl")
    assert [(entry.line, entry.header) for entry in found.entries] == [(1, "Tamper"), (4, "Press")]
    assert [fault.line for fault in found.faults] == [3]
