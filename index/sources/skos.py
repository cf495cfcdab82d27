"""SKOS, the W3C's standard for thesauri (Simple Knowledge Organization System, 2009), in its RDF forms."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.sources.extra import extra
from index.sources.files import read_text
from index.sources.found import Found, Row, SourceError, found_of
from index.sources.languages import Said, best, in_best
from index.sources.xml import tree_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

FORMATS = {".ttl": "turtle", ".nt": "nt", ".n3": "n3", ".rdf": "xml", ".skos": "xml", ".xml": "xml"}
SKOS = "http://www.w3.org/2004/02/skos/core#"
TEXTS = (
    f"{SKOS}definition",
    f"{SKOS}scopeNote",
    "http://purl.org/dc/terms/description",
    "http://www.w3.org/2000/01/rdf-schema#comment",
)
RELATIONS = ("broader", "narrower", "related")


def read_skos(path: Path) -> Found:
    """The concepts of a SKOS file, in English where it has English, else in the first language it has."""
    rdflib = extra("rdflib")
    text, form = read_text(path), FORMATS[path.suffix.lower()]
    if form == "xml":
        tree_of(path)  # refuses entities before a parser that would resolve them reads the file
    try:
        graph = rdflib.Graph().parse(data=text, format=form)
    except Exception as error:  # each of the library's parsers raises its own
        why = " ".join(str(error).split())[:200]
        raise SourceError(f"is no RDF of the form {form} ({why}); mend it there") from error
    labelled = set(graph.subjects(rdflib.URIRef(f"{SKOS}prefLabel")))
    schemes = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SKOS}ConceptScheme")))
    concepts = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SKOS}Concept"))) | labelled
    lines = text.split("\n")
    placed = sorted((_line(str(concept), lines), concept) for concept in concepts - schemes)
    if not placed:
        raise SourceError("holds no concept of SKOS; its classes and labels must be skos:Concept and skos:prefLabel")
    return found_of("SKOS", [(line, _row(graph, concept)) for line, concept in placed], [])


def _line(name: str, lines: Sequence[str]) -> int:
    """The first line that has a concept's name; the library keeps no lines."""
    short = re.split(r"[#/]", name)[-1] or name
    whole = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])")
    return next((number for number, line in enumerate(lines, 1) if whole.search(line)), 1)


def _row(graph: "Graph", concept: "Node") -> Row:
    facts = [("Example", best(_said(graph, concept, f"{SKOS}example")))]
    for relation in RELATIONS:
        others = [best(_said(graph, other, f"{SKOS}prefLabel")) for other in _values(graph, concept, SKOS + relation)]
        facts.append((relation.capitalize(), ", ".join(sorted(filter(None, others)))))
    return Row(
        term=best(_said(graph, concept, f"{SKOS}prefLabel")),
        text=next(filter(None, (best(_said(graph, concept, name)) for name in TEXTS)), ""),
        aliases=tuple(
            name for label in ("altLabel", "hiddenLabel") for name in in_best(_said(graph, concept, SKOS + label))
        ),
        facts=tuple(fact for fact in facts if fact[1]),
    )


def _values(graph: "Graph", concept: "Node", name: str) -> "list[Node]":
    return list(graph.objects(concept, extra("rdflib").URIRef(name)))


def _said(graph: "Graph", concept: "Node", name: str) -> Said:
    literal = extra("rdflib").Literal
    values = [value for value in _values(graph, concept, name) if isinstance(value, literal)]
    return sorted((value.language or "", str(value)) for value in values)
