"""A small glossary and a scripted assistant for tests of the window: real records, no models."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from index.blocks import blocks
from index.names import names_of
from index.types import OWN, Edition, Entry, Source
from index.vocabulary import vocabulary_of
from index.words import FieldedBM25
from rag.types import Answer, Citation, Claim, Hit, Progress, Question, Trace, Turn
from tests.payloads import PAYLOADS

LEAKAGE = (
    "**Gate-Induced Drain Leakage (GIDL)** is the **off-state leakage** of a transistor. It grows with the field.\n"
    "**Physical Mechanism**\n"
    "- **Tunneling**: Electrons tunnel from band to band.\n"
    "- **Holes**: They flow to the body <b>&amp; cost `power`.\n"
    "| Parameter | Effect | Reason |\n|---|---|---|\n"
    "| Thinner oxide | Increases GIDL | Stronger field |\n| Higher |V_DG| | Increases GIDL | Bending |\n"
    "The current follows $J = A e^{-B/E}$ and costs $5 to $6.\n"
    "$$\nJ = A E \\exp(-B/E) < \\infty + a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11}\n$$\n"
    "```python\nfor x in range(3):\n\n# a comment, <script>alert(1)</script>\nprint(x)\n```\n"
    "```\n[A] --> [B]\n```\n" + "".join(f"- **Point {n}**: one of many.\n" for n in range(60)) + "It ends here.\n"
)
# The last of the fillers holds texts that must show as they are.
HOSTILE = "\n" + "".join(f"- {' '.join(payload.split())}\n" for payload in PAYLOADS)


def entry(entry_id: str, term: str, header: str, body: str, category: str = "") -> Entry:
    """An entry whose definition is the first sentence of its body."""
    definition = body.split(". ")[0].replace("**", "").split("\n")[0]
    keywords = tuple(word.strip() for word in header.split(","))
    return Entry(
        entry_id, term, header, keywords, (), category, definition, None, body, blocks(body), (Source("000.txt", 1),)
    )


def glossary() -> dict[str, Entry]:
    """Two poisonings, one leakage, and sixty fillers for paging."""
    made = [
        entry(
            "data-poisoning",
            "Data Poisoning",
            "data poisoning, ai safety",
            "Data poisoning corrupts training data. It is an attack.",
            "ai safety",
        ),
        entry(
            "data-poisoning-training",
            "Data Poisoning",
            "data poisoning, training",
            "Data poisoning plants triggers. Defenses filter data.",
            "training",
        ),
        *(
            entry(
                f"diffusion-{n}",
                f"Diffusion {n}",
                f"diffusion {n}, models",
                f"Diffusion {n} adds noise. It is slow.{HOSTILE if n == 59 else ''}",
            )
            for n in range(60)
        ),
        entry("gidl", "Gate-Induced Drain Leakage", "gidl gate induced drain leakage, leakage", LEAKAGE),
    ]
    return {one.id: one for one in made}


@dataclass(frozen=True)
class WindowAssistant:
    """What the window reads of an assistant."""

    index: Any
    writer: Any
    embedder: Any = None
    vocabulary: Any = None


def assistant() -> WindowAssistant:
    """An assistant over `glossary` with a writer in name only."""
    entries = glossary()
    words = FieldedBM25.build([one.term for one in entries.values()], [one.body for one in entries.values()])
    rows = np.arange(len(entries))
    manifest = SimpleNamespace(entries=len(entries), built="2026-01-02T03:04:05", digest="0123456789abcdef", model="m")
    return WindowAssistant(
        index=SimpleNamespace(
            entries=entries,
            manifest=manifest,
            words=words,
            passage_entry=rows,
            names=names_of(entries.values()),
            editions={"": Edition(OWN, "0123456789ab", "2026-01-02")},
        ),
        writer=SimpleNamespace(name="Scribe"),
        vocabulary=vocabulary_of(entries.values(), []),
    )


def cite(one: Entry, text: str, marker: int = 1) -> Citation:
    """The citation of a text that stands in an entry's body."""
    start = one.body.index(text)
    return Citation(marker, one.id, start, start + len(text), text)


