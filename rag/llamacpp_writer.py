"""GGUF files through llama.cpp: the extra `llamacpp`, which compiles it for some minutes when it is installed."""

import os
from collections.abc import Generator, Sequence
from pathlib import Path
from threading import Lock

from rag.types import Message, ModelUnavailable
from rag.write import disarmed

MAX_NEW_TOKENS = 192  # some 140 words; an answer restates up to 120
CONTEXT = 2048  # tokens of prompt and reply
THREADS_AT_MOST = 8


class LlamaCppWriter:
    """A chat model in a GGUF file. One reply is written at a time; further ones wait for their turn.

    `ModelUnavailable` is raised where the extra is not installed or the file cannot be read.
    """

    def __init__(self, name: str, file: Path) -> None:
        try:
            from llama_cpp import Llama
        except ImportError as error:
            raise ModelUnavailable(
                f"{name!r} is a GGUF file, and the package that reads it is not installed; with a C++ compiler: "
                ".venv/bin/python -m pip install '.[llamacpp]'"
            ) from error
        self.name = name
        threads = min(len(os.sched_getaffinity(0)), THREADS_AT_MOST)
        try:
            self._model = Llama(str(file), n_ctx=CONTEXT, n_threads=threads, n_threads_batch=threads, verbose=False)
        except (ValueError, RuntimeError) as error:
            raise ModelUnavailable(f"llama.cpp cannot load the language model {name!r}: {error}") from error
        self._turn = Lock()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces as the model makes them, greedily decoded. Closing the iterator ends the generation."""
        chat = [{"role": message["role"], "content": disarmed(message["content"])} for message in messages]
        with self._turn:
            for chunk in self._model.create_chat_completion(
                chat, stream=True, temperature=0, max_tokens=MAX_NEW_TOKENS
            ):
                piece = chunk["choices"][0]["delta"].get("content")
                if piece:
                    yield piece
