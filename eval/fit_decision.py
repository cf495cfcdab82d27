"""All weights of the decision whether the glossary answers a question, one fit after the other."""

from collections.abc import Iterator, Sequence

from tqdm import tqdm

from eval import calibrate, one_fact, second_look
from eval.questions import Case
from eval.systems import bare
from rag.assistant import Assistant


def fitted(cases: Sequence[Case], blind: Sequence[Case], assistant: Assistant) -> Iterator[str]:
    """The constants to copy and what they would refuse; the `blind` questions are judged only."""
    # Fitted on both: other glossaries come without questions.
    kinds = [(one, case) for one in (assistant, bare(assistant)) for case in cases]
    asked = tqdm([*kinds, *((assistant, case) for case in blind)], desc="evidence", unit="question")
    evidence = [calibrate.evidence_of(one, case) for one, case in asked]
    seen, read = calibrate.both([*cases, *cases], evidence[: len(kinds)])
    yield "== seen"
    yield from calibrate.lines([*cases, *cases], seen)
    yield "== read where in doubt"
    yield from calibrate.lines([*cases, *cases], read)
    if blind:
        yield from calibrate.blind_lines(blind, evidence[len(kinds) :], seen, read)
    plain = one_fact.asked_of(cases, assistant)
    for_one = [one_fact.evidence_of(assistant, one.text) for one in tqdm(plain, desc="for one fact", unit="question")]
    yield "== for one fact"
    yield from one_fact.lines(plain, for_one)
    again = [second_look.weighed(assistant, one) for one in tqdm(plain, desc="second look", unit="question")]
    yield "== second look"
    yield from second_look.lines(plain, again)
