import pytest

from rag.shortened import shortened

EVIDENCE = "It bakes 318 red tiles in 7 hours, at full load."


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The kiln bakes tiles in 7 hours.", 1.0),
        ("It bakes 318 tiles.", 1.0),
        ("One can say that it bakes 318 tiles.", 1.0),
        ("It never bakes 318 tiles.", 0.0),
        ("Tiles bake the kiln.", 0.0),
        ("It bakes blue tiles.", 0.0),
    ],
)
def test_words_may_only_be_left_out(claim, expected):
    assert shortened(claim, EVIDENCE, "the Kiln") == expected
