"""What a PostgreSQL server's own log says of waits for locks: unlike a clock's time, nothing else is in it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from storage.engine import Database

SHORTEST = 1  # millisecond: a shorter wait is not logged
# To be set for the whole server: it logs a wait when it has lasted so long, and again when it is over.
SETTINGS = ("log_lock_waits = on", f"deadlock_timeout = '{SHORTEST}ms'", "lc_messages = 'C'")
_OVER = re.compile(rb"acquired \w+ on .* after ([\d.]+) ms")


def waits(database: Database, written: Callable[[], Sequence[float]]) -> list[float]:
    """The milliseconds that each write of a function waited for a lock; whoever else waited counts as a write.

    The function's own milliseconds by the clock, one of each write, are printed: a writer's way to the server. Ends the
    program where the log does not tell of a wait that was made for it.
    """
    seen = provoked(database)
    if seen < SHORTEST:
        raise SystemExit("the server's log tells no wait for a lock, not even one made for it: nothing is measured")
    with logged(database) as told:
        ways = sorted(written())
    longest = max(told, default=0)
    print(f"\nwaits for any lock of {SHORTEST} ms or more: {len(told)}, the longest {longest:.1f} ms", end=" ")
    print(f"(by the server's log, which told {seen:.0f} ms of one made for it)")
    print(f"a writer's way to the server and back, by the clock: p95 {ways[int(len(ways) * 0.95)]:.2f} ms", end="")
    return told + [0.0] * (len(ways) - len(told))


@contextmanager
def logged(database: Database) -> Iterator[list[float]]:
    """The milliseconds of each wait for a lock on the server within the block, whoever waited; there at its end."""
    with database.read() as connection:
        log = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one()) / "log"
    before, found = log.stat().st_size, list[float]()
    yield found
    found += [float(wait[1]) for wait in _OVER.finditer(log.read_bytes()[before:])]


def provoked(database: Database) -> float:
    """The milliseconds that the log tells of a wait of about a tenth of a second: whether waits are seen in it."""
    with logged(database) as found:
        with database.session() as holder:
            holder.exec_driver_sql("SELECT pg_advisory_lock(7)")
            waiting = Thread(target=_wait, args=(database,))
            waiting.start()
            time.sleep(0.1)
        waiting.join()
    return max(found, default=0.0)


def _wait(database: Database) -> None:
    with database.session() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(7)")
