"""Finds the lines again in a body that a site page flattened into one.

Flattening turned each newline into one blank, so finding the lines is choosing the blanks that were newlines; all
offsets stay. Fences and tables are found first, by their own marks, then lists, headings and the paragraph that
follows a list.
"""

import re
from collections.abc import Iterator

FENCE_OR_MATH = re.compile(r"(?<!\S)(?:```.*?```|\$\$.*?\$\$)(?!\S)", re.DOTALL)
RULE_ROW = re.compile(r"\|(?: ?:?-{2,}:? ?\|)+(?!\S)")
CELL_MARK = re.compile(r"(?<!\S)\|(?!\S)")
BOLD_ITEM = re.compile(r" (?=[-•] \*\*)| (?=• )")
NUMBERED = re.compile(r" (?=(\d+)\. \S)")
BOLD = r"\*\*(?:[^*]|\*(?!\*))+\*\*"
HEADING = re.compile(rf"(?<!\S)(?:{BOLD}:?|— {BOLD} —)(?!\S)")
LIST_AHEAD = re.compile(r" (?:[-•] |1\. )")
PLAIN_ITEM = re.compile(r" (?=- [^a-z*\s])")
LIST_INTRO = re.compile(r"(?<=:)(?= - [A-Z])")
LINKS = frozenset(
    "a an and are as at between by for from if in is not of on or than that the to using via with".split()
)
VERBS = (
    "is|are|was|were|has|have|represents?|provides?|remains?|enables?|transforms?|makes?|ensures?|turns?|forms?|"
    "illustrates?|delivers?"
)
CLOSING = re.compile(
    rf" (?=(?:[A-Z]|\*\*[A-Z])[^.!?•|]{{1,120}}? (?:{VERBS})(?: [a-z]+){{0,6}} \*\*"
    rf"|\*\*[A-Z][^*]{{2,60}}\*\* (?:{VERBS}) |\*\*[A-Z][^*]{{40,}}\*\* —)"
)
LABEL_AFTER = re.compile(rf"(?<=[.!?)]) (?={BOLD}: )")
CLOSING_BOLD = re.compile(r" (?=\*\*[A-Z][^*]{60,}\*\*$)")


def unflatten(body: str) -> str:
    """The body, same length, with newlines put back for blanks; a body that has newlines is returned as it is."""
    if "\n" in body:
        return body
    wholes = sorted(_wholes(body))
    breaks = {at for start, end in wholes for at in (start - 1, end)}
    name = body.lstrip("*").split(" ", 1)[0]
    for start, end, last in _gaps(wholes, len(body)):
        breaks |= {start + at for at in _prose_breaks(body[start:end], name, before_whole=not last)}
    breaks |= _row_breaks(body)
    return "".join("\n" if at in breaks and mark == " " else mark for at, mark in enumerate(body))


def _wholes(body: str) -> Iterator[tuple[int, int]]:
    """Spans of fences, display formulas and tables."""
    fences = [m.span() for m in FENCE_OR_MATH.finditer(body)]
    yield from fences
    for rows in _tables(body):
        start, end = rows[0][0], rows[-1][1]
        if not any(left <= start < right for left, right in fences):
            yield start, end


def _tables(body: str) -> Iterator[list[tuple[int, int]]]:
    """The row spans of each table, found from its rule row, whose cells give the number of columns."""
    for rule in RULE_ROW.finditer(body):
        columns = rule[0].count("|") - 1
        marks = [m.start() for m in CELL_MARK.finditer(body, 0, rule.start())][-columns - 1 :]
        if len(marks) <= columns or body[marks[-1] + 1 : rule.start()].strip():
            continue
        rows = [(marks[0], marks[-1] + 1), rule.span()]
        row = re.compile(rf" (\|(?: (?:(?! \|(?!\S)).)* \|(?!\S)){{{columns}}})")
        while found := row.match(body, rows[-1][1]):
            rows.append(found.span(1))
        yield rows


def _row_breaks(body: str) -> set[int]:
    return {end for rows in _tables(body) for _, end in rows}


