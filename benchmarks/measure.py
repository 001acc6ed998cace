"""How times and memory are taken: by turns in one run, as ratios, with the median and the spread.

Time is the processor's, of this process or of the programs that it ran: other than the clock's it stands on a machine
that has other work too.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Clock = Callable[[], float]
MONITOR = str(Path(sys.executable).with_name("monitor"))


@dataclass(frozen=True)
class Ratio:
    """One measure: ``ours`` against ``floor``, seconds, medians of the rounds; ``spread`` is of the rounds' ratios."""

    name: str
    ours: float
    floor: float
    spread: tuple[float, float]
    unit = "×"

    @property
    def value(self) -> float:
        """How many times the floor's time we take."""
        return self.ours / self.floor

    @classmethod
    def of(cls, name: str, rounds: Iterable[tuple[float, float]]) -> Ratio:
        """From the seconds of ours and of the floor in each round."""
        rows = list(rounds)
        ratios = sorted(ours / floor for ours, floor in rows)
        ours, floor = (statistics.median(column) for column in zip(*rows, strict=True))
        return cls(name, ours, floor, (ratios[0], ratios[-1]))


@dataclass(frozen=True)
class Figure:
    """One measure that has no floor: a value in ``unit``, and the median where the value is an upper end."""

    name: str
    value: float
    unit: str
    median: float | None = None


Row = Ratio | Figure


def children() -> float:
    """The processor's seconds of all programs that were run and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(pid: int) -> float:
    """The processor's seconds of a process and of all that descend from it, ended or living (Linux).

    ``children`` misses the page readers of a program that has ended: a server of their own forks them.
    """
    fields = (_stat(Path(f"/proc/{one}/stat")) for one in [pid, *descendants(pid)])
    ticks = sum(int(used) for row in fields for used in row[11:15])  # its own, and of the children that it waited for
    return ticks / os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """The living processes that a process started, and those that they started (Linux)."""
    stats = {int(file.parent.name): _stat(file) for file in Path("/proc").glob("[0-9]*/stat")}
    found = [pid]
    for one in found:  # it grows on the way
        found += [child for child, fields in stats.items() if fields and int(fields[1]) == one]
    return found[1:]


def _stat(file: Path) -> list[str]:
    """The fields behind a process's name; none if it has ended meanwhile."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return file.read_text("utf-8", "replace").rpartition(")")[2].split()
    return []


def ratio(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    rounds: int = 7,
    floor_runs: int = 1,
    clock: Clock = time.process_time,
) -> Ratio:
    """Both by turns, floor before and after ours, so that a machine that changes its speed harms neither.

    ``floor_runs``: a floor too short for the clock is run so often, and its time divided.
    """
    ours(), floor()  # warm: tables read, expressions compiled

    def turn() -> tuple[float, float]:
        before, own = seconds(floor, floor_runs, clock), seconds(ours, 1, clock)
        return own, (before + seconds(floor, floor_runs, clock)) / 2

    return Ratio.of(name, [turn() for _ in range(rounds)])


def seconds(run: Callable[[], object], times: int = 1, clock: Clock = time.process_time) -> float:
    """Seconds of one call, the mean of so many."""
    begin = clock()
    for _ in range(times):
        run()
    return (clock() - begin) / times


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
