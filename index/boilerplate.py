"""Marks what the supplier's templates repeat from entry to entry; it is shown, but not embedded, scored or quoted.

Three templates occur. Two tell a mechanism in a bullet (`Core Mechanism`, `Operating Principle`) between bullets and
sections that are the same in every entry; the third only shares its headings. Rules go by label and position, because
some repeated lines are worded anew and a count of equal lines would miss them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.types import Block

USED = re.compile(r"\*\*How It Is Used in Practice\*\*")
MECHANISM = re.compile(r"- \*\*(?:Core Mechanism|Operating Principle)\*\*:")
KEPT = re.compile(r"- \*\*(?:Core Mechanism|Operating Principle|Failure Modes|Calibration)\*\*:")
JOINT = re.compile(r"(?<=\*\*) -(?= \S)")
CORE_METHOD = re.compile(r" - It is a core method in ")


def mark_boilerplate(body: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with boilerplate marked; a paragraph that is partly boilerplate is cut in two."""
    if any(_opens(MECHANISM, body, block) for block in blocks):
        return tuple(_of_mechanism(body, blocks))
    if any(_opens(USED, body, block) for block in blocks):
        return tuple(replace(block, boilerplate=block.kind == "heading") for block in blocks)
    return tuple(blocks)


def _opens(pattern: re.Pattern[str], body: str, block: Block) -> bool:
    return bool(pattern.match(body, block.start, block.end))


def _of_mechanism(body: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Keeps the opening sentence, the bullets with words of their own, and the last clause of the closing sentence."""
    for block in blocks:
        joint = JOINT.search(body, block.start, block.end) if block.kind == "paragraph" else None
        if block is blocks[0] and joint:
            if CORE_METHOD.match(body, joint.start()):
                yield replace(block, end=joint.start())
                yield Block("paragraph", joint.start() + 1, block.end, boilerplate=True)
            else:
                yield block
        elif block is blocks[-1] and joint:
            yield replace(block, end=joint.end(), boilerplate=True)
            yield Block("paragraph", joint.end() + 1, block.end)
        else:
            yield replace(block, boilerplate=block.kind != "paragraph" and not _opens(KEPT, body, block))
