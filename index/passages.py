"""Entry -> passages (embedded and scored) and sentences (quoted), all with offsets into the body."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from index.repair import plain
from index.tables import Span, rows, trim
from index.types import Block, Entry, Passage, Sentence

# Word pieces of one passage, context prefix included. MiniLM cuts at 256 and was trained on 128; passages of this size
# keep one topic and leave room for the prefix.
TARGET_PIECES = 170
# A sentence longer than this is split at its inner marks, so that a quotation stays short; a definition and an
# enumeration are split later, because their parts do not stand alone.
_LONG_SENTENCE = 320
_LONG_DEFINITION = 480
_LONG_ENUMERATION = 500
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]]*(?:\*\*)?\s+(?=(?:\*\*)?[\"“'(\[]?[A-Z0-9])")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|al|etc|cf|Fig|Eq|No|approx|Dr|St)|(?<!°)\b[A-Z])\.$")
_LABEL = re.compile(r"\*\*[^*\n]{2,60}(?:\*\*:|:\*\*)")
# "**Label**: text" inside a paragraph opens a new sentence in entries that run their sections together; its number, as
# in "(2) **Label**: text", goes with it.
_INNER_LABEL = re.compile(rf"(?<=[.!?;)])(?<!\(\d\))\s+(?=(?:\(\d\) )?{_LABEL.pattern})")
_INNER_MARK = re.compile(r"(?<=;)\s+(?![^()]*\))|\s+(?=— )(?![^()]*\))")
_ENUMERATED = re.compile(r"\s+(?=\(\d\) )")

Pieces = Callable[[str], int]


def split(entry: Entry, pieces: Pieces, limit: int) -> tuple[list[Passage], list[Sentence]]:
    """Passages of an entry in reading order, and the sentences of each.

    `pieces` counts word pieces and `limit` is the most that the embedder reads (MiniLM: 256): no passage with its
    context exceeds it. Boilerplate, headings and diagrams are left out of both.
    """
    spans = [(heading, span) for heading, block in _quotable(entry) for span in sentence_spans(entry, block)]
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for heading, group in groupby(spans, key=lambda pair: pair[0]):
        for chunk in _chunks(entry, heading, [span for _, span in group], pieces, limit):
            passage_id = f"{entry.id}#{len(passages) + 1}"
            text = _cut(_text(entry, heading, chunk), context(entry), pieces, limit)
            passages.append(Passage(passage_id, entry.id, text, chunk[0][0], chunk[-1][1]))
            sentences += [Sentence(passage_id, start, end) for start, end in chunk]
    return _merged(passages, sentences, context(entry), pieces, limit)


def context(entry: Entry) -> str:
    """What the embedding is told before the text: the term and what else it is called."""
    others = ", ".join(entry.aliases[:3])
    return f"{entry.term} ({others})" if others else entry.term


def sentence_spans(entry: Entry, block: Block) -> list[Span]:
    """The quotable spans of a block: rows of a table, short items and labelled paragraphs whole, code and formulas,
    sentences of a paragraph."""
    body = entry.body
    if block.kind == "table":
        return [(row.start, row.end) for row in rows(body, block.start, block.end)[1:]] or [(block.start, block.end)]
    # What follows in short on a label often leaves it out ("Preserves direction."), in a paragraph as in an item.
    labelled = block.kind in ("bullet", "number") or (block.kind == "paragraph" and _LABEL.match(body, block.start))
    if (labelled and block.end - block.start <= _LONG_SENTENCE) or block.kind in ("code", "math", "diagram"):
        return [(block.start, block.end)]
    cuts = [block.start]
    text = body[block.start : block.end]
    for match in sorted((*_SENTENCE_END.finditer(text), *_INNER_LABEL.finditer(text)), key=lambda found: found.end()):
        before = text[: match.start()].rstrip("*")
        if not _NO_END.search(before) and block.start + match.end() > cuts[-1]:
            cuts.append(block.start + match.end())
    spans = [trim(body, start, end) for start, end in zip(cuts, [*cuts[1:], block.end], strict=True)]
    defined = entry.definition_at[0] if entry.definition_at else -1
    return [
        part
        for start, end in spans
        if end > start
        for part in _shorter(body, (start, end), _LONG_DEFINITION if start <= defined < end else _LONG_SENTENCE)
    ]


def _quotable(entry: Entry) -> Iterator[tuple[str, Block]]:
    """Blocks that may be quoted, each with the heading it stands under."""
    heading = ""
    for block in entry.blocks:
        if block.kind == "heading":
            heading = plain(entry.body[block.start : block.end]).strip(" :—#")
        elif not block.boilerplate and block.kind != "diagram":
            yield heading, block


def _shorter(body: str, span: Span, longest: int) -> list[Span]:
    """The span itself, or its parts of about equal length when it is too long to quote."""
    start, end = span
    if end - start <= longest:
        return [span]
    text = body[start:end]
    parts_of_it = list(_ENUMERATED.finditer(text))
    if parts_of_it and end - start <= _LONG_ENUMERATION:
        return [span]
    cuts = [start + match.end() for match in parts_of_it or _INNER_MARK.finditer(text)]
    parts, begin = [], start
    for cut, following in zip(cuts, [*cuts[1:], end], strict=False):
        if cut - begin >= longest // 3 and following - begin > longest:
            parts.append(trim(body, begin, cut))
            begin = cut
    return [*parts, trim(body, begin, end)]


def _chunks(entry: Entry, heading: str, spans: list[Span], pieces: Pieces, limit: int) -> Iterator[list[Span]]:
    """Neighbouring sentences, as many together as fit into a passage."""
    room = min(TARGET_PIECES, limit) - pieces(f"{context(entry)} — {heading}: ")
    chunk: list[Span] = []
    used = 0
    for span in spans:
        size = pieces(plain(entry.body[span[0] : span[1]]))
        if chunk and used + size > room:
            yield chunk
            chunk, used = [], 0
        chunk.append(span)
        used += size
    if chunk:
        yield chunk


def _text(entry: Entry, heading: str, chunk: list[Span]) -> str:
    text = " ".join(plain(entry.body[start:end]) for start, end in chunk)
    return f"{heading}: {text}" if heading else text


def _cut(text: str, prefix: str, pieces: Pieces, limit: int) -> str:
    """The text, shortened at a word where a single sentence alone exceeds the limit (long code and tables)."""
    words = text.split(" ")
    while len(words) > 1 and pieces(f"{prefix}: {' '.join(words)}") > limit:
        words = words[: max(1, int(len(words) * 0.9))]
    return " ".join(words)


def _merged(
    passages: list[Passage], sentences: list[Sentence], prefix: str, pieces: Pieces, limit: int
) -> tuple[list[Passage], list[Sentence]]:
    """Join neighbouring passages while both fit into one: short sections are read better together."""
    joined: list[Passage] = []
    new_id: dict[str, str] = {}
    for passage in passages:
        last = joined[-1] if joined else None
        text = f"{last.text} {passage.text}" if last else passage.text
        if last and pieces(f"{prefix}: {text}") <= min(TARGET_PIECES, limit):
            joined[-1] = replace(last, text=text, end=passage.end)
        else:
            joined.append(replace(passage, id=f"{passage.entry_id}#{len(joined) + 1}"))
        new_id[passage.id] = joined[-1].id
    return joined, [Sentence(new_id[s.passage_id], s.start, s.end) for s in sentences]
