"""Model weights in safetensors: mapped into memory as they lie on the disk, and their identity."""

import hashlib
import json
import math
import mmap
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.types import IndexRefused

Tensors = Mapping[str, NDArray[np.float32]]
_KINDS = {"F32": "<f4", "F16": "<f2"}


def weights_hash(folder: Path) -> str:
    """sha256 over the safetensors files of a model folder, in the order of their names."""
    files = sorted(folder.rglob("*.safetensors"))
    if not files:
        raise IndexRefused(f"{folder} holds no *.safetensors weights. Name a sentence-transformers folder that does.")
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as handle:
            # Pieces, so that the weights are not held in memory twice.
            while piece := handle.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def map_tensors(file: Path) -> Tensors:
    """The tensors of a safetensors file by name, fp32 or fp16. Only what is read of them comes into memory.

    The format: 8 bytes of length, a JSON header of that length, the tensors' bytes. Raises IndexRefused for a file that
    breaks it.
    """
    try:
        with file.open("rb") as handle:
            # A private map: the engines ask for writable arrays, though none of them writes.
            data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_COPY)
        size = 8 + int.from_bytes(data[:8], "little")
        header = json.loads(data[8:size])
        return {
            name: np.frombuffer(
                data, _KINDS[about["dtype"]], math.prod(about["shape"]), size + about["data_offsets"][0]
            ).reshape(about["shape"])
            for name, about in header.items()
            if name != "__metadata__" and about["dtype"] in _KINDS
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexRefused(f"{file} is no safetensors file: {error}. Delete .venv and run: make setup") from error


def adapted(tensors: Tensors, adapter: Tensors) -> Tensors:
    """The weights with the adapter's low-rank products (NAME.up times NAME.down) added to those of the same name, and
    its vectors in the place of theirs (Hu et al., "LoRA", arXiv 2106.09685)."""
    moved = dict(tensors)
    for name, value in adapter.items():
        weight = name.removesuffix(".up")
        if weight != name:
            moved[weight] = tensors[weight] + value.astype(np.float32) @ adapter[f"{weight}.down"].astype(np.float32)
        elif name in tensors:
            moved[name] = value.astype(np.float32)
    return moved
