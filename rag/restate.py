"""Quotation -> what the language model makes of it, sentence by sentence checked, with citations attached by code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.words import content_words, raw_words
from rag.assistant import Assistant
from rag.types import Citation, Claim, LanguageModel, Question, Stage
from rag.verify import Verdict, check
from rag.write import messages, sentences

# A written sentence takes a quotation's place only when it keeps this share of its content words, and every number.
KEPT = 0.7
# A second quotation is cited only when it has this share of the sentence's words that the first one lacks.
_ADDS = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """Where the writing stands: the draft so far, the claims that would be shown now, and what was dropped."""

    stage: Stage
    draft: str
    claims: tuple[Claim, ...]
    dropped: tuple[Claim, ...]


def restate(
    question: Question, quotation: Sequence[Claim], writer: LanguageModel, assistant: Assistant
) -> Iterator[Step]:
    """Let the writer restate the quotation; each finished sentence is checked at once.

    Code, formulas and tables are not given to the writer. At the end, every quoted claim whose content no checked
    sentence keeps stands again as the quotation, so nothing of it is lost. Closing the iterator stops the writer.
    """
    facts = [claim for claim in quotation if "\n" not in claim.text]
    draft, seen = "", 0
    written: list[Claim] = []
    dropped: list[Claim] = []
    if not facts:
        return
    pieces = writer.stream(messages(question.searched, [claim.text for claim in facts]))
    for piece in pieces:
        draft += piece
        yield Step("writing", draft, merge(quotation, written), tuple(dropped))
        finished = sentences(draft)
        for sentence in finished[seen:]:
            yield Step("checking", draft, merge(quotation, written), tuple(dropped))
            claim, verdict = attribute(sentence, facts, assistant)
            (written if verdict.supported else dropped).append(claim)
        seen = len(finished)
    yield Step("checking", draft, merge(quotation, written), tuple(dropped))


def attribute(sentence: str, facts: Sequence[Claim], assistant: Assistant) -> tuple[Claim, Verdict]:
    """A written sentence as a claim that cites the quotations which it restates, and whether they support it."""
    words = set(content_words(sentence))
    ranked = sorted(facts, key=lambda fact: -len(words & set(content_words(fact.text))))
    cited = [ranked[0]]
    for fact in ranked[1:2]:
        left = words - set(content_words(cited[0].text))
        if len(left & set(content_words(fact.text))) > _ADDS * len(words):
            cited.append(fact)
    evidence = " ".join(fact.text for fact in cited)
    verdict = check(sentence, evidence, _subject(cited, assistant), assistant.embedder)
    citations = tuple(citation for fact in cited for citation in fact.citations)
    return Claim(sentence, "written", citations, verdict.support), verdict


def merge(quotation: Sequence[Claim], written: Sequence[Claim]) -> tuple[Claim, ...]:
    """The quotation with checked sentences in the place of what they keep whole, in the order of the quotation."""
    merged: list[Claim] = []
    for quoted in quotation:
        ours = [claim for claim in written if set(quoted.citations) <= set(claim.citations)]
        if keeps(quoted, ours):
            merged += [claim for claim in ours if claim not in merged]
        else:
            merged.append(quoted)
    return tuple(merged)


def keeps(quoted: Claim, written: Sequence[Claim]) -> bool:
    """Whether written claims together keep a quotation: every number and most of its content words."""
    text = " ".join(claim.text for claim in written)
    words = set(content_words(quoted.text))
    numbers = {word for word in raw_words(quoted.text) if any(mark.isdigit() for mark in word)}
    return (
        bool(words) and numbers <= set(raw_words(text)) and len(words & set(content_words(text))) >= KEPT * len(words)
    )


def _subject(cited: Sequence[Claim], assistant: Assistant) -> str:
    entries: list[Citation] = [citation for claim in cited for citation in claim.citations]
    names = [assistant.index.entries[citation.entry_id] for citation in entries]
    return ", ".join(dict.fromkeys(name for entry in names for name in (entry.term, *entry.aliases)))
