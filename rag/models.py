"""Language models that write answers: `load_writer` alone knows which kinds there are."""

import re
import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Lock, Thread

from rag.types import LanguageModel, Message, ModelUnavailable
from rag.verify import check
from rag.write import EXAMPLES, messages

SMOLLM2 = "smollm2"
OPENVINO_GRAPH = "openvino_model.xml"
GGUF = ".gguf"
ADDRESSES = ("http://", "https://")


def load_writer(name: str) -> LanguageModel:
    """The language model of that name: "smollm2", a folder with a model, a model hub's "owner/name", or the address of
    an OpenAI-compatible server (see `rag.server_writer`).

    A folder holds a model as OpenVINO or as transformers keeps it; a GGUF file needs the extra `llamacpp`. Nothing is
    fetched unless the name is a hub's and HF_HUB_OFFLINE is not set. Of transformers' models only safetensors are read,
    and no code of the model's own is run. `ModelUnavailable` says what is missing and how to mend it.
    """
    where = _place(name)
    # What is imported here takes seconds, which only those wait who have something written.
    if not where:
        from rag.smollm2 import with_smollm2

        return with_smollm2(lambda folder: _loaded(name, str(folder)))
    return _loaded(name, where)


def _loaded(name: str, where: str) -> LanguageModel:
    if where.startswith(ADDRESSES):
        from rag.server_writer import ServerWriter

        return ServerWriter(name)
    if where.endswith(GGUF):
        from rag.llamacpp_writer import LlamaCppWriter

        return LlamaCppWriter(name, Path(where))
    if (Path(where) / OPENVINO_GRAPH).is_file():
        from rag.openvino_writer import OpenVinoWriter

        return OpenVinoWriter(name, Path(where))
    from rag.transformers_writer import load_transformers

    return load_transformers(name, where)


def load_behind(name: str) -> "WriterBehind":
    """The same, but loaded by a thread of its own once `start` is called; a name that is none is refused at once."""
    _place(name)
    return WriterBehind(name, load_writer)


def is_ready(writer: LanguageModel | None) -> bool:
    """Whether a writer would begin at once; one that is still loading would not."""
    return not isinstance(writer, WriterBehind) or writer.is_ready


class WriterBehind:
    """A language model that is still loading. Who asks it to write waits for it; quotations do not."""

    def __init__(self, name: str, load: Callable[[str], LanguageModel]) -> None:
        self.name = name
        self._load = load
        self._begun = Lock()
        self._model: Future[LanguageModel | None] = Future()

    def start(self) -> None:
        """Begin to load, once. Where that fails, the reason is said on stderr and nothing is ever written."""
        if not self._begun.acquire(blocking=False):
            return
        Thread(target=self._work, name="writer-loads", daemon=True).start()

    @property
    def is_ready(self) -> bool:
        """Whether it has been loaded, or cannot be had."""
        return self._model.done()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply in pieces, as soon as the model is there. Raises ModelUnavailable where it cannot be had."""
        model = self._model.result()
        return model.stream(messages) if model else self._nothing()

    def _nothing(self) -> Generator[str, None, None]:
        yield from ()
        raise ModelUnavailable(f"{self.name} cannot be loaded; the terminal says why")

    def _work(self) -> None:
        fact, restated = EXAMPLES[1]
        try:
            model = self._load(self.name)
            # The first reply and the first check take a second longer than the others: nobody should wait for these.
            deque(model.stream(messages(fact)), maxlen=0)
            check(restated, fact, "")
            _let_go()
            self._model.set_result(model)
        except Exception as error:
            sys.stderr.write(f"Answers stay quotations, without a writer: {error}\n")
            self._model.set_result(None)


def _let_go() -> None:
    """Drop the files of weights from memory that the engines have copied from, some 200 MB."""
    from rag.openvino_graph import let_go
    from rag.smollm2 import WEIGHTS

    let_go(WEIGHTS)


def _place(name: str) -> str:
    """Where the model of that name is: a folder, file, address or hub's name; "" for the one that comes along."""
    place = Path(name).expanduser()
    if name == SMOLLM2:
        return ""
    if name.startswith(ADDRESSES):
        return name
    if name and (place.is_dir() or (place.suffix == GGUF and place.is_file())):
        return str(place)
    if re.fullmatch(r"[\w-][\w.-]*/[\w.-]+", name):
        return name
    raise ModelUnavailable(
        f"There is no language model {name!r}: use smollm2, the folder or GGUF file of a model, a hub's owner/name, "
        "or a server's address such as http://127.0.0.1:8000/v1#MODEL."
    )
