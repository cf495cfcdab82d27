"""The examples of docs/ are run, and what they print is held against what is written below them."""

import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from eval.bench.record import lines, read_record
from eval.bench.users import table
from tests.browser import served

DOCS = Path(__file__).parents[1] / "docs"
WRITTEN = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("app.py", "--llm", "off") as address:
        yield address.rstrip("/")


def blocks() -> list[tuple[str, str]]:
    """Language and content of the fenced blocks of docs/api.md."""
    return re.findall(r"```(\w+)\n(.*?)```", (DOCS / "api.md").read_text("utf-8"), re.DOTALL)


def test_the_python_examples_print_what_the_page_says(address: str) -> None:
    names: dict[str, Any] = {}
    run = 0
    found = blocks()
    for (kind, code), (next_kind, expected) in zip(found, [*found[1:], ("", "")], strict=True):
        if kind != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code.replace(WRITTEN, address), "docs/api.md", "exec"), names)
        assert next_kind == "text" and printed.getvalue() == expected, code
        run += 1
    names["chat"].close()
    assert run == 9


def test_the_command_line_example_gets_an_answer(address: str) -> None:
    (command,) = (code for kind, code in blocks() if kind == "bash")
    _, url, _, header, _, data = shlex.split(command)
    name, value = header.split(": ")
    reply = httpx.post(url.replace(WRITTEN, address), headers={name: value}, content=data)
    assert reply.json()["outcome"] == "answered"


def test_every_address_of_the_page_exists(address: str) -> None:
    table = (DOCS / "api.md").read_text("utf-8").split("|---|---|\n")[1].split("\n\n")[0]
    named = re.findall(r"`(GET|POST) (/[\w./]+)", table)
    assert len(named) == 12
    for method, path in named:
        path = path.replace("/ID", "/gettering").replace("NAME", "checking").removesuffix("?term=")
        status = httpx.request(method, address + path, json={} if method == "POST" else None).status_code
        assert status not in (404, 405, 500), path


def test_the_hosting_page_names_every_variable_that_the_code_reads() -> None:
    read = set()
    for path in [*DOCS.parent.glob("rag/**/*.py"), DOCS.parent / "app.py"]:
        read |= set(re.findall(r"environ(?:\.get\(|\.setdefault\(|\[)\s*\"(\w+)\"", path.read_text("utf-8")))
    page = (DOCS / "hosting.md").read_text("utf-8")
    assert len(read) >= 5
    assert [name for name in sorted(read) if f"`{name}`" not in page] == []


def test_the_table_of_speed_is_that_of_the_filed_record() -> None:
    page = (DOCS / "speed.md").read_text("utf-8")
    record = re.search(r"\(\.\./(eval/results/\w+/bench/bench\.json)\); `python -m eval\.bench show`", page)
    assert record and "\n".join(lines(read_record(DOCS.parent / record[1]))) in page


def test_the_table_of_scale_is_that_of_the_filed_record() -> None:
    page = (DOCS / "scale.md").read_text("utf-8")
    filed = re.search(r"\(\.\./(eval/results/\w+/users/users\.json)\)", page)
    assert filed and "\n".join(table(json.loads((DOCS.parent / filed[1]).read_text("utf-8")))) in page


def test_the_records_that_scale_links_are_filed() -> None:
    linked = re.findall(r"\]\(\.\./([\w./-]+)\)", (DOCS / "scale.md").read_text("utf-8"))
    assert len(linked) >= 4 and [name for name in linked if not (DOCS.parent / name).exists()] == []
