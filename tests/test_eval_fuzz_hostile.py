import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given, settings

from eval.fuzz.hostile import as_json, bombs, broken_json, huge, texts, values

REAL = ("What is gettering?",)


def test_texts_hold_what_people_and_attackers_write():
    seen = []

    @settings(max_examples=400, database=None, derandomize=True)
    @given(texts(REAL))
    def collect(text):
        seen.append(text)

    collect()
    whole = "".join(seen)
    assert all(mark in whole for mark in ("\u202e", "\ud800", "\x00", "半", "<script>", "gettering"))


def test_values_may_be_written_as_json_and_are_sometimes_no_numbers():
    seen = []

    @settings(max_examples=300, database=None, derandomize=True)
    @given(values(REAL))
    def collect(value):
        seen.append(as_json(value))

    collect()
    assert any("NaN" in text or "Infinity" in text for text in seen) and any(text.startswith("{") for text in seen)


@settings(max_examples=60, database=None, derandomize=True)
@given(broken_json(texts(REAL).map(as_json)))
def test_broken_json_is_bytes(data):
    assert isinstance(data, bytes)


def test_huge_texts_are_megabytes_long():
    sizes = []

    @settings(max_examples=5, database=None, derandomize=True, deadline=None)
    @given(huge())
    def collect(text):
        sizes.append(len(text))

    collect()
    assert 1_000_000 <= min(sizes) and max(sizes) <= 10_000_000


def test_bombs_are_small_and_become_large():
    packed, once, twice = bombs()
    assert max(map(len, (packed, once, twice))) < 200_000
    assert zipfile.ZipFile(io.BytesIO(packed)).infolist()[0].file_size == 100_000_000
    assert gzip.decompress(twice) == once
    with pytest.raises(ValueError):
        json.loads(once)
