"""What entries say of each other's subject: numbers that contradict, definitions that are missing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.lint.finding import Finding
from index.passages import sentence_spans
from index.repair import plain
from index.stated import Stated, contradicts, stated
from index.types import Entry

# Statements of one thing that each further one is compared with: "parameters" are counted in thousands of entries.
_MOST = 300

Said = tuple[Entry, str, Stated]
"""An entry, the piece of its body, and what that piece states."""


def contradictions(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Sentences of two entries that state different numbers of one thing; once for each two entries and thing."""
    seen: set[tuple[str, str, str, str]] = set()
    for said in _of_one_thing(entries).values():
        for place, (entry, excerpt, one) in enumerate(said):
            for other, _, another in said[:place][-_MOST:]:
                values = contradicts([another], [one])
                key = (other.id, entry.id, *(values or ("", "")))
                if values and other.id != entry.id and key not in seen:
                    seen.add(key)
                    says = f"'{values[1]}', but '{values[0]}' in {other.id}"
                    yield Finding("contradiction", entry.id, says, "look up which one is right", excerpt)


def _of_one_thing(entries: Sequence[Entry]) -> dict[str, list[Said]]:
    """What is stated, by the thing it is stated of; what several entries state in the same words, once."""
    found: dict[str, dict[Stated, Said]] = defaultdict(dict)
    for entry in entries:
        for block in entry.blocks:
            if not block.boilerplate and block.kind in ("paragraph", "bullet", "number", "table"):
                for start, end in sentence_spans(entry, block):
                    for one in stated(plain(entry.body[start:end])):
                        for what in one.what:
                            found[what].setdefault(one, (entry, entry.body[start:end], one))
    return {what: list(said.values()) for what, said in found.items()}


def undefined(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Entries without a sentence that defines them."""
    for entry in entries:
        if not entry.definition:
            yield Finding("no definition", entry.id, "no sentence says what it is", f"begin with '{entry.term} is ...'")
