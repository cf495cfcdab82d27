"""The glossary in the terminal: python -m rag ask|define|search|chat|ingest (installed as factory-chat)."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

# Waiting threads that spin slow a busy two-core machine tenfold; read when torch and numpy are loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.store import DEFAULT_FOLDER, load
from index.stores.store import Where
from rag import glossary_commands
from rag.typed import LONGEST, TOO_LONG, typed, valid
from rag.types import Answer, Hit, ModelUnavailable, Turn

if TYPE_CHECKING:  # the assistant's imports take seconds, and `define` does without them
    from rag.assistant import Assistant


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with the reason on stderr."""
    options = _parser().parse_args(arguments)
    try:
        if options.command in glossary_commands.COMMANDS:
            _print(glossary_commands.COMMANDS[options.command](options))
            return 0
        return COMMANDS[options.command](options)
    except (*glossary_commands.FAILURES, ModelUnavailable) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _ask(options: argparse.Namespace) -> int:
    from rag.render import as_json_from

    question = " ".join(options.question)
    found = [_asked(question, folder, options) for folder in dict.fromkeys((options.index, *options.also))]
    # Of several glossaries the surest speaks first, and those that refuse only where all do.
    found.sort(key=lambda one: -one[0].confidence)
    told = [one for one in found if one[0].outcome != "not_in_glossary"] or found
    for one, assistant in told:
        label = str(assistant.index.editions[""])
        if options.json:
            named = {"glossary": label} if options.also else {}
            print(json.dumps({**named, **as_json_from(one, assistant.index)}, ensure_ascii=False))
        else:
            _print(iter([f"{label}:"] if options.also else []))
            _print(_lines(one, assistant))
    return 0


def _asked(question: str, folder: Path, options: argparse.Namespace) -> "tuple[Answer, Assistant]":
    """The answer of the glossary whose index lies in a folder."""
    from rag.answer import answer

    assistant = _assistant(options, folder)
    return answer(question, (), assistant), assistant


def _define(options: argparse.Namespace) -> int:
    from rag.search import define

    index = load(options.index)
    entries = define(" ".join(options.term), index)
    if options.json:
        rows = [{"entry_id": e.id, "header": e.header, "term": e.term, "definition": e.definition} for e in entries]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        _print(f"{entry.term} [{entry.id}]\n    {entry.definition or 'has no definition'}" for entry in entries)
    if not entries:
        print(f"The glossary has no entry of the name {' '.join(options.term)!r}.", file=sys.stderr)
    return int(not entries)


def _search(options: argparse.Namespace) -> int:
    from rag.search import search

    assistant = _assistant(options, options.index)
    entries = assistant.index.entries
    where = Where(tuple(options.category), tuple(one.upper() for one in options.letter))
    hits = search(" ".join(options.words), assistant, options.limit, where)
    if options.json:
        for_json = ({"entry_id": h.entry_id, "term": entries[h.entry_id].term, **_score(h)} for h in hits)
        print(json.dumps(list(for_json), ensure_ascii=False))
    else:
        for hit in hits:
            print(f"{hit.score:6.3f}  {entries[hit.entry_id].term} [{hit.entry_id}]")
            if options.explain:
                print("        " + "  ".join(f"{name} {value:+.3f}" for name, value in hit.parts.items()))
    return 0


def _score(hit: Hit) -> dict[str, object]:
    return {"score": hit.score, "parts": dict(hit.parts)}


def _chat(options: argparse.Namespace) -> int:
    from rag.answer import answer, turn_of

    assistant = _assistant(options, options.index)
    history: list[Turn] = []
    print("Ask the glossary; an empty line ends.", file=sys.stderr)
    for line in iter(_read, ""):
        if len(line) > LONGEST:
            print(TOO_LONG, file=sys.stderr)
            continue
        found = answer(line, history, assistant)
        _print(_lines(found, assistant))
        history.append(turn_of(line, found))
    return 0


def _read() -> str:
    try:
        return valid(input("> ").strip())
    except EOFError:
        return ""


def _assistant(options: argparse.Namespace, folder: Path) -> "Assistant":
    from rag.assistant import load_assistant

    return load_assistant(folder, options.llm, few=options.command != "chat")


def _lines(found: Answer, assistant: "Assistant") -> Iterator[str]:
    """The answer, with what is remarked on it, then its sources, numbered as in the text, each with its glossary, the
    version of it, and its place there."""
    from rag.render import plain_text

    yield from found.question.notes
    yield plain_text(found, assistant.index)
    yield from (f"(Remark: {note})" for note in found.trace.notes if note not in found.question.notes)
    citations = {citation.marker: citation for claim in found.claims for citation in claim.citations}
    for marker, citation in sorted(citations.items()):
        entry = assistant.index.entries[citation.entry_id]
        place = f"{assistant.index.editions['']}, {entry.sources[0].file}:{entry.sources[0].line}"
        yield f"    [{marker}] {entry.term} ({place}): {_short(citation.quote)}"


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= 100 else f"{line[:97]}..."


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ask": _ask,
    "define": _define,
    "search": _search,
    "chat": _chat,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="factory-chat", description="Ask the glossary; answers cite its sentences.")
    parser.epilog = "`factory-chat eval` measures: --draft N --glossary NAME, or a command of python -m eval."
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("ask", help="answer one question with citations")
    asking.add_argument("question", nargs="+", type=typed)
    named = glossary_commands.named_index
    asking.add_argument("--also", type=named, action="append", default=[], metavar="NAME", help="ask this one too")
    defining = commands.add_parser("define", help="the definitions of the entries of that name")
    defining.add_argument("term", nargs="+", type=typed)
    searching = commands.add_parser("search", help="the entries that fit some words best")
    searching.add_argument("words", nargs="+", type=typed)
    searching.add_argument("--explain", action="store_true", help="show the weighed parts that make up each score")
    searching.add_argument("--limit", type=int, default=10, help="how many entries")
    searching.add_argument("--category", action="append", default=[], help="only entries of this one; may be repeated")
    searching.add_argument("--letter", action="append", default=[], help="only entries under this one; may be repeated")
    chatting = commands.add_parser("chat", help="several questions, with follow-ups")
    for command in (asking, chatting):
        command.add_argument("--llm", default="smollm2", metavar="off|MODEL", help="who writes the answer")
    searching.set_defaults(llm="off")
    for command in (asking, defining, searching):
        command.add_argument("--json", action="store_true", help="print JSON")
    for command in (asking, defining, searching, chatting):
        command.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
        command.add_argument("--glossary", dest="index", type=named, metavar="NAME", help="a glossary of your own")
    glossary_commands.add_parsers(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
