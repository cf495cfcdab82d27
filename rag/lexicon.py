"""Plain English that a writer changes freely: words of one meaning, words of opposite meaning, words that say little.

Only general words stand here. A technical term has no synonym but those that its entry names.
"""

from collections.abc import Mapping

from index.words import STOP_WORDS, stem

_SYNONYMS = """
reduce decrease lower cut shrink diminish lessen drop fall decline shorten curb limit minimize
increase raise boost grow rise enlarge higher heighten elevate extend
improve enhance better strengthen
worsen degrade harm hurt impair deteriorate
fast quick rapid swift speedy
accelerate speed quicken
slow sluggish
big large huge massive great vast substantial considerable
small little tiny minor modest slight
important crucial critical essential vital key central significant core fundamental pivotal
need require demand necessitate call necessary must
necessary essential strictly
begin start commence launch initiate onset
end finish stop conclude complete
show demonstrate reveal indicate exhibit display illustrate prove expose hint suggest signal
make create produce generate build construct form yield turn give
make render turn transform convert translate change
change alter modify vary adjust shift update
update revise refresh
get obtain gain acquire receive retrieve take source
keep retain preserve maintain hold hold-on stay sustain remain intact protect
save store keep record persist
remove delete eliminate discard drop strip erase deletion
avoid prevent skip bypass circumvent avert
allow enable permit let possible make
block prohibit forbid disallow bar
lose loss lost
split divide partition separate break segment apart shard
spread distribute scatter disperse amortize split divide
factor times x fold
level multilevel hierarchy
above over beyond exceed more
below under less
benefit strengths advantage pro merit
measure metric quantify measurement
vary variable varying differ
round circular
low lower
high higher
unused dead
total sum
combine merge join unite unify fuse integrate blend sum add together
collect gather group assemble bundle accumulate
contain include comprise cover consist encompass hold feature
use employ utilize apply leverage adopt exploit rely usage application mean
help aid assist support facilitate
cause lead induce trigger produce result bring make
because due owing since thanks reason cause
result outcome consequence output
goal aim objective purpose target intent
aim address target
method approach technique strategy way procedure means
work operate function run act perform
run execute execution
perform carry conduct do execute
part portion component piece section share
share ratio fraction proportion percentage
common shared share joint
common frequent often usual usually typical typically normally generally commonly
rare seldom infrequent
many numerous several multiple various
several multiple number
different distinct differing various unlike vary differ
same identical equal equivalent
similar alike comparable like resemble
whole entire full complete total
each every all per
across over throughout among
between among
about roughly approximately around nearly almost circa some
nearly almost near
exact precise accurate
easy simple straightforward
hard difficult challenging tough challenge hurdle
problem issue difficulty trouble challenge
expensive costly dear
cheap inexpensive low-cost affordable
cost expense price overhead burden
benefit advantage strength merit gain pro
drawback disadvantage weakness downside limitation con
fail failure break
error mistake fault
wrong incorrect erroneous false
right correct proper
check verify validate test inspect audit examine assess
measure gauge quantify assess evaluate
find detect identify discover locate spot determine
decide determine choose select pick govern control
choose select pick selected chosen selection
track monitor watch follow observe eye
predict forecast anticipate estimate
expect anticipate assume
guess estimate approximate
explain describe clarify
say state report claim tell note
ask request query
answer reply respond response
send transmit transfer deliver pass
connect link tie attach couple
relate relation connect associated link
map project translate
move travel flow shift go
wait idle stall
resume continue restart
pause suspend halt interrupt
continue keep resume proceed
learn acquire study
teach train
build construct assemble
fix repair mend correct resolve
handle manage deal cope process treat tackle address
guide steer direct lead
control govern regulate steer determine manage
tune optimize adjust calibrate set
optimal best ideal
balance weigh trade
weight weigh
rank order sort
ordering order sequence arrange
replace substitute swap supersede exchange
copy duplicate replicate replica
extra additional further more added added
redundant duplicate superfluous
excess surplus
massive huge large
compact small dense
recent latest new current modern
modern contemporary current today present
old former legacy outdated
current present existing
previous earlier prior preceding past
next following subsequent successive later
final last
first initial
direct straight immediate directly
simultaneous concurrent parallel same-time concurrently
safe secure
danger risk hazard threat
attack exploit
strong robust powerful
robust resilient
robustness robust
weak fragile poor
stable steady consistent
stabilize stable steady
clear plain evident
clean clear
hidden latent concealed
deep profound
enough sufficient adequate
insufficient inadequate lacking low poor
free available open
empty blank
unreliable untrustworthy
reliable dependable trustworthy
unused idle
quality grade
kind type sort form category class variety
example instance sample case
person individual human people user
company firm enterprise business organization
area region zone field domain
field area discipline
place location site position spot
step stage phase
level tier layer
speedup acceleration faster
long lengthy extended
short brief
scale grow
size magnitude dimension
amount quantity volume
number count figure
figure number value
narrative story
document record
data information
picture image
rule policy principle
policy rule
governance govern
task job
tool instrument utility
device equipment apparatus
people human
anyone everyone everybody
understand comprehend grasp
comprehension understanding
misunderstanding misinterpretation misunderstand
malformed ill-formed
expiry expiration
automatic automated automatically autonomous
manual hand
assess evaluate judge appraise
evaluation assessment
effect impact influence affect consequence
affect influence impact
depend rely hinge
decide determine
ensure guarantee assure secure sure
degrade deteriorate worsen drop
degradation drop decline deterioration
drop fall decline
express state write
distinguish differentiate discriminate tell separate
recognize identify
trap capture catch
strictly only
highly very heavily strongly
heavily highly
rival compete competitive match
fluctuate vary oscillate
fluctuation variation
bottleneck limit constraint
bound limit
restrict limit constrain confine
unreachable inaccessible
separately apart
crossing traverse cross
critical important
sensitive sensitivity
accuracy accurate precision
appear occur emerge arise happen
occur happen
disappear vanish
exchange swap send
neighbor adjacent nearby
own possess have
demand require
supply provide offer deliver furnish give
provide offer give supply implement
implement realize provide
develop create build design make developer
design create architect
developer creator maker
release publish launch
introduce present propose
propose suggest introduce
acquire buy purchase
pay spend
price cost
win gain
divide split
extract pull get derive
derive deduce obtain
compute calculate evaluate work
recompute recalculate
computation calculation compute
suited suitable appropriate fit ideal
fit suit match
match correspond agree
violate break breach
breach break
hide mask conceal
mask hide
widely broadly commonly
mainly mostly chiefly primarily largely predominantly
primary main principal chief major
main major primary
usually typically
ability capability capacity
capable able
power strength
scenario case situation circumstance
environment setting context
advanced sophisticated
subject topic
viable feasible practical
corpus corpora collection
dedicated special specific separate
specific particular certain
general overall broad
whole full
goal target objective capability
framing frame definition define
behavior conduct
enable allow power
explicit express
expose reveal
question query
notice observe
beyond outside over past
outside beyond without
exceed surpass above over more
minimum least
maximum most
roadmap plan planning
throw discard
deploy roll
deployment rollout
surrounding around
approximately about
lightweight light
costs cost
identical same
precision accuracy
unlabeled unlabelled
labeled labelled
neighbor neighbour
behavior behaviour
optimize optimise
hurdle challenge obstacle difficulty
typical common usual standard
deal handle cope manage
big large high sizeable
volume amount scale
enterprise business corporate
unify consolidate integrate
permit let allow
retrain train
scrutinize inspect examine
uncover reveal discover
conceal hide
swift fast
cheaply inexpensive cheap
halve half
double twice
triple threefold
yearly annual
monthly month
daily day
worldwide global
simultaneously parallel concurrent once
nowadays today modern current
tiny small
amount number quantity
enormous huge large massive
rapidly quick fast
gradually slow progressive incremental
boost improve speed
sharpen improve
ease simplify facilitate
simplify ease
complicate hinder
hinder hamper impede block slow obstruct
foster promote encourage
encourage promote
discourage penalize
penalize punish
reward favor
favor prefer
prefer choose
opt choose
decision choice
choice selection
alternative option
option choice
variant version variation form type
version release
rewrite restate
mirror reflect
reflect mirror show
capture represent record
represent denote encode express
denote represent
describe characterize
characterize describe
summarize condense
expand extend grow
extend expand
broaden widen expand
narrow restrict tighten
strict tight rigorous
loose relaxed
rigorous strict thorough
thorough complete rigorous
partial incomplete
incomplete partial
missing absent lacking
absent missing
present exist available
available accessible ready
accessible available
reachable accessible
ready prepared
prepare ready
preparation prep
shape form
form shape
mold shape
core central heart
heart core center
center central
backbone foundation basis
foundation base basis
underpin support underlie
underlie support
foundational fundamental basic essential
basic fundamental simple
standard default common
default standard
customary usual
reproducible repeatable
repeatable reproducible
trustworthy reliable
dependable reliable
bulk batch
chunk piece block
fragment piece
subset part portion
superset whole
remainder rest
rest remainder
leftover residual remaining
residual remaining
spare extra
idle unused
busy active
active live
live online
mistake error
flaw defect weakness
defect flaw fault
vulnerability weakness
leak expose
disclosure expose reveal leak
leakage leak
privacy confidential private
private confidential
sensitive private
secret private hidden
secure protect safe
safeguard protect guard
guard protect
shield protect
defend protect
defense protection
countermeasure defense
mitigate reduce lessen alleviate
alleviate reduce ease mitigate
relieve reduce ease
remedy fix cure
overcome solve address resolve
solve resolve address
tackle address handle solve
arise occur emerge stem
stem arise originate derive
originate arise come stem
emerge arise appear
vanish disappear
saturate fill
fill populate
empty clear
clear remove
purge remove delete
prune remove cut trim
trim prune cut
truncate cut
cap limit
ceiling limit maximum
floor minimum
threshold limit cutoff
cutoff threshold
upper maximum
fraction part share portion ratio
majority most
minority few
dozen twelve
pair two couple
couple pair
single one sole individual
individual single each separate
separate distinct individual
jointly together joint
together joint
alone solely only
solo alone
outperform beat exceed surpass
beat outperform
match equal
rivals competitive
comparable similar
resemble similar
differ different vary
contrast differ compare
compare contrast
gap difference
discrepancy difference gap mismatch
mismatch discrepancy
deviation difference drift
drift shift change
shift drift change move
migrate move
relocate move
transport move carry
carry move transport
convey carry transfer
relay forward pass
forward pass
route direct
schedule plan
arrange organize order
organize arrange structure
structure organize arrange
layout arrangement structure
arrangement layout structure
composition makeup
makeup composition
ingredient component
component part element module
element component item part
item element
constituent component
unit element
node vertex
edge link
peer neighbor
host run
invoke call
call invoke request
trigger start activate
activate trigger start enable
fire trigger execute
launch start
initialize start
boot start
shutdown stop
interrupt stop
abort stop cancel
cancel abort
retry repeat
repeat iterate
iterate repeat loop
loop iterate cycle
cycle loop period
period interval duration
interval period
duration time length
span cover range
range span interval
moment time point
instant moment
delay lag latency postpone
lag delay
postpone delay defer
defer delay postpone
hasten speed accelerate
tempo speed rate
rate speed
pace speed rate
velocity speed
throughput rate
efficient effective economical
effective efficient
economical efficient cheap
waste squander
squander waste
save conserve reduce
conserve save preserve
economize save
budget allowance
allocate assign distribute
assign allocate give
dedicate assign
devote dedicate
reserve hold
occupy fill take
consume use take spend
spend consume use
exhaust deplete
deplete exhaust
replenish refill
enrich improve enhance
augment extend enhance enlarge
supplement augment add complement
complement supplement
attach add join
append add attach
insert add inject
inject insert add
embed insert
implant insert
extract pull retrieve
fetch retrieve load get
load fetch read
read load
retrieve fetch get
lookup search find
search seek look find
seek search look
explore search investigate
investigate explore examine study
study investigate examine research
research study
analyze examine study
inspect examine check
review examine check inspect
audit review check
scan inspect check
sample draw
draw sample
pick select draw
filter screen select
screen filter
sift filter
curate select
rank score
score rate rank
rating score
grade score
label annotate tag mark
annotate label tag
tag label mark
mark label
flag mark detect
signal sign indicate
sign signal indication
indication sign
symptom sign
clue hint
hint clue suggest
imply suggest mean
infer deduce derive
deduce infer
conclude infer
conclusion finding result
finding result
insight finding
evidence proof
proof evidence
confirm verify validate
verify confirm
attest confirm verify
certify confirm
approve accept
accept approve
reject refuse deny
refuse reject deny
deny refuse
ban prohibit forbid
forbid prohibit
obey follow comply
comply follow obey
follow obey
adhere follow comply
conform match comply
oblige require
obligate require
mandate require
mandatory required
compulsory mandatory
voluntary optional
optional voluntary
freely free
gratis free
purchase buy
sell vend
trade exchange
business company
firm company
startup company
vendor supplier
supplier vendor provider
provider supplier
customer client user
client customer user
consumer user customer
buyer customer
worker employee
employee worker staff
staff employee
team group
crew team
expert specialist
specialist expert
professional expert practitioner
practitioner professional
engineer developer
programmer developer
scientist researcher
researcher scientist
author writer creator
writer author
reader audience
audience reader
public open
community group
society community
nation country
country nation
law regulation legislation
regulation law rule
legislation law
legal lawful
illegal unlawful
lawful legal
court tribunal
contract agreement
agreement contract consensus
clause provision
document file paper
file document
report document
article paper
paper article
text document
passage text excerpt
excerpt passage
paragraph passage
sentence statement
statement sentence claim
claim statement assert
assert claim state
argue claim
word term
phrase expression
expression phrase
vocabulary lexicon
language tongue
translate convert
translation conversion
conversion translation
transformation conversion change
conversion transformation
""".strip().splitlines()

OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        "increase raise grow boost higher enlarge rise heighten elevate",
        "decrease reduce lower shrink drop fall lessen diminish cut decline shorten",
    ),
    ("more greater larger bigger most", "less fewer smaller least"),
    ("high", "low"),
    ("large big huge massive", "small tiny little"),
    ("before earlier precede prior", "after later follow"),
    ("faster accelerate speed fast quick speedup", "slower slow slowdown"),
    ("improve better enhance best", "degrade worse worsen harm hurt worst impair"),
    ("maximize maximum maximal upper", "minimize minimum minimal"),
    ("above exceed over", "below under"),
    ("strong stronger strengthen", "weak weaker weaken"),
    ("add insert include", "remove delete exclude omit"),
    ("forward", "backward"),
    ("positive", "negative"),
    ("expensive costly", "cheap inexpensive"),
    ("thin thinner", "thick thicker"),
    ("early", "late"),
    ("first", "last"),
    ("easy easier easiest simple", "hard harder hardest difficult complex complicated"),
    ("enable allow permit", "prevent prohibit block disable forbid"),
    ("homogeneous", "heterogeneous"),
    ("synchronous", "asynchronous"),
    ("static", "dynamic"),
    ("local", "global"),
    ("supervised", "unsupervised"),
    ("train training", "inference"),
    ("intra", "inter"),
    ("source", "target"),
    ("sender send", "receiver receive"),
    ("stable stabilize", "unstable destabilize"),
    ("visible", "invisible"),
    ("short shorter", "long longer"),
    ("keep preserve retain maintain", "lose discard drop"),
    ("upload", "download"),
    ("accept", "reject"),
    ("gain", "lose loss"),
    ("success succeed", "fail failure"),
    ("manual", "automatic automated"),
    ("hot", "cold"),
    ("narrow", "wide broad"),
    ("often frequently usually commonly common", "rarely seldom rare uncommon"),
    ("same identical", "different distinct"),
    ("fixed", "variable"),
    ("encode encoder", "decode decoder"),
    ("input", "output"),
    ("simple", "sophisticated"),
    ("dense", "sparse"),
    ("linear", "nonlinear"),
    ("known", "unknown"),
    ("internal", "external"),
    ("horizontal", "vertical"),
    ("online", "offline"),
    ("sequential serial", "parallel concurrent"),
    ("structured", "unstructured"),
    ("compress", "decompress"),
    ("begin start", "end finish stop"),
    ("safe", "unsafe dangerous"),
    ("reliable", "unreliable"),
    ("sufficient enough", "insufficient"),
    ("dependent depend", "independent"),
    ("split separate", "combine merge join"),
    ("relax loosen", "tighten"),
    ("attract", "repel"),
    ("row", "column"),
    ("read", "write"),
    ("hide", "expose reveal"),
)

