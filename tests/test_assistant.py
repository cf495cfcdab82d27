"""What is bound together, and that the writer's libraries are loaded for a writer only."""

import subprocess
import sys
from pathlib import Path

import pytest

from rag.assistant import load_assistant
from rag.search import search
from rag.types import ModelUnavailable

ROOT = Path(__file__).parents[1]


def test_both_ways_to_embed_rank_alike(index_folder):
    many, few = load_assistant(index_folder), load_assistant(index_folder, few=True)
    for words in ("drain leakage", "poisoned training data", "how is copper removed after plating?"):
        assert [hit.entry_id for hit in search(words, many, 5)] == [hit.entry_id for hit in search(words, few, 5)]


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
