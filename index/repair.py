"""Mends what the supplier's export damaged, for display and embedding; stored bodies stay as they came.

The export read backslashes as escapes: `\\nabla` became a newline and `abla`, `\\times` a blank and `imes`, and other
commands lost their backslash. A script's end was left on one body, and plain numbers were set as formulas.
"""

import re
from collections.abc import Callable

FENCED = re.compile(r"(```.*?(?:```|\Z))", re.DOTALL)

EATEN = re.compile(r"\n(?=abla\b|u_s\b)")
"""A newline that was the first letter of `\\nabla` or `\\nu`: no end of a line."""

DAMAGE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), mended)
    for pattern, mended in (
        (r"(?:^|\s)abla\b", r" \\nabla"),
        (r"(?:^|\n)u_s\b", r"\\nu_s"),
        (r"\$ ilde\{", r"$\\tilde{"),
        (r" imes ", r" \\times "),
        (r"(?<== )lambda (?=[xy]_i)|(?<=\(1-)lambda(?=\) [xy]_j\$)", r"\\lambda "),
        (r"\$alpha_k\$", r"$\\alpha_k$"),
        (r"ReLU\(sum_k alpha_k A_k\)", r"ReLU(\\sum_k \\alpha_k A_k)"),
        (r"(?<=\.)'\);\s*$", ""),
    )
)

# What every damage and every number set as a formula has a piece of: most sentences have none and are left at that.
SUSPECT = re.compile(r"abla|u_s|ilde\{| imes |lambda|alpha|'\)|\$")

NUMBER = r"\d[\d.,]*(?:[-–]\d[\d.,]*)?"
NUMBER_AS_FORMULA = re.compile(rf"\$((?:[<>] ?)?{NUMBER}(?: \\times {NUMBER})*(?:\\?%|°C)?|[<>])\$")


def repair(text: str) -> str:
    """The text with its LaTeX mended, stray script removed and plain numbers out of dollars; Markdown is kept."""
    return _outside_fences(text, _mend)


def plain(text: str) -> str:
    """Readable text of a piece of a body: repaired, without bold and code marks outside fences, blanks made single.

    Single `*` and `_` stay, because they are operators and names here. A list, a table or a fence keeps its lines.
    """
    return _outside_fences(text, lambda prose: _unmark(_mend(prose))).strip()


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    return "".join(piece if piece.startswith("```") else change(piece) for piece in FENCED.split(text))


def _mend(prose: str) -> str:
    if not SUSPECT.search(prose):
        return prose
    for damaged, mended in DAMAGE:
        prose = damaged.sub(mended, prose)
    return NUMBER_AS_FORMULA.sub(lambda m: m[1].replace("\\times", "×").replace("\\%", "%"), prose)


def _unmark(prose: str) -> str:
    return re.sub(r"[ \t]+", " ", prose.replace("**", "").replace("`", ""))