_WEAK = """
able about across act actual additionally allow also among approach aspect basically case certain come concept consider
contain core entry especially example feature focus following form fundamental generally go help here important
include instance instead involve kind know main make method namely need notable one overall part particular
perform place possible practice principle process property provide purpose range refer role serve several set show
sort state strategy such system take technique term therefore thing thus together turn type typical usual various way
well whether work would task become essential key common commonly typically often both either however while because
since due via per within onto upon toward towards among amongst whereas although though thanks owing hence so then
rest rely base hold apply reach keep try aim look inside offer assign yield result everything another whatever bring
back add number found time guide against besides known good instead become stay hold put point want exist belong next
away along around behind beside beyond again rather quite fully largely generally broadly actively readily itself
themselves anything something everyone anyone people somewhat especially notably thereby therefore thus moreover
furthermore additionally meanwhile overall fact turn term basis whole look roughly approximately down appear seem tend serve remain
respectively accordingly corresponding involved given present following based regard concern relate
first second finally already still even yet once far just simply directly
""".split()

# These say little as the head of a phrase ("the process"), but tell one thing from another before it ("task learning").
_WEAK_HEADS = """
approach aspect case concept core entry feature form kind method part practice principle process property range role set
sort state strategy system task technique term thing type way work group result yield number time point basis example
instance key goal order place fact
""".split()

