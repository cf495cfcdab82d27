"""The libraries for further formats, which a default installation does without."""

import importlib
from types import ModuleType

from index.sources.found import SourceError


def extra(name: str) -> ModuleType:
    """A module of the extra `sources`. Raises SourceError, with the command that installs it, where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = {"docx": "python-docx"}.get(name.partition(".")[0], name.partition(".")[0])
        raise SourceError(
            f"needs the package {package}; install it with: pip install 'ai-factory-chat[sources]'"
        ) from error
