"""``python -m benchmarks.pages_fuzz [--pages N] [--seed S]``: the article reader against broken and hostile pages.

First N mutations (100,000 unless told) of the invented pages in ``tests/articles``, then the bombs, each through a
worker process as in the daemon. It prints what became of them, the slowest, and the workers' peak memory, and fails if
an exception came back or a page had to be stopped. Of the bombs, some are stopped: they cost their own time only.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import random
import sys
import time
from collections import Counter
from pathlib import Path

from monitor.articles.worker import Reader
from monitor.errors import ReadError
from tests.articles.test_guard import ODD, TOLD
from tests.articles.test_robustness import mutated
from tests.articles.test_styles import FILES, load

URL = "https://www.nordbote.example/politik/hafen-lindau-12345.html"
LIMIT = 5.0  # seconds for one page
TOLD_WORDS = ("more than", "longer than")
BOMBS = {
    **{f"told: {name}": html for name, html in TOLD.items()},
    **{f"read: {name}": html for name, html in ODD.items()},
    "read: 15 MB of text": "<p>" + "Ein Satz mit 300 Wörtern. " * 570_000,
    "read: 15 MB in one attribute": f"<div class='{'teaser ' * 2_000_000}'>x</div>",
    "read: nested linked data": f'<script type="application/ld+json">{"[" * 200_000}</script>',
    "read: open comment": "<!--" + "<div>" * 1_000_000,
    "read: open script": "<script>" + "<div>" * 1_000_000,
    "read: entities": "<p>" + "&amp;" * 1_000_000,
    "read: 40,000 links": "<p>" + "<a href='?page=2'>2</a> " * 40_000,
    "read: 40,000 cells": "<table>" + "<tr><td>12<td>13" * 20_000,
    "read: nested tables": "<table><tr><td>" * 1_600,
    "read: one long word": "<p>" + "a" * 5_000_000,
    "read: 10,000 blocks that repeat": "<p>Noch ein Satz, der lang genug ist, um einer zu sein.</p>" * 10_000,
}


def main() -> None:
    """Run, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    seeds = [load(file)[1].encode() for file in FILES]
    with Reader(timeout=LIMIT) as reader:
        faults = mutations(reader, chosen.pages, random.Random(chosen.seed), seeds)
        faults += bombs(reader)
    sys.exit(1 if faults else 0)


def mutations(reader: Reader, pages: int, chance: random.Random, seeds: list[bytes]) -> int:
    """Read mutated pages; how many gave neither an article nor a told bomb."""
    outcomes: Counter[str] = Counter()
    slowest = memory = 0.0
    for number in range(pages):
        outcome, seconds = tried(reader, mutated(chance, seeds))
        outcomes[outcome] += 1
        slowest = max(slowest, seconds)
        if number % 5000 == 4999:
            print(f"{number + 1} pages: {dict(outcomes)}, slowest {slowest:.2f} s", flush=True)
        if number % 100 == 0:  # a worker is renewed after some hundred pages
            memory = max(memory, peak())
    print(
        f"{pages} mutated pages: {dict(outcomes)}; slowest {slowest:.2f} s; peak of a worker {memory:.0f} MB",
        flush=True,
    )
    return sum(count for outcome, count in outcomes.items() if outcome not in ("article", "ticker", "none", "told"))


def bombs(reader: Reader) -> int:
    """Read the bombs, each of which may cost itself only; how many took too long or let an exception out."""
    faults = 0
    for name, html in BOMBS.items():
        outcome, seconds = tried(reader, html.encode())
        print(f"{name:42} {len(html):>12,} characters  {outcome:10} {seconds:6.2f} s  {peak():6.0f} MB", flush=True)
        faults += outcome == "fault" or seconds > LIMIT + 1
    return faults


def tried(reader: Reader, html: bytes) -> tuple[str, float]:
    """What became of a page (its kind, ``told``, ``stopped``, ``ended`` or ``fault``), and after how many seconds."""
    with contextlib.suppress(ReadError):
        reader.read("", URL)  # a process that starts is not the page's time
    begin = time.perf_counter()
    try:
        outcome = str(reader.read(html, URL).kind)
    except ReadError as error:
        outcome = _outcome(str(error))
    return outcome, time.perf_counter() - begin


def _outcome(message: str) -> str:
    if "was stopped" in message:
        return "stopped"
    if "ended the process" in message or "more memory" in message:
        return "ended"
    return "told" if any(words in message for words in TOLD_WORDS) else "fault"


def peak() -> float:
    """The highest memory that a living worker has had, in MB (Linux)."""
    status = (Path(f"/proc/{process.pid}/status") for process in multiprocessing.active_children())
    lines = (line for file in status if file.exists() for line in file.read_text().splitlines())
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), default=0.0)


if __name__ == "__main__":
    main()
