from eval.hand_written import entry_ids, is_even, named, parted
from eval.made_pairs import is_blind
from eval.verifier import Pair


def test_blind_pairs_and_even_ones_are_neither_learnt_nor_held_back(index):
    learnt, held = parted(index)
    entry_of = entry_ids(index)
    assert len(learnt) > 1_500 and len(held) > 150
    assert not any(is_even(pair) for pair in learnt + held)
    assert not any(is_blind(entry_of(pair)) for pair in learnt + held)
    assert not {entry_of(pair) for pair in learnt} & {entry_of(pair) for pair in held}


def test_pairs_are_named_by_the_term_of_their_entry(index):
    entry = next(iter(index.entries.values()))
    found = named([Pair("a", "", "", entry.header), Pair("b", "", "", "no entry")], index)
    assert [pair.header for pair in found] == [entry.term, "no entry"]
