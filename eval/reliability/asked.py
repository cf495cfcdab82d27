"""python -m eval.reliability.asked: answers through the window's engines, without Gradio, as one JSON object."""

import json
from collections.abc import Mapping

from eval.reliability.guest import QUESTIONS
from index.store import DEFAULT_FOLDER
from rag.answer import answer
from rag.assistant import Assistant, load_assistant
from rag.render import plain_text


def main() -> int:
    """Ask all questions."""
    assistant = load_assistant(DEFAULT_FOLDER)
    print(json.dumps({question: _told(question, assistant) for question in QUESTIONS}))  # noqa: T201
    return 0


def _told(question: str, assistant: Assistant) -> Mapping[str, str]:
    found = answer(question, (), assistant)
    first = found.claims[0].citations[0] if found.claims else None
    return {
        "outcome": found.outcome,
        "first": f"{first.entry_id}: {first.quote}" if first else "",
        "text": plain_text(found, assistant.index),
    }


if __name__ == "__main__":
    raise SystemExit(main())
