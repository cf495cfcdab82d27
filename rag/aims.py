"""What a question is after, in plain English, and the headings and labels under which glossaries tell it: "how can I
tell that ..." is answered under "Detection", "what can go wrong" under "Failure Modes"."""

import re
from functools import lru_cache

# By what a question asks for it, and by what a heading or a bold label names it.
_AIMS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.I), re.compile(rf"\b(?:{named})\b", re.I))
    for asked, named in (
        (
            r"fix|avoid|prevent|reduce[ds]?|mitigat\w+|minimi[sz]e|solve[ds]?|cure|remed\w+|counter\w*|respond|react|"
            r"handle|tackle|deal with|get rid|get out|overcome|lower|suppress|protect|defen[cds]\w*|safeguard\w*|"
            r"improve|speed up|accelerate|stop|help against|what now|what should (?:i|we) do|do about|workaround",
            r"mitigat\w+|prevent\w*|avoid\w*|reduc\w+|refactoring|fix\w*|solutions?|remed\w+|countermeasures?|"
            r"defen[cs]\w+|protect\w*|best practices?|optimi[sz]\w+|handling|acceleration|minimi[sz]\w+|addressing|"
            r"correct\w*|debiasing|balancing|calibration",
        ),
        (
            r"(?:tell|know|check) (?:if|whether|that|when)|detect\w*|notice|recogni[sz]e|signs?|symptoms?|spot|"
            r"find out|identify|indicat\w+|discover|diagnos\w+|red flags?",
            r"detect\w*|symptoms?|signs?|indicat\w+|diagnos\w+|identif\w+|monitor\w*|warnings?|red flags?|recogni\w+",
        ),
        (
            r"limitations?|limits?|disadvantages?|drawbacks?|downsides?|weakness\w*|cons|challenges?|problems?|"
            r"bad|catch|trade-?offs?|risks?|dangers?|wrong|fails?|failures?|issues?|pitfalls?|worst|difficult\w*|"
            r"hard|caveats?|concerns?|harm\w*",
            r"limitations?|disadvantages?|drawbacks?|challenges?|problems?|trade-?offs?|risks?|failure modes?|"
            r"failures?|issues?|pitfalls?|concerns?|dangers?|weakness\w*|difficult\w*|criticism",
        ),
        (
            r"benefits?|advantages?|pros|strengths?|upsides?|gains?|what(?:'s| is) the point|worth|useful|"
            r"buys? (?:me|us)",
            r"benefits?|advantages?|strengths?|why \w+(?: \w+)* matters?|gains?|value|importance",
        ),
        (
            r"why (?:bother|care|use|do (?:we|i|you|people|teams|companies) (?:need|use|want|care|do|bother)|"
            r"should (?:we|i|you|one|anyone|people) (?:use|care|bother|want|need)|would (?:we|i|you|one|anyone)|"
            r"(?:is|are) (?:[\w-]+ ){1,4}?(?:important|needed|necessary|useful|used|relevant|required))|"
            r"why (?:does|do) (?:[\w-]+ ){1,4}?matter|what for|motivation|rationale|purpose",
            r"why\b.*|benefits?|advantages?|motivation|importance|rationale|purpose|need for .*|impact",
        ),
        (
            r"metrics?|measure[ds]?|evaluat\w+|judge|assess\w*|scores?|benchmark\w*|quantif\w+",
            r"metrics?|measur\w+|evaluat\w+|assess\w*|benchmark\w*",
        ),
        (
            r"applications?|use cases?|(?:used|useful|good|needed) for|where (?:is|are) (?:[\w-]+ ){1,4}?used",
            r"applications?|use cases?|uses|used for|typical use|when to use",
        ),
        (
            r"tune|tuning|set|choose|choosing|pick|select|configure|calibrat\w+|decide|recommended|best value",
            r"tuning|calibration|selection|selecting|choosing|configur\w+|guidelines?|best practices?|recommend\w+|"
            r"practical|hyperparameters?|when to",
        ),
    )
)


@lru_cache(256)
def aims(question: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of the headings and labels under which what is asked for is told; () for most questions."""
    return tuple(named for asked, named in _AIMS if asked.search(question))
