"""A copy of an SQLite database, made while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from monitor.errors import DatabaseError
from storage.engine import Database
from storage.faults import sentence


def backup(database: Database, path: Path, *, replace: bool = False) -> None:
    """Copy an SQLite database into a new file, which is whole or not there; ``replace`` overwrites an older one.

    Raises ``DatabaseError``, also on PostgreSQL, whose own tools do that.
    """
    if database.path is None:
        raise DatabaseError("A PostgreSQL database is copied with its own tools: pg_dump.")
    if not database.exists():
        raise DatabaseError(f"There is no database {database.where} that could be copied.")
    if path.exists() and not replace:
        raise DatabaseError(f"The file {path} is there already: name a new one for the copy.")
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(database.path, part)
        part.replace(path)
    except OSError as error:
        raise DatabaseError(f"The copy {path} can't be written: {os.strerror(error.errno or 0)}.") from error
    except sqlite3.Error as error:
        raise DatabaseError(f"Nothing was copied to {path}. {sentence(error, database.where)}") from error
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    uri = f"{source.as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def rotate(database: Database, folder: Path, keep: int, now: datetime) -> Path:
    """Make a copy under the time of ``now`` in a folder, try it, and forget all but the last ``keep``; where it is.

    Raises ``DatabaseError``; then the older copies all stay.
    """
    assert database.path is not None
    target = folder / f"{database.path.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DatabaseError(f"The folder {folder} can't be made: {os.strerror(error.errno or 0)}.") from error
    backup(database, target, replace=True)
    verify(target)
    for old in sorted(folder.glob(f"{database.path.stem}-*Z.db"))[:-keep]:
        old.unlink(missing_ok=True)
    return target


def verify(path: Path) -> None:
    """Read a copy from end to end. Raises ``DatabaseError`` where it is no whole database."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            told = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise DatabaseError(sentence(error, str(path))) from error
    if told != "ok":
        raise DatabaseError(f"The copy {path} is damaged; it can't be restored.")
