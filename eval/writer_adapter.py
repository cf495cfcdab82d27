"""A writer with an adapter of `eval.train_writer`: merged into SmolLM2's weights, asked as it was trained.

GGUF files have names of their own for a Llama model's matrices, and another order of rows in queries and keys
(llama.cpp's convert_hf_to_gguf).
"""

import re
import tempfile
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from rag.smollm2 import convert, supplied_gguf
from rag.types import LanguageModel, Message, ModelUnavailable

# All that a writer needs to be told which was trained on this one task.
BRIEF = "Restate."

_MODULES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
}
_OUTSIDE = {"token_embd.weight": "embed_tokens.weight", "output_norm.weight": "norm.weight"}
_BLOCK = re.compile(r"blk\.(\d+)\.(\w+)\.weight")
_FACT = re.compile(r"<fact>\n(.*)\n</fact>")
HEAD = 64  # rows of a head of SmolLM2


class TrainedWriter:
    """A writer that was trained to restate: of what it is asked it is given the fact alone."""

    def __init__(self, name: str, writer: LanguageModel) -> None:
        self.name = name
        self._writer = writer

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces."""
        return self._writer.stream(briefly(messages))


def load_trained(adapter: Path) -> TrainedWriter:
    """SmolLM2 with an adapter. Nothing is kept: the graph is made anew, which takes some ten seconds.

    `ModelUnavailable` is raised where the file cannot be read.
    """
    from rag.openvino_writer import OpenVinoWriter

    try:
        learnt = load_file(adapter)
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(f"{adapter} is no adapter that `make train-writer` made: {error}") from error
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "trained"
        convert(supplied_gguf(), made, lambda name: learnt_of(name, learnt))
        return TrainedWriter(str(adapter), OpenVinoWriter(str(adapter), made))


def briefly(prompt: Sequence[Message]) -> list[Message]:
    """A prompt of `rag.write.messages` without its task, examples and marks; one that is none stays as it is."""
    fact = _FACT.fullmatch(prompt[-1]["content"])
    if not fact:
        return list(prompt)
    return [{"role": "system", "content": BRIEF}, {"role": "user", "content": fact[1]}]


def learnt_of(gguf_name: str, learnt: Mapping[str, NDArray[np.float16]]) -> NDArray[np.float32] | float:
    """What is to be added to a matrix of the GGUF file: the product of two factors; 0 where nothing was learnt."""
    own = own_name(gguf_name)
    if f"{own}.up" not in learnt:
        return 0.0
    up, down = (learnt[f"{own}.{side}"].astype(np.float32) for side in ("up", "down"))
    return to_gguf(gguf_name, up @ down)


def own_name(gguf_name: str) -> str:
    """The name that transformers has for a tensor of a GGUF file. KeyError for one that a Llama model has not."""
    block = _BLOCK.fullmatch(gguf_name)
    return f"layers.{block[1]}.{_MODULES[block[2]]}.weight" if block else _OUTSIDE[gguf_name]


def to_gguf(gguf_name: str, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """A matrix in the order of GGUF: the rows of both halves of each head by turns."""
    if not gguf_name.endswith(("attn_q.weight", "attn_k.weight")):
        return rows
    return rows.reshape(-1, 2, HEAD // 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)
