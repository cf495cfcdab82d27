import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from rag.web.window import build_window
from tests.api_fakes import scripted_desk


def test_pages_opened_after_a_new_index_came_name_it(tmp_path: Path) -> None:
    desk = scripted_desk(tmp_path)
    window = build_window(desk)
    assert "the 63 entries" in json.dumps(window.config, default=str)
    index = desk.assistant.index
    told = SimpleNamespace(**{**vars(index.manifest), "entries": 64, "digest": "f" * 16})
    desk.shelf.put(replace(desk.assistant, index=SimpleNamespace(**{**vars(index), "manifest": told})))
    config = json.dumps(window.config, default=str)
    assert "the 64 entries" in config and "Index of 64 entries" in config and "ffffffffffff" in config
    assert "63 entries" not in config
