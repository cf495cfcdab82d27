import numpy as np
import pytest

from index.concepts import SAME, concepts_of

# Entries a to d, one passage each; a and b mean nearly the same, c something else, d is between b and c.
AXES = {"a": (1.0, 0.0), "b": (0.9, 0.4359), "c": (0.0, 1.0), "d": (0.6, 0.8)}


def concepts(names, ids="abcd", owner=None):
    vectors = np.array([AXES[one] for one in ids], dtype=np.float32)
    return concepts_of(ids, names, vectors, np.arange(len(ids)) if owner is None else owner)


def test_entries_of_one_name_that_mean_the_same_are_one_concept():
    found = concepts({"drift": ("a", "b")})
    assert found["a"] == found["b"]
    assert len({found["a"], found["c"], found["d"]}) == 3


def test_one_name_with_two_meanings_is_two_concepts():
    assert AXES["a"][0] * AXES["c"][0] < SAME
    found = concepts({"ddp": ("a", "c")})
    assert found["a"] != found["c"]


def test_likeness_without_a_common_name_makes_no_concept():
    assert len(set(concepts({"one": ("a",), "other": ("b",)}).values())) == 4


def test_what_is_one_with_the_same_third_is_one():
    found = concepts({"x": ("a", "b"), "y": ("b", "d"), "z": ("d", "c")})
    assert len(set(found.values())) == 1
    assert found == concepts({"z": ("d", "c"), "y": ("b", "d"), "x": ("a", "b")})


def test_the_mean_of_all_passages_counts_and_an_entry_without_passages_is_alone():
    # a has the passages along both axes, so its mean lies on the diagonal; b has none.
    vectors = np.array([(1, 0), (0, 1), (0, 1)], dtype=np.float32)
    found = concepts_of("abc", {"n": ("a", "b", "c")}, vectors, np.array([0, 0, 2]))
    assert found["a"] == found["c"] != found["b"]


@pytest.mark.parametrize("name", ["ddp", "gradient clip"])
def test_the_seeds_concepts_are_told_apart(name, index):
    found = {index.concepts[entry_id] for entry_id in index.names[name]}
    assert len(index.names[name]) > 1
    assert len(found) == (2 if name == "ddp" else 1)


def test_every_entry_has_a_concept(index):
    assert set(index.concepts) == set(index.entries)
