"""TBX, the exchange format of terminologies (ISO 30042): version 2 (martif) and version 3 (tbx)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.sources.found import Fault, Found, Row, found_of
from index.sources.languages import rank
from index.sources.xml import local, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

CONCEPT, LANGUAGE = ("termEntry", "conceptEntry"), ("langSet", "langSec")
FACTS = ("Context", "Example", "Note")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_tbx(path: Path) -> Found:
    """The concepts of a file, in English where it has English, else in the first language it has."""
    rows = []
    faults = []
    for concept in _all(tree_of(path), CONCEPT):
        languages = {part.get(_LANG) or part.get("lang") or "": part for part in _all(concept, LANGUAGE)}
        if not languages:
            faults.append(Fault(concept.sourceline, "the concept has no language section (langSet, langSec)"))
            continue
        chosen = languages[min(languages, key=rank)]
        # What stands above the languages holds for all of them.
        parts = [chosen, *(part for part in concept if local(part) not in LANGUAGE)]
        term, *others = [_words(term) for term in _all(chosen, ("term",))] or [""]
        facts = tuple((label, _described(parts, label.lower())) for label in FACTS)
        text, category = _described(parts, "definition"), _described(parts, "subjectField")
        rows.append((concept.sourceline, Row(term, text, tuple(others), category, facts=facts)))
    return found_of("TBX", rows, faults)


def _described(parts: "Iterable[_Element]", kind: str) -> str:
    """The first description or note of a kind in some parts of a concept; "" where there is none."""
    for element in (element for part in parts for element in part.iter()):
        if (element.get("type") == kind or local(element) == kind) and (text := _words(element)):
            return text
    return ""


def _all(part: "_Element", names: Iterable[str]) -> "Iterator[_Element]":
    wanted = frozenset(names)
    return (element for element in part.iter() if local(element) in wanted)


def _words(element: "_Element") -> str:
    return " ".join("".join(element.itertext()).split())
