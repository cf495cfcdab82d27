import asyncio
import os
import subprocess
import sys
from collections import Counter

import pytest

from eval.bench.load import Load, Seen, load, ready, summary
from eval.server import ROOT, Server, free_port, wait_for


@pytest.fixture(scope="module")
def server():
    """The window over the scripted assistant, whose writer takes an eighth of a second."""
    port = free_port()
    command = [sys.executable, "-m", "tests.fake_window", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ) as program:
        wait_for(f"http://127.0.0.1:{port}/", program)
        yield Server(f"http://127.0.0.1:{port}", program.pid)
        program.terminate()


def test_users_get_written_answers_and_quotations_before_them(server):
    what = Load(users=6, seconds=3, rate=0, written=True)
    ready(server, written=True)
    seen = asyncio.run(load(server, ["What is GIDL?", "nothing"], what))
    assert seen.errors == [] and seen.outcomes["written"] > 2 and seen.outcomes["not in glossary"] > 2
    assert len(seen.answers) == 6 and max(seen.places) >= 1
    found = summary(seen, what)
    assert found["quotation_s"]["p50"] < found["whole_answer_s"]["p95"]
    assert found["memory_mb"]["most"] > 50 and found["fairness"] >= 1


def test_a_rate_is_kept_by_all_users_together(server):
    seen = asyncio.run(load(server, ["nothing"], Load(users=4, seconds=3, rate=6, written=False)))
    assert 6 <= sum(seen.answers.values()) <= 20 and seen.errors == []


def test_a_server_that_fails_is_reported(server):
    seen = asyncio.run(load(server, ["please fail"], Load(users=1, seconds=1, rate=0, written=False)))
    assert seen.outcomes["error"] >= 1 and seen.errors


def test_the_summary_of_what_was_seen():
    seen = Seen(quoted=[0.1] * 99 + [2.0], whole=[1.0], places=[3, 9], answers=Counter({0: 4, 1: 2}))
    seen.memory = [(0.0, 100.0), (30.0, 200.0), (60.0, 201.0), (90.0, 202.0), (120.0, 203.0)]
    seen.outcomes.update(quoted=6)
    found = summary(seen, Load(2, 120, 0, False))
    assert found["quotation_s"]["p50"] == 0.1 and found["furthest_place"] == 9 and found["fairness"] == 2.0
    assert found["memory_mb"] == {"warm": 200.0, "end": 203.0, "most": 203.0, "growth_a_minute": 2.0}
    assert summary(Seen(), Load(2, 120, 0, False))["fairness"] is None
