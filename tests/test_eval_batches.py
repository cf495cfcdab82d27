from random import Random

from eval.batches import AMONG, batched


def test_every_text_is_in_one_batch_among_such_of_its_length():
    texts = [number % 40 * "a" for number in range(3 * AMONG * 4 + 5)]
    made = batched(texts, 4, len, Random(1))
    assert sorted(text for batch in made for text in batch) == sorted(texts)
    assert sorted(map(len, made))[1:] == [4] * (len(made) - 1)
    spread = [max(map(len, batch)) - min(map(len, batch)) for batch in made]
    assert sum(spread) / len(spread) < 4


def test_the_order_is_that_of_the_seed():
    texts = [number * "a" for number in range(100)]
    made = batched(texts, 8, len, Random(1))
    assert made == batched(texts, 8, len, Random(1)) != batched(texts, 8, len, Random(2))
    assert [max(map(len, batch)) for batch in made] != sorted(max(map(len, batch)) for batch in made)
