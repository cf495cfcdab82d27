"""JSON and JSON lines: a list of objects, a mapping from term to text or object, or either of them one level down."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.sources.columns import columns_of
from index.sources.files import read_text
from index.sources.found import Fault, Found, SourceError, found_of

_DECODER = json.JSONDecoder()
_NO_LIST = "holds neither a list nor a mapping of terms; write [{'term': ..., 'definition': ...}, ...]"

Items = list[tuple[int, object]]
"""What stands for an entry, with its line."""


def read_json(path: Path) -> Found:
    """The entries of a .json file; the line of an entry is where its value begins."""
    text = read_text(path)
    try:
        return _entries("JSON", list(_items(text, json.loads(text))), [])
    except json.JSONDecodeError as error:
        raise SourceError(f"is not JSON ({error.msg}); mend it there", error.lineno) from error
    except RecursionError as error:
        raise SourceError("is nested too deeply; write a list of objects") from error


def read_jsonl(path: Path) -> Found:
    """The entries of a file with one object a line; a line that is none is a fault."""
    items: Items = []
    faults = []
    for line, text in enumerate(read_text(path).split("\n"), 1):
        if text.strip():
            try:
                items.append((line, json.loads(text)))
            except (json.JSONDecodeError, RecursionError) as error:
                faults.append(Fault(line, f"is not JSON ({error}); write one whole object on the line"))
    return _entries("JSONL", items, faults)


def _items(text: str, whole: object) -> Iterator[tuple[int, object]]:
    """The items of the glossary in a text, each with its line; those of a mapping as objects with their term."""
    start = _past(text, 0)
    if isinstance(whole, dict) and (inner := _inner(whole)):
        start = next(at for at, key, _ in _elements(text, start) if key == inner)
        whole = whole[inner]
    if not isinstance(whole, list | dict):
        raise SourceError(_NO_LIST)
    breaks = [at for at, mark in enumerate(text) if mark == "\n"]
    for at, key, value in _elements(text, start):
        line = bisect_right(breaks, at) + 1
        if isinstance(whole, list):
            yield line, value
        else:
            yield line, {"term": key, **(value if isinstance(value, dict) else {"definition": value})}


def _inner(whole: Mapping[str, object]) -> str:
    """The key of the only list of objects in a mapping, or of a mapping called terms, entries or glossary; else ""."""
    lists = [key for key, value in whole.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    named = [key for key in ("terms", "entries", "glossary") if isinstance(whole.get(key), dict)]
    return lists[0] if len(lists) == 1 else named[0] if named else ""


def _elements(text: str, start: int) -> Iterator[tuple[int, str, object]]:
    """Place, key ("" in a list) and value of each element of the list or mapping that begins at `start`."""
    keyed, at, key = text[start] == "{", _past(text, start + 1), ""
    while text[at] not in "]}":
        if keyed:
            key, at = _DECODER.raw_decode(text, at)
            at = _past(text, _past(text, at) + 1)
        value, end = _DECODER.raw_decode(text, at)
        yield at, key, value
        at = _past(text, end)
        at = _past(text, at + 1) if text[at] == "," else at


def _past(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _entries(form: str, items: Sequence[tuple[int, object]], faults: list[Fault]) -> Found:
    objects = [(line, item) for line, item in items if isinstance(item, Mapping)]
    wrong = [line for line, item in items if not isinstance(item, Mapping)]
    faults += [Fault(line, "is no object; write {'term': ..., 'definition': ...}") for line in wrong]
    names = list(dict.fromkeys(str(key) for _, item in objects for key in item))
    cells = [[_text(item.get(name)) for name in names] for _, item in objects]
    columns = columns_of([names, *cells])
    if columns is None or not columns.headed:
        faults += [Fault(objects[0][0], "no key is called 'term' or 'definition'; rename them")] if objects else []
        return found_of(form, [], faults)
    rows = [(line, columns.row(row)) for (line, _), row in zip(objects, cells, strict=True)]
    return found_of(form, rows, faults, [columns.shown()])


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(one)}" for key, one in value.items())
    return str(value)
