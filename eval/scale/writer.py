"""python -m eval.scale.writer URI KIND COUNT: puts the rows of a made corpus that are not there yet, and says so as it
goes: for trials that kill it."""

import sys
from itertools import islice
from typing import cast

from eval.scale.made import GLOSSARY, corpus_of, made_rows
from index.store import load
from index.stores.layout import Plan
from index.stores.milvus import Milvus
from index.stores.rows import Kind

COLLECTION = "factory_chat_scale"
_AT_A_TIME = 1_000


def main(uri: str, kind: Kind, count: int) -> None:
    """Put them, a thousand rows after the other; each line tells how many are put for good."""
    engine = Milvus(uri)
    index = load()
    if COLLECTION not in engine.collections(COLLECTION):
        engine.create(COLLECTION, kind, index.passage_vectors.rows.shape[1], Plan())
    held = engine.ids(COLLECTION, GLOSSARY)
    _say("held", len(held))
    rows, put = made_rows(corpus_of(index), kind, count, held), 0
    while some := list(islice(rows, _AT_A_TIME)):
        put += engine.put(COLLECTION, iter(some))
        _say("put", put)
    engine.close()


def _say(what: str, count: int) -> None:
    sys.stdout.write(f"{what} {count}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], cast(Kind, sys.argv[2]), int(sys.argv[3]))
