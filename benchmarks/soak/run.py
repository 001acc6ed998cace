"""The calm run and the disturbed one, each in processes that are killed, and what is otherwise."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from benchmarks.soak import child, outcome, world

TICKS_A_DAY = 24 / world.TICK
WARM = 30  # rounds until every thread and connection has been opened
FLAT = 2.0  # MB by which the later half of the longest life may end higher than it began


@dataclass
class Run:
    """What was seen of the processes of one run: reports, kills, seconds of processor and of the clock."""

    lives: list[list[dict[str, float]]] = field(default_factory=list)
    kills: int = 0
    cpu: float = 0.0
    seconds: float = 0.0

    def told(self) -> str:
        """For people."""
        polls = sum(int(life[-1]["requests"]) for life in self.lives if life)
        handles, threads = (max(row[name] for life in self.lives for row in life) for name in ("handles", "threads"))
        early, late = self.memory()
        return (
            f"{polls:,} requests, {self.kills} kills, {self.cpu:.0f} s of processor, {self.seconds:.0f} s; memory "
            f"{early:.1f} to {late:.1f} MB over the later half of the longest life ({len(self._longest)} rounds), "
            f"at most {handles:.0f} handles and {threads:.0f} threads"
        )

    @property
    def _longest(self) -> list[dict[str, float]]:
        return max(self.lives, key=len)

    def memory(self) -> tuple[float, float]:
        """Megabytes at the beginning and at the end of the later half of the longest life."""
        later = [row["memory"] for row in self._longest[len(self._longest) // 2 :]]
        part = max(len(later) // 4, 1)
        return sum(later[:part]) / part, sum(later[-part:]) / part

    def grows(self) -> bool:
        """Whether memory or handles are more at the end of the longest life than once it had warmed up."""
        rows, (early, late) = self._longest, self.memory()
        quarter = len(rows) // 4
        before, after = (
            max(row["handles"] for row in part) for part in (rows[: 2 * quarter + 1], rows[-quarter - 1 :])
        )
        return late > early + FLAT or (quarter >= WARM and after > before)


def main(description: str | None) -> int:
    """Run both, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=description)
    parser.add_argument("--days", type=float, default=10)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--kills", type=int, default=10, help="a day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--together", action="store_true", help="both runs at the same time, each on a core")
    parser.add_argument("--keep", type=Path, help="a folder for both databases, kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = _compared(given, given.keep or Path(folder))
    print("\n".join(wrong[:40]) or "articles, claims and alerts equal; all delivered, none twice; flat", flush=True)
    return int(bool(wrong))


def _compared(given: argparse.Namespace, folder: Path) -> list[str]:
    """Both runs, in two processes if asked; what is wrong."""
    jobs = [(given, folder, "calm", -given.seed, 0), (given, folder, "disturbed", given.seed, given.kills)]
    with ProcessPoolExecutor(2 if given.together else 1, multiprocessing.get_context("fork")) as pool:
        calm, disturbed = pool.map(_one, *zip(*jobs, strict=True))
    faults = [
        f"{name}: {fault}" for name, (_, left) in (("calm", calm), ("disturbed", disturbed)) for fault in left.faults
    ]
    grown = [f"{run.told()}: memory or handles grow" for run, _ in (calm, disturbed) if run.grows()]
    return calm[1].differences(disturbed[1]) + faults + grown


def _one(given: argparse.Namespace, folder: Path, name: str, seed: int, kills: int) -> tuple[Run, outcome.Outcome]:
    """One run, and what it left."""
    place = folder / name
    _prepare(place, given.feeds)
    run = _run(place, given.feeds, given.days, seed, kills)
    left = outcome.read(place)
    counts = [f"{sum(getattr(left, what).values()):,} {what}" for what in ("articles", "claims", "alerts")]
    print(f"{name}: {', '.join(counts)}; {run.told()}", flush=True)
    return run, left


def _prepare(place: Path, feeds: int) -> None:
    """The settings of a run."""
    (place / "topics").mkdir(parents=True)
    (place / "topics" / "flood.toml").write_text(world.topic(feeds), "utf-8")
    channels = "".join(f'[[alerts.channel]]\nname = "{name}"\nurl = "log:"\n' for name in outcome.RECEIVERS)
    (place / "monitor.toml").write_text(
        '[database]\nurl = "sqlite:///monitor.db"\n[web]\nenabled = false\n'
        '[schedule]\ninterval = "1h"\nmin_interval = "1h"\nmax_interval = "1h"\n'
        f'[alerts]\nfirst_run = "send"\n{channels}',
        "utf-8",
    )
    rows = (f'[[feed]]\nname = "Blatt {n}"\nurl = "{world.feed_url(n)}"\n' for n in range(feeds))
    (place / "feeds.toml").write_text("".join(rows), "utf-8")


def _run(place: Path, feeds: int, days: float, seed: int, kills: int) -> Run:
    """Processes one after the other, each from the tick at which the one before was killed."""
    run, dice, begin = Run(), random.Random(seed), time.perf_counter()
    before = _used()
    moments = sorted(dice.uniform(0, days * TICKS_A_DAY) for _ in range(round(kills * days)))
    tick = 0
    for moment in [*moments, float("inf")]:
        tick = _life(run, child.Task(place, feeds, days, seed, tick), moment, dice)
    run.cpu, run.seconds = _used() - before, time.perf_counter() - begin
    return run


def _life(run: Run, task: child.Task, moment: float, dice: random.Random) -> int:
    """One process until it ends or the tick of its kill, within which the kill comes at any time; its last tick."""
    tick, life = task.tick, list[dict[str, float]]()
    pid, reports = _begun(task)
    with reports:
        for line in reports:
            life.append(json.loads(line))
            tick = int(life[-1]["tick"])
            if tick >= moment:
                time.sleep(dice.uniform(0, 0.3))
                os.kill(pid, signal.SIGKILL)
                run.kills += 1
                break
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if ended not in {0, -signal.SIGKILL}:
        raise SystemExit(f"the daemon ended with {ended}: see {task.folder}/told.txt")
    if life:
        run.lives.append(life)
    return tick


def _begun(task: child.Task) -> tuple[int, TextIO]:
    """A daemon as a process forked from this one, which has read all modules already; and what it reports."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writing, sys.stdout.fileno())
        told = os.open(task.folder / "told.txt", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        os.dup2(told, sys.stderr.fileno())
        for descriptor in (reading, writing, told):
            os.close(descriptor)
        child.run(task)
    os.close(writing)
    return pid, os.fdopen(reading, encoding="utf-8")


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
