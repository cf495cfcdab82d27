import pytest

from rag.quote import quote
from rag.seek import seek
from rag.sides import lacks_a_side, on_subject, side_of, sides, speaks_of_another, speaks_of_both
from rag.types import Question
from rag.understand import understand
from tests.rag_fakes import entry_with

KILN, WHEEL = entry_with("**Kiln** is an oven.", "Kiln"), entry_with("**Wheel** is a table.", "Wheel")


def asked(text, *named):
    return Question(text, text, "compare", tuple((one,) for one in named))


def test_two_named_entries_are_the_sides_in_the_order_of_the_question():
    pair = sides(asked("wheel or kiln?", "wheel", "kiln"), (KILN, WHEEL))
    assert [side.name for side in pair] == ["Wheel", "Kiln"]
    assert [side_of(entry, "", "It turns.", pair) for entry in (KILN, WHEEL)] == [1, 0]


def test_what_is_labelled_with_one_side_is_about_it_in_whichever_entry_it_stands():
    pair = sides(asked("wheel or kiln?", "wheel", "kiln"), (KILN, WHEEL))
    assert [side_of(entry, "Kiln / oven", "It is hot, the wheel is not.", pair) for entry in (KILN, WHEEL)] == [1, 1]
    assert [side_of(entry, "Heat", "It is hot.", pair) for entry in (KILN, WHEEL)] == [1, 0]


def test_what_a_name_is_spelt_out_as_is_no_label_of_the_other_side():
    pair = sides(asked("data parallelism vs FSDP (Fully Sharded Data Parallel)"), (KILN, WHEEL))
    assert side_of(KILN, "FSDP (Fully Sharded Data Parallel)", "Each holds a shard.", pair) == 1
    assert side_of(KILN, "Data Parallel", "Each holds a copy.", pair) == 0
    pair = sides(asked("ddp vs FSDP (Fully Sharded Data Parallel)"), (KILN, WHEEL))
    called = "Distributed Data Parallel (DDP) Training"
    assert side_of(KILN, called, f"{called}: each holds a copy.", pair) == 0


def test_what_two_are_compared_in_is_no_part_of_the_second_ones_name():
    pair = sides(asked("raku vs salt firing for large pots"), (KILN, WHEEL))
    assert [side.name for side in pair] == ["raku", "salt firing"]


@pytest.mark.parametrize(
    "text",
    [
        "raku vs salt firing",
        "What is the difference between raku firing and salt firing?",
        "Compare raku with salt firing",
        "raku firing or salt firing?",
        "Is raku firing the same as salt firing?",
        "is raku the same thing as salt firing",
        "is raku much hotter than salt firing?",
    ],
)
def test_words_of_the_question_are_the_sides_within_one_entry(text):
    pair = sides(asked(text), (KILN,))
    assert side_of(KILN, "", "Raku cools in the open.", pair) == 0
    assert side_of(KILN, "", "Salt makes a glaze.", pair) == 1
    assert side_of(KILN, "", "Clay shrinks.", pair) is None
    assert speaks_of_both("Raku cools faster than salt.", pair)
    assert not speaks_of_both("Raku cools in the open.", pair)


def test_a_side_is_called_by_its_own_words_alone():
    pair = sides(asked("What is raku firing versus the salt firing?"), (KILN,))
    assert [side.name for side in pair] == ["raku firing", "salt firing"]


def test_without_names_or_words_the_two_best_entries_are_the_sides():
    pair = sides(asked("What separates them?"), (WHEEL, KILN))
    assert [side_of(entry, "", "It turns.", pair) for entry in (WHEEL, KILN)] == [0, 1]


@pytest.mark.parametrize(
    ("said", "another"),
    [
        ("Soda firing gives a glaze, as salt firing does.", True),
        ("Wood and gas firing are older.", False),  # "and" is in no name
        ("Raku firing is quick.", False),
        ("The firing takes a day.", False),
        ("Clay shrinks in the kiln during firing.", False),
        ("Clay shrinks.", False),
    ],
)
def test_a_sentence_that_begins_with_another_thing_of_the_kind_is_about_neither(said, another):
    assert speaks_of_another(said, sides(asked("raku firing vs salt firing"), (KILN,))) == another


def test_without_a_kind_that_both_are_of_nothing_is_another():
    assert not speaks_of_another("Soda firing gives a glaze.", sides(asked("wheel or kiln?"), (KILN, WHEEL)))


