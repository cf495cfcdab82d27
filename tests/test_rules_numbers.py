import pytest

from rag.rules.numbers import binding_breaks, comparator_breaks, formula_breaks, number_breaks, numbers


def test_a_number_has_its_unit_and_its_comparator():
    found = [(one.value, one.unit, one.comparator) for one in numbers("At least 40 seconds, <5%, and up to 3 kg.")]
    assert found == [("40", "s", "atleast"), ("5", "%", "under"), ("3", "kg", "atmost")]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The oven has four chambers.", "A 4-chamber oven."),
        ("The plant has 12 billion bricks in stock.", "Stock: 12B bricks."),
        ("It bakes 10 to 20 times faster.", "10-20x faster baking"),
        ("The pause is 30 minutes.", "A pause of 30 min."),
        ("The glaze is 7 um thick.", "The glaze is 7 \u03bcm thick."),
        ("Output is 1300 tiles.", "Output: 1,300 tiles."),
    ],
)
def test_the_same_number_may_be_written_in_other_ways(claim, evidence):
    assert not number_breaks(claim, evidence, "Kiln")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The oven has five chambers.", "A 4-chamber oven."),
        ("The pulse lasts 80 \u03bcs.", "The pulse lasts 80 ns."),
        ("It rose by 5 percentage points.", "It rose by 5%."),
        ("One part in 10^{-6} is lost.", "One part in 10^{6} is lost."),
    ],
)
def test_another_value_or_unit_breaks(claim, evidence):
    assert number_breaks(claim, evidence, "Kiln")


@pytest.mark.parametrize(
    ("claim", "evidence", "breaks"),
    [
        ("The fire needs more than 900 degrees.", "The fire needs >900 degrees.", False),
        ("Batches of 50 tiles or more are fired at once.", "At least 50 tiles are fired at once.", False),
        ("Over 200 kilns are listed.", "200+ kilns are listed.", False),
        ("The size is 500 lines.", "The size is > 500 lines.", True),
        ("The fire needs less than 900 degrees.", "The fire needs more than 900 degrees.", True),
        ("At most 50 tiles are fired at once.", "At least 50 tiles are fired at once.", True),
    ],
)
def test_a_bound_is_kept(claim, evidence, breaks):
    assert comparator_breaks(claim, evidence, "Kiln") == breaks


def test_a_number_stays_with_its_words():
    evidence = "Firing takes 9 hours; drying takes 30 hours."
    assert binding_breaks("Drying takes 9 hours.", evidence.replace("hours", "h"), "Kiln")
    assert not binding_breaks("Drying takes 30 hours.", evidence, "Kiln")


def test_a_formula_divides_by_the_same():
    assert formula_breaks("Yield is bricks / clay.", "Yield is clay / bricks.", "Kiln")
    assert not formula_breaks("The yield equals clay / bricks.", "Yield is clay / bricks.", "Kiln")
