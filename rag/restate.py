"""Quotation -> what the language model makes of it, claim by claim checked, with citations attached by code."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace

from index.words import STOP_WORDS, content_words, raw_words
from rag.assistant import Assistant
from rag.types import Claim, LanguageModel, ModelUnavailable, Stage
from rag.verify import check
from rag.write import first_line, messages, sentences

# Written sentences take a quotation's place only when they keep this share of its content words, and every number. Set
# by reading, not tuned: at .8 the definition of GIDL lost its "band-to-band tunneling" (eval/LOG.md).
KEPT = 0.92
_WORD = re.compile(r"\w+")
_LEAD = re.compile(r"\[[^\]\n]+\] ")


@dataclass(frozen=True, slots=True)
class Step:
    """Where the writing stands: the draft of the claim under way, the claims so far, what was dropped, the seconds that
    the checks took, and why the writer broke off ("" while it goes on)."""

    stage: Stage
    draft: str
    claims: tuple[Claim, ...]
    dropped: tuple[Claim, ...]
    seconds: float
    failed: str = ""


def restate(quotation: Sequence[Claim], writer: LanguageModel, assistant: Assistant) -> Iterator[Step]:
    """Let the writer restate each quoted claim and check every sentence against it at once.

    A claim that no checked sentences keep whole stands as the quotation, so nothing of it is lost; so do code, formulas
    and tables, which the writer is not given, and what is left when the writer fails. Closing the iterator stops the
    writer.
    """
    claims: tuple[Claim, ...] = ()
    dropped: tuple[Claim, ...] = ()
    seconds = 0.0
    facts = [_without_lead(quoted.text) for quoted in quotation]
    with ExitStack() as open_replies:
        # All are asked for at once: a writer may work on several together.
        replies = [
            open_replies.enter_context(closing(writer.stream(messages(fact)))) if "\n" not in fact else None
            for _, fact in facts
        ]
        for place, (quoted, (lead, fact), reply) in enumerate(zip(quotation, facts, replies, strict=True)):
            draft = ""
            try:
                for piece in first_line(reply) if reply else ():
                    draft += piece
                    yield Step("writing", draft, claims, dropped, seconds)
                yield Step("checking", draft, claims, dropped, seconds)
                start = time.perf_counter()
                written = [_claim(sentence, quoted, assistant) for sentence in sentences(draft)]
                seconds += time.perf_counter() - start
            except ModelUnavailable as error:  # the writer, or the model that judges what it wrote
                yield Step("checking", "", (*claims, *quotation[place:]), dropped, seconds, str(error))
                return
            passed = tuple(claim for claim, supported in written if supported)
            dropped += tuple(claim for claim, supported in written if not supported)
            claims += _led(lead, passed) if keeps(fact, passed) else (quoted,)
    yield Step("checking", "", claims, dropped, seconds)


def keeps(fact: str, written: Sequence[Claim]) -> bool:
    """Whether written claims say in another way all that a fact says, and no more: every number, most of its content
    words, none beside them, not in another form either: "demonstrating the ability to" is how a small model begins to
    invent, "Target continues training" for "Target: Continue training" how it errs (eval/LOG.md)."""
    text = " ".join(claim.text for claim in written)
    words = set(content_words(fact))
    numbers = {word for word in raw_words(fact) if any(mark.isdigit() for mark in word)}
    kept = len(words & set(content_words(text)))
    added = [word for word in raw_words(text) if word not in STOP_WORDS and word not in raw_words(fact)]
    unfit = _bare(text) == _bare(fact) or added or _respells(text, fact)
    return not unfit and bool(words) and numbers <= set(raw_words(text)) and kept >= KEPT * len(words)


def _respells(text: str, fact: str) -> bool:
    """Whether a name with capitals of its own has other ones in the text: "GLAM" for "GLaM"."""
    written, own = ({word.removesuffix("s") for word in _WORD.findall(words)} for words in (text, fact))
    names = {word.lower() for word in written | own if word[1:] != word[1:].lower()}
    return any(word.lower() in names for word in written - own)


def _bare(text: str) -> list[str]:
    """The words of a text without an article before them, which alone would be no other way to say it."""
    first, *rest = raw_words(text) or [""]
    return rest if first in ("the", "a", "an") else [first, *rest]


def _without_lead(text: str) -> tuple[str, str]:
    """The bracket that says whose a quoted sentence is ("" where none stands), and the sentence."""
    lead = _LEAD.match(text)
    return (lead.group(), text[lead.end() :]) if lead else ("", text)


def _led(lead: str, written: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Written claims with the bracket put back, unless their words name what it names."""
    first, *rest = written
    named = lead.strip("[] ").lower() in first.text.lower()
    return (first if named else replace(first, text=f"{lead}{first.text}"), *rest)


def _claim(sentence: str, quoted: Claim, assistant: Assistant) -> tuple[Claim, bool]:
    """A written sentence with the citations of what it restates, and whether that supports it."""
    entries = [assistant.index.entries[citation.entry_id] for citation in quoted.citations]
    subject = ", ".join(name for entry in entries for name in (entry.term, *entry.aliases))
    verdict = check(sentence, quoted.text, subject)
    # The quotation is at hand, so a claim that breaks any rule need not be shown.
    shown = verdict.supported and not verdict.outweighed
    return Claim(sentence, "written", quoted.citations, verdict.support), shown
