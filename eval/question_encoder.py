"""MiniLM for questions: the glossary's vectors stay as they are, and what reads a question learns to come near them.

Needs torch; what comes out does not (see `index.embed`). Only low-rank products are learnt (Hu et al., "LoRA", arXiv
2106.09685), so that what is the same for a question and a sentence stays shared.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import normalize
from torch.nn.utils import parametrize
from transformers import BertModel, BertTokenizerFast

from index.embed import model_folder
from index.words import STOP_WORDS

RANK = 16
_LONGEST = 96


class LowRank(nn.Module):
    """Adds the product of two thin matrices to a weight; at first nothing."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        rows, columns = weight.shape
        self.up = nn.Parameter(torch.zeros(rows, RANK))
        self.down = nn.Parameter(torch.randn(RANK, columns) / math.sqrt(columns))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + self.up @ self.down


@dataclass(frozen=True, slots=True)
class Encoded:
    """Unit vectors of questions (questions, dimensions), of their pieces (questions, pieces, dimensions), and which
    pieces belong to content words."""

    vectors: Tensor
    pieces: Tensor
    content: Tensor


class QuestionEncoder(nn.Module):
    """all-MiniLM-L6-v2 whose layers' matrices are moved by learnt low-rank products."""

    def __init__(self) -> None:
        super().__init__()
        folder = str(model_folder())
        self.tokenizer = BertTokenizerFast.from_pretrained(folder)
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, use_safetensors=True)
        for weights in self.bert.parameters():
            weights.requires_grad = False
        # No dropout: it would move the vectors further than a few thousand questions can.
        self.bert.eval()
        for name, part in list(self.bert.named_modules()):
            if isinstance(part, nn.Linear) and name.startswith("encoder.layer"):
                parametrize.register_parametrization(part, "weight", LowRank(part.weight))
        words = self.tokenizer.convert_ids_to_tokens(list(range(self.tokenizer.vocab_size)))
        said = [word.lstrip("#").isalnum() and word not in STOP_WORDS for word in words]
        self.register_buffer("_said", torch.tensor(said))

    def forward(self, texts: Sequence[str]) -> Encoded:
        """As `index.minilm` reads them: the mean of the last layer, and the pieces of content words."""
        read = self.tokenizer(list(texts), padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt")
        hidden = self.bert(**read).last_hidden_state
        mask = read["attention_mask"]
        means = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        content = self.get_buffer("_said")[read["input_ids"]] & (mask == 1)
        return Encoded(normalize(means, dim=-1), normalize(hidden, dim=-1), content)

    def adapter(self) -> dict[str, NDArray[np.float16]]:
        """What was learnt, in fp16, named as `index.weights.adapted` wants it."""
        found: dict[str, NDArray[np.float16]] = {}
        for name, part in self.bert.named_modules():
            if isinstance(part, LowRank):
                weight = name.removesuffix(".parametrizations.weight.0")
                for which, value in (("up", part.up), ("down", part.down)):
                    found[f"{weight}.weight.{which}"] = value.detach().numpy().astype(np.float16)
        return found
