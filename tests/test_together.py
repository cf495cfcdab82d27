"""FAISS, OpenVINO and torch each bring threads, and two of them an OpenMP of their own: in one process they must not
disturb each other (on other systems that is known to crash)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALONE = """
import os, numpy as np
from index.vectors import FlatVectors
rows = np.random.default_rng(0).standard_normal((20_000, 384), dtype=np.float32)
vectors = FlatVectors.of(rows)
vectors.cosines(rows[:1])
print(len(os.listdir("/proc/self/task")))
"""
TOGETHER = """
import sys
from concurrent.futures import ThreadPoolExecutor
if sys.argv[1] == "torch first":
    import torch
from index.embed import load_embedder
from index.vectors import FlatVectors
import numpy as np
embedder = load_embedder()
if sys.argv[1] == "torch last":
    import torch
texts = ["a diode", "a wafer", "an oven", "noise"]
vectors = FlatVectors.of(embedder.embed(texts))
square = torch.arange(250_000, dtype=torch.float32).reshape(500, 500) / 250_000
def work(number):
    found = vectors.search(embedder.embed([texts[number % 4]]), 1)[1][0, 0]
    return int(found), float((square @ square).sum())
alone = [work(number) for number in range(4)]
with ThreadPoolExecutor(4) as pool:
    together = list(pool.map(work, range(80)))
assert [found for found, _ in together] == [number % 4 for number in range(80)], together
assert np.allclose([total for _, total in together], alone[0][1], rtol=1e-4)
"""


def run(program: str, *arguments: str) -> str:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


def test_what_answers_take_from_faiss_runs_in_the_thread_that_asks_and_starts_none() -> None:
    assert run(ALONE).strip() == "1"


@pytest.mark.parametrize("order", ["torch first", "torch last"])
def test_faiss_openvino_and_torch_work_in_one_process_from_many_threads(order: str) -> None:
    run(TOGETHER, order)
