import re
from itertools import combinations
from pathlib import Path

from index.repair import plain
from index.seeds import read_seeds
from index.types import Entry

ENTRIES = read_seeds(Path(__file__).parent.parent / "seeds").entries
MECHANISM = [e for e in ENTRIES if re.search(r"\*\*(Core Mechanism|Operating Principle)\*\*", e.body)]


def kept(entry: Entry) -> str:
    return " ".join(plain(entry.body[b.start : b.end]) for b in entry.blocks if not b.boilerplate)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_39_entries_follow_the_mechanism_templates_and_keep_four_to_six_blocks() -> None:
    assert len(MECHANISM) == 39
    for entry in MECHANISM:
        assert len([b for b in entry.blocks if not b.boilerplate]) == 5, entry.id


def test_a_template_entry_keeps_definition_mechanism_failure_calibration_and_its_last_clause() -> None:
    entry = next(e for e in ENTRIES if e.id == "data-anonymization")
    assert kept(entry) == (
        "Data Anonymization is process that irreversibly removes identifying information so individuals cannot be "
        "reasonably reidentified "
        "- Core Mechanism: Direct and indirect identifiers are transformed or removed using robust de-identification "
        "techniques. "
        "- Failure Modes: Weak anonymization can allow linkage attacks using external auxiliary datasets. "
        + plain(next(line for line in entry.body.split("\n") if line.startswith("- **Calibration**")))
        + " It enables lower-risk analytics when irreversible privacy protection is required."
    )


def test_an_opening_clause_with_words_of_its_own_is_kept() -> None:
    entry = next(e for e in ENTRIES if e.id == "dead-code-elimination")
    assert "It streamlines execution graphs and reduces unnecessary compute." in kept(entry)


def test_what_why_how_entries_lose_their_headings_only() -> None:
    family = [e for e in ENTRIES if "**How It Is Used in Practice**" in e.body and e not in MECHANISM]
    assert len(family) == 19
    assert {b.kind for e in family for b in e.blocks if b.boilerplate} == {"heading"}


def test_other_entries_have_no_boilerplate() -> None:
    assert sum(any(b.boilerplate for b in e.blocks) for e in ENTRIES) == 39 + 19


def test_without_boilerplate_no_two_entries_look_alike() -> None:
    texts = [shingles(kept(entry)) for entry in ENTRIES]
    assert max(len(a & b) / len(a | b) for a, b in combinations(texts, 2)) < 0.11


def test_semiconductor_is_left_only_where_it_is_the_topic() -> None:
    assert sum("semiconductor" in entry.body.lower() for entry in ENTRIES) == 14
    assert sum("semiconductor" in kept(entry).lower() for entry in ENTRIES) == 4
