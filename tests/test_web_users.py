import json
from pathlib import Path

import pytest

from rag.web.settings import SettingRefused
from rag.web.users import Users, add_user

PASSWORD = "correct horse"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    add_user(tmp_path / "users.json", "ada", PASSWORD)
    return tmp_path / "users.json"


def test_a_user_is_known_by_name_and_password_alone(file: Path) -> None:
    users = Users(file)
    assert users.knows("ada", PASSWORD) and users.has("ada")
    assert not any(
        users.knows(*one) for one in (("ada", "correct hors"), ("bob", PASSWORD), ("", ""), ("ada", "\ud800"))
    )


def test_the_file_holds_no_password_and_nobody_else_reads_it(file: Path) -> None:
    assert PASSWORD not in file.read_text() and file.stat().st_mode & 0o077 == 0


def test_a_new_password_takes_the_place_of_the_old_one_and_others_stay(file: Path) -> None:
    users = Users(file)
    add_user(file, "bob", PASSWORD)
    add_user(file, "ada", "another password")
    assert users.knows("ada", "another password") and users.knows("bob", PASSWORD) and not users.knows("ada", PASSWORD)


@pytest.mark.parametrize(("name", "password"), [("a b", PASSWORD), ("", PASSWORD), ("ada", "short"), ("é", PASSWORD)])
def test_what_will_not_do_is_refused(file: Path, name: str, password: str) -> None:
    with pytest.raises(SettingRefused):
        add_user(file, name, password)


@pytest.mark.parametrize("text", ["", "[]", "7", '{"ada": "x"}', '{"ada": {"salt": "zz", "hash": "00"}}'])
def test_a_file_that_is_none_of_users_is_refused_with_the_way_to_make_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "users.json"
    file.write_text(text)
    with pytest.raises(SettingRefused, match="--add-user"):
        Users(file)
    with pytest.raises(SettingRefused, match="--add-user"):
        Users(tmp_path / "absent.json")


def test_hashes_of_the_same_password_differ(file: Path) -> None:
    add_user(file, "bob", PASSWORD)
    stored = json.loads(file.read_text())
    assert stored["ada"]["hash"] != stored["bob"]["hash"]
