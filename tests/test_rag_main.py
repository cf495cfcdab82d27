import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rag.__main__ import main
from tests.test_render import ANSWER

GIDL = "gate-induced-drain-leakage-gidl"


def ran(capsys, *arguments):
    """Exit code, what was printed and what was said on stderr."""
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_ask_prints_the_answer_and_its_sources(capsys):
    code, out, _ = ran(capsys, "ask", "--llm", "off", "What is gate-induced", "drain leakage?")
    assert code == 0
    assert out.startswith("Gate-Induced Drain Leakage (GIDL) is the off-state leakage mechanism")
    sources = [line for line in out.splitlines() if line.startswith("    [")]
    assert sources[0].startswith("    [1] Gate-Induced Drain Leakage (GIDL) (")
    assert ".txt:" in sources[0]
    assert all(len(line.split(": ", 1)[1]) <= 100 for line in sources)


def test_ask_prints_one_json_object(capsys):
    code, out, _ = ran(capsys, "ask", "--llm", "off", "--json", "What is gate-induced drain leakage?")
    row = json.loads(out)
    assert (code, row["outcome"], set(row)) == (0, "answered", ANSWER)
    assert {citation["entry_id"] for claim in row["claims"] for citation in claim["citations"]} == {GIDL}


def test_a_refusal_is_an_answer_too(capsys):
    code, out, _ = ran(capsys, "ask", "--llm", "off", "What is the capital of France?")
    assert code == 0
    assert out.startswith("The glossary does not have an answer to this. Nearest terms: ")
    assert "[1]" not in out


def test_search_lists_entries_and_keeps_the_limit(capsys):
    code, out, _ = ran(capsys, "search", "drain", "leakage", "--limit", "3")
    assert code == 0
    assert len(out.splitlines()) == 3
    assert out.splitlines()[0].endswith(f"[{GIDL}]")
    code, out, _ = ran(capsys, "search", "drain", "leakage", "--limit", "3", "--json")
    rows = json.loads(out)
    assert [set(row) for row in rows] == [{"entry_id", "term", "score", "parts"}] * 3
    assert rows[0]["entry_id"] == GIDL


def test_search_explains_its_scores(capsys):
    code, out, _ = ran(capsys, "search", "drain", "leakage", "--limit", "2", "--explain")
    lines = out.splitlines()
    assert (code, len(lines)) == (0, 4)
    score, words = float(lines[0].split()[0]), lines[1].split()
    assert words[0::2] == ["name", "sentence", "maxsim", "reverse", "contrast"]
    assert sum(map(float, words[1::2])) == pytest.approx(score, abs=0.004)


def test_define_prints_every_entry_of_the_name(capsys):
    code, out, _ = ran(capsys, "define", "ddp")
    assert code == 0
    assert "[dielectric-deposition-process-ddp-modeling]" in out
    assert "[distributed-data-parallelism-ddp]" in out


def test_define_prints_json(capsys):
    code, out, _ = ran(capsys, "define", "--json", "gate-induced", "drain", "leakage")
    (row,) = json.loads(out)
    assert code == 0
    assert set(row) == {"entry_id", "header", "term", "definition"}
    assert row["entry_id"] == GIDL


def test_define_without_such_an_entry_fails_and_says_so(capsys):
    code, out, err = ran(capsys, "define", "flux", "capacitor")
    assert (code, out) == (1, "")
    assert err == "The glossary has no entry of the name 'flux capacitor'.\n"
    code, out, _ = ran(capsys, "define", "--json", "flux capacitor")
    assert (code, json.loads(out)) == (1, [])


def test_chat_resolves_a_follow_up_and_ends_with_an_empty_line(capsys, monkeypatch):
    typed = "What is gettering?\nand how does it fail?\n\nWhat is GIDL?\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    code, out, err = ran(capsys, "chat", "--llm", "off")
    assert code == 0
    assert "an empty line ends" in err
    first, second = out.split("searched for")
    assert "Gettering is the process of trapping metallic impurities" in first
    assert second.startswith(" “how does Gettering fail?”")
    assert "GIDL" not in out


def test_chat_ends_where_its_input_ends(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("What is the capital of France?"))
    code, out, _ = ran(capsys, "chat", "--llm", "off")
    assert code == 0
    assert "does not have an answer" in out


@pytest.mark.parametrize("command", [("ask", "--llm", "off", "x"), ("define", "x"), ("search", "x"), ("chat",)])
def test_an_absent_index_is_an_error_that_names_the_mending_command(command, capsys, tmp_path):
    code, out, err = ran(capsys, *command, "--index", str(tmp_path / "none"))
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert err.strip().endswith("python -m index build")


def test_an_unknown_writer_is_an_error_that_names_those_there_are(capsys):
    code, out, err = ran(capsys, "ask", "--llm", "no such model", "What is gettering?")
    assert (code, out) == (1, "")
    assert "smollm2" in err


@pytest.mark.parametrize("arguments", [(), ("ask",), ("define",), ("sing", "x"), ("search", "--limit", "few", "x")])
def test_a_wrong_call_shows_the_usage(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(list(arguments))
    assert "usage: factory-chat" in capsys.readouterr().err


def test_the_module_is_a_program():
    command = [sys.executable, "-m", "rag", "define", "GIDL"]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Gate-Induced Drain Leakage (GIDL)")


@pytest.mark.parametrize("command", [("ask", "--llm", "off"), ("search",), ("define",)])
def test_a_terminal_answer_imports_no_heavy_library(command):
    """Each of these takes from half a second to ten; the question would be answered long before they are loaded."""
    heavy = {"torch", "transformers", "sentence_transformers", "scipy", "sklearn", "bm25s", "openvino", "gradio"}
    code = f"import sys, rag.__main__; rag.__main__.main(sys.argv[1:]); print(sorted({heavy} & sys.modules.keys()))"
    command = [sys.executable, "-c", code, *command, "gettering"]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_question_beyond_reason_is_refused_and_bytes_that_are_no_text_are_shown_as_such(capsys, monkeypatch):
    with pytest.raises(SystemExit) as ended:
        ran(capsys, "ask", "--llm", "off", "x" * 10_001)
    assert ended.value.code == 2 and "over 10,000 characters" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{'x' * 10_001}\nWhat is \udcff gettering?\n"))
    code, out, err = ran(capsys, "chat", "--llm", "off")
    assert code == 0 and "over 10,000 characters" in err and "Gettering is the process" in out
    code, out, _ = ran(capsys, "search", "\udcff", "--json")
    assert code == 0 and out.startswith("[")


def test_remarks_on_an_answer_are_printed(capsys):
    _, out, _ = ran(capsys, "ask", "--llm", "off", "Who was the first to see gettering?")
    assert "(Remark: the nearest that Gettering says: “" in out
    _, out, _ = ran(capsys, "ask", "--llm", "off", "What is gettering?")
    assert "(Remark:" not in out
