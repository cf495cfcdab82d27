from rag.web.find import find
from tests.window_fakes import assistant

INDEX = assistant().index
ENTRIES = INDEX.entries.values()


def test_words_find_names_by_their_beginnings_in_any_order() -> None:
    found = find("leak induc", ENTRIES, INDEX)
    assert ([one.id for one in found.entries], found.named) == (["gidl"], 1)


def test_a_misspelt_word_is_read_as_the_nearest_of_a_name() -> None:
    found = find("data poisonig", ENTRIES, INDEX)
    assert found.read_as == "data poisoning"
    assert [one.id for one in found.entries[: found.named]] == ["data-poisoning", "data-poisoning-training"]


def test_short_words_are_not_mended() -> None:
    assert find("gat3", ENTRIES, INDEX).read_as == "gate"
    assert find("dxt", ENTRIES, INDEX).entries == ()


def test_words_of_the_text_find_entries_after_the_named_ones() -> None:
    found = find("triggers", ENTRIES, INDEX)
    assert ([one.id for one in found.entries], found.named) == (["data-poisoning-training"], 0)
