"""How the questions drift away from the glossary: the share refused and the unknown words, day by day."""

import json
import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from index.vocabulary import Vocabulary
from index.words import raw_words, stem
from rag.types import Answer
from rag.web.encode import encode

# Beside the history.
FILE = "days.json"
KEPT_DAYS = 30
SHOWN_WORDS = 8
# The memory and the file stay small whatever is asked.
_MOST_WORDS = 500
_LONGEST_WORD = 40
_WRITE_EVERY = 60.0


@dataclass(slots=True)
class Day:
    """The questions of one day, how many of them were refused, and the words in them that no entry has."""

    asked: int = 0
    refused: int = 0
    unknown: Counter[str] = field(default_factory=Counter)


class Drift:
    """Counts by day (UTC) for thirty days; a witness of the turnstile. Of the questions it keeps single words only.

    With a file the counts outlast a restart; one that cannot be read or written is reported and done without.
    `vocabulary` is that of the index in use.
    """

    def __init__(self, vocabulary: Vocabulary, file: Path | None) -> None:
        self.days: dict[str, Day] = _read(file) if file else {}
        self.vocabulary = vocabulary
        self._file = file
        self._written = time.monotonic()

    def count(self, answer: Answer, _: int) -> None:
        """Count an answer for the present day."""
        day = self.days.setdefault(time.strftime("%Y-%m-%d", time.gmtime()), Day())
        day.asked += 1
        day.refused += answer.outcome == "not_in_glossary"
        for word in set(unknown_words(answer.question.text, self.vocabulary)):
            if word in day.unknown or len(day.unknown) < _MOST_WORDS:
                day.unknown[word] += 1
        for old in sorted(self.days)[:-KEPT_DAYS]:
            del self.days[old]
        if time.monotonic() - self._written > _WRITE_EVERY:
            self.keep()

    def keep(self) -> None:
        """Write the counts to the file, if there is one."""
        self._written = time.monotonic()
        if not self._file:
            return
        try:
            new = self._file.with_suffix(".new")
            days = {name: {part: getattr(day, part) for part in Day.__slots__} for name, day in self.days.items()}
            new.write_text(json.dumps(days), encoding="utf-8")
            new.chmod(0o600)
            new.replace(self._file)
        except OSError:
            logging.getLogger(__name__).exception("The counts by day could not be kept in %s", self._file)

    def html(self) -> str:
        """The days as a table, the latest first."""
        rows = "".join(
            f"<tr><th>{encode(name)}</th><td>{day.asked}</td><td>{day.refused / max(1, day.asked):.0%}</td><td>"
            f"{', '.join(f'{encode(word)} ({count})' for word, count in _top(day.unknown))}</td></tr>"
            for name, day in sorted(self.days.items(), reverse=True)
        )
        head = "<tr><th>Day (UTC)</th><th>Questions</th><th>Refused</th><th>Words that no entry has</th></tr>"
        return f"<h2>Day by day</h2><table>{head}{rows}</table>" if rows else ""


def unknown_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words of a text that neither occur in the glossary nor have the stem of one that does."""
    words = (word for word in raw_words(text) if 2 < len(word) <= _LONGEST_WORD and not word.isdigit())
    return [word for word in words if word not in vocabulary.counts and stem(word) not in vocabulary.idf]


def _top(words: Counter[str]) -> list[tuple[str, int]]:
    return sorted(words.items(), key=lambda one: (-one[1], one[0]))[:SHOWN_WORDS]


def _read(file: Path) -> dict[str, Day]:
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(name): Day(int(day["asked"]), int(day["refused"]), Counter(day["unknown"]))
            for name, day in stored.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        logging.getLogger(__name__).warning("The counts by day in %s cannot be read, begun anew: %s", file, error)
        return {}
