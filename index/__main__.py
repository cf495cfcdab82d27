"""python -m index build [--seeds DIR] [--out DIR] [--model NAME] | check | push | entries | lint | card"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

# Waiting threads that spin slow a busy two-core machine tenfold; read when torch and numpy are loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.build import build, entries_json
from index.card import card
from index.check import check
from index.embed import DEFAULT, load_embedder
from index.glossaries import glossary, name_of
from index.lint.lint import lint, table
from index.manifest import MEND, corpus_hashes
from index.on_ray import on_ray
from index.seeds import Reading, read_seeds
from index.store import DEFAULT_FOLDER, SEEDS, load
from index.stores.layout import INDEX_TYPES, Plan
from index.stores.push import prune, push
from index.stores.settings import engine_named
from index.types import Entry, IndexRefused, SeedError

_MOST_TOLD = 5


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with a message on stderr when the seeds or the index cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "entries":
            _entries(options.seeds, options.json)
        elif options.command == "check":
            _check(options.index)
        elif options.command == "push":
            _push(options)
        elif options.command == "card":
            _card(options.seeds)
        elif options.command == "lint":
            _lint(options.seeds, options.json)
        else:
            _build(options)
    except (SeedError, IndexRefused, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Read the seed files and build the index.")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build the index and make it the current one")
    building.add_argument("--out", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    building.add_argument(
        "--model", default=DEFAULT, help="embedding model: a folder or a hub name; the default is in the environment"
    )
    building.add_argument("--strict", action="store_true", help="stop at the first row that cannot be read")
    building.add_argument(
        "--workers",
        default="",
        metavar="ray[:N|:ADDRESS]",
        help="embed by Ray: on this machine, on N cores, or a cluster",
    )
    checking = commands.add_parser("check", help="check the index in full")
    checking.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    pushing = commands.add_parser("push", help="put an index into the Milvus that FACTORY_CHAT_MILVUS_URI names")
    pushing.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    pushing.add_argument("--glossary", metavar="NAME", help="a glossary of your own, in place of a folder")
    pushing.add_argument("--prune", action="store_true", help="then take out what is of other builds of the glossary")
    pushing.add_argument("--anew", action="store_true", help="into new collections, put to use when they are full:")
    pushing.add_argument("--index-type", choices=sorted(INDEX_TYPES), default=Plan().index_type, help="of the vectors")
    pushing.add_argument("--shards", type=int, default=1, help="to write into")
    pushing.add_argument("--replicas", type=int, default=1, help="to search in")
    listing = commands.add_parser("entries", help="list the distinct entries")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    linting = commands.add_parser("lint", help="what an editor should look at: copies, contradictions, gaps, damage")
    linting.add_argument("--json", action="store_true", help="one JSON object a line")
    carding = commands.add_parser("card", help="print the data card of a glossary, in Markdown")
    for command in (building, listing, linting, carding):
        command.add_argument("--seeds", type=Path, default=SEEDS, help="folder of the seed files")
    return parser


def _entries(seeds: Path, as_json: bool) -> None:
    reading = read_seeds(seeds)
    for line in entries_json(reading.entries) if as_json else _listed(reading.entries):
        print(line)
    _report(reading)


def _card(seeds: Path) -> None:
    for line in card(read_seeds(seeds, "lenient"), corpus_hashes(seeds), seeds, seeds.resolve().name):
        print(line)


def _lint(seeds: Path, as_json: bool) -> None:
    reading = read_seeds(seeds, "lenient")
    rows = lint(reading.entries, seeds)
    for line in (json.dumps(asdict(row), ensure_ascii=False) for row in rows) if as_json else table(rows):
        print(line)
    _report(reading)


def _listed(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"{entry.id:60} {entry.term}" + (f" [{entry.category}]" if entry.category else "")


def _build(options: argparse.Namespace) -> None:
    start = time.perf_counter()
    print("Loading the embedding model ...", file=sys.stderr)
    embedder = load_embedder(options.model)
    with on_ray(options.workers, options.out, embedder) if options.workers else nullcontext(map) as each:
        reading, manifest = build(options.seeds, options.out, embedder, "strict" if options.strict else "pages", each)
    _report(reading)
    print(
        f"Index {manifest.digest[:12]}: {manifest.entries} entries, {manifest.passages} passages, "
        f"{manifest.sentences} sentences in {time.perf_counter() - start:.1f} s",
        file=sys.stderr,
    )


def _check(folder: Path) -> None:
    index = load(folder)
    found = check(index, load_embedder(index.manifest.model))
    if found:
        raise IndexRefused(f"The index in {folder} is wrong: {'; '.join(found[:_MOST_TOLD])}. {MEND}")
    told = index.manifest
    print(
        f"The index in {folder} is sound: {len(told.files)} files have their hashes, {told.entries} entries, "
        f"{told.passages} passages and {told.sentences} sentences agree, and {told.model} has the weights of the build."
    )


def _push(options: argparse.Namespace) -> None:
    folder = glossary(options.glossary).index if options.glossary else options.index
    index, engine, name = load(folder), engine_named(), name_of(folder)
    plan = Plan(options.index_type, options.shards, options.replicas)
    done = push(index, engine, name, plan if options.anew else None)
    print(f"{done.put} rows put, {done.kept} were there: {engine.uri} answers for {index.manifest.digest[:12]}")
    if options.prune:
        done = prune(index, engine, name)
        print(f"{done.taken} rows of other builds taken out, {done.kept} kept")


def _report(reading: Reading) -> None:
    for file in reading.files:
        print(f"{file.name}: {file.format}, {file.entries} entries read", file=sys.stderr)
        for note in file.notes:
            print(f"    {note}", file=sys.stderr)
    print(f"{len(reading.entries)} distinct entries; {reading.merged} copies merged", file=sys.stderr)
    for reason in reading.skipped:
        print(f"skipped: {reason}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
