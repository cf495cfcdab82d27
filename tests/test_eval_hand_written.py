from eval.hand_written import entry_ids, invented, is_even, named, parted
from eval.made_pairs import is_blind
from eval.verifier import Pair


def test_blind_pairs_and_even_ones_are_neither_learnt_nor_held_back(index):
    learnt, held = parted(index)
    entry_of = entry_ids(index)
    assert len(learnt) > 1_500 and len(held) > 150
    assert not any(is_even(pair) for pair in learnt + held)
    assert not any(is_blind(entry_of(pair)) for pair in learnt + held if not pair.id.startswith("i"))
    assert not {entry_of(pair) for pair in learnt} & {entry_of(pair) for pair in held}


def test_invented_texts_are_not_the_glossarys_and_are_learnt_from(index):
    made, (learnt, held) = invented(), parted(index)
    assert len(made) > 2_000 and learnt[-len(made) :] == made and not {pair.id for pair in made} & {p.id for p in held}
    known = {" ".join(entry.body.split()) for entry in index.entries.values()}
    assert not any(pair.evidence in body for pair in made for body in known)
    assert sum(bool(pair.supported) for pair in made) == len(made) / 2


def test_pairs_are_named_by_the_term_of_their_entry(index):
    entry = next(iter(index.entries.values()))
    found = named([Pair("a", "", "", entry.header), Pair("b", "", "", "no entry")], index)
    assert [pair.header for pair in found] == [entry.term, "no entry"]
