from rag.synonyms import GROUPS


def test_every_group_has_two_words_or_more_and_none_twice():
    assert [group for group in GROUPS if len(group) < 2 or len(set(group)) < len(group)] == []
