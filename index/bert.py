"""BERT's encoder (Devlin et al., arXiv 1810.04805) in numpy: the way of a program that asks one question.

It needs no library but numpy and reads the weights where they lie, so a first vector is there after some ten
milliseconds; for many texts `index.openvino_bert` is four times faster.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from index.weights import Tensors

Hidden = NDArray[np.float32]
HEADS, EPSILON = 12, 1e-12


def depth(tensors: Tensors) -> int:
    """How many layers the weights have."""
    return sum(name.endswith("attention.self.query.weight") for name in tensors)


class NumpyEncoder:
    """Called with inputs (texts, pieces, dimensions) and a mask of the pieces that count, (texts, pieces), or that each
    piece sees, (texts, pieces, pieces); gives the last layer's vectors.

    An adapter's low-rank products (see `index.weights.adapted`) are taken as they are: added to the weights they would
    make a copy of these.
    """

    def __init__(self, tensors: Tensors, adapter: Tensors | None = None) -> None:
        self._tensors = tensors
        self._adapter = adapter or {}
        self._layers = depth(tensors)

    def __call__(self, inputs: Hidden, mask: NDArray[np.bool_]) -> Hidden:
        texts, pieces, size = inputs.shape
        hidden = self._normed(inputs.reshape(-1, size), "embeddings.LayerNorm")
        hide = np.where(mask, 0, -1e9).astype(np.float32).reshape(texts, 1, -1, pieces)
        for number in range(self._layers):
            layer = f"encoder.layer.{number}"
            heads = (texts, pieces, HEADS, size // HEADS)
            query, key, value = (
                self._linear(hidden, f"{layer}.attention.self.{part}").reshape(heads).transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            scores: Hidden = query @ key.swapaxes(2, 3)
            scores *= np.float32(1 / sqrt(heads[3]))
            context = (_softmax(scores + hide) @ value).transpose(0, 2, 1, 3).reshape(hidden.shape)
            attended = self._linear(context, f"{layer}.attention.output.dense")
            hidden = self._normed(attended + hidden, f"{layer}.attention.output.LayerNorm")
            wide = _gelu(self._linear(hidden, f"{layer}.intermediate.dense"))
            hidden = self._normed(self._linear(wide, f"{layer}.output.dense") + hidden, f"{layer}.output.LayerNorm")
        return hidden.reshape(inputs.shape)

    def _linear(self, rows: Hidden, name: str) -> Hidden:
        product: Hidden = rows @ self._tensors[f"{name}.weight"].T
        if f"{name}.weight.up" in self._adapter:
            up, down = (self._adapter[f"{name}.weight.{which}"].astype(np.float32) for which in ("up", "down"))
            product += (rows @ down.T) @ up.T
        product += self._tensors[f"{name}.bias"]
        return product

    def _normed(self, rows: Hidden, name: str) -> Hidden:
        centred = rows - rows.mean(axis=1, keepdims=True)
        centred /= np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
        return np.asarray(centred * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"])


def _softmax(scores: Hidden) -> Hidden:
    powers: Hidden = np.exp(scores - scores.max(axis=-1, keepdims=True))
    powers /= powers.sum(axis=-1, keepdims=True)
    return powers


def _gelu(values: Hidden) -> Hidden:
    """x * Phi(x). numpy has no erf: 7.1.26 of Abramowitz and Stegun (1964), whose error is below 1.5e-7."""
    size = np.abs(values)
    t = 1 / (1 + np.float32(0.3275911 / sqrt(2)) * size)
    tail = t * np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(factor)
        tail *= t
    tail *= np.exp(size * size * np.float32(-0.5))
    return np.asarray(np.maximum(values, 0) - np.float32(0.5) * size * tail)
