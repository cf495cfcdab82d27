from rag.alignment import align, tokens
from rag.strange import strange_words


def strange(claim, evidence):
    said, shown = tokens(claim), tokens(evidence)
    return strange_words(said, align(said, shown))


def test_what_nothing_accounts_for_is_strange():
    assert strange("The kiln bakes tiles and bananas.", "A kiln bakes tiles.") == ["bananas"]


def test_units_numbers_and_what_goes_without_saying_are_not():
    assert strange("In general, the kiln thus bakes tiles for 3 hours.", "A kiln bakes tiles (3 h).") == []
