from random import Random

from eval.made_roles import roles


def test_subject_and_object_are_exchanged():
    said = {roles("Dropout reduces overfitting of models.", Random(seed)) for seed in range(20)}
    assert "Overfitting of models reduces dropout." in said


def test_the_sides_of_a_hinge_are_exchanged():
    said = {roles("Training is slower than inference.", Random(seed)) for seed in range(30)}
    assert "Training is inference than slower." in said


def test_items_of_a_list_are_left_alone():
    assert {roles("Kilns, ovens, stoves, forges.", Random(seed)) for seed in range(30)} == {None}
