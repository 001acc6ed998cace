"""``python -m benchmarks.torn [--runs N]``: commits on a disk that fails, under strace, and what is there afterwards.

Each run is a process that writes entries in transactions and reports each that was committed, while strace lets one
kind of system call fail (no space, an error of the device) from a random moment on, once or for good. The process goes
on after a refusal. Then the database is opened again: every acknowledged row must be there, of every transaction all
rows or none, and the integrity check clean. Needs strace and the right to trace; where they lack it says so and ends.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

TRANSACTIONS, ROWS = 40, 25
# What a run calls, and about how often: SQLite writes by pwrite64 and waits for the disk by fdatasync.
CALLS = {"pwrite64": 400, "fdatasync,fsync": 40, "ftruncate": 4}
ERRORS = ("ENOSPC", "EIO")
MEMORY = "/dev/shm"  # noqa: S108 - the calls are what counts, not how long a disk takes for them
FILLING = "x" * 1500  # of a title: together a few megabytes, so that the log is written back now and then


@dataclass(frozen=True)
class Fault:
    """What fails, how, from which call on, and whether for good."""

    call: str
    error: str
    when: int
    lasting: bool

    def __str__(self) -> str:
        return f"{self.call}:error={self.error}:when={self.when}{'+' if self.lasting else ''}"


@dataclass(frozen=True)
class Told:
    """What a process reported: numbers of transactions acknowledged, how many were refused; how many calls failed."""

    written: list[int]
    refused: int
    injected: int


def main() -> int:
    """Run, check each, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torn", description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed: nothing was measured")
        return 0
    return measure(given.runs, random.Random(given.seed))


def measure(runs: int, dice: random.Random) -> int:
    """So many runs; 1 if any lost something."""
    wrong, refused, met, acknowledged = list[str](), 0, Counter[str](), 0
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        made, path = Path(folder) / "made.db", Path(folder) / "monitor.db"
        prepare(made)
        for number in range(runs):
            call = dice.choice(list(CALLS))
            fault = Fault(call, dice.choice(ERRORS), dice.randint(1, CALLS[call]), dice.random() < 0.5)
            for old in Path(folder).glob("monitor.db*"):
                old.unlink()
            shutil.copy(made, path)
            told = _traced(path, fault, Path(folder) / "trace")
            wrong += [f"run {number} ({fault}): {what}" for what in faults(path, told.written)]
            refused, acknowledged = refused + told.refused, acknowledged + len(told.written)
            met[call] += bool(told.injected)
    hit = ", ".join(f"{count} by {call}" for call, count in sorted(met.items()))
    print(f"{runs} runs, {acknowledged} transactions acknowledged, {refused} refused; hit were {met.total()}: {hit}")
    print("\n".join(wrong) or "every acknowledged row is there, none is half there, integrity clean")
    return int(bool(wrong))


def _traced(path: Path, fault: Fault, trace: Path) -> Told:
    """What a process wrote and was refused while a system call fails. It was forked: it need not start."""
    (go, gone), (reading, writing) = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writing, sys.stdout.fileno())
        os.read(go, 1)
        write(path)
        os._exit(0)
    os.close(writing)
    command = ["strace", "-f", "-p", str(pid), "-o", str(trace), "-e", f"trace={fault.call}", "-e", f"inject={fault}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace, os.fdopen(reading) as reports:
        assert strace.stderr is not None  # it was asked for
        attached = strace.stderr.readline()
        os.write(gone, b"g")
        lines = [json.loads(line) for line in reports]
        os.waitpid(pid, 0)
    os.close(go)
    os.close(gone)
    if "attached" not in attached or not lines or lines[-1] != "end":
        raise SystemExit(f"strace could not trace the program ({fault}): {attached}")
    injected = trace.read_text().count("(INJECTED)")
    return Told([line for line in lines if isinstance(line, int)], lines.count("refused"), injected)


def prepare(path: Path) -> None:
    """A database with one feed."""
    from datetime import UTC, datetime

    from monitor.options import FeedConfig
    from storage import feeds, migrations
    from storage.engine import open_database

    database = open_database(f"sqlite:///{path}")
    migrations.prepare(database)
    with database.write() as conn:
        feeds.sync(conn, [FeedConfig("Bote", "https://bote.example/feed", "Bote")], datetime.now(UTC))
    database.close()


def write(path: Path) -> None:
    """Write transactions; a line for each that was acknowledged (its number) or refused."""
    from datetime import UTC, datetime

    from monitor.errors import MonitorError
    from monitor.model import Entry
    from storage import entries, feeds
    from storage.engine import open_database

    database, now = open_database(f"sqlite:///{path}"), datetime.now(UTC)
    for number in range(TRANSACTIONS):
        told = [
            Entry(f"{number}-{row}", f"https://bote.example/{number}/{row}", f"{number} {row} {FILLING}")
            for row in range(ROWS)
        ]
        try:
            with database.write(lasting=True) as conn:
                entries.add(conn, feeds.active(conn)[0].id, told, now)
            print(number, flush=True)
        except MonitorError:
            print('"refused"', flush=True)
    print('"end"', flush=True)


def faults(path: Path, written: list[int]) -> list[str]:
    """What is wrong with a database in which these transactions were acknowledged."""
    from sqlalchemy import select

    from storage import maintenance, schema
    from storage.engine import open_database

    database = open_database(f"sqlite:///{path}")
    with database.read() as conn:
        counts = Counter(int(key.partition("-")[0]) for key in conn.execute(select(schema.entries.c.key)).scalars())
    found = [f"transaction {number} is lost" for number in written if counts[number] != ROWS]
    found += [f"transaction {number} is there in part" for number, count in counts.items() if count != ROWS]
    maintenance.check(database)
    database.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
