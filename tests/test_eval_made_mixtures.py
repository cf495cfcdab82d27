from random import Random

from eval.made_mixtures import Said, Sayings, added, entity, label, merged, neighbour

GIVEN = Sayings(
    [
        Said("kiln", "Kiln", "Kiln is an oven for hard clay that reaches high heat."),
        Said("kiln", "Kiln", "Heat: A kiln needs many hours to reach the heat for clay."),
        Said("kiln", "Kiln", "Danger: Thin walls of the kiln may crack when they cool quickly."),
        Said("oven", "Bread Kiln", "Bread Kiln is a stove for bread with a door of iron, which lowers cost."),
    ]
)


def some(kind, place=0):
    return {wrong for seed in range(60) if (wrong := kind(GIVEN, place, Random(seed)))}


def test_another_entry_is_named():
    assert "Bread Kiln is an oven for hard clay that reaches high heat." in some(entity)


def test_something_is_added_at_the_end():
    assert all(text.startswith(GIVEN.all[0].text.rstrip(".")) for text in some(added))
    assert len(some(added)) > 5


def test_beginnings_and_ends_are_merged():
    assert "Kiln is a stove for bread with a door of iron, which lowers cost." in some(merged)


def test_a_neighbour_is_a_sentence_of_the_same_entry():
    assert some(neighbour) == {GIVEN.all[1].text, GIVEN.all[2].text}


def test_labels_are_exchanged():
    assert some(label, 1) == {"Danger: A kiln needs many hours to reach the heat for clay."}
    assert some(label, 0) == set()