def _gaps(wholes: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int, bool]]:
    at = 0
    for start, end in wholes:
        if at < start - 1:
            yield at, start - 1, False
        at = end + 1
    if at < length:
        yield at, length, True


def _prose_breaks(text: str, name: str, *, before_whole: bool) -> set[int]:
    breaks = {m.start() for m in BOLD_ITEM.finditer(text)} | _number_breaks(text)
    for heading in reversed(list(HEADING.finditer(text))):
        start, end = heading.span()
        ahead = text[end:]
        if text[start - 2 : start] == "- ":
            continue
        listed = LIST_AHEAD.match(ahead) or (before_whole and not ahead) or (end in breaks and ahead)
        titled = heading[0].endswith("?**") or (_is_title(heading[0]) and re.match(r" (?:\*\*)?[A-Z]", ahead))
        if (listed and _opens_line(text, start, breaks)) or (titled and _ends_item(text, heading, breaks)):
            breaks |= {start - 1, end}
    breaks |= _plain_items(text, breaks)
    return breaks | _closing_break(text, breaks, name)


def _number_breaks(text: str) -> set[int]:
    found, expected = set(), 1
    for match in NUMBERED.finditer(text):
        if int(match[1]) in (1, expected):
            found.add(match.start())
            expected = int(match[1]) + 1
    return found


def _ends_sentence(text: str, start: int, breaks: set[int]) -> bool:
    return start == 0 or start - 1 in breaks or text[start - 2] in ".!?:)*"


def _opens_line(text: str, start: int, breaks: set[int]) -> bool:
    """Whether a bold piece before a list can be its heading, and not the stressed part of a sentence."""
    if _ends_sentence(text, start, breaks):
        return True
    before = text[: start - 1].rsplit(" ", 1)[-1]
    title = re.match(r"[— *]*(.)", text[start:])
    return before not in LINKS and title is not None and not title[1].islower()


def _ends_item(text: str, title: re.Match[str], breaks: set[int]) -> bool:
    """Whether a title stands behind a sentence or a list's item: that often has no full stop, but then two words in
    bold are rather a name within it."""
    start = title.start()
    last = max((at for at in breaks if at < start - 1), default=-1)
    unended = text.startswith(("- ", "• "), last + 1) and title[0].count(" ") > 1
    return _opens_line(text, start, breaks) if unended else _ends_sentence(text, start, breaks)


def _is_title(heading: str) -> bool:
    words = re.findall(r"[A-Za-z][\w-]*", heading)
    return not heading.endswith(":") and all(word[0].isupper() or word in LINKS for word in words)


def _plain_items(text: str, breaks: set[int]) -> set[int]:
    """Breaks of lists without bold labels: such a list begins after a heading or a colon and ends at the next break."""
    begins = [at for at in breaks if PLAIN_ITEM.match(text, at)] + [m.start() for m in LIST_INTRO.finditer(text)]
    if text.startswith("- "):
        begins.append(0)
    found = set()
    for begin in begins:
        end = min((at for at in breaks if at > begin), default=len(text))
        found |= {m.start() for m in PLAIN_ITEM.finditer(text, begin, end)}
    return found


def _closing_break(text: str, breaks: set[int], name: str) -> set[int]:
    """The break between a list's last item and the paragraph after it, which often begins with the entry's name."""
    last = max(breaks, default=-1)
    if not re.match(r"(?:[-•]|\d+\.) ", text[last + 1 : last + 5]):
        return set()
    if whole := CLOSING_BOLD.search(text, last + 1):
        return {whole.start()}
    label = [m.start() for m in LABEL_AFTER.finditer(text, last + 1)]
    ends = [m.start() for m in CLOSING.finditer(text, text.index(" ", last + 1) + 1)]
    after_sentence = sorted(label + [at for at in ends if text[at - 1] in ".!?)"])
    named = [at for at in ends if text[at:].lstrip(" *").startswith(name)]
    return set((after_sentence or named or ends)[:1])
