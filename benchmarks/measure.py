"""How times and memory are taken: by turns in one run, as ratios, with the median and the spread."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One measure: ``ours`` against ``floor``, seconds, medians of the rounds; ``spread`` is of the rounds' ratios."""

    name: str
    ours: float
    floor: float
    spread: tuple[float, float]

    @property
    def value(self) -> float:
        """How many times the floor's time we take."""
        return self.ours / self.floor


def ratio(
    name: str, ours: Callable[[], object], floor: Callable[[], object], *, rounds: int = 7, floor_runs: int = 1
) -> Ratio:
    """Both by turns, floor before and after ours, so that a machine that changes its speed harms neither.

    ``floor_runs``: a floor too short for the clock is run so often, and its time divided.
    """
    ours(), floor()  # warm: tables read, expressions compiled
    rows = []
    for _ in range(rounds):
        before, own, after = seconds(floor, floor_runs), seconds(ours), seconds(floor, floor_runs)
        rows.append((own, (before + after) / 2))
    ratios = sorted(own / base for own, base in rows)
    median_own, median_base = statistics.median(own for own, _ in rows), statistics.median(base for _, base in rows)
    return Ratio(name, median_own, median_base, (ratios[0], ratios[-1]))


def seconds(run: Callable[[], object], times: int = 1) -> float:
    """Wall-clock seconds of one call, the mean of so many."""
    begin = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - begin) / times


def command(*arguments: str) -> Callable[[], object]:
    """A call that runs a program to its end and wants it to succeed."""
    return lambda: subprocess.run(arguments, check=True, capture_output=True)


def python(code: str) -> Callable[[], object]:
    """A call that runs a fresh interpreter."""
    return command(sys.executable, "-c", code)


def memory_of(code: str) -> float:
    """Peak memory in MB of a fresh interpreter that runs ``code``.

    Read from the kernel's high-water mark, which begins anew with the program; ``ru_maxrss`` keeps the parent's.
    """
    peak = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{peak}"], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) / 1024
