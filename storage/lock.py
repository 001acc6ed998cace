"""One working process per database.

On SQLite a file beside the database is locked (``monitor.db.lock``); the system lets go of it when the process ends,
however it ends. On PostgreSQL it is an advisory lock on a connection of its own, whose name tells who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from monitor.errors import DatabaseError, LockedError
from storage.engine import Database
from storage.faults import told

_KEY = 7_305_131_002  # the advisory lock's number within the database
_UNKNOWN = "a process that does not say which"
_NAME_BYTES = 63  # what PostgreSQL keeps of a connection's name


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a database: the command, its process, its machine, and since when."""

    what: str
    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"{self.what} (process {self.pid} on {self.host}, since {self.since})"


_held: dict[Path, Holder] = {}  # the lock files of this process, which the system would let it lock again


class Held(Protocol):
    """A lock that is held."""

    def keep(self) -> None:
        """Make sure that it still is: one that was lost with its connection is taken again.

        Raises ``LockedError`` if another process has it by now, ``DatabaseError`` if the database can't be reached.
        """


@contextmanager
def hold(database: Database, what: str) -> Iterator[Held]:
    """Work on a database alone; ``what`` names the command, such as ``monitor run``.

    Raises ``LockedError``, which names the process that is at it. The database need not exist yet.
    """
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = Holder(what, os.getpid(), socket.gethostname(), since)
    with _hold_file(database, holder) if database.path else _hold_server(database, holder) as held:
        yield held


def _refusal(database: Database, holder: str) -> LockedError:
    return LockedError(f"Another process works on the database {database.where}: {holder}.")


# ---------------------------------------------------------------- SQLite


class _File:
    """The system lets go of a file's lock with its process alone."""

    def keep(self) -> None:
        """There is nothing to do."""


@contextmanager
def _hold_file(database: Database, holder: Holder) -> Iterator[Held]:
    """A POSIX record lock: unlike ``flock`` it does not live on in forked children when this process is killed.

    It keeps out other processes only, and goes with the first descriptor that is closed; hence ``_held``.
    """
    assert database.path
    path = database.path.with_name(f"{database.path.name}.lock")
    if mine := _held.get(path):
        raise _refusal(database, str(mine))
    descriptor = _open(path)
    try:
        _lock(descriptor, database)
        _held[path] = holder
        _write(descriptor, json.dumps(asdict(holder)))
        yield _File()
    finally:
        if _held.pop(path, None):
            _write(descriptor, "")
        os.close(descriptor)


def _lock(descriptor: int, database: Database) -> None:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise _refusal(database, _read_holder(descriptor)) from None


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DatabaseError(f"The lock file {path} can't be written: {os.strerror(error.errno or 0)}.") from error


def _write(descriptor: int, content: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, content.encode(), 0)


def _read_holder(descriptor: int) -> str:
    """Who holds the lock; it may not have written that yet."""
    try:
        return str(Holder(**json.loads(os.pread(descriptor, 4096, 0))))
    except (ValueError, TypeError):
        return _UNKNOWN


# ---------------------------------------------------------------- PostgreSQL


@contextmanager
def _hold_server(database: Database, holder: Holder) -> Iterator[Held]:
    held = _Server(database, f"{holder.what}|{holder.pid}|{holder.since}|{holder.host}"[:_NAME_BYTES])
    try:
        held.take()
        yield held
    finally:
        held.release()


class _Server:
    """An advisory lock and the connection that it lives on."""

    def __init__(self, database: Database, name: str) -> None:
        self._database, self._name = database, name
        self._connection: Connection | None = None
        self._end = ExitStack()

    def take(self) -> None:
        conn = self._end.enter_context(self._database.session())
        with told(self._database.where):
            if not conn.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar():
                raise _refusal(self._database, _server_holder(conn))
            conn.execute(text("SELECT set_config('application_name', :name, false)"), {"name": self._name})
        self._connection = conn

    def keep(self) -> None:
        if self._connection is None:
            self.take()
            return
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self.release()
            self.take()

    def release(self) -> None:
        """Close the connection, which may be dead already; the lock goes with it."""
        self._connection = None
        with suppress(DBAPIError, DatabaseError):
            self._end.close()


def _server_holder(conn: Connection) -> str:
    found = conn.execute(
        text(
            "SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) "
            "WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32) + objid::bigint = :key "
            "AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"key": _KEY},
    ).scalar()
    match str(found or "").split("|", 3):
        case [what, pid, since, host]:
            return str(Holder(what, int(pid), host, since))
    return _UNKNOWN
