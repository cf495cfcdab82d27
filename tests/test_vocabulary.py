import math

import pytest

from index.acronyms import beside
from index.vocabulary import Vocabulary, vocabulary_of
from tests.eval_fakes import entry_of, index_of


@pytest.fixture(scope="module")
def vocabulary():
    index = index_of()
    return vocabulary_of(index.entries.values(), index.passages)


def test_words_of_names_and_passages_are_counted(vocabulary):
    assert vocabulary.counts["kiln"] == 2
    assert vocabulary.counts["windows"] == 1
    assert "juggling" not in vocabulary.counts


def test_a_word_of_many_entries_tells_less_than_one_of_few(vocabulary):
    assert 0 < vocabulary.idf["drift"] < vocabulary.idf["kiln"] < vocabulary.rarest


def test_idf_is_smoothed_over_entries(vocabulary):
    assert vocabulary.idf["kiln"] == pytest.approx(math.log(4 / 1.5))


def test_stop_words_tell_nothing(vocabulary):
    assert "of" not in vocabulary.idf


def test_a_word_that_no_entry_has_weighs_most(vocabulary):
    assert vocabulary.weight(["juggl"]) == vocabulary.rarest


def test_coverage_is_the_share_of_the_weight_that_was_found(vocabulary):
    assert vocabulary.coverage(["drift", "kiln"], ["drift", "kiln", "oven"]) == 1
    assert vocabulary.coverage(["drift", "kiln"], ["oven"]) == 0
    assert vocabulary.coverage(["drift", "kiln"], ["drift"]) < 0.5 < vocabulary.coverage(["drift", "kiln"], ["kiln"])


def test_nothing_wanted_is_wholly_covered(vocabulary):
    assert vocabulary.coverage([], ["kiln"]) == vocabulary.coverage([], []) == 1


def test_what_is_saved_is_loaded_in_the_same_order(vocabulary, tmp_path):
    vocabulary.save(tmp_path)
    loaded = Vocabulary.load(tmp_path)
    assert loaded == vocabulary
    assert list(loaded.counts) == list(vocabulary.counts)


def test_the_words_beside_an_acronym_in_its_own_case_are_known():
    bodies = ("ZeRO stage 3 and ZeRO-Offload shard it.", "From zero memory, the ZeRO (Zero Redundancy Optimizer) way.")
    found = beside(["ZeRO", "AMP"], [entry_of(f"entry {n}", body) for n, body in enumerate(bodies)])
    assert found == {"ZeRO": ("offload", "stage"), "AMP": ()}
