"""Environment variables that are numbers or switches, read where they are used."""

import os


class SettingRefused(ValueError):
    """An environment variable makes no sense. The message says which and how to mend it."""


def number_of(name: str, default: int, what: str) -> int:
    """A whole number, 0 or more. Raises SettingRefused for anything else; `what` says in words what it is."""
    given = os.environ.get(name, "").strip() or str(default)
    if not given.isascii() or not given.isdigit() or len(given) > 6:
        raise SettingRefused(f"{name} is {given!r}; make it {what}, or leave it out")
    return int(given)
