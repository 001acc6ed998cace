"""A copy of an SQLite database, made while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
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
