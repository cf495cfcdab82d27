from eval.nuggets import found, short_vital_recall, strict, vital_recall
from eval.questions import Nugget
from tests.eval_fakes import case_of


def test_an_alternative_is_found_when_all_its_parts_occur():
    nugget = Nugget("fact", True, (("change", "data"), ("shift",)))
    assert found(nugget, "The DATA see a Change. [1]")
    assert found(nugget, "It is a shift.")
    assert not found(nugget, "It is a change.")


def test_only_vital_nuggets_count():
    nuggets = (Nugget("a", True, (("one",),)), Nugget("b", True, (("two",),)), Nugget("c", False, (("three",),)))
    case = case_of(nuggets=nuggets)
    assert vital_recall(case, "one three") == 0.5
    assert strict(case, "one three") == 0
    assert strict(case, "one two") == 1


def test_what_comes_after_120_words_does_not_count_in_the_short_recall():
    case = case_of(match=(("fact",),))
    assert short_vital_recall(case, "word [1] " * 119 + "fact") == 1
    assert short_vital_recall(case, "word [1] " * 120 + "fact") == 0
    assert vital_recall(case, "word [1] " * 120 + "fact") == 1
