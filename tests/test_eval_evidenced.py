from eval.evidenced import Row, chosen, judged, nearest, read_together, table, written
from eval.made_evidence import NONE, Exercise, examples

FACTS = ("Kiln: The kiln is heated to 318 degrees by oak wood.", "Kiln: The kiln stands in the yard of the old mill.")
ASKED = Exercise("kiln", "How hot is the kiln?", FACTS, (0,), "It is heated to 318 degrees by oak wood.")
VAIN = Exercise("kiln", "Who built the kiln?", FACTS, (), NONE)


def test_a_reply_is_told_by_the_fact_that_its_words_are_from():
    right = judged(ASKED, "The kiln is heated to 318 degrees by oak wood.")
    assert (right.source, right.supported) == (0, True)
    other = judged(ASKED, "The kiln stands in the yard of the old mill.")
    assert (other.source, other.supported) == (1, False)
    made = judged(ASKED, "The kiln is heated to 900 degrees by oak wood.")
    assert (made.source, made.supported) == (0, False)


def test_a_refusal_is_right_where_nothing_answers_alone():
    assert (judged(VAIN, NONE).source, judged(VAIN, "The facts do not say").supported) == (-1, True)
    assert not judged(ASKED, NONE).supported


def test_a_writer_is_asked_behind_its_examples():
    asked = []

    class Echo:
        name = "echo"

        def stream(self, messages):
            asked.append(messages)
            yield "The facts do "
            yield "not say.\nAnd more"

    rows = list(written([VAIN, ASKED], Echo(), examples()))
    assert [row.reply for row in rows] == [NONE, NONE] and [row.supported for row in rows] == [True, False]
    assert [message["role"] for message in asked[0]] == ["system", *("user", "assistant") * 2, "user"]


def test_those_that_only_choose_are_counted_alike(assistant):
    rows = chosen([ASKED, VAIN], nearest(assistant))
    assert [row.source for row in rows][0] == 0 and [row.supported for row in rows] == [True, False]
    assert chosen([VAIN], lambda one: -1)[0].reply == NONE
    assert read_together(ASKED) in (-1, 0, 1)


def test_the_table_has_each_share_with_its_interval():
    rows = [
        Row("a", FACTS, (0,), "x", 0, True),
        Row("b", FACTS, (0,), "x", 1, False),
        Row("c", FACTS, (0,), NONE, -1, False),
        Row("d", FACTS, (), NONE, -1, True),
        Row("e", FACTS, (), "x", 0, True),
    ]
    said = table("some", rows)
    for part in (
        "refused without an answer 0.500",
        "refused with one 0.333",
        "from a fact that answers 0.333",
        "supported, of those that reply 0.500",
    ):
        assert part in said
