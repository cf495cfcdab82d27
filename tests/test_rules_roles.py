import pytest

from rag.alignment import align, tokens
from rag.order import in_order
from rag.rules.roles import exchanged, swap_gain, turned


def measured(measure, claim, evidence):
    said, shown = in_order(tokens(claim)), in_order(tokens(evidence))
    return measure(said, shown, align(said, shown))


@pytest.mark.parametrize(
    ("claim", "evidence", "wrong"),
    [
        ("Hot ash causes grey spots.", "Grey spots cause hot ash.", True),
        ("Grey spots are caused by hot ash.", "Hot ash causes grey spots.", False),
        (
            "Careless drying is the main reason of cracked tiles.",
            "Cracked tiles are the main reason of careless drying.",
            True,
        ),
        ("Cheap old bricks avoid wasting heat.", "Avoids wasting heat on cheap old bricks.", True),
    ],
)
def test_the_two_sides_of_a_verb_stay(claim, evidence, wrong):
    assert (measured(turned, claim, evidence) >= 0.9) == wrong


def test_what_is_compared_with_what_stays():
    evidence = "A gas kiln fires tiles at lower cost than wood ovens."
    assert measured(exchanged, "Wood ovens fire tiles at lower cost than a gas kiln.", evidence) == 1
    assert measured(exchanged, "Tiles are fired at lower cost than in wood ovens by a gas kiln.", evidence) == 0


def test_an_exchange_of_two_words_that_mends_the_claim_speaks_against_it():
    evidence = "Red clay from northern pits makes strong roof tiles, white clay makes thin cups."
    assert measured(swap_gain, "Red clay from northern tiles makes strong roof pits.", evidence) >= 2.8
    assert measured(swap_gain, "Strong roof tiles are made of red clay from northern pits.", evidence) < 2.8
