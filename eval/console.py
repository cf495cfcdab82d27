"""The program `factory-chat`: what `python -m rag` does, and `factory-chat eval`, which measures a glossary.

`rag` knows nothing of the eval, so the program that offers both lies here.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rag.__main__ import main as in_the_terminal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with the reason on stderr."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] != ["eval"]:
        return in_the_terminal(given)
    from eval.__main__ import main as measured  # its imports take seconds that a question does without

    return measured(_spelt_out(given[1:]))


def _spelt_out(given: list[str]) -> list[str]:
    """The command of `python -m eval` that is meant: `--draft N` is `draft`, options without a command are a run's."""
    if any(one.partition("=")[0] == "--draft" for one in given):
        return _draft(given)
    return ["run", *given] if given and given[0].startswith("--") and given[0] != "--help" else given


def _draft(given: list[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="factory-chat eval", description="Draft questions from a glossary.")
    parser.add_argument("--draft", type=int, required=True, metavar="N", help="about how many")
    parser.add_argument("--glossary", required=True, metavar="NAME", help="name of the glossary")
    parser.add_argument("--without", type=int, metavar="N", help="how many of them on entries that are taken out")
    parser.add_argument("--out", type=Path, help="question file to write (default: NAME-draft.jsonl)")
    options = parser.parse_args(given)
    without = options.draft // 5 if options.without is None else options.without
    out = options.out or Path(f"{options.glossary}-draft.jsonl")
    asked = ["--count", str(options.draft - without), "--without", str(without)]
    return ["draft", "--glossary", options.glossary, *asked, "--out", str(out)]


if __name__ == "__main__":
    sys.exit(main())
