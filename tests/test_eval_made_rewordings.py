from random import Random

from eval.made_rewordings import label_of, reworded

TEXT = "Benefit: Clipping reduces the risk of 3 failures (rare ones) when batches are large, which helps training."


def test_a_label_ends_at_its_colon():
    assert label_of(TEXT)[0] == "Benefit"
    assert label_of("Clipping reduces the risk.") is None


def test_the_same_draws_give_the_same_words():
    assert reworded(TEXT, "Clipping", Random(3)) == reworded(TEXT, "Clipping", Random(3))


def test_many_rewordings_differ_and_all_are_sentences():
    said = {reworded(TEXT, "Clipping", Random(seed)) for seed in range(60)}
    assert len(said) > 40
    assert all(text[-1] in ".!?" and text[0] == text[0].upper() and len(text.split()) >= 4 for text in said)


def test_numbers_stay_or_are_spelled_out():
    said = [reworded("The oven bakes 3 tiles in each hour.", "Oven", Random(seed)) for seed in range(40)]
    assert all("3" in text or "three" in text for text in said)


def test_some_turn_passive():
    said = [reworded("Clipping reduces the norm by half.", "Clipping", Random(seed)) for seed in range(60)]
    assert any("by clipping" in text for text in said)
