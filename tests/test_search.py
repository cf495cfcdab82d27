import pytest

from rag.search import define, search


@pytest.mark.parametrize(
    "name",
    ["GIDL", "gidl", "Gate-Induced Drain Leakage", "gate induced drain leakages", "Gate-Induced Drain Leakage (GIDL)"],
)
def test_an_entry_is_found_by_any_of_its_names(name, index):
    assert [entry.id for entry in define(name, index)] == ["gate-induced-drain-leakage-gidl"]


def test_every_entry_is_found_by_its_term(index):
    assert [entry.id for entry in index.entries.values() if entry not in define(entry.term, index)] == []


def test_a_name_of_several_entries_gives_them_all(index):
    found = {entry.id for entry in define("DDP", index)}
    assert {"distributed-data-parallelism-ddp", "dielectric-deposition-process-ddp-modeling"} <= found


@pytest.mark.parametrize("name", ["", "???", "juggling", "capital of France"])
def test_a_name_that_no_entry_has_gives_nothing(name, index):
    assert define(name, index) == ()


def test_words_find_the_entry_of_that_name_first(assistant):
    assert search("drain leakage gidl", assistant)[0].entry_id == "gate-induced-drain-leakage-gidl"


def test_misspelt_words_find_it_too(assistant):
    assert search("dopnat diffuson", assistant)[0].entry_id == "dopant-diffusion"


def test_the_limit_is_kept(assistant):
    assert len(search("gradient", assistant, limit=3)) == 3
    assert search("gradient", assistant, limit=3) == search("gradient", assistant)[:3]
