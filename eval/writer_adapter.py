"""A writer with an adapter of `eval.train_writer`: merged into SmolLM2's weights, asked as it was trained."""

import re
import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load_file

from rag.smollm2 import convert, supplied_gguf
from rag.smollm2_adapter import learnt_of
from rag.types import LanguageModel, Message, ModelUnavailable

# All that a writer needs to be told which was trained on this one task.
BRIEF = "Restate."

_FACT = re.compile(r"<fact>\n(.*)\n</fact>")


class TrainedWriter:
    """A writer that was trained to restate: of what it is asked it is given the fact alone."""

    def __init__(self, name: str, writer: LanguageModel) -> None:
        self.name = name
        self._writer = writer

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces."""
        return self._writer.stream(briefly(messages))


def load_trained(adapter: Path) -> TrainedWriter:
    """SmolLM2 with an adapter. Nothing is kept: the graph is made anew, which takes some ten seconds.

    `ModelUnavailable` is raised where the file cannot be read.
    """
    from rag.openvino_writer import OpenVinoWriter

    try:
        learnt = load_file(adapter)
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(f"{adapter} is no adapter that `make train-writer` made: {error}") from error
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "trained"
        convert(supplied_gguf(), made, lambda name: learnt_of(name, learnt))
        return TrainedWriter(str(adapter), OpenVinoWriter(str(adapter), made))


def briefly(prompt: Sequence[Message]) -> list[Message]:
    """A prompt of `rag.write.messages` without its task, examples and marks; one that is none stays as it is."""
    fact = _FACT.fullmatch(prompt[-1]["content"])
    if not fact:
        return list(prompt)
    return [{"role": "system", "content": BRIEF}, {"role": "user", "content": fact[1]}]
