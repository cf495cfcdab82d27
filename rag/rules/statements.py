"""What is said of what: whether a claim takes its words from one statement of the evidence, and from the right one.

Each measure takes the words of both, in one order (see rag/order.py), and their alignment, and is 0 where nothing
speaks against the claim.
"""

from collections.abc import Sequence

from rag.alignment import ABOUT, NAMED, Token
from rag.lexicon import opposite
from rag.rules.roles import VERBS, Aligned


def apart(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Share of the claim's neighbouring words whose restated words stand far from each other, or in other clauses."""
    places = [place for place in sorted(aligned) if shown[aligned[place]].statement != ABOUT]
    pairs = [
        (a, b) for a, b in zip(places, places[1:], strict=False) if b - a <= 3 and said[a].clause == said[b].clause
    ]
    if not pairs:
        return 0.0
    far = sum(
        abs(aligned[a] - aligned[b]) > 5 or shown[aligned[a]].clause != shown[aligned[b]].clause for a, b in pairs
    )
    return far / len(pairs)


def misplaced(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Number of the claim's statements whose head is the head of another statement in the evidence than the one that
    the rest of its words is from, where that one has a head of its own: "SPC detects faults" for "SPC monitors, FDC
    detects faults"."""
    heads = _heads(shown)
    count = 0
    for clause in {said[place].clause for place in aligned}:
        places = [i for i in sorted(aligned) if said[i].clause == clause]
        first, rest = places[:2], places[2:]
        of_rest = [shown[aligned[i]].statement for i in rest]
        if len(rest) < 2:
            continue
        main = max(sorted(set(of_rest)), key=of_rest.count)
        used = {aligned[i] for i in places}
        lead = [i for i in first if shown[aligned[i]].statement not in (main, ABOUT)]
        is_head = any(aligned[i] in heads.get(shown[aligned[i]].statement, ()) for i in lead)
        own = sorted(heads.get(main, ()))
        if not own or shown[own[0]].stem in {said[i].stem for i in places[:3]} or own[0] in used:
            continue
        count += main != ABOUT and of_rest.count(main) * 2 > len(of_rest) and is_head
    return float(count)


def _heads(shown: Sequence[Token]) -> dict[int, set[int]]:
    """The places of the first two content words of each statement."""
    heads: dict[int, set[int]] = {}
    for at, token in enumerate(shown):
        if token.content and token.statement != ABOUT and len(heads.setdefault(token.statement, set())) < 2:
            heads[token.statement].add(at)
    return heads


def usurped(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Number of words that the evidence's own subject has and the claim, which names the entry instead, leaves out."""
    places = sorted(aligned)
    heads, rest = places[:3], [i for i in places if shown[aligned[i]].statement != ABOUT]
    if not rest or not any(shown[aligned[i]].statement == ABOUT for i in heads):
        return 0.0
    used = set(aligned.values())
    names = {token.stem for token in shown if token.statement == ABOUT}
    known = names | {token.stem for token in said}
    of_rest = [shown[aligned[i]].statement for i in rest]
    main = max(sorted(set(of_rest)), key=of_rest.count)
    lead = 0
    for at, token in enumerate(shown):
        if token.statement != main or not token.content:
            continue
        if token.label:
            lead += token.stem not in known and bool(NAMED.fullmatch(token.written))
            continue
        if at in used or token.stem in VERBS or token.text.endswith(("ing", "ly")) or token.stem in names:
            break
        lead += not token.weak
    label = [token.stem for token in shown if token.statement == main and token.label and token.content]
    sibling = any(_sibling(label, name) and not set(label) <= known for name in _names(shown))
    return float(lead) + sibling


def _names(shown: Sequence[Token]) -> list[list[str]]:
    """The names of the subject, each as its stems."""
    names: dict[int, list[str]] = {}
    for token in shown:
        if token.statement == ABOUT:
            names.setdefault(token.clause, []).append(token.stem)
    return list(names.values())


def _sibling(label: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a label names something that differs from a name in its last word alone: "Domain Adaptation"."""
    size = len(name)
    return (
        size > 1 and list(label[: size - 1]) == list(name[:-1]) and len(label) >= size and label[size - 1] != name[-1]
    )


def flipped(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Number of the claim's words that come from another statement than their neighbours, whose own has the opposite:
    "large ones need less, small ones more" made "large ones need more"."""
    count = 0
    for clause in {said[place].clause for place in aligned}:
        places = [i for i in aligned if said[i].clause == clause and shown[aligned[i]].statement != ABOUT]
        of = [shown[aligned[i]].statement for i in places]
        first = of[0] if of else ABOUT
        here = {said[i].stem for i in places}
        theirs = {token.stem for token in shown if token.statement == first and token.content} - here
        for i in places:
            if shown[aligned[i]].statement != first and any(opposite(said[i].stem, word) for word in theirs):
                count += 1
    return float(count)
