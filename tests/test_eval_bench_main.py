import pytest

from eval.bench.__main__ import main
from eval.bench.record import write_record
from tests.test_eval_bench_record import record


@pytest.mark.parametrize("command", ["run", "check"])
def test_every_command_has_help(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert f"python -m eval.bench {command}" in capsys.readouterr().out


def test_a_check_against_the_same_record_finds_nothing_worse(tmp_path, capsys):
    write_record(record(), tmp_path)
    file = str(tmp_path / "bench.json")
    assert main(["check", "--filed", file, "--now", file]) == 0
    assert "0 worse than" in capsys.readouterr().out


def test_a_check_that_finds_something_worse_fails(tmp_path, capsys):
    write_record(record(), tmp_path / "filed")
    slower = record()
    slower["measures"][0]["ratio"] = 2.0
    write_record(slower, tmp_path / "now")
    files = [str(tmp_path / name / "bench.json") for name in ("filed", "now")]
    assert main(["check", "--filed", files[0], "--now", files[1]]) == 1
    assert "cold terminal: 20.00 times better than the plain way before, 2.00 now" in capsys.readouterr().out


def test_an_absent_record_is_an_error_with_the_mending_command(tmp_path, capsys):
    assert main(["check", "--filed", str(tmp_path / "none.json")]) == 1
    assert "make bench" in capsys.readouterr().err
