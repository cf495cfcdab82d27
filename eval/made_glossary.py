"""A made glossary of any size, to try a big one: the real entries, and others put together from their pieces.

A made entry has the shape of a real one, block by block, each block taken from another real entry, and a name of two
words that no glossary has in the place of that entry's name. So lengths, forms and words are those of real glossaries;
what is said is senseless. Most sentences that do not name their entry occur several times, which no real glossary has:
`distinct` exchanges one word in each, so that hardly two are equal.
"""

import json
import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.seeds import read_seeds
from index.sources.files import source_files
from index.types import BlockKind, Entry

SEED = 10
# The number of terms that the glossary's own site names.
ENTRIES = 13_255
_ROWS = 1_000
_SYLLABLES = "bal cor dun el fir gan hol is jor kel lum mir nor pel quor ras sil tor ul ver wix zan".split()
_WORD = re.compile(r"(?<![\w*`$\\|])[a-z]{5,12}(?![\w*`$\\|])")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a real entry: its text, and the names in it that a fresh one replaces."""

    text: str
    names: re.Pattern[str]


Pieces = Mapping[tuple[bool, BlockKind], Sequence[Piece]]
"""All pieces by whether they open their entry and by their form."""


def made_glossary(folders: Sequence[Path], out: Path, count: int = ENTRIES, distinct: bool = False) -> int:
    """Write a glossary of so many entries into an absent or empty folder: the files of the real ones, each in a folder
    of its own, and JSONL. Returns how many are made. The same arguments give the same files.

    Raises OSError for a folder that holds anything.
    """
    if out.exists() and any(out.iterdir()):
        raise OSError(f"{out} is not empty; name another folder for the made glossary")
    real = [entry for folder in folders for entry in read_seeds(folder, "lenient").entries]
    for number, folder in enumerate(folders, 1):
        for path in source_files(folder):
            place = out / f"real-{number}" / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    rows = list(made_rows(real, max(0, count - len(real)), distinct))
    for start in range(0, len(rows), _ROWS):
        text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows[start : start + _ROWS])
        (out / f"made-{start // _ROWS + 1:03}.jsonl").write_text(text, "utf-8")
    return len(rows)


def made_rows(real: Sequence[Entry], count: int, distinct: bool) -> Iterator[dict[str, str]]:
    """So many made entries as rows of a table."""
    chance = random.Random(SEED)
    pieces = _pieces(real)
    words = sorted({word for entry in real for word in _WORD.findall(entry.body)})
    taken: set[str] = set()
    for _ in range(count):
        name = _fresh_name(chance, taken)
        shape = chance.choice(real)
        texts = [_text(chance, pieces[key], name) for key in _keys(shape)]
        body = "\n".join(texts)
        said = _exchanged(chance, body, words) if distinct else body
        yield {"term": name, "definition": said, "category": shape.category}


def _keys(entry: Entry) -> list[tuple[bool, BlockKind]]:
    kinds = [block.kind for block in entry.blocks if not block.boilerplate]
    return [(place == 0, kind) for place, kind in enumerate(kinds)]


def _pieces(real: Sequence[Entry]) -> Pieces:
    found: dict[tuple[bool, BlockKind], list[Piece]] = {}
    for entry in real:
        names = sorted({entry.term, *entry.aliases}, key=len, reverse=True)
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
        kept = [block for block in entry.blocks if not block.boilerplate]
        for key, block in zip(_keys(entry), kept, strict=True):
            found.setdefault(key, []).append(Piece(entry.body[block.start : block.end], pattern))
    return found


def _text(chance: random.Random, pieces: Sequence[Piece], name: str) -> str:
    piece = chance.choice(pieces)
    return piece.names.sub(name, piece.text)


def _exchanged(chance: random.Random, body: str, words: Sequence[str]) -> str:
    """The body with one word in each sentence replaced by another that real entries have."""
    parts, at = [], 0
    for end in [*(mark.end() for mark in _SENTENCE.finditer(body)), len(body)]:
        found = list(_WORD.finditer(body, at, end))
        if found:
            word = chance.choice(found)
            parts += [body[at : word.start()], chance.choice(words), body[word.end() : end]]
        else:
            parts.append(body[at:end])
        at = end
    return "".join(parts)


def _fresh_name(chance: random.Random, taken: set[str]) -> str:
    while True:
        name = " ".join("".join(chance.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
        if name not in taken:
            taken.add(name)
            return name
