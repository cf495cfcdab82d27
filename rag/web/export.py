"""A conversation as a file: Markdown for people, JSON for programs, both with all citations."""

import json
from dataclasses import asdict

from index.store import Index
from rag.render import as_json_from, escaped, markdown
from rag.web.types import Conversation


def as_markdown_file(conversation: Conversation, index: Index) -> str:
    """Every question as a heading, its answer with markers, and the sources with the quoted words."""
    pieces = ["# AI Factory Chat"]
    for exchange in conversation.exchanges:
        said = markdown(exchange.answer, index) if exchange.answer else "(no answer)"
        pieces += [f"## {escaped(exchange.question)}", said]
        if exchange.state == "stopped":
            pieces.append("(stopped)")
    pieces.append(f"Index: {_index_named(index)}")
    pieces += [f"Glossary: {escaped(str(one))}, built {one.built}" for one in index.editions.values()]
    return "\n\n".join(pieces) + "\n"


def as_json_file(conversation: Conversation, index: Index) -> str:
    """The exchanges, each with its question, state, thumb, and the answer as `rag ask --json` gives it."""
    exchanges = [
        {
            "question": exchange.question,
            "state": exchange.state,
            "mark": exchange.mark,
            "word": exchange.word,
            "answer": as_json_from(exchange.answer, index) if exchange.answer else None,
        }
        for exchange in conversation.exchanges
    ]
    glossaries = [asdict(one) for one in index.editions.values()]
    whole = {"index": _index_named(index), "glossaries": glossaries, "exchanges": exchanges}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _index_named(index: Index) -> str:
    manifest = index.manifest
    return f"{manifest.entries} entries, built {manifest.built[:10]}, {manifest.digest[:12]}"
