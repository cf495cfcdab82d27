"""An entry as HTML: its blocks in their own form, with the quoted span highlighted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from index.repair import repair
from index.tables import Row, rows
from index.types import Block, Entry
from rag.readable import punctuated
from rag.web.encode import encode
from rag.web.inline import Span, Words, formula, inline_html, part_html

_ITEM_MARK = re.compile(r"\s*(?:[-•*]|(\d+)[.)])\s+")
_HEADING = re.compile(r"[#*—\s]*(.*?)[*:—\s]*", re.DOTALL)
_FENCE = re.compile(r"```(?:[a-zA-Z+#-]+(?=\s))?\s?(.*?)\s*(?:```)?", re.DOTALL)
# It keeps a citation on the line of the word before.
STUCK = "\N{NO-BREAK SPACE}"
_LIST_TAGS = {"bullet": "ul", "number": "ol"}


def body_html(entry: Entry, marked: Span | None = None) -> str:
    """The whole body on one line of safe HTML, so that Markdown takes it as a single HTML block.

    Items next to each other become one list.
    """
    pieces: list[str] = []
    for kind, group in groupby(entry.blocks, key=lambda block: block.kind):
        if kind in _LIST_TAGS:
            pieces.append(_list(entry.body, list(group), marked))
        elif kind == "paragraph":
            pieces += _paragraphs(entry.body, list(group), marked)
        else:
            pieces += [_block(entry.body, block, marked) for block in group]
    return "".join(pieces)


def span_html(entry: Entry, span: Span, tail: str = "", words: Words = encode) -> str:
    """What lies in the span, in the form that it has in its entry: table rows keep their heading row.

    `tail` is HTML, such as a citation, to stand at the end of the text, or below code and formulas; `words` makes the
    HTML of plain runs of that text.
    """
    start, end = span
    blocks = [block for block in entry.blocks if block.start < end and block.end > start]
    if len(blocks) == 1 and blocks[0].kind in ("code", "diagram", "math"):
        return f"{_literal(entry.body, blocks[0], None)}<p>{tail}</p>"
    if len(blocks) == 1 and blocks[0].kind == "table":
        return rows_html(entry, blocks[0], {span: tail})
    return f"<p>{inline_html(punctuated(entry.body[_after_mark(entry.body, span) : end]), words)}{STUCK}{tail}</p>"


def rows_html(entry: Entry, block: Block, tails: Mapping[Span, str]) -> str:
    """What lies in some spans of one table under its heading row, each span with its tail in its last row."""
    cut = rows(entry.body, block.start, block.end)
    shown: list[tuple[Row, str]] = []
    below = ""
    for (start, end), tail in tails.items():
        inside = [row for row in cut[1:] if row.start < end and row.end > start]
        shown += [(row, f"{STUCK}{tail}" if row is inside[-1] else "") for row in inside]
        below += "" if inside else f"<p>{inline_html(entry.body[start:end])}{STUCK}{tail}</p>"
    return (_drawn(entry.body, cut[0], shown, None) if shown else "") + below


def _block(body: str, block: Block, marked: Span | None) -> str:
    if block.kind == "table":
        return _table(body, block, marked)
    if block.kind in ("code", "diagram", "math"):
        return _literal(body, block, marked)
    return f"<h3>{part_html(body, _group_span(_HEADING, body, block), marked)}</h3>"


def _paragraphs(body: str, blocks: list[Block], marked: Span | None) -> list[str]:
    """Paragraphs; the supplier's template joins two sentences by a hyphen, and they stay one paragraph."""
    texts: list[str] = []
    last = ""
    for block in blocks:
        text = part_html(body, (block.start, block.end), marked)
        text = f'<span class="template">{text}</span>' if block.boilerplate else text
        raw = body[block.start : block.end]
        if raw.startswith("- ") or last.endswith(" -"):
            texts[-1:] = [f"{' '.join(texts[-1:])} {text}"]
        else:
            texts.append(text)
        last = raw
    return [f"<p>{text}</p>" for text in texts]


def _literal(body: str, block: Block, marked: Span | None) -> str:
    touched = marked is not None and marked[0] < block.end and marked[1] > block.start
    quoted = " quoted" if touched else ""
    if block.kind == "math":
        latex = repair(body[block.start : block.end]).strip().strip("$")
        return f'<div class="formula{quoted}">$${formula(latex)}$$</div>'
    start, end = _group_span(_FENCE, body, block)
    return f'<pre class="{block.kind}{quoted}" tabindex="0"><code>{encode(body[start:end])}</code></pre>'


def _list(body: str, items: list[Block], marked: Span | None) -> str:
    tag = _LIST_TAGS[items[0].kind]
    mark = _ITEM_MARK.match(body, items[0].start, items[0].end)
    start = f' start="{mark[1]}"' if mark and mark[1] and mark[1] != "1" else ""
    return f"<{tag}{start}>{''.join(_items(body, items, marked))}</{tag}>"


def _items(body: str, items: list[Block], marked: Span | None) -> Iterator[str]:
    for item in items:
        text = part_html(body, (_after_mark(body, (item.start, item.end)), item.end), marked)
        yield f'<li class="template">{text}</li>' if item.boilerplate else f"<li>{text}</li>"


def _after_mark(body: str, item: Span) -> int:
    mark = _ITEM_MARK.match(body, *item)
    return mark.end() if mark else item[0]


def _table(body: str, block: Block, marked: Span | None) -> str:
    cut = rows(body, block.start, block.end)
    if not cut:
        return f"<p>{part_html(body, (block.start, block.end), marked)}</p>"
    rest = body[cut[-1].end : block.end].strip(" |\n")
    table = _drawn(body, cut[0], ((row, "") for row in cut[1:]), marked)
    return table + (f"<p>{inline_html(rest)}</p>" if rest else "")


def _drawn(body: str, head: Row, lines: Iterable[tuple[Row, str]], marked: Span | None) -> str:
    """A table of rows, each with its tail in the first cell: the last one may have to be scrolled to."""

    def cells(row: Row, tag: str, tail: str = "") -> str:
        texts = [part_html(body, one, marked) for one in row.cells] or [""]
        texts[0] += tail
        return f"<tr><{tag}>{f'</{tag}><{tag}>'.join(texts)}</{tag}></tr>"

    said = "".join(cells(row, "td", tail) for row, tail in lines)
    table = f"<table><thead>{cells(head, 'th')}</thead><tbody>{said}</tbody></table>"
    return f'<div class="table" tabindex="0">{table}</div>'


def _group_span(pattern: re.Pattern[str], body: str, block: Block) -> Span:
    match = pattern.fullmatch(body, block.start, block.end)
    return match.span(1) if match else (block.start, block.end)
