import pytest

from index.stated import contradicts, stated


def values(one, other):
    return contradicts(stated(one), stated(other))


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "WSE-3: 850,000 AI cores on single wafer, 2.6 trillion transistors",
            "900,000 cores on a single wafer-scale die.",
            ("850,000 AI cores", "900,000 cores"),
        ),
        (
            "AutoAugment (Google, 2019) used reinforcement learning.",
            "AutoAugment (Google, 2018): uses reinforcement learning.",
            ("AutoAugment (Google, 2019)", "AutoAugment (Google, 2018)"),
        ),
        (
            "ZeRO Stage 1 (Gradient Partitioning): Gradients are split across GPUs, which saves memory.",
            "ZeRO partitions optimizer states (Stage 1), gradients (Stage 2) across GPUs to save memory.",
            ("stage 1: Gradient Partitioning", "stage 1: partitions optimizer states"),
        ),
    ],
)
def test_two_values_for_one_thing_contradict_each_other(one, other, found):
    assert values(one, other) == found
    assert values(other, one) == found[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("850,000 AI cores on single wafer", "1,472 independent cores per IPU, each running 6 threads."),
        ("850,000 AI cores on a single wafer", "The chip has 850,000 cores on one single wafer."),
        ("Gopher has 280 billion parameters.", "GLaM has 1.2 trillion parameters."),
        ("AutoAugment (Google, 2018)", "RandAugment (Google, 2019)"),
        (
            "ZeRO stage 2 (gradients) saves memory on GPUs",
            "ZeRO stage 2: gradients and optimizer states on GPUs, memory",
        ),
    ],
)
def test_two_things_or_one_value_do_not(one, other):
    assert values(one, other) is None
