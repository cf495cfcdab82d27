import socket
import sys

import pytest

from eval.bench.window import _resident, _started, _wait_for


def test_a_served_page_is_waited_for_and_the_program_ends(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with _started(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(tmp_path)]
    ) as program:
        _wait_for(f"http://127.0.0.1:{port}/", program)
        assert 5 < _resident(program.pid) < 200
    assert program.returncode


def test_a_program_that_ends_without_a_page_is_an_error():
    with _started([sys.executable, "-c", "pass"]) as program, pytest.raises(RuntimeError, match="before it served"):
        _wait_for("http://127.0.0.1:9/", program)
