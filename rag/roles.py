"""Who does what to whom: whether a claim puts the evidence's words together as the evidence does.

Each measure takes the words of both and their alignment, and is 0 where nothing speaks against the claim.
"""

from collections.abc import Mapping, Sequence

from rag.alignment import Token

Aligned = Mapping[int, int]
_BE = frozenset("is are was were be been being get gets got".split())
_RELATIONAL = frozenset("than by from to into before after without over with via through for of on despite against".split())


def apart(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Share of the claim's neighbouring words whose restated words stand far from each other, or in other clauses."""
    places = sorted(aligned)
    pairs = [(a, b) for a, b in zip(places, places[1:], strict=False) if b - a <= 3 and said[a].clause == said[b].clause]
    if not pairs:
        return 0.0
    far = sum(abs(aligned[a] - aligned[b]) > 5 or shown[aligned[a]].clause != shown[aligned[b]].clause for a, b in pairs)
    return far / len(pairs)


def crossed(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Share of the words of the claim's clauses that come from another clause of the evidence than most of them."""
    clauses: dict[int, list[int]] = {}
    for place, at in aligned.items():
        clauses.setdefault(said[place].clause, []).append(shown[at].clause)
    odd = sum(len(of) - max(map(of.count, of)) for of in clauses.values())
    return odd / max(1, len(aligned))


def turned(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """How far a verb's two sides have changed places: 1 where what stood before it stands after it and the other way
    round, with a passive on one side taken into account."""
    worst = 0.0
    for place, at in aligned.items():
        if not _verb(said, place) or not _verb(shown, at):
            continue
        before, after = _sides(said, place)
        shown_before, shown_after = _sides(shown, at)
        flip = _passive(said, place) != _passive(shown, at)
        if flip:
            before, after = after, before
        moved = [aligned[i] in shown_after for i in before if i in aligned and aligned[i] in (*shown_before, *shown_after)]
        moved += [aligned[i] in shown_before for i in after if i in aligned and aligned[i] in (*shown_before, *shown_after)]
        if len(moved) >= 2:
            worst = max(worst, sum(moved) / len(moved))
    return worst


def exchanged(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Number of prepositions whose object in the evidence stands elsewhere in the claim, and theirs elsewhere here."""
    count = 0
    for place, token in enumerate(said):
        if token.text not in _RELATIONAL:
            continue
        mine = _object(said, place)
        objects = [_object(shown, at) for at, other in enumerate(shown) if other.text == token.text]
        places = {aligned[i] for i in mine if i in aligned}
        if not places or not objects:
            continue
        if any(places & set(theirs) for theirs in objects):
            continue
        used = {aligned[i] for i in aligned if i not in mine}
        if any(set(theirs) & used for theirs in objects):
            count += 1
    return float(count)


def misplaced(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Number of the claim's statements whose head the evidence gives another statement than what is said of it."""
    count = 0
    for statement in {said[place].statement for place in aligned}:
        places = [i for i in sorted(aligned) if said[i].statement == statement]
        heads, rest = places[:2], places[2:]
        if len(rest) < 2:
            continue
        of_rest = [shown[aligned[i]].statement for i in rest]
        main = max(sorted(set(of_rest)), key=of_rest.count)
        of_heads = {shown[aligned[i]].statement for i in heads}
        if of_rest.count(main) * 2 > len(of_rest) and main not in of_heads and 0 not in of_heads:
            first = [t.stem for t in shown if t.statement == main and t.content][:2]
            count += not any(shown[aligned[i]].stem in first for i in places)
    return float(count)


def _object(words: Sequence[Token], place: int) -> list[int]:
    """Places of the next content words after a preposition, in its clause, up to the next preposition."""
    found: list[int] = []
    for at in range(place + 1, min(len(words), place + 6)):
        if words[at].clause != words[place].clause or words[at].text in _RELATIONAL:
            break
        if words[at].content:
            found.append(at)
    return found


def _verb(words: Sequence[Token], place: int) -> bool:
    """Whether a word may be a verb between two sides: one content word or more on each side within its sentence."""
    text = words[place].text
    if not text.isalpha() or text.endswith(("ing", "ion", "ment", "ness", "ity")):
        return False
    before, after = _sides(words, place)
    return bool(before and after)


def _sides(words: Sequence[Token], place: int) -> tuple[list[int], list[int]]:
    clause = words[place].clause
    before = [i for i in range(max(0, place - 8), place) if words[i].content and words[i].clause == clause]
    after = [i for i in range(place + 1, min(len(words), place + 9)) if words[i].content and words[i].clause == clause]
    return before, after


def _passive(words: Sequence[Token], place: int) -> bool:
    text = words[place].text
    near = {token.text for token in words[max(0, place - 3) : place]}
    then = [token.text for token in words[place + 1 : place + 5]]
    return bool(near & _BE) and text.endswith(("ed", "en", "n", "t")) or (text.endswith("ed") and "by" in then[:2])


def swap_gain(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """How many more neighbours of the evidence the claim would have with two of its words exchanged; 0 for none."""
    near: dict[tuple[str, str], float] = {}
    content = [i for i, token in enumerate(shown) if token.content]
    for n, i in enumerate(content):
        for j in content[n + 1 : n + 4]:
            if shown[i].clause == shown[j].clause and j - i <= 5:
                weight = 1.0 if j == content[n + 1] else 0.5
                pair = shown[i].stem, shown[j].stem
                near[pair] = max(near.get(pair, 0.0), weight)
                near.setdefault(pair[::-1], 0.3)
    words = [shown[aligned[i]].stem if i in aligned else "" for i, token in enumerate(said) if token.content]
    clauses = [token.clause for token in said if token.content]

    def local(at: int, row: list[str]) -> float:
        return sum(
            near.get((row[i], row[j]), 0.0)
            for i, j in ((at - 2, at), (at - 1, at), (at, at + 1), (at, at + 2))
            if i >= 0 and j < len(row) and clauses[i] == clauses[j]
        )

    best = 0.0
    for i in range(len(words)):
        for j in range(i + 1, len(words)):
            if words[i] and words[j] and words[i] != words[j]:
                old = local(i, words) + local(j, words)
                row = list(words)
                row[i], row[j] = row[j], row[i]
                best = max(best, local(i, row) + local(j, row) - old)
    return best
