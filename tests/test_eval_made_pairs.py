from eval.made_pairs import is_blind, made_pairs, sayings

COUNT = 400


def test_half_of_the_pairs_are_true_and_every_one_differs_from_its_evidence(index):
    pairs = list(made_pairs(sayings(index, ()), COUNT, 7))
    assert len(pairs) in (COUNT, COUNT + 1)
    assert 0.45 < sum(bool(pair.supported) for pair in pairs) / len(pairs) < 0.6
    assert all(pair.claim not in pair.evidence for pair in pairs if not pair.supported)
    assert len({pair.kind for pair in pairs}) > 8


def test_the_same_seed_makes_the_same_pairs(index):
    given = sayings(index, ())
    assert list(made_pairs(given, 50, 7)) == list(made_pairs(given, 50, 7))


def test_blind_entries_and_what_is_taken_are_left_out(index):
    given = sayings(index, ())
    taken = given.all[0].text
    assert not any(is_blind(one.entry_id) for one in given.all)
    assert taken not in {one.text for one in sayings(index, (taken,)).all}
