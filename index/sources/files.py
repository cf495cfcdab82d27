"""Which files of a folder belong to a glossary, and opening them within bounds."""

import zipfile
from pathlib import Path

from index.sources.found import SourceError

# A glossary of 13,255 entries has some 40 MB as text; XML dumps are read piece by piece and may be bigger.
MOST_BYTES = 200_000_000
MOST_DUMP_BYTES = 4_000_000_000
# What an office file may unpack to: a bomb of some kilobytes unpacks to gigabytes.
MOST_UNPACKED = 300_000_000
# ... and a small bomb still holds millions of empty rows: text packs to a tenth, a bomb to a three-hundredth.
MOST_PACKED, UNPACKED_SMALL = 100, 10_000_000
# They tell of a folder and are no part of its glossary.
ABOUT = ("README", "LICENSE", "LICENCE", "COPYING", "NOTICE", "CHANGELOG", "CARD")


def source_files(folder: Path) -> list[Path]:
    """The files of a folder and of the folders in it, in the order of their names; hidden ones and those about the
    folder (README, LICENSE ...) are none, nor are links, which may lead anywhere."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if not _is_aside(path.relative_to(folder)))


def _is_aside(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.stem.upper() in ABOUT


def check_size(path: Path, most: int = MOST_BYTES) -> None:
    """Raises SourceError for a file that is too big to be read whole."""
    size = path.stat().st_size
    if size > most:
        raise SourceError(f"has {size:,} bytes, {most:,} are the most; split it")


def check_archive(path: Path) -> None:
    """Raises SourceError for an office file that is no zip archive, is locked, or unpacks to too much."""
    check_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise SourceError("is damaged or locked by a password; save it anew") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or len(members) > 10_000:
        raise SourceError(f"unpacks to {unpacked:,} bytes, {MOST_UNPACKED:,} are the most; it may be a zip bomb")
    if unpacked > max(UNPACKED_SMALL, MOST_PACKED * path.stat().st_size):
        raise SourceError(f"unpacks to {unpacked:,} bytes, over {MOST_PACKED} times its size; it may be a zip bomb")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, without a mark at its beginning. Raises SourceError, with the line, for other bytes."""
    check_size(path)
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"expected UTF-8 text, found the byte {data[error.start]:#04x}"
        raise SourceError(f"{found}; save the file as UTF-8", line) from error
