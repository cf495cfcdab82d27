"""python .setup/audit.py PIP_AUDIT FILE...: known holes in pinned packages; says so where they cannot be asked about.

0: all were asked about and none has a known hole; 1: there are holes; 2: not all could be asked about.
"""

import json
import subprocess
import sys


def main(tool: str, *files: str) -> int:
    """Ask about every file of requirements and sum up."""
    asked, holes, silent = 0, [], []
    for file in files:
        how = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
        run = subprocess.run([tool, "--requirement", file, *how], capture_output=True, text=True)
        try:
            found = json.loads(run.stdout)["dependencies"]
        except (ValueError, KeyError, TypeError):
            silent.append(f"{file}: {(run.stderr.strip().splitlines() or ['no answer'])[-1][:200]}")
            continue
        asked += len(found)
        silent += [one["skip_reason"] for one in found if "skip_reason" in one]
        holes += [
            f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none yet'}"
            for one in found
            for hole in one.get("vulns", [])
        ]
    say = sys.stdout.write
    say("".join(f"{line}\n" for line in [*holes, *silent[:5]]))
    if silent:
        say(f"Of {asked} packages {len(silent)} could not be asked about: the network or the service is not there.\n")
        say("This says nothing about them; run make audit where pypi.org can be reached.\n")
    else:
        say(f"{asked} packages asked about, {len(holes)} known holes\n")
    return 1 if holes else 2 if silent else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
