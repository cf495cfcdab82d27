import pytest

from eval.rows import read_rows, shown


class Refused(Exception):
    pass


def test_objects_come_with_their_places_and_a_line_ends_at_a_newline_only(tmp_path):
    file = tmp_path / "x.jsonl"
    file.write_text('{"a": "x\u2028y\x85z"}\n\n{"a": 2}\n', encoding="utf-8")
    assert list(read_rows(file, Refused)) == [(f"{file}:1", {"a": "x\u2028y\x85z"}), (f"{file}:3", {"a": 2})]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{}\n\xff", "not UTF-8 at byte 3"),
        (b"{}\n[", "x.jsonl:2: not JSON"),
        (b"[" * 100_000, ":1: not JSON"),
        (b'{"a": ' + b"9" * 6000 + b"}", ":1: not JSON"),
        (b"7", ":1: not an object"),
    ],
)
def test_what_is_no_object_is_refused_with_its_place(tmp_path, data, said):
    (tmp_path / "x.jsonl").write_bytes(data)
    with pytest.raises(Refused, match=said):
        list(read_rows(tmp_path / "x.jsonl", Refused))


def test_a_long_value_is_cut_in_a_message():
    assert shown("x" * 10**6).startswith("'xxx") and len(shown(["x" * 10**6] * 10**4)) < 1500
