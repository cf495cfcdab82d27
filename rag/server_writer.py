"""A language model behind an OpenAI-compatible server (vLLM, llama.cpp, Ollama): the extra `server`.

Only the server that the user named is asked. Its key, where it wants one, is read from FACTORY_CHAT_LLM_KEY and kept
nowhere. All prompts begin alike, so a server that caches prefixes computes that beginning once.
"""

import os
from collections.abc import Generator, Sequence
from typing import Any

from rag.types import Message, ModelUnavailable

KEY = "FACTORY_CHAT_LLM_KEY"
MAX_TOKENS = 192  # some 140 words; an answer restates up to 120
# Seconds to reach the server, and between two pieces of a reply. Errors before the first piece are tried again, after a
# wait that doubles; a reply that breaks off is not, as what was written has been shown.
CONNECT, SILENCE, RETRIES = 5.0, 30.0, 2


class ServerWriter:
    """A model that a server runs. May write several replies at once; the server decides how many together.

    `name` is the address, "http://127.0.0.1:8000/v1", with the model behind a "#" where the server has several. Raises
    ModelUnavailable where the server cannot be reached, refuses the key or does not have the model.
    """

    def __init__(self, name: str) -> None:
        try:
            import openai
        except ImportError as error:
            raise ModelUnavailable(
                f"{name!r} is a server, and the package that speaks with it is not installed: "
                ".venv/bin/python -m pip install '.[server]'"
            ) from error
        self.name = name
        address, _, model = name.partition("#")
        self._errors = openai.OpenAIError
        self._client = openai.OpenAI(
            base_url=address,
            api_key=os.environ.get(KEY, "none"),
            timeout=openai.Timeout(SILENCE, connect=CONNECT),
            max_retries=RETRIES,
        )
        try:
            known = [one.id for one in self._client.models.list()]
        except self._errors as error:
            raise self._unavailable(error) from error
        if not known or (model and model not in known):
            raise ModelUnavailable(f"The server {address} has no model {model!r}; it has: {', '.join(known) or 'none'}")
        self._model = model or known[0]

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces, greedily decoded. Closing the iterator hangs up, which ends the generation there.

        Raises ModelUnavailable where the server fails, also in the middle of a reply.
        """
        asked: Any = list(messages)
        try:
            with self._client.chat.completions.create(
                messages=asked, model=self._model, stream=True, temperature=0, max_tokens=MAX_TOKENS
            ) as reply:
                ended = False
                for chunk in reply:
                    for choice in chunk.choices[:1]:
                        ended |= choice.finish_reason is not None
                        if choice.delta.content:
                            yield choice.delta.content
        except self._errors as error:
            raise self._unavailable(error) from error
        if not ended:  # llama-cpp-python does so, without an error, when it takes up somebody else's question
            raise ModelUnavailable(f"The server {self.name} broke its reply off")

    def _unavailable(self, error: Exception) -> ModelUnavailable:
        status = getattr(error, "status_code", None)
        if status in (401, 403):
            return ModelUnavailable(f"The server {self.name} refuses the key ({status}); set it with {KEY}=...")
        reason = f"status {status}" if status else str(error).rstrip(".")
        return ModelUnavailable(f"The server {self.name} does not answer: {reason}")
