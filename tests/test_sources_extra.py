import sys

import pytest

from index.sources.extra import extra
from index.sources.found import SourceError


def test_a_missing_package_names_the_extra_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(SourceError, match=r"python-docx.*pip install 'ai-factory-chat\[sources\]'"):
        extra("docx")


def test_a_package_that_is_there_is_given() -> None:
    assert extra("json").loads("1") == 1
