from rag.alignment import align, subject_tokens, tokens
from rag.order import in_order
from rag.rules.statements import apart, flipped, misplaced, usurped


def measured(measure, claim, evidence, subject="Pottery"):
    said, shown = in_order(tokens(claim)), [*in_order(tokens(evidence)), *subject_tokens(subject)]
    return measure(said, shown, align(said, shown))


LIST = "Glazers mix coloured oxides; throwers shape heavy bowls on wheels."


def test_what_one_does_is_not_said_of_the_other():
    assert measured(misplaced, "Glazers shape heavy bowls on wheels.", LIST) == 1
    assert measured(misplaced, "Throwers shape heavy bowls on wheels.", LIST) == 0


def test_the_entry_does_not_take_the_place_of_the_evidences_own_subject():
    evidence = "Electric furnaces melt scrap glass within minutes."
    assert measured(usurped, "Pottery melts scrap glass within minutes.", evidence) > 0
    assert measured(usurped, "Electric furnaces melt scrap glass within minutes.", evidence) == 0


def test_a_label_that_names_a_sibling_is_a_subject_of_its_own():
    evidence = "Bone Porcelain: Fired twice at moderate heat."
    assert measured(usurped, "Bone China is fired twice at moderate heat.", evidence, "Bone China") > 0
    assert measured(usurped, "It is fired twice at moderate heat.", evidence, "Bone China") == 0


def test_opposites_stay_where_they_were():
    evidence = "Large bowls need lower heat; small cups need higher heat."
    assert measured(flipped, "Large bowls need higher heat.", evidence) == 1
    assert measured(flipped, "Large bowls need lower heat.", evidence) == 0


def test_neighbours_from_far_apart_are_counted():
    near = measured(apart, "Throwers shape heavy bowls.", LIST)
    assert near == 0 < measured(apart, "Throwers mix heavy oxides.", LIST) <= 1
