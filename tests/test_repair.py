import re
from pathlib import Path

import pytest

from index.repair import plain, repair
from index.seeds import read_seeds

ENTRIES = read_seeds(Path(__file__).parent.parent / "seeds").entries


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("+\nabla \\cdot (\\mathbf{v}C) = D\nabla^2 C", "+ \\nabla \\cdot (\\mathbf{v}C) = D \\nabla^2 C"),
        ("- $E_s, \nu_s$ — substrate", "- $E_s, \\nu_s$ — substrate"),
        ("$ ilde{x} = lambda x_i + (1-lambda) x_j$", "$\\tilde{x} = \\lambda x_i + (1-\\lambda ) x_j$"),
        ("$B_{micro} imes K = 32 imes 128$", "$B_{micro} \\times K = 32 \\times 128$"),
        ("weights $alpha_k$ for", "weights $\\alpha_k$ for"),
        ("$L = ReLU(sum_k alpha_k A_k)$", "$L = ReLU(\\sum_k \\alpha_k A_k)$"),
        ("at $224 imes 224$ pixels", "at 224 × 224 pixels"),
        ("of $1,024$ to $30\\%$ at $200-400°C$, $>$100×", "of 1,024 to 30% at 200-400°C, >100×"),
        ("2000 GB/s throughput.');", "2000 GB/s throughput."),
    ],
)
def test_damage_of_the_export_is_mended(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "a massive $10,000 CPU and a massive $30,000 GPU",
        "$3,000/month GPU cluster",
        "echo $ID$VERSION_ID",
        "10¹⁰ cm⁻², O(N²), x₀, ∏ᵢ₌₂^h",
        "lambda*x_i, A* search, address_*, __syncthreads(), Retro*",
        "P(Y|X) and |V_DG|",
        "call print(f'{x}');",
    ],
)
def test_what_is_not_damaged_stays(text: str) -> None:
    assert plain(text) == text


def test_bold_and_code_marks_go_outside_fences_only() -> None:
    text = "**Use** `x` here:\n```python\n# **a** `b`\ny = 2**3\n```\nand **there**"
    assert plain(text) == "Use x here:\n```python\n# **a** `b`\ny = 2**3\n```\nand there"
    assert repair(text) == text


def test_markdown_stays_in_repaired_text() -> None:
    assert repair("**Bold** and `code` at $64$ GB") == "**Bold** and `code` at 64 GB"


def test_no_entry_keeps_damaged_latex_or_bold_marks_in_its_readable_text() -> None:
    for entry in ENTRIES:
        prose = "\n".join(plain(entry.body[b.start : b.end]) for b in entry.blocks if b.kind not in ("code", "diagram"))
        for mark in (r"(?<!\\n)abla\b", r"\nu_s", r" imes ", r"\$ ilde", r"\$alpha_", r"'\);", r"\*\*"):
            assert not re.search(mark, prose), (entry.id, mark)


def test_readable_text_of_readable_text_is_the_same() -> None:
    for entry in ENTRIES:
        assert plain(plain(entry.body)) == plain(entry.body)
