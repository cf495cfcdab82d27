import json
import sys
from dataclasses import asdict, replace

import pytest

from eval.made_pairs import is_blind
from eval.restated import Row, beside, glued, main, restated, rows_of, summary, unseen
from eval.restatements import restatements
from tests.rag_fakes import with_writer

ROW = Row("kiln", "Heat: 318 degrees", "Its heat is 318 degrees.", "Its heat is 318 degrees.", True, 0.5)


def test_what_is_measured_was_never_learnt(assistant):
    claims = unseen(assistant)
    assert len(claims) > 500
    assert all(is_blind(claim.citations[0].entry_id) for claim in claims)
    assert not {claim.text for claim in claims} & {one.fact for one in restatements()}


def test_a_row_tells_what_was_written_and_what_was_shown(assistant):
    claims = unseen(assistant)[:2]
    good, _ = with_writer(assistant, lambda fact: f"It is so that {fact}\n")
    wrong, _ = with_writer(assistant, lambda fact: "The moon has 4711 tiles.\n")
    rows = list(restated(claims, good))
    assert [row.shown for row in rows if row.written] == [f"It is so that {row.fact}" for row in rows if row.written]
    for row in restated(claims, wrong):
        assert (row.draft, row.shown, row.written) == ("The moon has 4711 tiles.", row.fact, False)


def test_the_summary_counts():
    rows = [ROW, replace(ROW, written=False, draft="Heat, 318 degrees.", seconds=1.5)]
    said = "2 sentences: 0.500 shown as written, 0.500 copied, 0.500 glued anew; 1.50 s (median), 1.00 s (mean)"
    assert summary(rows) == said


def test_a_restatement_is_glued_where_only_glue_and_forms_of_words_differ():
    fact = "Failure Modes: Wet clay can crack — at most 3 tiles are lost."
    assert glued("A failure mode is that the wet clay can crack, and at most 3 tiles are lost.", fact)
    assert not glued("A failure mode is that the wet clay can crack.", fact)
    assert not glued("Failure modes may be that wet clay can crack, at most 3 tiles are lost.", fact)
    assert not glued("A failure mode is that clay can crack wet, at most 3 tiles are lost.", fact)
    assert not glued("It is.", "That is so.")


def test_a_sheet_hides_which_is_which_and_its_key_tells():
    first = [replace(ROW, fact=f"Fact {number}", shown=f"one {number}") for number in range(50)]
    second = [replace(row, shown=row.shown.replace("one", "other")) for row in first[:45]] + first[45:]
    lines, key = beside(first, second, 40, seed=0)
    assert len(lines) == 3 * 40 and len(key) == 40
    assert {line.split()[1] for line in key} == {"first", "second"}
    for place, line in enumerate(key):
        assert ("one" in lines[3 * place + 1]) == line.endswith("first")


@pytest.mark.parametrize("turned", [False, True])
def test_rows_are_read_back_and_laid_side_by_side(tmp_path, monkeypatch, turned):
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for file, shown in zip(files, ("one", "other"), strict=True):
        file.write_text(json.dumps(asdict(replace(ROW, shown=shown))) + "\n")
    files = files[::-1] if turned else files
    assert rows_of(files[0])[0].shown == ("other" if turned else "one")
    monkeypatch.setattr(sys, "argv", ["restated", "--beside", *map(str, files), "--out", str(tmp_path / "sheet.txt")])
    main()
    assert "Heat: 318 degrees" in (tmp_path / "sheet.txt").read_text()
    assert (tmp_path / "sheet.key").read_text().startswith("1 ")
