"""Files of one JSON object a line, as all inputs of the eval are."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from reprlib import Repr
from typing import Any

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 120


def read_rows(path: Path, refused: Callable[[str], Exception]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file, each with its place ("FILE:LINE"); blank lines are passed over.

    Raises what `refused` makes of a message that names the place, where the file is not UTF-8 or a line is no object.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise refused(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8, not packed") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise refused(f"{place}: not JSON ({error}); write one whole object on the line") from error
        if not isinstance(row, dict):
            raise refused(f"{place}: not an object; write {{...}} with the fields of the file's form")
        yield place, row


def shown(value: object) -> str:
    """A value in a message, cut where it is long."""
    return _SHORT.repr(value)
