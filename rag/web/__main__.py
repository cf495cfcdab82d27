"""python -m rag.web export [--out FILE] | delete (--all | --days N | --reader HASH): what is kept of readers."""

import argparse
import json
import os
import sqlite3
import sys
from pathlib import Path

from rag.web.data import data_folder
from rag.web.drift import FILE
from rag.web.history import History
from rag.web.holdings import forget, holdings
from rag.web.storage import HistoryRefused


def main(arguments: list[str] | None = None) -> int:
    """Run one command over the history in the data folder; 0 when it worked, 1 with the reason on stderr."""
    options = _parser().parse_args(arguments)
    try:
        history = History(options.data or data_folder())
        if options.command == "export":
            _export(history, options.out)
        else:
            count = forget(history.file, options.reader, options.days)
            if options.all:
                (history.path.parent / FILE).unlink(missing_ok=True)
            print(f"{count} conversations deleted from {history.file.name}", file=sys.stderr)
    except (HistoryRefused, OSError, sqlite3.Error) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag.web", description="What the window keeps of its readers.")
    parser.add_argument("--data", type=Path, help="folder of the history; that of the window where none is given")
    commands = parser.add_subparsers(dest="command", required=True)
    exporting = commands.add_parser("export", help="everything, as JSON lines, a conversation each")
    exporting.add_argument("--out", type=Path, help="file to write; the terminal where none is given")
    deleting = commands.add_parser("delete", help="delete conversations for good")
    which = deleting.add_mutually_exclusive_group(required=True)
    which.add_argument("--all", action="store_true", help="everything of everybody, and the counts by day")
    which.add_argument("--days", type=float, help="what has not changed for so many days")
    which.add_argument("--reader", help="everything of the reader of this name, as the export gives it")
    return parser


def _export(history: History, out: Path | None) -> None:
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in holdings(history.file))
    if out is None:
        sys.stdout.writelines(lines)
        return
    # Only its owner may read it, from its first byte on.
    with open(out, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as handle:
        handle.writelines(lines)


if __name__ == "__main__":
    raise SystemExit(main())
