import pytest

from rag.lexicon import SIDES, base, keys, opposite, root, synonymous


@pytest.mark.parametrize(("one", "other"), [("fast", "quickly"), ("kept", "preserves"), ("weaker", "weakens")])
def test_words_of_one_meaning(one, other):
    assert synonymous(base(one), base(other))


def test_siblings_are_not_of_one_meaning():
    assert not synonymous(base("encoder"), base("decoder")) and not synonymous(base("rows"), base("columns"))


def test_no_opposites_are_listed_as_synonyms():
    assert [(a, b) for one, other in SIDES for a in one for b in other if synonymous(a, b)] == []


def test_opposites_and_roots():
    assert opposite(base("upload"), base("downloads")) and not opposite(base("upload"), base("upload"))
    assert root(base("execution")) == root(base("executes"))


def test_words_that_share_a_key_are_synonymous():
    words = [base(word) for word in "fast quickly execution execute reduce decline encoder decoder kiln".split()]
    shared = [(a, b) for a in words for b in words if a < b and not keys(a).isdisjoint(keys(b))]
    assert (base("fast"), base("quickly")) in shared or (base("quickly"), base("fast")) in shared
    assert all(synonymous(one, other) for one, other in shared)
    assert keys("kiln") == {"kiln", "root kiln"}
