"""One file of any format -> its entries, and what had to be left out."""

from collections.abc import Callable, Mapping
from pathlib import Path

from index.sources.documents import read_docx, read_pdf
from index.sources.files import read_text
from index.sources.found import Found, SourceError
from index.sources.json_files import read_json, read_jsonl
from index.sources.markdown import read_markdown
from index.sources.pages import read_loosely, read_pages
from index.sources.saved_html import read_html
from index.sources.sheets import read_csv, read_xlsx
from index.sources.skos import read_skos
from index.sources.tbx import read_tbx
from index.sources.wiki import read_wiki
from index.sources.xml import root_name

Reader = Callable[[Path], Found]


def _read_xml(path: Path) -> Found:
    root = root_name(path)
    reader = {"martif": read_tbx, "tbx": read_tbx, "mediawiki": read_wiki, "RDF": read_skos}.get(root)
    if reader is None:
        raise SourceError(f"is XML with the root <{root}>; those known are TBX, MediaWiki's export and RDF with SKOS")
    return reader(path)


READERS: Mapping[str, Reader] = {
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".ttl": read_skos,
    ".nt": read_skos,
    ".n3": read_skos,
    ".rdf": read_skos,
    ".skos": read_skos,
    ".tbx": read_tbx,
    ".xml": _read_xml,
}


def read(path: Path, name: str, *, exact_pages: bool) -> Found:
    """The entries of a file called `name` in messages.

    With `exact_pages` a .txt file must be a page of the glossary without fault, and SeedError names the line that is
    none; else it may be text pasted from one. Raises SourceError for a file that no reader can read.
    """
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return read_pages(name, read_text(path)) if exact_pages else read_loosely(name, read_text(path))
    if suffix not in READERS:
        known = " ".join(sorted({".txt", *READERS}))
        raise SourceError(f"no reader is there for files of this name; take it out, or save it as one of {known}")
    return READERS[suffix](path)
