import pytest

from rag.rules.polarity import (
    denial_breaks,
    direction_breaks,
    negation_breaks,
    quantifier_breaks,
    without_names,
)


@pytest.mark.parametrize(
    ("claim", "evidence", "breaks"),
    [
        ("The potter needs no second firing.", "The glaze sets, bypassing a second firing.", False),
        ("The clay is fired without drying.", "The clay is not dried before it is fired.", False),
        ("The clay is not fired twice.", "The clay is fired twice.", True),
        ("Potters use wheels instead of moulds.", "Potters use wheels in addition to moulds.", True),
    ],
)
def test_what_is_denied_stays_denied(claim, evidence, breaks):
    assert negation_breaks(claim, evidence, "Pottery") == breaks


def test_what_is_set_aside_is_not_said():
    evidence = "The press shapes tiles with steam rather than water."
    assert denial_breaks("The press shapes tiles with water.", evidence, "Press")
    assert not denial_breaks("The press shapes tiles with steam, not water.", evidence, "Press")
    assert denial_breaks("The hearth is open.", "Unlike the open hearth, a kiln is closed.", "Kiln")


def test_an_opposite_breaks_unless_it_belongs_to_the_name():
    assert direction_breaks("Salt lowers the gloss.", "Salt raises the gloss.", "Salt")
    assert not direction_breaks("Salt increases the gloss.", "Salt raises the gloss.", "Salt")
    assert not direction_breaks("Slow Kiln fires quickly.", "It fires quickly.", "Slow Kiln")
    assert without_names("Slow Kiln fires quickly.", "Slow Kiln, SK").split() == ["fires", "quickly."]


@pytest.mark.parametrize(
    ("claim", "evidence", "breaks"),
    [
        ("All tiles are fired twice.", "Both tiles are fired twice.", False),
        ("Tiles must be dry.", "Dry tiles are required.", False),
        ("Every tile is dry.", "Some tiles are dry.", True),
        ("Tiles never crack without warning.", "Tiles often crack without warning.", True),
        ("Dust is the most common cause of cracks.", "Dust is one of the most common causes of cracks.", True),
    ],
)
def test_no_more_is_claimed_than_said(claim, evidence, breaks):
    assert quantifier_breaks(claim, evidence, "Tile") == breaks
