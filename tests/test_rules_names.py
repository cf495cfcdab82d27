from rag.rules.names import name_breaks, repetition_breaks


def test_a_name_must_be_known():
    assert name_breaks("The glaze was made by Spode.", "The glaze was made by Meissen.", "Glaze")
    assert not name_breaks("CNCs cut the tiles.", "A computer numerical control cuts the tiles.", "Tile")
    assert not name_breaks("In summer, Cutting starts early.", "Sawing starts early in summer.", "Tile")


def test_words_said_in_circles_are_seen():
    circles = "The kiln is hot, and the hot kiln fires hot kiln tiles, so the hot kiln is hot."
    assert repetition_breaks(circles, "The hot kiln fires tiles.", "Kiln")
    assert not repetition_breaks("The hot kiln fires tiles.", "The hot kiln fires tiles.", "Kiln")
