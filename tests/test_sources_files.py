import zipfile
from pathlib import Path

import pytest

from index.sources import files
from index.sources.files import check_archive, check_size, read_text, source_files
from index.sources.found import SourceError
from index.sources.read import read


def test_files_of_inner_folders_count_but_none_that_are_hidden_about_the_folder_or_linked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "in/a.csv", ".git/config", ".hidden.txt", "README.md", "license", "~$open.xlsx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    assert [path.relative_to(tmp_path).as_posix() for path in source_files(tmp_path)] == ["b.txt", "in/a.csv"]


def test_text_that_is_no_utf8_names_its_line_and_a_mark_at_the_beginning_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfterm\n")
    assert read_text(tmp_path / "a.csv") == "term\n"
    (tmp_path / "a.csv").write_bytes(b"a\nna\xefve")
    with pytest.raises(SourceError, match="found the byte 0xef; save the file as UTF-8") as refused:
        read_text(tmp_path / "a.csv")
    assert refused.value.line == 2


def test_a_file_that_is_too_big_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("12345")
    check_size(tmp_path / "a.txt", 5)
    with pytest.raises(SourceError, match="5 bytes, 4 are the most; split it"):
        check_size(tmp_path / "a.txt", 4)


def test_an_archive_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a", "w") as member,
    ):
        for _ in range(files.MOST_UNPACKED // 10_000_000 + 1):
            member.write(bytes(10_000_000))
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1_000_000
    with pytest.raises(SourceError, match="zip bomb"):
        check_archive(tmp_path / "bomb.xlsx")


@pytest.mark.parametrize("name", ["bomb.docx", "bomb.xlsx"])
def test_a_small_bomb_of_empty_rows_is_refused_unread(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.xml", b"<row/>" * 3_000_000)
    with pytest.raises(SourceError, match="over 100 times its size; it may be a zip bomb"):
        read(tmp_path / name, name, exact_pages=False)


def test_an_office_file_of_much_text_is_no_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "text.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.xml", "".join(f"<row>{number * 7919}</row>" for number in range(600_000)))
    check_archive(tmp_path / "text.docx")
