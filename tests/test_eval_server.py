import os
import sys
import time

import pytest

from eval.server import free_port, processor, processors, resident, started, wait_for


def test_a_served_page_is_waited_for_and_the_program_ends(tmp_path):
    port = free_port()
    with started(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(tmp_path)]
    ) as program:
        wait_for(f"http://127.0.0.1:{port}/", program)
        assert 5 < resident(program.pid) < 200
    assert program.returncode


def test_a_program_that_ends_without_a_page_is_an_error():
    with started([sys.executable, "-c", "pass"]) as program, pytest.raises(RuntimeError, match="before it served"):
        wait_for("http://127.0.0.1:9/", program)


def test_the_processors_time_is_that_of_the_process():
    before = processor(os.getpid())
    while time.process_time() < 0.3 or processor(os.getpid()) < before + 0.05:
        sum(range(10_000))
    assert processor(os.getpid()) == pytest.approx(time.process_time(), abs=0.2)


def test_what_the_processors_did_is_at_least_what_one_process_had():
    before, own = processors(), time.process_time()
    while time.process_time() < own + 0.3:
        sum(range(10_000))
    assert processors() - before > 0.2


def test_settings_reach_the_program_and_its_own_environment_too():
    code = "import os, sys; sys.exit(7 * (os.environ['MINE'] == 'x' and os.environ['PATH'] == sys.argv[1]))"
    with started([sys.executable, "-c", code, os.environ["PATH"]], {"MINE": "x"}) as program:
        assert program.wait(20) == 7
