"""A glossary of three entries, questions about it and answers to them, small enough to score by hand."""

from pathlib import Path

from eval.questions import Case, Nugget
from index.types import Entry, Source

BODIES = {
    "drift,ml": "Drift is a change of the data. It was found in 40 percent of models.",
    "drift detection": "Drift detection compares two windows. A test raises no alarm below 0.05.",
    "kiln,ceramics": "A kiln is an oven for clay. It reaches 1,300 degrees.",
}


def entries():
    return {entry.id: entry for entry in (entry_of(header, body) for header, body in BODIES.items())}


def entry_of(header, body):
    term = header.split(",")[0]
    return Entry(
        id=term.replace(" ", "-"),
        term=term.capitalize(),
        header=header,
        keywords=(),
        aliases=(),
        category="",
        definition="",
        definition_at=None,
        body=body,
        blocks=(),
        sources=(Source("seed.txt", 1),),
    )


def case_of(name="q1", kind="definition", gold=(("drift,ml",),), match=(("change of the data",),), **more):
    fields = {"turns": ("What is drift?",), "answerable": True, **more}
    nuggets = (Nugget("the fact", True, match),) if fields["answerable"] else ()
    return Case(id=name, type=kind, gold=gold, nuggets=fields.pop("nuggets", nuggets), **fields)


def claim_of(text, header="drift,ml", kind="quoted", quote=None):
    """A claim that cites the place of its quote (the claim's own words unless another is given)."""
    quote = quote or text
    entry = entry_of(header, BODIES[header])
    start = entry.body.index(quote)
    cited = {"marker": 1, "entry_id": entry.id, "header": header, "term": entry.term}
    cited |= {"start": start, "end": start + len(quote), "quote": quote}
    return {"text": text, "kind": kind, "support": 1.0, "citations": [cited]}


def row_of(name="q1", claims=(), retrieved=("drift,ml",), outcome="answered", **more):
    row = {
        "id": name,
        "outcome": outcome,
        "answer": "\n".join(f"{claim['text']} [1]" for claim in claims),
        "claims": list(claims),
        "dropped": [],
        "retrieved": [
            {"entry_id": header.split(",")[0].replace(" ", "-"), "header": header, "score": 1 / (1 + rank)}
            for rank, header in enumerate(retrieved)
        ],
        "confidence": 0.9,
        "seconds": {"retrieve": 0.1, "total": 0.2},
    }
    return row | more


def refusal_of(name="q1", **more):
    return row_of(name, outcome="not_in_glossary", answer="The glossary does not have this.", confidence=0.1, **more)


def question_file(folder: Path, lines):
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
