"""``python -m benchmarks.pages_fuzz [--pages N] [--seed S]``: the article reader against broken and hostile pages.

First N mutations (100,000 unless told) of the invented pages in ``tests/articles``, then the bombs, each through a
worker process as in the daemon. It prints what became of them, the slowest, and the workers' peak memory, and fails if
an exception came back or a page had to be stopped. Of the bombs, some are stopped: they cost their own time only, and
the page behind each must be read. Seconds are by the clock, and of the worker's processor time beside it: on a busy
machine the second is what the page cost.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import family
from monitor.articles.worker import Reader
from monitor.errors import ReadError
from tests.articles.pages import article
from tests.articles.test_guard import ODD, TOLD
from tests.articles.test_robustness import mutated
from tests.articles.test_styles import FILES, load

URL = "https://www.nordbote.example/politik/hafen-lindau-12345.html"
LIMIT = 5.0  # seconds that a page may cost; the reader gives up a little earlier
TOLD_WORDS = ("more than", "longer than")
SLOW = 0.5  # seconds: a page that took longer is read again, as a process that starts is not its time
BOMBS = {
    "nested <div>, 97 KB": "<div>" * 19_800,
    "nested <div>, 244 KB": "<div>" * 50_000,
    "nested <div>, 1 MB": "<div>" * 200_000,
    "<i>x</p>, 20,000 times": "<p><i>x</p>" * 20_000,
    **TOLD,
    **ODD,
    "what is let through, all at once": ("<div>x" * 4_900 + "<p>Ein Satz, der lang genug ist.</p>" * 60_000),
    "15 MB of text": "<p>" + "Ein Satz mit 300 Wörtern. " * 570_000,
    "15 MB in one attribute": f"<div class='{'teaser ' * 2_000_000}'>x</div>",
    "nested linked data": f'<script type="application/ld+json">{"[" * 200_000}</script>',
    "open comment": "<!--" + "<div>" * 1_000_000,
    "open script": "<script>" + "<div>" * 1_000_000,
    "entities": "<p>" + "&amp;" * 1_000_000,
    "40,000 links": "<p>" + "<a href='?page=2'>2</a> " * 40_000,
    "40,000 cells": "<table>" + "<tr><td>12<td>13" * 20_000,
    "nested tables": "<table><tr><td>" * 1_600,
    "one long word": "<p>" + "a" * 5_000_000,
    "10,000 blocks that repeat": "<p>Noch ein Satz, der lang genug ist, um einer zu sein.</p>" * 10_000,
}


def main() -> None:
    """Run, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    seeds = [load(file)[1].encode() for file in FILES]
    with Reader() as reader:
        faults = mutations(reader, chosen.pages, random.Random(chosen.seed), seeds)
        faults += bombs(reader)
    sys.exit(1 if faults else 0)


class Trial(NamedTuple):
    """What became of a page (its kind, ``told``, ``stopped``, ``ended`` or ``fault``), and its seconds."""

    outcome: str
    seconds: float
    processor: float


def mutations(reader: Reader, pages: int, chance: random.Random, seeds: list[bytes]) -> int:
    """Read mutated pages; how many gave neither an article nor a told bomb."""
    outcomes: Counter[str] = Counter()
    begin, slowest, memory = time.perf_counter(), Trial("", 0.0, 0.0), 0.0
    for number in range(1, pages + 1):
        html = mutated(chance, seeds)
        trial = tried(reader, html)
        if trial.seconds > SLOW:
            trial = min(trial, tried(reader, html), key=lambda one: one.seconds)
        outcomes[trial.outcome] += 1
        slowest = max(slowest, trial, key=lambda one: one.seconds)
        if number % 100 == 0:  # a worker is renewed after some hundred pages
            memory = max(memory, peak())
        if number % 10_000 == 0 or number == pages:
            print(
                f"{number} mutated pages: {dict(outcomes)}; slowest {slowest.seconds:.2f} s "
                f"({slowest.processor:.2f} s of processor); peak of a worker {memory:.0f} MB; "
                f"{time.perf_counter() - begin:.0f} s in all",
                flush=True,
            )
    return sum(count for outcome, count in outcomes.items() if outcome not in ("article", "ticker", "none", "told"))


def bombs(reader: Reader) -> int:
    """Read the bombs; how many took too long, let an exception out, or cost more than themselves."""
    print(f"{'bomb':36} {'characters':>12}  {'outcome':9} {'clock':>7} {'processor':>9}  peak", flush=True)
    faults = 0
    for name, html in BOMBS.items():
        tried(reader, b"")  # the worker is warm, as the daemon's is
        trial = tried(reader, html.encode())
        memory = peak()
        after = tried(reader, article().encode()).outcome
        print(
            f"{name:36} {len(html):>12,}  {trial.outcome:9} {trial.seconds:5.2f} s {trial.processor:7.2f} s"
            f"  {memory:3.0f} MB{'' if after == 'article' else f'  and the page behind it: {after}'}",
            flush=True,
        )
        faults += trial.outcome == "fault" or trial.seconds > LIMIT or after != "article"
    return faults


def tried(reader: Reader, html: bytes) -> Trial:
    """Read a page, and see what becomes of it."""
    begin, before = time.perf_counter(), processor()
    try:
        outcome = str(reader.read(html, URL).kind)
    except ReadError as error:
        outcome = _outcome(str(error))
    return Trial(outcome, time.perf_counter() - begin, processor() - before)


def processor() -> float:
    """The seconds of processor time of all workers so far, ended or living (Linux)."""
    return family(os.getpid()) - time.process_time()


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
