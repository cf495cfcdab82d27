"""`python -m tests.first_load` opens the window with an empty cache and says what that costs: requests, bytes, seconds.

A load ends when a question can be typed: the box is there, takes input and has the focus.
"""

import argparse
import json
import os
import statistics
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser

from tests.browser import chromium, served

MOST_BYTES = 600_000
USABLE = (
    "document.documentElement.dataset.drawn === 'yes' && document.activeElement === "
    "document.querySelector('#question textarea:not(:disabled)')"
)


@dataclass(frozen=True, slots=True)
class Load:
    """One load: requests, bytes over the wire with headers, and seconds until a question can be typed."""

    requests: int
    bytes: int
    seconds: float


def first_load(browser: Browser, address: str) -> Load:
    """Load the window in a context of its own, whose cache is empty; what comes a second later is counted too."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sizes: list[int] = []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    begun = perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(USABLE)
    seconds = perf_counter() - begun
    page.wait_for_timeout(1000)
    context.close()
    return Load(len(sizes), sum(sizes), round(seconds, 3))


def main() -> None:
    """Load it several times and print each, and the medians; `--out` keeps them."""
    parser = argparse.ArgumentParser(prog="python -m tests.first_load", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--out", type=Path, help="file for the figures, as JSON")
    options = parser.parse_args()
    with served("app.py", "--llm", "off") as address, chromium() as browser:
        first_load(browser, address)  # the server's own first time
        loads = [first_load(browser, address) for _ in range(options.runs)]
    medians = {
        name: statistics.median(asdict(load)[name] for load in loads) for name in ("requests", "bytes", "seconds")
    }
    figures = {"median": medians, "busy": round(os.getloadavg()[0], 2), "cores": os.cpu_count()}
    text = json.dumps(figures | {"loads": [asdict(load) for load in loads]}, indent=1)
    print(text)  # noqa: T201
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
