"""XML that strangers wrote: no entities, no files or addresses beyond it, no depth without end."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.sources.extra import extra
from index.sources.files import MOST_DUMP_BYTES, check_size
from index.sources.found import SourceError

if TYPE_CHECKING:
    from lxml.etree import DocInfo, _Element

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def tree_of(path: Path) -> "_Element":
    """The root of a file read whole. Raises SourceError for what is no XML and for entities."""
    etree = extra("lxml.etree")
    check_size(path)
    try:
        tree = etree.parse(str(path), etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, OSError) as error:
        raise SourceError(f"is no XML that can be read ({error}); mend it there") from error
    _refuse_entities(tree.docinfo)
    return tree.getroot()


def root_name(path: Path) -> str:
    """The name of the outermost element, without its namespace."""
    etree = extra("lxml.etree")
    try:
        with path.open("rb") as handle:
            for _, element in etree.iterparse(handle, events=("start",), **SAFE):
                return local(element)
    except (etree.XMLSyntaxError, OSError) as error:
        raise SourceError(f"is no XML that can be read ({error}); mend it there") from error
    return ""


def elements(path: Path, name: str) -> "Iterator[_Element]":
    """The elements of a name, one after the other; each is forgotten when the next is asked for."""
    etree = extra("lxml.etree")
    check_size(path, MOST_DUMP_BYTES)
    try:
        with path.open("rb") as handle:
            for _, element in etree.iterparse(handle, events=("end",), tag=f"{{*}}{name}", **SAFE):
                _refuse_entities(element.getroottree().docinfo)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, OSError) as error:
        raise SourceError(f"is no XML that can be read to its end ({error}); mend it there") from error


def local(element: "_Element") -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _refuse_entities(docinfo: "DocInfo") -> None:
    declared = docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceError("declares entities, which are not resolved here; save it without a DOCTYPE")
