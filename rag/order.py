"""One order for what may be said in two: active for passive, "model accuracy" for "accuracy of the model"."""

from collections.abc import Sequence

from rag.alignment import Token

_BE = frozenset("is are was were be been being get gets got".split())
_PARTICIPLES = frozenset(
    """held kept known found made given taken lost sent built learnt chosen written begun grown seen shown risen broken
    brought led said told driven drawn hidden taught run spent split cut set put read fed bound done met paid sold won
    understood""".split()
)
_LINKS = frozenset("of in on for with from to into at by as than over across through via".split())
_DETERMINERS = frozenset("the a an its their this that these those each every".split())


def in_order(words: Sequence[Token]) -> list[Token]:
    """The words with passives turned to actives and "A of B" to "B A", clause by clause."""
    found: list[Token] = []
    clause: list[Token] = []
    for word in words:
        if clause and word.clause != clause[-1].clause:
            found += _active(_compound(clause))
            clause = []
        clause.append(word)
    return found + _active(_compound(clause))


def _compound(words: list[Token]) -> list[Token]:
    """ "accuracy of the model" -> "the model accuracy"; only the two runs of content words beside "of" move."""
    words = list(words)
    at = len(words) - 2
    while at > 0:
        if words[at].text == "of" and words[at - 1].content:
            start = at - 1
            while start > 0 and words[start - 1].content and at - start < 3:
                start -= 1
            end = at + 1
            while end < len(words) and words[end].text in _DETERMINERS:
                end += 1
            first = end
            while end < len(words) and words[end].content and end - first < 3:
                end += 1
            if end > first:
                words[start:end] = words[first:end] + words[start:at]
                at = start
        at -= 1
    return words


def participle(word: Token) -> bool:
    """Whether a word may be the participle of a passive."""
    return word.content and (word.text.endswith("ed") or word.text in _PARTICIPLES)


def _active(words: list[Token]) -> list[Token]:
    for place, word in enumerate(words):
        if not participle(word) or not place:
            continue
        be = _be_before(words, place)
        by = next((i for i in range(place + 1, min(len(words), place + 8)) if words[i].text == "by"), -1)
        agent = _agent(words, by) if by > 0 and (be >= 0 or by == place + 1) else []
        if be < 0 and not agent:
            continue
        start = be if be >= 0 else place
        patient = words[:start]
        rest = words[place + 1 : by] + words[by + 1 + len(agent) :] if agent else words[place + 1 :]
        between = words[be + 1 : place] if be >= 0 else []
        return [*agent, *between, word, *patient, *_active(rest)]
    return words


def _be_before(words: list[Token], place: int) -> int:
    """Where a form of "be" stands up to three words before a participle, no article between; -1 for nowhere."""
    for at in range(place - 1, max(-1, place - 4), -1):
        if words[at].text in _BE:
            return at
        if words[at].text in _DETERMINERS:
            break
    return -1


def _agent(words: list[Token], by: int) -> list[Token]:
    """The words after "by" up to the next preposition; none for "by 50 %" and "by using"."""
    found: list[Token] = []
    for word in words[by + 1 :]:
        if word.text in _LINKS and word.text != "of":
            break
        found.append(word)
    first = next((word for word in found if word.content), None)
    if first is None or first.text[0].isdigit() or first.text.endswith("ing"):
        return []
    return found
