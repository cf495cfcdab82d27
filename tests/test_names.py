from index.names import name_key, names_of
from index.store import Index
from tests.window_fakes import entry


def test_case_hyphens_and_plurals_do_not_matter() -> None:
    assert name_key("Gate-Induced Drain Leakages") == name_key("gate induced drain leakage")
    assert name_key("α-Particle") == name_key("alpha particles")


def test_digits_tell_names_apart() -> None:
    assert name_key("GPT-3") != name_key("GPT-4")


def test_pluses_tell_names_apart() -> None:
    assert len({name_key(name) for name in ("C", "C++", "Grad-CAM", "Grad-CAM++")}) == 4
    assert name_key("C++") == name_key("c plus plus")
    assert name_key("C+") == name_key("C")


def test_a_name_of_two_entries_gives_both_in_their_order() -> None:
    entries = [entry("p-a", "Poisoning", "poisoning, a", "A."), entry("p-b", "Poisonings", "poisonings, b", "B.")]
    assert names_of(entries) == {name_key("poisoning"): ("p-a", "p-b")}


def test_a_name_without_words_is_no_name() -> None:
    assert names_of([entry("x", "…", "x, y", "A.")]) == {}


def test_every_term_and_alias_of_the_glossary_leads_to_its_entry(index: Index) -> None:
    for one in index.entries.values():
        assert all(one.id in index.names[name_key(name)] for name in (one.term, *one.aliases))
    assert index.names[name_key("GIDL")] == ("gate-induced-drain-leakage-gidl",)