def test_things_that_only_share_what_stands_before_their_kind_are_no_others_of_it():
    pair = sides(asked("Compare clay drying and clay firing"), (KILN,))
    assert not speaks_of_another("Soft clay firing takes a day.", pair)
    assert not speaks_of_another("White clay is fine.", pair)


def test_what_stands_in_brackets_behind_a_name_is_not_its_kind():
    pair = sides(asked("raku firing vs salt firing (SF)"), (KILN,))
    assert speaks_of_another("Soda firing gives a glaze.", pair)


FIRING = entry_with("**Firing** hardens clay. Raku firing cools in the open, salt firing makes a glaze.", "Firing")
HOLDS_BOTH = entry_with("**Glaze** is glass. Salt firing makes one, raku firing cracks it.", "Glaze")
NAMED_BY_ONE = entry_with("**Raku Firing** is Japanese.", "Raku Firing")
SHARES_A_WORD = entry_with("**Salt Dough** is no clay. Salt it well before firing.", "Salt Dough")


def test_where_the_best_entry_has_both_sides_another_needs_more_than_one_word_of_them():
    pair = sides(asked("raku firing vs salt firing"), (FIRING,))
    about = [on_subject(entry, pair, FIRING) for entry in (FIRING, HOLDS_BOTH, NAMED_BY_ONE, SHARES_A_WORD, KILN)]
    assert about == [True, True, True, False, False]


def test_where_it_has_one_side_only_the_other_is_looked_for_by_its_name():
    pair = sides(asked("raku firing vs dough salting"), (NAMED_BY_ONE,))
    assert [on_subject(entry, pair, NAMED_BY_ONE) for entry in (NAMED_BY_ONE, SHARES_A_WORD, KILN)] == [
        *(True, True, False)
    ]


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("intrinsic vs extrinsic gettering", "gettering"),
        ("gidl vs subthreshold leakage", "gate-induced-drain-leakage-gidl"),
        ("data card vs model card", "data-card-documentation"),
        ("iron vs copper contamination", "gettering"),
        ("global max pooling vs average pooling", "global-pooling"),
    ],
)
def test_a_comparison_within_one_entry_stays_there(text, entry_id, assistant):
    claims = quote(seek(understand(text, (), assistant), assistant), assistant)
    assert {claim.citations[0].entry_id for claim in claims} == {entry_id}


def test_what_is_far_below_the_best_of_a_side_fills_nothing_up(assistant):
    claims = quote(seek(understand("write leveling vs read training", (), assistant), assistant), assistant)
    told = " ".join(claim.text for claim in claims)
    assert "Write Leveling: Adjusts" in told and "Read Training (Gate Training)" in told
    assert "179 GB/s" not in told and "Scientific papers" not in told


def test_a_side_that_is_called_as_an_entry_is_that_entry():
    firing = entry_with("**Raku Firing** is quick.", "Raku Firing")
    pair = sides(asked("Is raku the same as salt?"), (KILN, firing))
    assert [side.entry_ids for side in pair] == [frozenset([firing.id]), frozenset()]


@pytest.mark.parametrize(
    "question", ["Is a data clump the same as a god class?", "Is deduplication the same thing as filtering?"]
)
def test_each_side_of_what_may_be_the_same_has_its_definition(question, assistant):
    asked_now = understand(question, (), assistant)
    quoted = [claim.citations[0] for claim in quote(seek(asked_now, assistant), assistant)]
    entries = assistant.index.entries
    begins = {one.entry_id for one in quoted if one.start <= entries[one.entry_id].definition_at[0] < one.end}
    assert len(begins) >= 2 and len({assistant.index.concepts[one] for one in begins}) == 2


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Compare the Kiln with the Wheel", False),
        ("Compare Kiln with ALPR", True),
        ("kiln or ALPR?", True),
        ("kiln versus wheel", False),
        ("kiln versus fridge", True),
        ("kiln or fridge, what is better?", False),
        ("kiln at 900 degrees versus 1100C", False),
        ("kiln and wheel and how they differ", False),
        ("What is better?", False),
    ],
)
def test_a_side_that_no_source_has_is_noticed(text, lacks):
    sources = [frozenset(["kiln", "degre", "900"]), frozenset(["wheel"])]
    assert lacks_a_side(asked(text), sources) is lacks
    assert not lacks_a_side(Question(text, text, "open"), sources)
