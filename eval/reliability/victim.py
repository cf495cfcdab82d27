"""The programs that are killed: python -m eval.reliability.victim build SEEDS FOLDER | write FOLDER

Each says on stdout what it has done, a line at a time, so that what was acknowledged before it died is known.
"""

import sys
import threading
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.build import build
from index.store import DEFAULT_FOLDER
from index.types import Vectors
from index.words import raw_words
from rag.web.history import History
from rag.web.types import Conversation, Exchange

WRITERS = 4
_DIMENSIONS = 384


class HashedWords:
    """An embedder that takes no time, so that a build is mostly reading and writing, where a kill can do harm."""

    name = "hashed-words"
    weights = f"crc32 of {_DIMENSIONS}"
    max_pieces = 256

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows: counts of hashed words."""
        counts = np.full((len(texts), _DIMENSIONS), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in raw_words(text):
                counts[row, zlib.crc32(word.encode()) % _DIMENSIONS] += 1
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same, and a row for each word."""
        return self.embed(texts), tuple(self.embed(raw_words(text) or ["none"]) for text in texts)

    def embed_questions(self, texts: Sequence[str]) -> tuple[Vectors, tuple[Vectors, ...]]:
        """The same: questions are read as other texts are."""
        return self.embed_tokens(texts)

    def pieces(self, text: str) -> int:
        """Words, and two for the ends."""
        return 2 + len(raw_words(text))


def main(arguments: Sequence[str]) -> int:
    """Run one of the programs until it is done or killed."""
    if arguments[0] == "build":
        _say("begun")
        _say(build(Path(arguments[1]), Path(arguments[2]), HashedWords())[1].digest)
    else:
        write(Path(arguments[1]))
    return 0


def write(folder: Path) -> None:
    """Four readers, each in a thread: conversations of real answers, thumbs and deletions, without end.

    A line names what was acknowledged: "kept ID PLACE", "marked ID PLACE", "deleted ID".
    """
    # Their imports take seconds, which builds do without.
    from rag.answer import answer
    from rag.assistant import load_assistant

    history = History(folder)
    assistant = load_assistant(DEFAULT_FOLDER, few=True)
    done = Exchange("What is gettering?", "done", "done", answer=answer("What is gettering?", (), assistant))
    threads = [threading.Thread(target=_converse, args=(history, f"reader-{n}", done)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _converse(history: History, reader: str, done: Exchange) -> None:
    while True:
        talk = Conversation()
        for place in range(1, 6):
            exchange = replace(done, question=f"question {place} of {reader}")
            talk = history.save(reader, replace(talk, exchanges=(*talk.exchanges, exchange)), place)
            _say(f"kept {talk.id} {place}")
        history.mark(reader, talk.id, 1, replace(done, mark="down", word="kept"))
        _say(f"marked {talk.id} 1")
        gone = history.save(reader, Conversation("", (done,)), 1)
        history.delete(reader, gone.id)
        _say(f"deleted {gone.id}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