_SUFFIXES = ("ization", "isation", "ability", "ation", "ition", "ments", "ment", "ness", "ence", "ance", "ally", "ity")
_SUFFIXES += ("ive", "ion", "ing", "ers", "ors", "ism", "ous", "ful", "al", "ed", "er", "or", "ic", "ly", "es", "s", "e", "y")


# Snowball leaves irregular forms alone.
_IRREGULAR = {
    form: verb
    for verb, forms in {
        "hold": "held", "keep": "kept", "know": "known knew", "find": "found", "make": "made", "give": "given gave",
        "take": "taken took", "lose": "lost", "send": "sent", "build": "built", "learn": "learnt", "choose": "chosen chose",
        "write": "written wrote", "begin": "begun began", "grow": "grown grew", "see": "seen saw", "show": "shown",
        "rise": "risen rose", "fall": "fallen fell", "break": "broken broke", "bring": "brought", "lead": "led",
        "say": "said", "tell": "told", "drive": "driven drove", "draw": "drawn drew", "speed": "sped", "mean": "meant",
        "hide": "hidden hid", "teach": "taught", "think": "thought", "run": "ran", "spend": "spent", "split": "splitted",
        "weak": "weaker weaken weakest weakens weakened weakening", "strong": "stronger strengthen strengthens strengthened strengthening", "hard": "harder hardest",
        "large": "larger largest", "small": "smaller smallest", "high": "highest", "low": "lowest",
        "fast": "faster fastest", "slow": "slower slowest slowdown", "simple": "simpler simplest simplicity",
        "clean": "cleaner", "deep": "deeper depth", "long": "longer longest length", "wide": "wider width",
        "cheap": "cheaper cheapest", "big": "bigger biggest", "tight": "tighter tighten", "easy": "easier easiest ease",
        "good": "better best", "bad": "worse worst", "analyze": "analysis analyses", "matrix": "matrices",
        "index": "indices", "datum": "data", "vertex": "vertices",
    }.items()
    for form in forms.split()
}


def base(word: str) -> str:
    """The stem of a lower-case word, irregular forms and comparatives led back first."""
    return stem(_IRREGULAR.get(word, word))


def _groups() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_SYNONYMS):
        for word in line.split():
            found.setdefault(base(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_GROUPS = _groups()
SIDES = tuple(tuple(frozenset(base(word) for word in side.split()) for side in pair) for pair in OPPOSITES)
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
    return len(one) > 6 and len(other) > 6 and one[:7] == other[:7]


def listed(word: str) -> bool:
    """Whether a stem is plain English that has synonyms here."""
    return word in _GROUPS


def opposite(one: str, other: str) -> bool:
    """Whether two stems are listed as opposites."""
    return any((one in a and other in b) or (one in b and other in a) for a, b in SIDES)
