"""Lines that read `Term: what it is`, with a colon or a dash; what goes on below belongs to the term above."""

import re
from collections.abc import Sequence

from index.sources.found import Fault, Found, Row, found_of
from index.sources.lines import Line, fenced, readable

_NAME = r"[^\W_](?:[^:|.;!?\n—–]|[.](?=\w)){0,58}?"
_BOLD = re.compile(rf"(?:[-*•+] |\d+\. )?\*\*({_NAME})(?::\*\*|\*\*\s*(?::|—|–|-))\s*(\S.*)")
_PLAIN = re.compile(rf"(?:[-*•+] )?({_NAME})(?::\s|\s[—–-]\s)\s*(\S.*)")
_MOST_WORDS = 7


def definitions(form: str, lines: Sequence[Line]) -> Found:
    """The entries of such lines; where any term is bold, only bold ones are terms. What comes before the first is a
    fault, as nothing says what it is on."""
    inside = fenced(lines)
    starts = [at for at, line in enumerate(lines) if at not in inside and _split(_BOLD, line)]
    pattern = _BOLD if starts else _PLAIN
    starts = starts or [at for at, line in enumerate(lines) if at not in inside and _split(_PLAIN, line)]
    rows = []
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        found = _split(pattern, lines[at])
        assert found is not None
        term, text = found
        rows.append((lines[at].number, Row(term, readable([Line(lines[at].number, text), *lines[at + 1 : end]]))))
    before = lines[: starts[0]] if starts else lines
    loose = [line.number for line in before if line.text.strip() and not line.text.lstrip().startswith("#")]
    faults = [Fault(loose[0], f"{len(loose)} lines belong to no term; write 'Term: definition'")] if loose else []
    return found_of(form, rows, faults)


def _split(pattern: re.Pattern[str], line: Line) -> tuple[str, str] | None:
    found = pattern.fullmatch(line.text.strip())
    return (found[1].strip(), found[2]) if found and len(found[1].split()) <= _MOST_WORDS else None
