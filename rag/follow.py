"""A question that goes on with what the conversation is about, although nothing in it says so."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index.words import content_words
from rag.ask import asks_nothing
from rag.asked import asked, stands_alone
from rag.assistant import Assistant
from rag.decide import THRESHOLD, decide
from rag.leaning import defines
from rag.seek import Sought, seek
from rag.types import Question, Turn
from rag.understand import understand

# The entry spoken of must be as near to the question by itself.
NEAR = 3
# A question that would also be answered by itself is a follow-up where it has so few words, none of them of so few
# entries alone that the one spoken of is not among them, and the answer is so sure (eval/LOG.md).
FEW, RARE, SURE = 3, 2, 0.95
# ... or where it is short, and as a follow-up it is fairly sure and so much surer to be answered (eval/LOG.md).
VAGUE, FAIRLY, MORE = 4, 0.85, 0.15
# What is refused together with what was said before is answered by itself where it is so sure.
ALONE = 0.9
# What something without an article works like is asked of that thing.
_EXPLAINED = re.compile(
    r"^\W*(?:(?:and|so|but|ok(?:ay)?)\b\W*)*how (?:does|do) "
    r"(?!(?:the|an?|it|its|they|this|that|these|those|we|you|i|one)\b)(?:[\w-]+ ){1,4}work\b",
    re.IGNORECASE,
)


def followed(whole: Sought, history: Sequence[Turn], assistant: Assistant) -> Sought:
    """The message sought as a follow-up where nothing in it says that it is one.

    That is where it would be refused by itself, the entry last spoken of is near to it all the same, and it is answered
    as a follow-up ("Who founded the company?"); where it says so little that every entry would answer it, and the
    one spoken of does so best ("Does temperature matter?"); or where it is short and the one spoken of answers it far
    more surely ("Is there a newer version?"). Else it stays as it was sought, as do thanks and messages of several
    questions.
    """
    if history:
        whole = _on_its_own(whole, assistant)
    alone = whole.question
    spoken_of = next((turn.entry_ids[0] for turn in reversed(history) if turn.entry_ids), "")
    if spoken_of not in assistant.index.place or alone.follows or asks_nothing(alone.searched) or asked(alone.text):
        return whole
    if _EXPLAINED.match(alone.text):
        return whole
    if alone.named and not any(spoken_of in ids for ids in alone.named):
        return whole
    chance = _confidence(whole, assistant)
    is_answered = chance >= THRESHOLD
    is_near = spoken_of in [hit.entry_id for hit in whole.hits[:NEAR]]
    if alone.ask == "compare" and not is_near:
        return whole  # "strong vs weak scaling" says itself what it is about
    leads = _says_little(alone, spoken_of, assistant) if is_answered else is_near
    if not leads and not _is_vague(alone, assistant):
        return whole
    question = understand(alone.text, history, assistant, follows=True)
    notes = dict.fromkeys((*alone.notes, *question.notes))
    anew = seek(replace(question, share=alone.share, notes=tuple(notes)), assistant)
    as_follow_up = _confidence(anew, assistant)
    is_its = anew.hits[0].entry_id == spoken_of
    if leads:
        return anew if (is_its or not is_answered) and as_follow_up >= (SURE if is_answered else THRESHOLD) else whole
    return anew if is_its and as_follow_up >= FAIRLY and as_follow_up - chance >= MORE else whole


def _on_its_own(whole: Sought, assistant: Assistant) -> Sought:
    """A message that would be refused together with what was said before it by itself, where it is surely answered so
    and no word of it stands for anything said before: "And what about MixStyle?"."""
    together = whole.question
    alone = understand(together.text, (), assistant)
    if alone.searched == together.searched or not stands_alone(alone.searched) or asks_nothing(alone.searched):
        return whole
    if _confidence(whole, assistant) >= THRESHOLD:
        return whole
    anew = seek(replace(alone, share=together.share), assistant)
    return anew if _confidence(anew, assistant) >= ALONE else whole


def _is_vague(question: Question, assistant: Assistant) -> bool:
    """Whether a question is short, names nothing and has only words of the glossary."""
    words = set(content_words(question.text))
    names = question.named or defines(question.text)
    return not names and len(words) <= VAGUE and assistant.vocabulary.idf.keys() >= words


def _says_little(question: Question, spoken_of: str, assistant: Assistant) -> bool:
    """Whether a question names nothing and has only words that are the entry's or everyone's."""
    words = set(content_words(question.text))
    if question.named or defines(question.text) or len(words) > FEW:
        return False
    lines = assistant.read(assistant.index.place[spoken_of]).lines
    others = words.difference(*(line.told.words for line in lines))
    vocabulary = assistant.vocabulary
    rare = vocabulary.rarest - math.log(2 * RARE + 1)  # the idf of a word of so many entries
    return all(vocabulary.idf.get(word, 0) < rare for word in others)


def _confidence(sought: Sought, assistant: Assistant) -> float:
    return decide(sought.question, sought.hits, sought.views, assistant).confidence
