from dataclasses import replace

from rag.types import Answer
from rag.web.revive import revive
from tests.window_fakes import assistant, glossary, scripted_steps

ENTRIES = glossary()


def answered() -> Answer:
    *_, last = scripted_steps("What is GIDL?", (), replace(assistant(), writer=None))
    assert last.answer
    return last.answer


def test_over_the_same_entries_nothing_changes() -> None:
    assert revive(answered(), ENTRIES) == answered()


def test_a_quote_that_has_moved_is_found_again() -> None:
    moved = replace(ENTRIES["gidl"], body="New words. " + ENTRIES["gidl"].body)
    alive = revive(answered(), {**ENTRIES, "gidl": moved})
    cited = [citation for claim in alive.claims for citation in claim.citations]
    assert len(cited) == 4
    assert all(moved.body[one.start : one.end] == one.quote for one in cited)


def test_a_quote_that_is_gone_takes_its_claim_along_and_a_note_says_so() -> None:
    changed = replace(ENTRIES["gidl"], body=ENTRIES["gidl"].body.replace("It grows", "It shrinks"))
    alive = revive(answered(), {**ENTRIES, "gidl": changed})
    assert len(alive.claims) == 3
    assert alive.question.notes[-1] == "1 of 4 statements left out: their source has changed since"


def test_entries_that_are_gone_are_neither_cited_nor_offered() -> None:
    alive = revive(replace(answered(), nearest=("gidl", "data-poisoning")), {"gidl": ENTRIES["gidl"]})
    assert [hit.entry_id for hit in alive.hits] == ["gidl"] and alive.nearest == ("gidl",)
    alive = revive(answered(), {})
    assert (alive.claims, alive.quotation, alive.hits) == ((), (), ())
