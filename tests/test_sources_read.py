from pathlib import Path

import pytest

from index.sources.found import SourceError
from index.sources.read import read
from index.types import SeedError


def test_a_file_of_an_unknown_kind_names_those_that_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(SourceError, match=r"\.csv .*\.xlsx"):
        read(tmp_path / "a.png", "a.png", exact_pages=False)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<martif><text/></martif>", "TBX"),
        ("<mediawiki><page><title>a</title><revision><text>b</text></revision></page></mediawiki>", "MediaWiki"),
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://www.w3.org/2004/02/skos/core#">'
            '<s:Concept r:about="#a"><s:prefLabel>A</s:prefLabel></s:Concept></r:RDF>',
            "SKOS",
        ),
    ],
)
def test_xml_is_known_by_its_root(tmp_path: Path, text: str, form: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    assert read(tmp_path / "a.xml", "a.xml", exact_pages=False).form == form


def test_other_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<svg/>")
    with pytest.raises(SourceError, match="root <svg>"):
        read(tmp_path / "a.xml", "a.xml", exact_pages=False)


def test_a_page_is_exact_or_not_as_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kettle: a vessel.")
    assert read(tmp_path / "a.txt", "a.txt", exact_pages=False).entries[0].header == "Kettle"
    with pytest.raises(SeedError):
        read(tmp_path / "a.txt", "a.txt", exact_pages=True)
