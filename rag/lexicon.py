"""Plain English that a writer changes freely: words of one meaning, words of opposite meaning, words that say little.

Only general words stand here. A technical term has no synonym but those that its entry names.
"""

from collections.abc import Mapping
from functools import lru_cache

from index.words import STOP_WORDS, stem
from rag.synonyms import GROUPS

OPPOSITES = """
    increase raise grow boost higher enlarge rise heighten elevate / decrease reduce lower shrink drop fall lessen
    diminish cut decline shorten; more greater larger bigger most / less fewer smaller least; high / low; large big
    huge massive / small tiny little; before earlier precede prior / after later follow; faster accelerate speed
    fast quick speedup / slower slow slowdown; improve better enhance best / degrade worse worsen harm hurt worst
    impair; maximize maximum maximal upper / minimize minimum minimal; above exceed over / below under; strong
    stronger strengthen / weak weaker weaken; add insert include / remove delete exclude omit; forward / backward;
    positive / negative; expensive costly / cheap inexpensive; thin thinner / thick thicker; early / late; first /
    last; easy easier easiest simple / hard harder hardest difficult complex complicated; enable allow permit /
    prevent prohibit block disable forbid; homogeneous / heterogeneous; synchronous / asynchronous; static /
    dynamic; local / global; supervised / unsupervised; train training / inference; intra / inter; source / target;
    sender send / receiver receive; stable stabilize / unstable destabilize; visible / invisible; short shorter /
    long longer; keep preserve retain maintain / lose discard drop; upload / download; accept / reject; gain / lose
    loss; success succeed / fail failure; manual / automatic automated; hot / cold; narrow / wide broad; often
    frequently usually commonly common / rarely seldom rare uncommon; same identical / different distinct; fixed /
    variable; encode encoder / decode decoder; input / output; simple / sophisticated; dense / sparse; linear /
    nonlinear; known / unknown; internal / external; horizontal / vertical; online / offline; sequential serial /
    parallel concurrent; structured / unstructured; compress / decompress; begin start / end finish stop; safe /
    unsafe dangerous; reliable / unreliable; sufficient enough / insufficient; dependent depend / independent; split
    separate / combine merge join; relax loosen / tighten; attract / repel; row / column; read / write; hide /
    expose reveal
""".split(";")

_WEAK = """
able about across act actual additionally allow also among approach aspect basically case certain come concept
consider contain core entry especially example feature focus following form fundamental generally go help here
important include instance instead involve kind know main make method namely need notable one overall part particular
perform place possible practice principle process property provide purpose range refer role serve several set show
sort state strategy such system take technique term therefore thing thus together turn type typical usual various way
well whether work would task become essential key common commonly typically often both either however while because
since due via per within onto upon toward towards amongst whereas although though thanks owing hence so then rest rely
base hold apply reach keep try aim look inside offer assign yield result everything another whatever bring back add
number found time guide against besides known good stay put point want exist belong next away along around behind
beside beyond again rather quite fully largely broadly actively readily itself themselves anything something everyone
anyone people somewhat notably thereby moreover furthermore meanwhile fact basis whole roughly approximately down
appear seem tend remain respectively accordingly corresponding involved given present based regard concern relate say
said stated note noted speak spoken happen happens occur sit sits last lasts afterwards unless thereafter nevertheless
first second finally already still even yet once far just simply directly
""".split()

# These say little as the head of a phrase ("the process"), but tell one thing from another before it ("task learning").
_WEAK_HEADS = """
approach aspect case concept core entry feature form kind method part practice principle process property range role set
sort state strategy system task technique term thing type way work group result yield number time point basis example
instance key goal order place fact
""".split()

_SUFFIXES = """
ization isation ability ation ition ments ment ness ence ance ally ity ive ion ing ers ors ism ous ful al ed er or ic ly
es s e y
""".split()

# Snowball leaves irregular forms and comparatives alone: the base form first.
_IRREGULAR = {
    form: verb
    for verb, *forms in map(
        str.split,
        """
    hold held; keep kept; know known knew; find found; make made; give given gave; take taken took; lose lost; send
    sent; build built; learn learnt; choose chosen chose; write written wrote; begin begun began; grow grown grew;
    see seen saw; show shown; rise risen rose; fall fallen fell; break broken broke; bring brought; lead led; say
    said; tell told; drive driven drove; draw drawn drew; speed sped; mean meant; hide hidden hid; teach taught;
    think thought; run ran; spend spent; weak weaker weaken weakest weakens weakened weakening; heavy heavier
    heaviest; strong stronger strengthen strengthens strengthened strengthening; hard harder hardest; large larger
    largest; small smaller smallest; high highest; low lowest; fast faster fastest; slow slower slowest slowdown;
    simple simpler simplest simplicity; clean cleaner; deep deeper depth; long longer longest length; wide wider
    width; cheap cheaper cheapest; big bigger biggest; tight tighter tighten; easy easier easiest ease; good better
    best; bad worse worst; analyze analysis analyses; matrix matrices; index indices; datum data; vertex vertices
    """.split(";"),
    )
    for form in forms
}


def base(word: str) -> str:
    """The stem of a lower-case word, irregular forms and comparatives led back first."""
    return stem(_IRREGULAR.get(word, word))


def _groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(GROUPS):
        for word in group:
            found.setdefault(base(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_GROUPS = _groups()
SIDES = tuple(tuple(frozenset(base(word) for word in side.split()) for side in pair.split("/")) for pair in OPPOSITES)
WEAK_HEADS = frozenset(base(word) for word in _WEAK_HEADS)
WEAK = WEAK_HEADS | frozenset(base(word) for word in _WEAK) | frozenset(stem(word) for word in STOP_WORDS)


def root(word: str) -> str:
    """A stem with its derivational ending cut off too, at least four letters long: "execution" as "execute"."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def synonymous(one: str, other: str) -> bool:
    """Whether two stems are the same, derived from one root, or listed as of one meaning."""
    if one == other or root(one) == root(other):
        return True
    if _GROUPS.get(one, frozenset()) & _GROUPS.get(other, frozenset()):
        return True
    if (
        min(len(one), len(other)) > 4
        and abs(len(one) - len(other)) < 4
        and (one.startswith(other) or other.startswith(one))
    ):
        return True
    return len(one) > 6 and len(other) > 6 and one[:7] == other[:7]


@lru_cache(20_000)
def keys(word: str) -> frozenset[str]:
    """By what a stem can be found in a set: itself, its root, its first seven letters, its groups of synonyms. Two that
    share a key are `synonymous`."""
    groups = (f"group {number}" for number in _GROUPS.get(word, ()))
    return frozenset((word, f"root {root(word)}", *([f"start {word[:7]}"] if len(word) > 6 else ()), *groups))


def listed(word: str) -> bool:
    """Whether a stem is plain English that has synonyms here."""
    return word in _GROUPS


def opposite(one: str, other: str) -> bool:
    """Whether two stems are listed as opposites."""
    return any((one in a and other in b) or (one in b and other in a) for a, b in SIDES)
