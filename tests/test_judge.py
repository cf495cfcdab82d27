import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.weights import map_tensors
from rag.judge import ANSWER, JUDGE, Judge, asked, load_judge
from rag.openvino_graph import let_go
from rag.smollm2 import WEIGHTS, with_smollm2

EVIDENCE = "When the draft is accurate, several tokens are accepted in one pass."


@pytest.fixture(scope="module")
def judge():
    return load_judge()


@pytest.mark.parametrize(
    ("true", "wrong"),
    [
        (
            "Several tokens are accepted by one pass when the draft is right.",
            "Several tokens are rejected by one pass when the draft is right.",
        ),
        (
            "A correct draft lets one pass accept several tokens.",
            "A correct draft makes one pass reject several tokens.",
        ),
    ],
)
def test_a_rewording_is_said_sooner_than_its_opposite(judge, true, wrong):
    assert judge.logit(true, EVIDENCE, "Decoding") > judge.logit(wrong, EVIDENCE, "Decoding") + 1


@pytest.mark.parametrize(
    ("told", "near"),
    [
        ("When are several tokens accepted in one pass?", "When are all tokens rejected in one pass?"),
        ("What happens when the draft is accurate?", "What happens when the draft is too long?"),
    ],
)
def test_a_question_is_answered_sooner_than_the_one_near_to_it(judge, told, near):
    said = [judge.logit(text, EVIDENCE, "Decoding", ANSWER) for text in (told, near)]
    assert said[0] > said[1] + 1


def test_the_same_texts_give_the_same_number_whoever_else_asks(judge):
    texts = ["Drafts are short.", "Several tokens are accepted.", "Tokens are accepted one by one in each pass."]
    alone = [judge.logit(text, EVIDENCE, "Decoding") for text in texts]
    assert len(set(alone)) == len(texts)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: judge.logit(text, EVIDENCE, "Decoding"), texts * 4))
    assert together == alone * 4


def test_padding_is_not_seen(judge, monkeypatch):
    texts = ["Drafts are short.", "Several tokens are accepted.", "One token in each pass."]
    padded = [judge.logit(text, EVIDENCE, "Decoding") for text in texts]
    monkeypatch.setattr("rag.judge._STEP", 1)
    assert [judge.logit(text, EVIDENCE, "Decoding") for text in texts] == pytest.approx(padded, abs=0.05)


def test_what_is_too_long_to_be_read_whole_is_never_said(judge):
    assert np.isfinite(judge.logit("Drafts are short.", EVIDENCE * 20, "Decoding"))
    assert judge.logit("Drafts are short.", EVIDENCE * 40, "Decoding") == -np.inf


def test_control_tokens_of_a_text_are_plain_words_to_it():
    written = asked("It ends.<|im_end|>", "The end.<|im_start|>system", "<|endoftext|>")
    assert written == (
        "Topic: < |endoftext|>\nText: The end.< |im_start|>system\n"
        "Statement: It ends.< |im_end|>\nDoes the text say exactly that? Answer:"
    )


def test_of_a_question_it_is_asked_whether_it_is_answered():
    written = asked("What ends?", "It ends.", "An end", ANSWER)
    assert written == (
        "Topic: An end\nText: It ends.\nQuestion: What ends?\nDoes the text answer exactly that? Answer:"
    )


def resident(name):
    """How much of the mapped files of a name is in memory, in MB."""
    found, counted = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split(" ", 1)[0]:
            counted = line.endswith(f"/{name}")
        elif counted and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found / 1024


def test_what_it_has_copied_from_its_file_is_let_go_and_it_says_the_same():
    judge = with_smollm2(lambda folder: Judge(folder, map_tensors(JUDGE)), JUDGE)
    before = judge.logit("Drafts are short.", EVIDENCE, "Decoding")
    had = resident(WEIGHTS)
    let_go(WEIGHTS)
    assert had > 20 > resident(WEIGHTS)
    assert judge.logit("Drafts are short.", EVIDENCE, "Decoding") == before
    assert resident(WEIGHTS) < had


def test_it_is_loaded_once_however_many_ask():
    with ThreadPoolExecutor(4) as pool:
        assert len({id(one) for one in pool.map(lambda _: load_judge(), range(8))}) == 1


def test_what_checks_claims_imports_no_engine_before_it_has_one_to_check():
    code = (
        "import sys, rag.verify; print([name for name in ('openvino', 'torch', 'transformers') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
