import subprocess
import sys
from pathlib import Path

from eval.bench.plain import prepare
from index.embed import model_folder

ROOT = Path(__file__).parents[1]
TEXTS = ["Knitting wool keeps one warm.", "Transistors leak when their gates are thin.", "Kilns burn clay."]


def test_the_plain_program_prints_the_nearest_text(embedder, tmp_path):
    prepare(TEXTS, embedder.embed(TEXTS), tmp_path)
    command = [sys.executable, "-m", "eval.bench.plain", str(tmp_path), str(model_folder()), "How do transistors leak?"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"{TEXTS[1]}\n"
