"""MiniLM trained as a cross-encoder: does what is said follow from what is shown? Needs torch; what comes out does not.
On a GPU where torch has one.

The text is "[CLS] subject. evidence [SEP] claim [SEP]" (Devlin et al., arXiv 1810.04805); the logit is that of the
whole less the log-sum-exp of the doubts about each piece of the claim, so that one wrong word is enough.
rag.cross_encoder runs it afterwards and must give the same numbers.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from time import monotonic

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import BertModel, BertTokenizerFast

from eval.batches import batched
from eval.verifier import Pair
from index.embed import has_bf16, model_folder
from index.weights import Tensors, adapted

_CLS, _SEP, _HIDDEN = 101, 102, 384
_LONGEST, _LONGEST_CLAIM = 160, 100
_DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast a stage learns. The rate rises over the first tenth and falls to nothing over `epochs`, of
    which no more than `steps` batches are taken (all, if None)."""

    epochs: int
    rate: float
    seed: int
    steps: int | None = None
    batch: int = 32


class CrossEncoder(nn.Module):
    """MiniLM without its embeddings' training, and two heads of one row each, which begin at random by the seed."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.bert = BertModel.from_pretrained(str(model_folder()), add_pooling_layer=False, use_safetensors=True)
        for weights in self.bert.embeddings.parameters():
            weights.requires_grad = False
        for part in self.bert.modules():
            if isinstance(part, nn.Dropout):
                part.p = _DROPOUT
        self.whole, self.doubt = nn.Linear(_HIDDEN, 1), nn.Linear(_HIDDEN, 1)
        for head in (self.whole, self.doubt):
            nn.init.normal_(head.weight, std=0.02)
        self.to("cuda" if torch.cuda.is_available() else "cpu")

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.whole.weight.device

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """Logits of a batch, from ids, mask and kinds (0 evidence, 1 claim) of shape (texts, pieces), wherever these
        are."""
        ids, mask, kinds = (part.to(self.device) for part in (ids, mask, kinds))
        hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state.float()
        doubts = self.doubt(hidden).squeeze(-1).masked_fill((kinds == 0) | (mask == 0), -1e4)
        return torch.as_tensor(self.whole(hidden[:, 0]).squeeze(-1) - torch.logsumexp(doubts, 1))


def begun_with(model: CrossEncoder, base: Tensors, adapter: Tensors) -> None:
    """Give the model the weights of MiniLM as an adapter moves them, and the adapter's heads."""
    moved, state = adapted(base, adapter), model.state_dict()
    for name, weights in state.items():
        own = name.removeprefix("bert.")
        value = moved.get(own) if own != name else adapter.get(name)
        if value is not None:
            state[name] = torch.tensor(np.array(value, dtype=np.float32)).reshape(weights.shape)
    model.load_state_dict(state)


def low_rank(model: CrossEncoder, base: Tensors, rank: int) -> dict[str, NDArray[np.float16]]:
    """What the model has learnt, in fp16: of each matrix the product of two factors that is nearest to its change, of
    each vector all."""
    found: dict[str, np.ndarray] = {}
    for name, weights in model.state_dict().items():
        value = weights.detach().float().cpu().numpy()
        own = name.removeprefix("bert.")
        if not name.startswith("bert."):
            found[name] = value.reshape(-1)
        elif own.startswith("embeddings") or own not in base:
            continue
        elif value.ndim == 1:
            found[own] = value
        else:
            left, sizes, right = np.linalg.svd(value - base[own], full_matrices=False)
            root = np.sqrt(sizes[:rank])
            found[f"{own}.up"], found[f"{own}.down"] = left[:, :rank] * root, root[:, None] * right[:rank]
    return {name: np.ascontiguousarray(value, dtype=np.float16) for name, value in found.items()}


Read = tuple[list[int], list[int]]


def read(pairs: Sequence[Pair]) -> list[Read]:
    """Ids of the pieces of each pair, and to which side each belongs; a pair's header is read as its subject. Long
    evidence is cut, in training alone."""
    tokenizer = BertTokenizerFast.from_pretrained(str(model_folder()))

    @cache
    def ids(text: str) -> list[int]:
        return list(tokenizer(text, add_special_tokens=False)["input_ids"])

    found: list[Read] = []
    for pair in pairs:
        said = ids(pair.claim)[:_LONGEST_CLAIM]
        shown = ids(f"{pair.header}. {pair.evidence}")[: _LONGEST - len(said) - 3]
        found.append(([_CLS, *shown, _SEP, *said, _SEP], [0] * (len(shown) + 2) + [1] * (len(said) + 1)))
    return found


def logits(model: CrossEncoder, texts: Sequence[Read], batch: int = 64) -> NDArray[np.float64]:
    """What the model says of each text, in their order."""
    model.eval()
    found = np.zeros(len(texts))
    order = sorted(range(len(texts)), key=lambda place: len(texts[place][0]))
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            found[part] = model(*_padded([texts[place] for place in part])).cpu().numpy()
    model.train()
    return found


def label_of(pair: Pair) -> float:
    """What is learnt of a pair by its label: nearly 1 for a supported one, nearly 0 for another."""
    return 0.95 if pair.supported else 0.05


def train(model: CrossEncoder, labels: Sequence[float], texts: Sequence[Read], schedule: Schedule) -> Iterator[str]:
    """Teach the model the label of each text, a probability; a line on its progress every 50 batches."""
    torch.manual_seed(schedule.seed)
    random, begun, losses = Random(schedule.seed), monotonic(), []
    wanted = torch.tensor(labels, dtype=torch.float32, device=model.device)
    total = schedule.epochs * math.ceil(len(texts) / schedule.batch)
    optimizer = _optimizer(model)
    places, size = range(len(texts)), schedule.batch
    once = (batched(places, size, lambda place: len(texts[place][0]), random) for _ in range(schedule.epochs))
    epochs = (part for parts in once for part in parts)
    for step, part in enumerate(epochs, start=1):
        if schedule.steps and step > schedule.steps:
            return
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate * min(1.0, step / (0.1 * total), max(0.02, (total - step) / (0.9 * total)))
        with torch.autocast(model.device.type, torch.bfloat16, enabled=model.device.type != "cpu" or has_bf16()):
            said = model(*_padded([texts[place] for place in part]))
        loss = nn.functional.binary_cross_entropy_with_logits(said.float(), wanted[part])
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.detach())
        if step % 50 == 0 or step == total:
            yield f"step {step} of {total}, loss {torch.stack(losses[-50:]).mean():.3f}, {monotonic() - begun:.0f} s"


def _optimizer(model: CrossEncoder) -> torch.optim.Optimizer:
    learnt = [weights for weights in model.parameters() if weights.requires_grad]
    groups = [
        {"params": [weights for weights in learnt if weights.ndim > 1], "weight_decay": 0.01},
        {"params": [weights for weights in learnt if weights.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups)


def _padded(texts: Sequence[Read]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(ids) for ids, _ in texts)
    ids, mask, kinds = (torch.zeros(len(texts), longest, dtype=torch.long) for _ in range(3))
    for row, (own, sides) in enumerate(texts):
        ids[row, : len(own)], mask[row, : len(own)] = torch.tensor(own), 1
        kinds[row, : len(own)] = torch.tensor(sides)
    return ids, mask, kinds
