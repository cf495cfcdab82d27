from random import Random

import pytest

from eval.made_typos import mistyped


def test_one_or_two_long_words_are_mistyped_and_no_others():
    text = "what does gradient clipping do to it"
    for seed in range(50):
        words = mistyped(text, Random(seed)).split()
        changed = [place for place, (one, other) in enumerate(zip(text.split(), words, strict=True)) if one != other]
        assert len(changed) <= 2 and set(changed) <= {2, 3}
        assert all(words[place][0] == text.split()[place][0] for place in changed)


def test_slips_are_of_all_four_kinds():
    found = {mistyped("gradient", Random(seed)) for seed in range(200)}
    assert "gadient" in found and "graddient" in found and "gardient" in found
    assert any(len(word) == 8 and sum(a != b for a, b in zip(word, "gradient", strict=True)) == 1 for word in found)


@pytest.mark.parametrize("text", ["", "a to be", "GPU x3d2f", "1234567 4K-8K"])
def test_what_has_no_long_word_stays(text):
    assert mistyped(text, Random(1)) == " ".join(text.split())
