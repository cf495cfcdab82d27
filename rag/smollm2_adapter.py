"""What SmolLM2 has learnt beside its own weights: an adapter of low rank (LoRA, arXiv 2106.09685), as the matrices of
its GGUF file take it.

GGUF files have names of their own for a Llama model's matrices, and another order of rows in queries and keys
(llama.cpp's convert_hf_to_gguf).
"""

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

HEAD = 64  # rows of a head of SmolLM2

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


def learnt_of(gguf_name: str, learnt: Mapping[str, NDArray[np.floating]]) -> NDArray[np.float32] | float:
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
