"""Chat models of the transformers library, run in this process on the processor's cores."""

import os
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    BatchEncoding,
    GenerationConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    StoppingCriteriaList,
    TextIteratorStreamer,
)
from transformers.utils import logging

from rag.types import Message, ModelUnavailable
from rag.write import disarmed

MAX_NEW_TOKENS = 192  # some 140 words; an answer restates up to 120
DRAFTED_TOKENS = 10  # prompt lookup: a check of so many copied tokens costs as much as one token


def load_transformers(name: str, where: str) -> "TransformersWriter":
    """A chat model of the transformers library, from a folder or (where no such folder exists) from the model hub."""
    offline = Path(where).is_dir() or os.environ.get("HF_HUB_OFFLINE", "0") not in ("", "0")
    # Elsewhere bfloat16 is emulated and several times slower than float32.
    native_bf16 = any(has is True and "bf16" in what for what, has in torch.cpu.get_capabilities().items())
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(min(len(os.sched_getaffinity(0)), 8))
    try:
        tokenizer = AutoTokenizer.from_pretrained(where, local_files_only=offline, trust_remote_code=False)
        model = AutoModelForCausalLM.from_pretrained(
            where,
            dtype=torch.bfloat16 if native_bf16 else torch.float32,
            use_safetensors=True,
            local_files_only=offline,
            trust_remote_code=False,  # left out, the library would ask for leave on the terminal
        )
    except (OSError, ValueError, ImportError) as error:
        raise ModelUnavailable(
            f"The language model {name!r} cannot be loaded; it must be a chat model of the transformers library with "
            f"safetensors weights, and a hub's name needs the network the first time. {type(error).__name__}: {error}"
        ) from error
    if tokenizer.chat_template is None:
        raise ModelUnavailable(f"The language model {name!r} has no chat template; name one made for chats.")
    return TransformersWriter(name, tokenizer, model.eval())


class TransformersWriter:
    """A chat model that runs in this process. One reply is written at a time; further ones wait for their turn."""

    def __init__(self, name: str, tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._model = model
        # The model's own settings may ask for sampling; a cited answer must come out the same each time.
        own = model.generation_config
        model.generation_config = GenerationConfig(
            bos_token_id=own.bos_token_id, eos_token_id=own.eos_token_id, pad_token_id=own.pad_token_id
        )
        self._queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces of whole words, greedily decoded; the same messages give the same reply.

        What the prompt holds is drafted from it (prompt-lookup decoding, Saxena 2023) and checked in one step.
        Closing the iterator ends the generation after the step under way.
        """
        control = [token.content for token in self._tokenizer.added_tokens_decoder.values() if token.special]
        chat = [{"role": message["role"], "content": disarmed(message["content"], control)} for message in messages]
        prompt = self._tokenizer.apply_chat_template(
            chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        pieces = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        closed = Event()
        task = self._queue.submit(self._generate, prompt, pieces, closed)
        try:
            yield from filter(None, pieces)
        finally:
            closed.set()
            if not task.cancel():
                task.result()

    def _generate(self, prompt: BatchEncoding, pieces: TextIteratorStreamer, closed: Event) -> None:
        def nobody_reads(tokens: torch.Tensor, scores: object, **_: object) -> torch.Tensor:
            return torch.full((tokens.shape[0],), closed.is_set(), dtype=torch.bool)

        try:
            self._model.generate(
                **prompt,
                streamer=pieces,
                stopping_criteria=StoppingCriteriaList([nobody_reads]),
                max_new_tokens=MAX_NEW_TOKENS,
                do_sample=False,
                prompt_lookup_num_tokens=DRAFTED_TOKENS,
            )
        except BaseException:
            pieces.end()  # or the reader would wait for ever
            raise
