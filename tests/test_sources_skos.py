from pathlib import Path

import pytest

from index.sources.found import SourceError
from index.sources.skos import read_skos

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://coffee.example/> .
:origin a skos:Concept ; skos:prefLabel "Herkunft"@de, "Origin"@en ; skos:altLabel "provenance"@en, "Ort"@de ;
  skos:definition "Where a coffee grew."@en ; skos:broader :bean .
:bean skos:prefLabel "Bean"@en .
:all a skos:ConceptScheme ; skos:prefLabel "All"@en .
"""


def test_concepts_come_in_english_with_their_names_and_relations(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE, "utf-8")
    found = read_skos(tmp_path / "a.ttl")
    assert [(entry.line, entry.header, entry.body) for entry in found.entries] == [
        (3, "Origin, provenance", "**Origin**: Where a coffee grew.\n- **Broader**: Bean")
    ]
    assert [(fault.line, fault.reason) for fault in found.faults] == [(4, "'Bean' has no text; write its definition")]


def test_rdf_with_entities_is_refused_before_they_are_resolved(tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_text(
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</r:RDF>'
    )
    with pytest.raises(SourceError, match="declares entities"):
        read_skos(tmp_path / "a.rdf")


def test_what_is_no_rdf_or_has_no_concept_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("this is not turtle")
    with pytest.raises(SourceError, match="no RDF of the form turtle"):
        read_skos(tmp_path / "a.ttl")
    (tmp_path / "a.ttl").write_text("<http://a.example/> <http://b.example/> 1 .")
    with pytest.raises(SourceError, match="no concept of SKOS"):
        read_skos(tmp_path / "a.ttl")
