"""How far a claim follows from its evidence, read by MiniLM as one text: "subject. evidence [SEP] claim".

The embedding model's own weights, moved by a low-rank adapter that was trained on hand-written pairs (as in Hu et al.,
"LoRA", arXiv 2106.09685, but taken from a full fine-tuning by singular values). weights/README.md is its card.
"""

from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.bert import Hidden
from index.embed import model_folder
from index.minilm import Encoder
from index.weights import Tensors, adapted, map_tensors

ADAPTER = Path(__file__).parent / "weights" / "verifier.safetensors"
_CLS, _SEP = 101, 102
# Word pieces of both together. What is longer is not judged: a claim could rest on what is cut off.
_LONGEST = 256


class Entailment:
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

    def logit(self, claim: str, evidence: str, subject: str) -> float:
        """The log-odds that the claim follows, uncalibrated: of the whole text, less the claim's most doubtful pieces
        (the logarithm of the sum of their exponentials). Minus infinity for texts that are too long."""
        shown, said = (
            self._tokenizer.encode(text, add_special_tokens=False).ids for text in (f"{subject}. {evidence}", claim)
        )
        ids = [_CLS, *shown, _SEP, *said, _SEP]
        if len(ids) > _LONGEST:
            return -np.inf
        kinds = np.repeat((0, 1), (len(shown) + 2, len(said) + 1))
        inputs: Hidden = self._words[ids] + self._places[: len(ids)] + self._kinds[kinds]
        hidden = self._encoder(inputs[None], np.ones((1, len(ids)), dtype=np.bool_))[0]
        whole = hidden[0] @ self._heads["whole.weight"] + self._heads["whole.bias"]
        doubts = hidden[kinds == 1] @ self._heads["doubt.weight"] + self._heads["doubt.bias"]
        return float(whole[0] - np.logaddexp.reduce(doubts))


@cache
def load_entailment() -> Entailment:
    """The adapted model, loaded once: half a second, and 45 MB beside the embedding model's mapped weights."""
    # A cold question to the terminal is never verified and does without it.
    from index.openvino_bert import OpenVinoEncoder

    folder = model_folder()
    tensors = map_tensors(folder / "model.safetensors")
    adapter = map_tensors(ADAPTER)
    return Entailment(folder, tensors, adapter, OpenVinoEncoder(adapted(tensors, adapter)))
