import json
import shutil

import pytest

from rag.smollm2 import WEIGHTS, is_whole, smollm2_folder, with_smollm2


def test_a_truncated_cache_is_noticed_and_made_again(tmp_path, monkeypatch, capsys):
    whole = smollm2_folder()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    broken = tmp_path / "ai-factory-chat" / whole.name
    shutil.copytree(whole, broken)
    leftover = broken.with_name(f"{broken.name}.part")
    leftover.mkdir()
    (leftover / "openvino_model.bin").write_bytes(b"half")
    with (broken / "openvino_model.bin").open("r+b") as weights:
        weights.truncate(1_000_000)
    assert smollm2_folder() == broken
    assert is_whole(broken) and not leftover.exists()
    assert (broken / "openvino_model.bin").read_bytes() == (whole / "openvino_model.bin").read_bytes()
    told = capsys.readouterr()
    assert told.out == "" and [line.split(" ", 1)[0] for line in told.err.splitlines()] == ["Preparing", "The"]


def test_weights_that_are_damaged_are_noticed_while_they_are_loaded(tmp_path, monkeypatch):
    whole = smollm2_folder()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    broken = tmp_path / "ai-factory-chat" / whole.name
    shutil.copytree(whole, broken)
    with (broken / WEIGHTS).open("r+b") as weights:
        first = weights.read(1)[0]
        weights.seek(0)
        weights.write(bytes([255 - first]))
    seen = []
    assert with_smollm2(lambda folder: seen.append((folder, is_whole(folder))) or len(seen)) == 2
    assert seen == [(broken, False), (broken, True)]
    assert with_smollm2(lambda folder: folder) == broken and len(seen) == 2


def test_a_damaged_graph_is_never_loaded(tmp_path, monkeypatch):
    whole = smollm2_folder()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    broken = tmp_path / "ai-factory-chat" / whole.name
    shutil.copytree(whole, broken)
    (broken / "openvino_model.xml").write_text("<net>")
    used = []
    with_smollm2(lambda folder: used.append(is_whole(folder)))
    assert used == [True]


def test_what_loading_whole_weights_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        with_smollm2(lambda folder: 1 / 0)


def test_a_folder_is_whole_only_with_all_its_bytes(tmp_path):
    assert not is_whole(tmp_path)
    (tmp_path / "a.json").write_text("{}")
    empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    (tmp_path / "checksums.json").write_text(json.dumps({"a.json": empty}))
    assert is_whole(tmp_path)
    (tmp_path / "a.json").write_text("{ ")
    assert not is_whole(tmp_path)
    (tmp_path / "a.json").unlink()
    assert not is_whole(tmp_path)
