"""Answers on an emulated processor of 2013, which has AVX2 but neither AVX-512 nor bf16.

OpenVINO asks the processor itself what it can, so switches in the environment prove nothing; an instruction that the
emulated one does not have ends the program.
"""

import json
import subprocess
import sys
from typing import Any

from eval.reliability.guest import QUESTIONS, ROOT
from eval.reliability.record import Found

OLD = "Haswell-v2"


def processor(qemu: str) -> Found:
    """The terminal, and the window's engines, there and here. Raises RuntimeError where there is no emulator."""
    if not qemu:
        raise RuntimeError("qemu-x86_64 is not installed; name one with --qemu, or install Debian's qemu-user")
    found = Found(f"on a {OLD}, emulated")
    old = (qemu, "-cpu", OLD)
    asking = ("-m", "rag", "ask", QUESTIONS[0], "--json", "--llm", "off")
    found.hold(_answer(*old, sys.executable, *asking) == _answer(sys.executable, *asking), "the terminal answers alike")
    there, here = (_parsed(*one, sys.executable, "-m", "eval.reliability.asked") for one in (old, ()))
    for question in QUESTIONS:
        for part in ("outcome", "first"):
            found.hold(there[question][part] == here[question][part], f"through OpenVINO, the same {part}")
        # bf16 and fp32 differ in the third or fourth digit of a cosine, which may exchange sentences of equal worth.
        same = there[question]["text"] == here[question]["text"]
        found.saw(f"through OpenVINO, {'the same text' if same else 'some other sentences'}")
    return found


def _answer(*command: str) -> str:
    return str(_parsed(*command)["answer"])


def _parsed(*command: str) -> dict[str, Any]:
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    told: dict[str, Any] = json.loads(printed)
    return told
