"""The default writer's way to run: OpenVINO GenAI on the processor's cores, without torch or transformers.

Replies that are asked for at the same time are written in one batch (continuous batching), the prompt's beginning is
computed once (prefix caching), and what the prompt holds is drafted from it and checked in one step (prompt-lookup
decoding, Saxena 2023). Decoding is greedy, so none of the three changes the reply but where two words are as likely
as each other: sums over a batch of another size round otherwise.
"""

import sys
from collections.abc import Generator, Sequence
from itertools import count
from pathlib import Path
from threading import Lock

from rag.openvino_graph import COMPILED
from rag.types import Message, ModelUnavailable
from rag.write import disarmed

# On import OpenVINO reports itself to a server on the network, unless this package of its own is absent.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

import openvino_genai as genai  # noqa: E402

MAX_NEW_TOKENS = 192  # some 140 words; an answer restates up to 120
DRAFTED_TOKENS = 10  # a check of so many copied tokens costs little more than one token
MATCHED_TOKENS = 3  # so many tokens at the end of the reply are looked for in the prompt
BATCH = 8
# Of 32 tokens each, some 80 MB: eight prompts and replies of ten, and the common beginning. They are taken into use one
# after the other, so more of them only let a server's memory grow for longer.
BLOCKS = 112


class OpenVinoWriter:
    """A chat model in a folder of OpenVINO's. May write several replies at once, for several threads.

    There is no thread of its own: whoever waits for a piece of a reply computes the next step of all replies.
    `ModelUnavailable` is raised where OpenVINO cannot load it.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        schedule = genai.SchedulerConfig()
        schedule.num_kv_blocks = BLOCKS
        schedule.max_num_seqs = BATCH
        schedule.enable_prefix_caching = True
        try:
            how = {"prompt_lookup": True, "CPU_RUNTIME_CACHE_CAPACITY": COMPILED}
            self._pipeline = genai.ContinuousBatchingPipeline(folder, schedule, "CPU", how)
        except RuntimeError as error:
            raise ModelUnavailable(f"OpenVINO cannot load the language model {name!r}: {error}") from error
        self._tokenizer = self._pipeline.get_tokenizer()
        self._numbers = count()
        self._turn = Lock()
        self._config = genai.GenerationConfig()
        self._config.max_new_tokens = MAX_NEW_TOKENS
        self._config.do_sample = False
        self._config.num_assistant_tokens = DRAFTED_TOKENS
        self._config.max_ngram_size = MATCHED_TOKENS
        self._config.set_eos_token_id(self._tokenizer.get_eos_token_id())

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces of whole words; alone, the same messages give the same reply. It is begun at once.

        Closing the iterator ends the writing after the step under way.
        """
        chat = [{"role": message["role"], "content": disarmed(message["content"])} for message in messages]
        prompt = self._tokenizer.apply_chat_template(chat, add_generation_prompt=True)
        tokens = self._tokenizer.encode(prompt, add_special_tokens=False).input_ids
        with self._turn:
            reply = self._pipeline.add_request(next(self._numbers), tokens, self._config)
        return self._pieces(reply)

    def _pieces(self, reply: "genai.GenerationHandle") -> Generator[str, None, None]:
        tokens: list[int] = []
        sent = 0
        try:
            while new := self._more(reply):
                tokens += new
                text = self._tokenizer.decode(tokens)
                # The last word may still grow, and half a character is shown as a replacement character.
                whole = max(text.rfind(" "), text.rfind("\n")) + 1
                if whole > sent:
                    yield text[sent:whole]
                    sent = whole
            yield from filter(None, [self._tokenizer.decode(tokens)[sent:]])
        finally:
            reply.cancel()

    def _more(self, reply: "genai.GenerationHandle") -> list[int]:
        """The next tokens of a reply; none at its end."""
        while True:
            with self._turn:
                if reply.can_read():
                    return [token for part in reply.read().values() for token in part.generated_ids]
                if reply.get_status() != genai.GenerationStatus.RUNNING:
                    return []
                self._pipeline.step()
