"""A backup put in the place of an SQLite database; what was there stays beside it."""

from __future__ import annotations

import os
from pathlib import Path

from monitor.errors import DatabaseError
from storage import engine, lock, migrations
from storage.engine import Database

BESIDE = ("", "-wal", "-shm")  # the files of one SQLite database


def restore(database: Database, backup: Path) -> Path | None:
    """Put a copy of ``backup`` in the database's place, and give where the present file is kept now, if there was one.

    The present one is not opened: it may be damaged. Raises DatabaseError (no readable database, of PostgreSQL, a file
    kept before), DatabaseVersionError (a newer version's) and LockedError (a daemon works on it).
    """
    place = database.path
    if place is None:
        raise DatabaseError("A PostgreSQL database is restored with its own tools: pg_restore.")
    if backup.resolve() == place.resolve():
        raise DatabaseError(f"{backup} is the database itself: name a backup of it.")
    kept = place.with_name(f"{place.name}.before-restore")
    with lock.hold(database, "monitor db restore"):
        if kept.exists():
            raise DatabaseError(f"{kept} is there from an earlier restore: move it away first.")
        return _exchange(place, kept, _checked_copy(backup, place.with_name(f"{place.name}.restoring")))


def _checked_copy(backup: Path, target: Path) -> Path:
    """A copy beside the database, of a backup that can be read from end to end and has a known version."""
    given = engine.open_database(f"sqlite:///{backup.absolute()}")
    try:
        if not migrations.current(given):
            raise DatabaseError(f"{backup} is no database of this program: it is missing or empty.")
        with given.read() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise DatabaseError(f"{backup} is damaged; nothing was changed.")
        migrations.backup(given, target, replace=True)
    finally:
        given.close()
    return target


def _exchange(place: Path, kept: Path, copy: Path) -> Path | None:
    """Move the present files aside and the copy in; a failure moves them back."""
    there = [end for end in BESIDE if Path(f"{place}{end}").exists()]
    try:
        for end in there:
            Path(f"{place}{end}").rename(f"{kept}{end}")
        copy.rename(place)
    except OSError as error:
        for end in there:
            if Path(f"{kept}{end}").exists():
                Path(f"{kept}{end}").rename(f"{place}{end}")
        copy.unlink(missing_ok=True)
        raise DatabaseError(f"{place} can't be replaced: {os.strerror(error.errno or 0)}.") from error
    return kept if there else None
