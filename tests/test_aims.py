import pytest

from rag.aims import aims
from rag.answer import answer


@pytest.mark.parametrize(
    ("question", "heading", "other"),
    [
        ("How do I avoid cracks?", "Prevention Strategies", "How to Detect Cracks"),
        ("What is the fix for cracks?", "Refactoring: Extract Class", "Tools"),
        ("How can I tell if it cracked?", "How to Detect Cracks", "Prevention Strategies"),
        ("What are the signs of a crack?", "Symptoms", "Calibration"),
        ("What can go wrong with a kiln?", "Failure Modes", "Core Mechanism"),
        ("downsides of kilns", "Trade-off", "Advantages"),
        ("What are the advantages of kilns?", "Why Kilns Matter", "Challenges"),
        ("Why do we need a kiln?", "Why Kilns Matter", "Key-Value Pairs"),
        ("Why should I care about kilns?", "Motivation", "Types"),
        ("How is a kiln evaluated?", "Metrics", "Types"),
        ("How do I choose a kiln?", "Selection Criteria", "History"),
        ("Why is tile-to-kiln firing useful?", "Why Firing?", "Types"),
        ("What is a kiln good for?", "Applications", "History"),
    ],
)
def test_what_is_asked_for_is_told_under_headings_of_its_own(question, heading, other):
    assert any(aim.search(heading) for aim in aims(question))
    assert not any(aim.search(other) for aim in aims(question))


@pytest.mark.parametrize("question", ["What is a kiln?", "Who invented the kiln?", "How many tiles does it hold?", ""])
def test_most_questions_have_no_such_aim(question):
    assert aims(question) == ()


@pytest.mark.parametrize(
    ("question", "heading_of"),
    [
        ("what are the signs of data leakage", "How to Detect Data Leakage"),
        ("how do I fix data clumps", "Refactoring: Introduce Parameter Object / Value Object"),
    ],
)
def test_the_part_of_the_entry_that_has_this_aim_is_quoted(question, heading_of, assistant):
    cited = [claim.citations[0] for claim in answer(question, (), assistant).quotation]
    own = [one for one in cited if one.entry_id == cited[0].entry_id]
    lines = assistant.read(assistant.index.place[cited[0].entry_id]).lines
    headings = [next(line.heading for line in lines if line.start <= one.start < line.end) for one in own]
    assert headings.count(heading_of) > 2
