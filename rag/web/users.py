"""Who may sign in: a file of names and scrypt hashes, never of passwords."""

import hashlib
import json
import re
import secrets
from pathlib import Path

from rag.web.settings import SettingRefused

SHORTEST_PASSWORD = 10
_NAME = re.compile(r"[\w.@-]{1,64}", re.ASCII)
# What RFC 7914 and OWASP name for an interactive sign-in: 16 MB and some 50 ms each.
_COST = {"n": 2**14, "r": 8, "p": 1}


def is_name(text: str) -> bool:
    """Whether a text may be somebody's name here."""
    return bool(_NAME.fullmatch(text))


class Users:
    """The users of a file, which is read anew each time: who is added or taken out need not wait for a restart."""

    def __init__(self, file: Path) -> None:
        """Raises SettingRefused for a file that is absent or is no file of users."""
        self._file = file
        self._read()

    def knows(self, name: str, password: str) -> bool:
        """Whether the password is that of the name; takes as long for a name that is not there."""
        stored = self._read().get(name, {"salt": "00" * 16, "hash": ""})
        return secrets.compare_digest(_hash(password, stored["salt"]), stored["hash"])

    def has(self, name: str) -> bool:
        """Whether a name is there (still)."""
        return name in self._read()

    def _read(self) -> dict[str, dict[str, str]]:
        return _users(self._file)


def add_user(file: Path, name: str, password: str) -> None:
    """Write a user into a file, which is made where it is absent; one of the same name gets the new password.

    Raises SettingRefused for a name or a password that will not do.
    """
    if not is_name(name):
        raise SettingRefused(f"{name!r} cannot be a user's name: use up to 64 letters, digits and . _ @ -")
    if len(password) < SHORTEST_PASSWORD:
        raise SettingRefused(f"the password needs at least {SHORTEST_PASSWORD} characters")
    users = _users(file) if file.exists() else {}
    salt = secrets.token_hex(16)
    users[name] = {"salt": salt, "hash": _hash(password, salt)}
    new = file.with_name(file.name + ".new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(users, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    new.replace(file)


def _users(file: Path) -> dict[str, dict[str, str]]:
    try:
        users = json.loads(file.read_text(encoding="utf-8"))
        whole = all(len(bytes.fromhex(user["salt"])) and len(user["hash"]) == 128 for user in users.values())
        if not isinstance(users, dict) or not whole:
            raise ValueError("it does not hold names with salts and hashes")
        return users
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingRefused(
            f"{file} (FACTORY_CHAT_USERS) is no file of users: {error}; make one with: python app.py --add-user NAME"
        ) from error


def _hash(password: str, salt: str) -> str:
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=bytes.fromhex(salt), dklen=64, **_COST).hex()