def scripted_steps(text: str, history: Sequence[Turn], helper: Any, share: float = 1.0) -> Iterator[Progress]:
    """An answer by its words: "senses", "versus", "nothing", "slow", "fail" and "follow" play their parts.

    One of less than the usual length ends early.
    """
    entries = helper.index.entries
    yield Progress("searching")
    if "fail" in text:
        raise RuntimeError("scripted failure")
    yield Progress("reading")
    if "nothing" in text:
        yield Progress("done", _answer(text, "not_in_glossary", nearest=("gidl", "data-poisoning")))
        return
    if "senses" in text:
        pair = [entries["data-poisoning"], entries["data-poisoning-training"]]
        claims = tuple(
            Claim(one.definition, "quoted", (cite(one, one.definition, n),), 1.0) for n, one in enumerate(pair, 1)
        )
        yield Progress("done", _answer(text, "several_senses", claims, claims))
        return
    if "versus" in text:
        pair = [entries["data-poisoning"], entries["gidl"]]
        claims = tuple(
            Claim(said.replace("**", ""), "quoted", (cite(one, said, n),), 1.0)
            for n, (one, said) in enumerate(((one, one.body.split(". ")[0] + ".") for one in pair), 1)
        )
        answer = _answer(text, "answered", claims, claims)
        compared = replace(answer.question, ask="compare", named=tuple((one.id,) for one in pair))
        yield Progress("done", replace(answer, question=compared))
        return
    quoted = _quoted(entries["gidl"])[: 2 if share < 1 else None]
    yield Progress("writing", _answer(text, "answered", quoted, quoted))
    if helper.writer is None:
        yield Progress("done", _answer(text, "answered", quoted, quoted))
        return
    for words in range(200 if "slow" in text else 3):
        time.sleep(0.05)
        yield Progress("writing", draft="leak " * words)
    remark = f"Follows {len(history)} questions." if history else "GIDL grows with the field."
    written = (Claim(remark, "written", (quoted[1].citations[0],), 0.9),)
    dropped = (Claim("GIDL was found on Mars.", "written", quoted[0].citations, 0.1),)
    yield Progress("checking", checked=written)
    answer = _answer(text, "answered", written, quoted, dropped)
    answer = replace(answer, trace=replace(answer.trace, writer=helper.writer.name))
    if history and "follow" in text:
        searched = f"{history[-1].question} {text}"
        notes = (f"searched for “{searched}”",)
        answer = replace(answer, question=replace(answer.question, searched=searched, notes=notes))
    yield Progress("done", answer)


def _quoted(one: Entry) -> tuple[Claim, ...]:
    texts = (
        "**Gate-Induced Drain Leakage (GIDL)** is the **off-state leakage** of a transistor.",
        "It grows with the field.",
        "| Thinner oxide | Increases GIDL | Stronger field |",
        "It ends here.",
    )
    return tuple(Claim(text.replace("**", ""), "quoted", (cite(one, text, n),), 1.0) for n, text in enumerate(texts, 1))


def _answer(
    text: str, outcome: Any, claims: Any = (), quotation: Any = (), dropped: Any = (), nearest: Any = ()
) -> Answer:
    parts = {"name": 1.0, "new_part": 0.5}
    found = ("gidl", "data-poisoning", "diffusion-1")
    hits = tuple(Hit(one, f"{one}#1", 1.5 / n, parts) for n, one in enumerate(found, 1))
    trace = Trace({"understand": 0.01, "retrieve": 0.02, "total": 0.03}, (), "Scribe")
    question = Question(text, text, "define", notes=("read “gidl” as “GIDL”",))
    return Answer(question, outcome, claims, quotation, dropped, hits, nearest, 0.9, trace)
