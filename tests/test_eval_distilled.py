from dataclasses import replace

import numpy as np
import pytest

from eval.cross_encoder import Schedule, logits, read
from eval.distilled import Lessons, Teacher, begun, distilled, softened
from eval.train_claims import CLAIMS
from eval.verifier import Pair
from rag.cross_encoder import load_cross_encoder

SAID = ("hot", "made of brick", "an oven", "fired with wood", "cold", "made of glass", "a wheel", "fired with peat")
SHOWN = "A kiln is a hot oven of brick that is fired with wood."
PAIRS = [Pair(f"{number}", f"A kiln is {text}.", SHOWN, "Kiln", number < 4) for number, text in enumerate(SAID)]
QUICK = Schedule(epochs=3, rate=2e-4, seed=3, batch=4)
POOL = [Pair(f"p{number}", f"Kilns are {text}.", SHOWN, "Kiln") for number, text in enumerate(SAID[::2])]


def test_a_soft_label_is_the_teachers_and_with_a_label_three_tenths_of_that():
    odds = np.array([0.0, np.log(3), np.log(3)])
    labels = softened(odds, [POOL[0], PAIRS[0], PAIRS[-1]])
    assert labels == pytest.approx([0.5, 0.7 * 0.75 + 0.3 * 0.95, 0.7 * 0.75 + 0.3 * 0.05])


def test_what_is_written_says_what_the_student_says_and_it_has_learnt(tmp_path):
    out, student = tmp_path / "student.safetensors", begun(CLAIMS)
    teachers = [Teacher([(PAIRS, QUICK)], CLAIMS), Teacher([(PAIRS[:4], QUICK), (PAIRS, QUICK)])]
    lines = list(distilled(student, Lessons(PAIRS, POOL, PAIRS), teachers, out))
    assert lines[0] == "8 pairs with labels, 4 in the pool, 8 held back"
    measured = [line for line in lines if "AUC" in line]
    assert [line.partition(":")[0] for line in measured] == [
        "teacher 1 of 2",
        "teacher 2 of 2",
        "student",
        "as written",
    ]
    written, before = load_cross_encoder(out, few=True), load_cross_encoder(CLAIMS, few=True)
    said, old = ([model.logit(pair.claim, pair.evidence, "Kiln") for pair in PAIRS] for model in (written, before))
    assert logits(begun(out), read(PAIRS)) == pytest.approx(said, abs=0.02)
    # What two steps have learnt is of no low rank, so some of it is cut off.
    taught = logits(student, read(PAIRS))
    assert np.abs(taught - said).max() < 0.4 * np.abs(taught - old).max()


def test_the_student_learns_from_its_teachers_where_there_are_no_labels(tmp_path):
    pool = [replace(pair, supported=None) for pair in PAIRS]

    def apart(supported):
        """How much more a student believes the first four, whose teacher was told this of them."""
        told = [replace(pair, supported=pair.supported == supported) for pair in PAIRS]
        student = begun(CLAIMS)
        lessons, teacher = Lessons((), pool, PAIRS), Teacher([(told, QUICK)], CLAIMS)
        list(distilled(student, lessons, [teacher], tmp_path / "student.safetensors"))
        said = logits(student, read(PAIRS))
        return said[:4].mean() - said[4:].mean()

    assert apart(True) > apart(False) + 0.1
