import argparse

import pytest

from rag.typed import LONGEST, typed, valid


def test_an_argument_beyond_reason_is_refused():
    assert typed("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(argparse.ArgumentTypeError, match="ask a shorter question"):
        typed("x" * (LONGEST + 1))


def test_bytes_that_are_no_text_get_a_mark():
    assert valid("What is \udcff?") == typed("What is \udcff?") == "What is ??"
