from rag.web.terms import linker, mentions, related, siblings, terms_of
from tests.window_fakes import entry, glossary

TERMS = terms_of(glossary())


def test_of_several_names_at_a_place_the_longest_counts() -> None:
    made = [entry("data", "Dataset", "dataset", "A."), entry("card", "Dataset Card", "dataset card", "B.")]
    terms = terms_of({one.id: one for one in made})
    text = "A dataset  cards file describes a dataset."
    found = [(text[one.start : one.end], one.ids) for one in mentions(text, terms)]
    assert found == [("dataset  cards", ("card",)), ("dataset", ("data",))]


def test_a_short_name_must_be_spelt_with_its_capitals() -> None:
    terms = terms_of({"gin": entry("gin", "GIN", "gin", "A network.")})
    assert [one.start for one in mentions("gin, Gin and GIN", terms)] == [13]


def test_a_name_is_meant_in_its_own_form_or_the_plural() -> None:
    made = [entry("dpt", "Data Parallel Training", "dpt", "A."), entry("card", "Data Card", "card", "B.")]
    terms = terms_of({one.id: one for one in made})
    text = "Data parallelism trains, data-parallel training and data cards"
    found = [text[one.start : one.end] for one in mentions(text, terms)]
    assert found == ["data-parallel training", "data cards"]


def test_an_acronym_within_a_symbol_is_no_name() -> None:
    terms = terms_of({"dg": entry("dg", "DG", "dg", "Domains.")})
    assert [one.start for one in mentions("|V_DG|, DG_2 and DG", terms)] == [17]


def test_an_acronym_is_a_link_only_to_an_entry_that_was_found_for_the_question() -> None:
    made = [entry("dsm", "DSM", "dsm", "Shared memory."), entry("card", "Dataset Card", "dataset card", "B.")]
    terms = terms_of({one.id: one for one in made})
    assert linker(terms, set(), frozenset())("DSM loss") == "DSM loss"
    assert 'class="term"' in linker(terms, set(), frozenset({"dsm"}))("DSM loss")
    assert 'class="term"' in linker(terms, set(), frozenset())("a dataset card")


def test_only_the_first_mention_is_a_link_and_the_entry_itself_is_none() -> None:
    link = linker(TERMS, {"gidl"}, frozenset())
    html = link("Data poisoning & <data poisoning> near gate-induced drain leakage")
    assert html.startswith('<a class="term" href="&#63;term&#61;data&#45;poisoning"')
    assert html.endswith("</a> &#38; &#60;data poisoning&#62; near gate&#45;induced drain leakage")
    assert link("data poisoning") == "data poisoning"


def test_siblings_bear_the_same_name() -> None:
    entries = TERMS.entries
    assert [one.id for one in siblings(entries["data-poisoning"], TERMS)] == ["data-poisoning-training"]
    assert siblings(entries["gidl"], TERMS) == []


def test_related_entries_are_named_in_the_body_or_share_the_category() -> None:
    made = [
        entry("a", "Alpha Test", "alpha, models", "It needs a beta test.", "models"),
        entry("b", "Beta Test", "beta", "B."),
        entry("c", "Gamma Test", "gamma, models", "C.", "models"),
        entry("d", "Delta Test", "delta, other", "D.", "other"),
    ]
    terms = terms_of({one.id: one for one in made})
    assert [one.id for one in related(made[0], terms)] == ["b", "c"]
    assert related(made[3], terms) == []
