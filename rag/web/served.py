"""Which glossaries a window serves: where their indexes lie, and an assistant for each."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.glossaries import WITHOUT, glossaries, glossary
from index.types import OWN, IndexRefused
from rag.assistant import Assistant, beside, load_assistant, named

Folders = Mapping[str, Path]
"""The folders of the indexes by the names of their glossaries, the usual one first."""


def folders(index: Path, name: str | None, also: Sequence[str] | None) -> Folders:
    """The named glossary and those that are asked for besides; without a name the project's own, and without others
    all that there are, but for the copies that `eval draft` makes. Raises IndexRefused for a name that is none."""
    first = {name: glossary(name).index} if name else {OWN: index}
    if name or also is not None:
        return first | {one: glossary(one).index for one in also or ()}
    return first | {one.name: one.index for one in glossaries() if not one.name.endswith(WITHOUT)}


def assistants(where: Folders, must: Sequence[str] = ()) -> list[Assistant]:
    """An assistant for each, without a writer. Raises IndexRefused where the usual one, or one of those that `must` be
    there, cannot be used; another one that cannot is left out, and the terminal says why."""
    (name, folder), *rest = where.items()
    first = load_assistant(folder)
    found = [first if name == OWN else named(first, name)]
    for name, folder in rest:
        try:
            found.append(beside(first, folder, "" if name == OWN else name))
        except IndexRefused as error:
            if name in must:
                raise
            logging.getLogger(__name__).warning("The glossary %s is left out: %s", name, error)
    return found
