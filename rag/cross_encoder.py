"""MiniLM as a cross-encoder: how far one text is borne out by another, both read as one: "subject. shown [SEP] said".

The embedding model's own weights, moved by a low-rank adapter (as in Hu et al., "LoRA", arXiv 2106.09685, but taken
from a full fine-tuning by singular values) that tells whether a sentence answers a question. weights/README.md is its
card.
"""

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.bert import Hidden, NumpyEncoder
from index.embed import model_folder
from index.minilm import Encoder
from index.once import once
from index.weights import Tensors, adapted, map_tensors

ANSWERS = Path(__file__).parent / "weights" / "answers.safetensors"
_CLS, _SEP = 101, 102
# Word pieces of both together. What is longer is not judged: it could rest on what is cut off.
_LONGEST = 256


class CrossEncoder:
    """The adapted model. Safe to call from several threads at once."""

    def __init__(self, folder: Path, tensors: Tensors, adapter: Tensors, encoder: Encoder) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._words = tensors["embeddings.word_embeddings.weight"]
        self._places = tensors["embeddings.position_embeddings.weight"]
        self._kinds = tensors["embeddings.token_type_embeddings.weight"]
        self._heads = adapter
        self._encoder = encoder

    def logit(self, said: str, shown: str, subject: str) -> float:
        """The log-odds, uncalibrated: of the whole text, less the most doubtful pieces of what is said (the logarithm
        of the sum of their exponentials). Minus infinity for texts that are too long."""
        first, second = (
            self._tokenizer.encode(text, add_special_tokens=False).ids for text in (f"{subject}. {shown}", said)
        )
        ids = [_CLS, *first, _SEP, *second, _SEP]
        if len(ids) > _LONGEST:
            return -np.inf
        kinds = np.repeat((0, 1), (len(first) + 2, len(second) + 1))
        inputs: Hidden = self._words[ids] + self._places[: len(ids)] + self._kinds[kinds]
        hidden = self._encoder(inputs[None], np.ones((1, len(ids)), dtype=np.bool_))[0]
        whole = hidden[0] @ self._heads["whole.weight"] + self._heads["whole.bias"]
        doubts = hidden[kinds == 1] @ self._heads["doubt.weight"] + self._heads["doubt.bias"]
        return float(whole[0] - np.logaddexp.reduce(doubts))


def load_cross_encoder(adapter: Path, few: bool = False) -> CrossEncoder:
    """The model moved by an adapter, loaded once: half a second, and some 100 MB beside the embedding model's mapped
    weights. Raises IndexRefused where these are not installed.

    `few` says that only a few texts will come: the first one is then read sooner, and many would be slower.
    """
    return _loaded(adapter, few)  # the cache would take a default and the same value given for two things


@once
def _loaded(adapter: Path, few: bool) -> CrossEncoder:
    folder = model_folder()
    tensors, moves = map_tensors(folder / "model.safetensors"), map_tensors(adapter)
    return CrossEncoder(folder, tensors, moves, _encoder(tensors, moves, few))


def _encoder(tensors: Tensors, moves: Tensors, few: bool) -> Encoder:
    if few:
        vectors = {name: value.astype(np.float32) for name, value in moves.items() if name in tensors}
        return NumpyEncoder({**tensors, **vectors}, moves)
    # A cold question to the terminal does without it: its import alone takes half a second.
    from index.openvino_bert import OpenVinoEncoder

    return OpenVinoEncoder(adapted(tensors, moves))
