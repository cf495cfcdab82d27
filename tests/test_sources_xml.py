from pathlib import Path

import pytest

from index.sources.found import SourceError
from index.sources.xml import elements, local, root_name, tree_of

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a><p>&c;</p></a>'


def test_entities_are_refused_and_never_resolved(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LAUGHS)
    with pytest.raises(SourceError, match="declares entities"):
        tree_of(tmp_path / "a.xml")
    with pytest.raises(SourceError, match="declares entities"):
        list(elements(tmp_path / "a.xml", "p"))


def test_a_file_beyond_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "a.xml").write_text(f'<!DOCTYPE a [<!ENTITY s SYSTEM "{tmp_path}/secret">]><a><p>&s;</p></a>')
    with pytest.raises(SourceError, match="declares entities"):
        tree_of(tmp_path / "a.xml")


def test_elements_come_one_by_one_and_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a xmlns='urn:x'><p>1</p><p>2</p></a>")
    assert root_name(tmp_path / "a.xml") == "a"
    assert [(local(one), one.text) for one in elements(tmp_path / "a.xml", "p")] == [("p", "1"), ("p", "2")]


def test_what_is_no_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a><p>1</p>")
    for read in (tree_of, lambda path: list(elements(path, "p"))):
        with pytest.raises(SourceError, match="is no XML"):
            read(tmp_path / "a.xml")
