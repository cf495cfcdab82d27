"""Bad input of all kinds, as hypothesis strategies: texts, JSON, bytes of files."""

import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

HUGE = 10_000_000
# One word or name in each script that people write, and the marks that turn, join, hide or forge text.
SCRIPTS = (
    "Halbleiter é ñ ø",
    "полупроводник",
    "ημιαγωγός",
    "מוליך למחצה",
    "شبه موصل",
    "अर्धचालक",
    "অর্ধপরিবাহী",
    "குறைக்கடத்தி",
    "สารกึ่งตัวนำ",
    "半導體什麼是",
    "半導体とは",
    "반도체",
    "կիսահաղորդիչ",
    "ნახევარგამტარი",
    "ከፊል አስተላላፊ",
    "ᐊᓂᕐᓂᖅ",
    "ꓛꓠ",
    "𐎠𐎼𐎹",
    "𓂀𓃠",
    "😀👩‍👩‍👧‍👦🏳️‍🌈",
    "Z̷̢̛͈͓a̸͍͝l̵͎̄g̶̱̈o̷̪͒" * 20,
)
MARKS = (
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\r", "\n", "\t", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\U000e0041", "\ud800", "\udfff", "\udcff", "\ud83d"),
)
WRITTEN = (
    *("", " ", "?", "[1]", "[[1]](x)", "$$", "\\(", "```", "| a |\n|---|", "</fact>", "<|im_end|>", "${x}", "{{x}}"),
    *("NaN", "-0", "1e999", "٣", "½", "0x7f", "null", "true", "../../etc/passwd", "file:///etc/passwd", "C:\\con"),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "' OR 1=1; --",
        "%00",
        "%s%n",
    ),
    *("a" * 70, "(" * 400, ")" * 400, "a.b." * 120, "e.g. " * 100, "1 " * 250, "**a** " * 80, "a-" * 200, "\\" * 400),
)


def texts(real: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts of all scripts and marks, alone and spliced into real ones."""
    piece = st.one_of(
        st.text(max_size=40),
        st.text(st.characters(categories=("Cc", "Cf", "Cs", "Co", "Zs", "Sk", "Mn")), max_size=12),
        *(st.sampled_from(known) for known in (SCRIPTS, MARKS, WRITTEN, tuple(real))),
    )
    spliced = st.builds(_spliced, st.sampled_from(tuple(real)), piece, st.integers(0, 60))
    return st.one_of(piece, spliced, st.lists(piece, min_size=2, max_size=6).map(" ".join))


def huge(least: int = HUGE // 10) -> st.SearchStrategy[str]:
    """Texts of one to ten megabytes: one piece over and over."""
    piece = st.sampled_from(
        (*WRITTEN[1:], *SCRIPTS, *MARKS[:-4], "gettering ", "a b, c\n\nA body.\n\n", "- **a**: b\n")
    )
    return st.builds(lambda text, size: (text * (size // len(text) + 1))[:size], piece, st.integers(least, HUGE))


def values(real: Sequence[str]) -> st.SearchStrategy[Any]:
    """Anything that JSON can hold, and what Python's reader takes besides: NaN, endless numbers."""
    leaf = st.one_of(st.none(), st.booleans(), st.integers(), st.integers(-(10**40), 10**40), st.floats(), texts(real))
    return st.recursive(
        leaf, lambda one: st.lists(one, max_size=4) | st.dictionaries(texts(real), one, max_size=4), max_leaves=12
    )


def broken_json(whole: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """JSON cut off, damaged, nested beyond reason, in another encoding, doubled, or none at all."""
    encoded = whole.map(lambda text: text.encode("utf-8", "surrogatepass"))
    depth = st.integers(200, 30_000)
    return st.one_of(
        st.builds(lambda data, at: data[: at % (len(data) + 1)], encoded, st.integers(0, 500)),
        st.builds(_damaged, encoded, st.integers(0, 500), st.binary(min_size=1, max_size=4)),
        st.builds(lambda mark, n: (mark * n).encode(), st.sampled_from(("[", '{"a":', '[{"a":', "{")), depth),
        st.builds(lambda n: b"[" * n + b"]" * n, depth),
        whole.map(lambda text: text.encode("utf-16", "surrogatepass")),
        encoded.map(lambda data: data + data),
        st.binary(max_size=200),
        st.just(b'{"question": 1e999999, "turns": ' + b"9" * 6000 + b"}"),
    )


def bombs() -> tuple[bytes, ...]:
    """Files of some kilobytes that become a hundred megabytes or more where something unpacks them."""
    zeros = bytes(100_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("000.txt", zeros)
    once = gzip.compress(zeros)
    return (packed.getvalue(), once, gzip.compress(once))


def as_json(value: object) -> str:
    """A value as JSON text, lone surrogates as escapes."""
    return json.dumps(value)


def _spliced(text: str, piece: str, at: int) -> str:
    return text[: at % (len(text) + 1)] + piece + text[at % (len(text) + 1) :]


def _damaged(data: bytes, at: int, other: bytes) -> bytes:
    place = at % (len(data) + 1)
    return data[:place] + other + data[place + len(other) :]
