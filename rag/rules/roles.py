"""Who does what to whom: whether a claim puts the evidence's words in the places that they have there.

Each measure takes the words of both, in one order (see rag/order.py), and their alignment, and is 0 where nothing
speaks against the claim.
"""

from collections.abc import Mapping, Sequence

from rag.alignment import Token
from rag.lexicon import base

Aligned = Mapping[int, int]
# Prepositions whose two sides cannot change places.
_ONE_WAY = frozenset("than from to into onto before after instead rather without against by".split())
# A side of a verb ends so many words from it.
_REACH = 9
_COPULAS = frozenset("is are was were".split())
VERBS = frozenset(
    base(word)
    for word in """
    reduce decrease lower increase raise boost improve enhance degrade accelerate slow cause lead trigger induce produce
    create make generate build form yield turn convert transform translate map project need require demand show reveal
    demonstrate change alter modify control govern determine decide define get obtain receive take keep preserve
    maintain store save remove delete eliminate avoid prevent skip bypass allow enable permit block lose split divide
    partition spread distribute combine merge join collect gather group contain include comprise cover use employ apply
    leverage help support work run execute perform share find detect identify choose select pick track monitor predict
    forecast explain describe send transmit deliver pass connect link relate move travel flow wait resume continue
    learn teach train fix handle manage guide steer regulate tune optimize balance weigh rank replace substitute copy
    protect attack ensure guarantee express trap absorb restrict limit exceed depend rely affect influence provide
    offer supply implement develop design release publish introduce acquire buy extract compute calculate violate mask
    outperform beat precede follow adapt encode decode compress expand stabilize destabilize amplify suppress attend
    update synchronize average sum approximate estimate measure quantify assess check verify validate test compare
    fool deceive dominate drive push pull emit absorb etch deposit inject consume launch schedule assign call load
    upload download write read return accept reject address invalidate confirm indicate suggest imply store expose hide
    """.split()
)


def turned(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """How far a verb's two sides have changed places, at most 1."""
    worst = 0.0
    verbs = [(i, at) for i, at in aligned.items() if said[i].stem in VERBS or shown[at].stem in VERBS]
    are = [at for at, token in enumerate(shown) if token.text in _COPULAS]
    verbs += [(i, at) for i, token in enumerate(said) if token.text in _COPULAS for at in are]
    for place, at in verbs:
        before, after = _sides(said, place)
        left, right = _sides(shown, at)
        known = {*left, *right}
        wrong = sum(aligned.get(i) in right for i in before), sum(aligned.get(i) in left for i in after)
        placed = sum(aligned.get(i) in known for i in (*before, *after))
        if sum(wrong) >= 2 and placed:
            worst = max(worst, sum(wrong) / placed * (1.0 if all(wrong) else 0.7))
        whole = [sum(i in aligned for i in side) for side in (before, after)]
        if all(wrong) and sum(wrong) > 2 and (wrong[0] == whole[0] or wrong[1] == whole[1]):
            worst = 1.0
        if not left and wrong[0] == whole[0] > 1:
            worst = 1.0
    return worst


def _sides(words: Sequence[Token], place: int) -> tuple[list[int], list[int]]:
    """Places of the content words before and after a verb in its clause, not far from it."""
    clause = words[place].clause
    before: list[int] = []
    for i in range(place - 1, -1, -1):
        if words[i].clause != clause or place - i > _REACH:
            break
        if words[i].content:
            before.append(i)
    after: list[int] = []
    for i in range(place + 1, len(words)):
        if words[i].clause != clause or i - place > _REACH:
            break
        if words[i].content:
            after.append(i)
    return before, after


def exchanged(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """Number of one-way prepositions whose object stands elsewhere in the evidence, and the evidence's one elsewhere
    in the claim."""
    count = 0
    back = {at: place for place, at in aligned.items()}
    for place, token in enumerate(said):
        if token.text not in _ONE_WAY:
            continue
        mine = _object(said, place)
        objects = [_object(shown, at) for at, other in enumerate(shown) if other.text == token.text]
        places = {aligned[i] for i in mine if i in aligned}
        if not places or not objects or any(places & set(theirs) for theirs in objects):
            continue
        count += any(back.get(at, place + 1) < place for theirs in objects for at in theirs)
    return float(count)


def _object(words: Sequence[Token], place: int) -> list[int]:
    """Places of the next content words after a preposition, in its clause, up to the next preposition."""
    found: list[int] = []
    for at in range(place + 1, min(len(words), place + 7)):
        if words[at].clause != words[place].clause or (words[at].text in _ONE_WAY and at > place + 1):
            break
        if words[at].content:
            found.append(at)
    return [] if found and words[found[0]].text.endswith("ing") else found[:3]


def swap_gain(said: Sequence[Token], shown: Sequence[Token], aligned: Aligned) -> float:
    """How many more neighbours of the evidence the claim would have with two of its words exchanged; 0 for none."""
    near = _neighbours(shown)
    places = [i for i, token in enumerate(said) if token.content]
    row = [shown[aligned[i]].stem if i in aligned else "" for i in places]
    clauses = [said[i].clause for i in places]

    def local(at: int) -> float:
        return sum(
            near.get((row[i], row[j]), 0.0)
            for i, j in ((at - 2, at), (at - 1, at), (at, at + 1), (at, at + 2))
            if i >= 0 and j < len(row) and clauses[i] == clauses[j]
        )

    best = 0.0
    for i in range(len(row)):
        for j in range(i + 1, len(row)):
            if row[i] and row[j] and row[i] != row[j]:
                old = local(i) + local(j)
                row[i], row[j] = row[j], row[i]
                best = max(best, local(i) + local(j) - old)
                row[i], row[j] = row[j], row[i]
    return best


def _neighbours(shown: Sequence[Token]) -> dict[tuple[str, str], float]:
    """How close two stems stand, in this order: 1 side by side, a half with a word between, .3 in the other order."""
    near: dict[tuple[str, str], float] = {}
    content = [i for i, token in enumerate(shown) if token.content]
    for n, i in enumerate(content):
        for j in content[n + 1 : n + 4]:
            if shown[i].clause == shown[j].clause:
                pair = shown[i].stem, shown[j].stem
                near[pair] = max(near.get(pair, 0.0), 1.0 if j == content[n + 1] else 0.5)
                near.setdefault(pair[::-1], 0.3)
    return near
