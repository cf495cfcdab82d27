"""SmolLM2 as a judge: does a text say what a statement says, does it answer a question?

The writer's own weights, moved by an adapter of low rank and read by a head of one row at the last token, which begins
as what tells " Yes" from " No". Far better at it than MiniLM (eval/LOG.md), and slower: for claims that a writer wrote,
and for answers that are in doubt when they are quoted. weights/README.md is its card.
"""

from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np

from index.once import once
from index.weights import Tensors, map_tensors
from rag.smollm2 import with_smollm2
from rag.write import disarmed

JUDGE = Path(__file__).parent / "weights" / "judge.safetensors"


class Task(NamedTuple):
    """What is held against a text, by its name, and what is asked of both."""

    name: str
    asked: str


CLAIM = Task("Statement", "Does the text say exactly that?")
ANSWER = Task("Question", "Does the text answer exactly that?")
# Tokens of a text and a statement. What is longer is not judged: it would be read by what it was not tried on.
_LONGEST = 448
# OpenVINO keeps what it compiled for each number of tokens: with every one of them 110 MB more than padded to
# multiples of this, and no faster. What follows the last token is not seen by it.
_STEP = 16


class Judge:
    """The adapted model. May be called from several threads; they are judged one after the other, on all cores.
    `ModelUnavailable` is raised where its weights cannot be had."""

    def __init__(self, folder: Path, learnt: Tensors) -> None:
        # What this imports takes a second, which only those wait who have something written.
        from rag.openvino_graph import reader

        self._request, self._tokenizer = reader(folder)
        self._head = learnt["head.weight"].astype(np.float32), float(learnt["head.bias"][0])
        self._turn = Lock()

    def logit(self, said: str, shown: str, subject: str, task: Task = CLAIM) -> float:
        """The log-odds, uncalibrated, that the text `shown`, which is about `subject`, says what is `said`, or answers
        it, by the task. Minus infinity for texts that are too long."""
        ids = self._tokenizer.encode(asked(said, shown, subject, task), add_special_tokens=False).input_ids.data
        size = ids.shape[1]
        if size > _LONGEST:
            return -np.inf
        padded = np.pad(ids, ((0, 0), (0, -size % _STEP)))
        given = {
            "input_ids": padded,
            "attention_mask": np.ones_like(padded),
            "position_ids": np.arange(padded.shape[1])[None],
            "beam_idx": np.zeros(1, np.int32),
        }
        with self._turn:
            self._request.reset_state()
            self._request.start_async(given)
            self._request.wait()
            last = np.array(self._request.get_output_tensor(0).data[0, size - 1], dtype=np.float32)
        weight, bias = self._head
        return float(last @ weight + bias)


def asked(said: str, shown: str, subject: str, task: Task = CLAIM) -> str:
    """What the judge reads: `opened` and `closed`, which are tokenized alike together or apart."""
    return opened(shown, subject, task) + closed(said, task)


def opened(shown: str, subject: str, task: Task) -> str:
    """The part for a text; much may be held against it."""
    return f"Topic: {disarmed(subject)}\nText: {disarmed(shown)}\n{task.name}:"


def closed(said: str, task: Task) -> str:
    """The part for a statement or a question."""
    return f" {disarmed(said)}\n{task.asked} Answer:"


@once
def load_judge() -> Judge:
    """The judge, loaded once: a second, and some 200 MB. Made ready first where it has never been, like the
    writer (announced)."""
    learnt = map_tensors(JUDGE)
    return with_smollm2(lambda folder: Judge(folder, learnt), JUDGE)
