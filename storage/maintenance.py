"""What keeps the database small and sound."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, or_

from monitor.errors import DatabaseError
from monitor.options import RetentionSettings
from storage import derived, harvests, tallies, unparsed
from storage.engine import Database
from storage.schema import health, polls

IN_VAIN_KEPT = timedelta(days=3)  # polls that brought nothing: ten thousand feeds make half a million of them a day
HARVESTS_KEPT = timedelta(days=60)  # twice what is looked back
PAGES_AT_ONCE = 2_000  # free pages given back to the disk in one go: eight megabytes

# What SQLite is asked to do between transactions: give free pages back, renew what it knows of its tables, and write
# the log into the file, so that it begins anew.
TENDING = (
    f"PRAGMA incremental_vacuum({PAGES_AT_ONCE})",
    "PRAGMA analysis_limit = 1000",
    "PRAGMA optimize",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)


def prune(conn: Connection, kept: RetentionSettings, now: datetime) -> int:
    """Forget old polls, documents, harvests and health alerts that are over; how many polls went."""
    in_vain = polls.c.outcome.in_(("unchanged", "not_modified"))
    shortly = min(IN_VAIN_KEPT, kept.polls)
    old = or_(polls.c.at < now - kept.polls, and_(polls.c.at < now - shortly, in_vain))
    gone = conn.execute(delete(polls).where(polls.c.at < now - shortly, old)).rowcount
    unparsed.forget(conn, now - kept.documents)
    harvests.prune(conn, (now - HARVESTS_KEPT).date())
    conn.execute(delete(health).where(health.c.closed_at < now - kept.health))
    tallies.fold(conn)
    return gone


def tend(database: Database) -> None:
    """Let SQLite put itself in order; PostgreSQL does so by itself."""
    if database.path:
        database.between_transactions(TENDING)


def check(database: Database, *, quick: bool = False) -> None:
    """Read the whole database for damage. Raises ``DatabaseError``, which says what to do.

    ``quick`` leaves out whether each index and the full text hold what the tables hold. PostgreSQL is read as a dump
    would read it, every row of every table.
    """
    with database.read() as conn:
        if database.path is None:
            _read_all(conn)
        elif found := _sqlite_faults(conn, quick=quick):
            raise DatabaseError(f"The database {database.where} is damaged ({found}); restore it from a backup.")
    if database.path and not quick:
        database.between_transactions(
            f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - our own names
            for table in derived.SEARCHED
        )


def _sqlite_faults(conn: Connection, *, quick: bool) -> str | None:
    told: str = conn.exec_driver_sql(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(1)").scalar_one()
    if told != "ok":
        return " ".join(told.split())
    loose = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
    return f"a row of {loose[0]} hangs on nothing" if loose else None


def _read_all(conn: Connection) -> None:
    """PostgreSQL tells of a damaged row when it is read."""
    for table in polls.metadata.sorted_tables:
        conn.exec_driver_sql(f"SELECT count(*) FROM (SELECT t::text FROM {table.name} AS t) AS rows")  # noqa: S608
