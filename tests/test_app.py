"""The program as a person starts it, with the real index and no writer."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import httpx
import pytest

from index.build import build
from index.types import Embedder
from rag.judge import JUDGE
from rag.smollm2 import WEIGHTS, smollm2_folder
from tests.browser import ROOT, free_port, served, start
from tests.index_fakes import GLOSSARY, write_glossary
from tests.test_second_look import NEAR, TOLD


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("app.py", "--llm", "off") as address:
        yield address


def test_the_address_that_is_printed_answers(address: str) -> None:
    assert httpx.get(address).status_code == 200


def test_what_is_in_doubt_is_read_again_without_a_writer_too(address: str) -> None:
    for text, outcome in ((NEAR[0], "not_in_glossary"), (TOLD[0], "answered")):
        answer = httpx.post(f"{address}api/ask", json={"question": text}, timeout=60).json()
        assert answer["outcome"] == outcome and answer["seconds"]["verify"] > 0


def test_without_a_writer_the_judge_is_loaded_before_anything_is_asked() -> None:
    weights = str(smollm2_folder(JUDGE) / WEIGHTS)
    with start("app.py", "--llm", "off", port=free_port()) as program:
        try:
            for _ in range(600):
                if weights in Path(f"/proc/{program.pid}/maps").read_text("utf-8"):
                    break
                time.sleep(0.1)
            else:
                pytest.fail("the judge was not loaded within a minute")
        finally:
            program.terminate()


def test_a_taken_port_is_said_with_the_way_to_choose_another(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    port = urlsplit(address).port or 0
    with start("app.py", "--llm", "off", port=port) as second:
        assert second.wait(timeout=60) == 1
    errors = capfd.readouterr().err
    assert f"port {port}" in errors and "--port" in errors


def test_a_running_window_takes_a_new_index_while_it_is_asked_and_answers_every_question(
    embedder: Embedder, tmp_path: Path
) -> None:
    def build_of(year: int) -> str:
        dated = GLOSSARY.replace("way to shape widgets", f"way to shape widgets since {year}")
        return build(write_glossary(tmp_path / "seeds", dated), tmp_path / "built", embedder)[1].digest

    build_of(1901)
    done, found = Event(), list[str]()

    def ask_on(address: str) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not done.is_set():
                answer = client.post("/api/ask", json={"question": "What is widget turning?"})
                answer.raise_for_status()
                found.append(re.search(r"since (19\d\d)", answer.json()["answer"])[1])

    def told(year: int, digest: str) -> None:
        for _ in range(300):
            answers = found and found[-1] == str(year)
            # New pages name the index that answers.
            if asking.done() or (answers and digest[:12] in httpx.get(f"{address}config").text):
                assert asking.done() or httpx.get(f"{address}healthz").json()["index"] == digest[:12]
                return
            time.sleep(0.1)
        pytest.fail(f"the index of {year} did not come to use")

    with (
        served("app.py", "--llm", "off", "--index", str(tmp_path / "built"), data=tmp_path / "data") as address,
        ThreadPoolExecutor(1) as askers,
    ):
        asking = askers.submit(ask_on, address)
        try:
            for year in (1901, 1902, 1903):
                told(year, build_of(year))
        finally:
            done.set()
        asking.result()
    assert set(found) == {"1901", "1902", "1903"} and sorted(found) == found


def test_a_user_is_added_by_a_password_that_is_asked_for_and_then_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTORY_CHAT_USERS", str(tmp_path / "users.json"))
    for password, code in (("short", 1), ("correct horse", 0)):
        adding = [sys.executable, "app.py", "--add-user", "ada"]
        run = subprocess.run(adding, cwd=ROOT, input=f"{password}\n", capture_output=True, text=True)
        assert run.returncode == code and password not in run.stdout
    with served("-m", "tests.fake_window", data=tmp_path) as address, httpx.Client(base_url=address) as client:
        assert client.get("/config").status_code == 303 and client.post("/api/ask", json={}).status_code == 401
        assert client.post("/sign-in", data={"name": "ada", "password": "correct horse"}).headers["location"] == "/"
        assert client.get("/config").json()["title"] == "AI Factory Chat"
        assert client.post("/api/ask", json={"question": "nothing"}).json()["outcome"] == "not_in_glossary"
        assert client.get("/unanswered").status_code == 404, "nobody is the owner"


def test_a_setting_that_makes_no_sense_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_WRITER_SECONDS", "soon")
    run = subprocess.run([sys.executable, "app.py", "--llm", "off"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1 and "FACTORY_CHAT_WRITER_SECONDS" in run.stderr and "Traceback" not in run.stderr


ARENAS = """
import ctypes, sys, threading
if sys.argv[1] == "few":
    import app
    app._few_arenas()
libc, together = ctypes.CDLL(None), threading.Barrier(6)
def take():
    together.wait()
    kept = ctypes.create_string_buffer(200_000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(6)]
for one in threads: one.start()
for one in threads: one.join()
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""


def test_many_threads_take_memory_out_of_two_arenas() -> None:
    def arenas(how: str) -> int:
        run = subprocess.run(
            [sys.executable, "-c", ARENAS, how], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return run.stdout.count("<heap nr=")

    if (usual := arenas("as usual")) <= 2:
        pytest.skip("this C library has no such arenas, or this machine one core")
    assert arenas("few") <= 2 < usual
