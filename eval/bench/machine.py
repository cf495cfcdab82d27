"""What the times were measured on."""

import os
import platform
import re
from pathlib import Path

WANTED = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16")


def machine() -> dict[str, object]:
    """Processor, what it can, cores, memory, system, Python, and how busy it was."""
    told = _read("/proc/cpuinfo")
    name = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    flags = set(re.findall(r"\w+", told))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    return {
        "processor": name[1] if name else platform.processor(),
        "can": [flag for flag in WANTED if flag in flags],
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int(memory[1]) / 2**20) if memory else None,
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text() if file.exists() else ""
