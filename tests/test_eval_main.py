import json
from dataclasses import asdict

import pytest

from eval.__main__ import COMMANDS, main
from eval.questions import read_split
from eval.run import System, run
from tests.eval_fakes import case_of, claim_of, entries, question_file, row_of

ROW = {
    name: value for name, value in row_of(claims=[claim_of("Drift is a change of the data.")]).items() if name != "id"
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"python -m eval {command}" in capsys.readouterr().out


def test_a_broken_question_stops_a_run_before_anything_is_loaded(tmp_path, capsys):
    questions = question_file(tmp_path, ['{"id": "q9"}'])
    assert main(["run", "--questions", str(questions), "--out", str(tmp_path / "out"), "--index", "/nowhere"]) == 1
    assert f"error: {questions}:1: q9: 'type' is None" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_index_that_is_not_there_is_an_error_with_the_mending_command(tmp_path, capsys):
    questions = question_file(tmp_path, [json.dumps(asdict(case_of()))])
    assert main(["validate", str(questions), "--index", str(tmp_path / "index")]) == 1
    assert "python -m index build" in capsys.readouterr().err


def test_two_runs_are_compared_and_reported_from_their_folders(tmp_path, capsys):
    split = read_split(question_file(tmp_path, [json.dumps(asdict(case_of()))]))
    for name in "ab":
        run(split, System(name, lambda case: ROW), entries(), tmp_path / name)
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    assert "strict" in capsys.readouterr().out
    assert main(["report", str(tmp_path / "a")]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "a" / "report.html")


def test_comparing_with_a_folder_that_holds_no_run_is_an_error(tmp_path, capsys):
    assert main(["compare", str(tmp_path), str(tmp_path)]) == 1
    assert "make it with python -m eval run" in capsys.readouterr().err
