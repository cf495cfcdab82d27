import pytest

from rag.one_fact import asks_one_fact
from rag.types import Turn
from rag.understand import understand


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Which metal does gettering keep away?", True),
        ("Within how many days does gettering end?", True),
        ("How do I tune RandAugment?", True),
        ("gettering metals", False),
        ("What is gettering?", False),
        ("Is gettering slow?", False),
        ("Which types of gettering exist?", False),
        ("What is gettering and who invented it?", False),
        ("Which metal does getering keep away?", False),  # read as another word
        ("what " + " ".join(f"word{n}" for n in range(20)), False),
    ],
)
def test_a_plain_question_for_one_fact(text, one, assistant):
    assert asks_one_fact(understand(text, (), assistant)) is one


def test_what_goes_on_with_the_one_before_is_read_in_any_case(assistant):
    follow_up = understand("Which metals does it keep away?", [Turn("What is gettering?", ("gettering",))], assistant)
    assert follow_up.follows and not asks_one_fact(follow_up)
