"""What is bound together, and that the writer's libraries are loaded for a writer only."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.current import current
from index.embed import DEFAULT, load_embedder
from index.manifest import model_of
from index.types import IndexRefused
from rag.assistant import load_assistant
from rag.search import search
from rag.types import Hit, ModelUnavailable

ROOT = Path(__file__).parents[1]


def test_both_ways_to_embed_rank_alike(index_folder):
    # One computes in bf16 where the processor does, so two entries of nearly one score may change places.
    many, few = load_assistant(index_folder), load_assistant(index_folder, few=True)
    for words in ("drain leakage", "poisoned training data", "how is copper removed after plating?"):
        first, second = (search(words, one, 5) for one in (many, few))
        assert first[0].entry_id == second[0].entry_id
        assert _scores(first) == pytest.approx(_scores(second), abs=0.1)


def test_an_unknown_writer_is_refused(index_folder):
    with pytest.raises(ModelUnavailable, match="smollm2"):
        load_assistant(index_folder, "no such model")


def test_without_a_writer_no_deep_learning_library_is_imported():
    code = "import sys, app; from rag.assistant import load_assistant; load_assistant(app.DEFAULT_FOLDER)"
    code += (
        "; print(sorted({'torch', 'transformers', 'sentence_transformers', 'scipy', 'sklearn'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_only_the_model_that_the_index_names_is_loaded_and_the_usual_one_meanwhile(index_folder, tmp_path, monkeypatch):
    asked = []

    def noted(name=DEFAULT, few=False):
        asked.append((name, threading.current_thread() is threading.main_thread()))
        return load_embedder(few=few)

    monkeypatch.setattr("rag.assistant.load_embedder", noted)
    load_assistant(index_folder, few=True)
    assert asked == [(DEFAULT, False)]
    other = tmp_path / "index"
    shutil.copytree(index_folder, other)
    manifest = current(other) / "manifest.json"
    assert model_of(current(other)) == DEFAULT
    manifest.write_text(manifest.read_text().replace(DEFAULT, "another-model"))
    assert model_of(current(other)) == "another-model"
    with pytest.raises(IndexRefused):  # the manifest is damaged, which is found out before any model is loaded
        load_assistant(other, few=True)
    manifest.write_text("no manifest")
    with pytest.raises(IndexRefused):
        load_assistant(other, few=True)
    assert model_of(current(other)) == "" and len(asked) == 1


def _scores(hits: Sequence[Hit]) -> dict[str, float]:
    return {hit.entry_id: float(hit.score) for hit in hits}
