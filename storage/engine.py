"""Opening a database and its transactions: SQLite in a file, or PostgreSQL, through the same code.

Reads see one moment's state from beginning to end and can't write. Writes are one transaction each and come
one after the other: SQLite has one writer, and a step that reads before it writes must see what the step
before it wrote. On SQLite a write begins with ``BEGIN IMMEDIATE``, because a transaction that turns from
reading to writing fails at once if another process has written meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from monitor.errors import DatabaseError, SettingsError
from monitor.masking import mask
from storage.faults import sentence, told
from storage.limits import limited

BUSY_SECONDS = 5.0  # how long SQLite waits for another process's transaction
CONNECT_SECONDS = 10  # how long a PostgreSQL server may take to answer
READERS = 16  # connections for reading that may be open at once


class Database:
    """A database that can be read and written by several threads of this process.

    Nothing is opened or created before the first transaction. ``path`` is the SQLite file, or None.
    """

    def __init__(self, url: str) -> None:
        """Take SQLAlchemy's form of an address; raise ``SettingsError`` where it is none that can be used."""
        self.url = _parse(url)
        self.where = mask(self.url.render_as_string(hide_password=True))
        self.path = Path(self.url.database).absolute() if self._is_sqlite and self.url.database else None
        self._reader, self._writer = self._engines()
        self._turn = threading.Lock()

    def __repr__(self) -> str:
        return f"Database({self.where!r})"

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.url.get_backend_name()

    @property
    def _is_sqlite(self) -> bool:
        return self.dialect == "sqlite"

    @contextmanager
    def read(self, seconds: float | None = None) -> Iterator[Connection]:
        """A connection that sees the state of now until it is given back. Raises ``DatabaseError``.

        With ``seconds`` a query that takes longer is broken off: ``TooSlowError``.
        """
        with told(self.where), self._reader.begin() as connection, limited(connection, seconds):
            yield connection

    @contextmanager
    def write(self, *, lasting: bool = False) -> Iterator[Connection]:
        """A connection in one transaction, committed at the end or undone by an error. Raises ``DatabaseError``.

        Not to be nested: a second write waits for the first. What is committed outlives the process in any case;
        ``lasting``: it outlives a power cut as well, with all that was committed before (the database otherwise waits
        for the disk only now and then).
        """
        with self._turn, told(self.where), self._writer.connect() as connection:
            if lasting and self._is_sqlite:
                _synchronous(connection, "FULL")
            try:
                with connection.begin():
                    if lasting and not self._is_sqlite:
                        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
                    yield connection
            finally:
                if lasting and self._is_sqlite:
                    _synchronous(connection, "NORMAL")

    def between_transactions(self, statements: Iterable[str]) -> None:
        """Run statements of SQLite alone that can't stand in a transaction. Raises ``DatabaseError``."""
        with self._turn, told(self.where):
            connection = self._writer.raw_connection()
            try:
                driver: Any = connection.driver_connection
                for statement in statements:
                    driver.executescript(statement)  # to its end: execute() takes one step of some pragmas
            except sqlite3.Error as error:
                raise DatabaseError(sentence(error, self.where)) from error
            finally:
                connection.close()

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """A PostgreSQL connection without a transaction, closed for good at the end: for what lasts longer than one."""
        autocommit = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        with told(self.where), autocommit.connect() as connection:
            connection.detach()
            yield connection

    def exists(self) -> bool:
        """Whether there is a SQLite file with something in it; a PostgreSQL database always counts as there."""
        return self.path is None or (self.path.is_file() and self.path.stat().st_size > 0)

    def close(self) -> None:
        """Give back all connections."""
        self._reader.dispose()
        self._writer.dispose()

    def _engines(self) -> tuple[Engine, Engine]:
        if self.path:
            return _sqlite_reader(self.path), _sqlite_writer(self.path)
        engine = _postgresql(self.url)
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True), engine


def open_database(url: str) -> Database:
    """The database at an address such as ``sqlite:////var/lib/monitor.db`` or ``postgresql://user@host/name``."""
    return Database(url)


def _parse(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(
            "the database's address can't be read; it looks like sqlite:///file or postgresql://host/name"
        ) from None
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite" if url.database and url.database != ":memory:":
            return url
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return url.set(drivername="postgresql+psycopg")
    raise SettingsError(f"the database {mask(text)} can't be used; it must be sqlite:///file or postgresql://host/name")


# ---------------------------------------------------------------- SQLite


def _sqlite_reader(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = _sqlite_connect(path, "rw")
        connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=READERS - 4)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _sqlite_writer(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        _create_file(path)
        connection = _sqlite_connect(path, "rwc")
        # Of a new file; in an older one free pages are used again.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=0)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _sqlite_connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection whose transactions SQLAlchemy begins (``isolation_level`` None keeps the driver from it)."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # SQLite's own lower() knows ASCII alone; searches must find "Überläufer" by "überläufer" on both databases.
    connection.create_function("lower", 1, _lower, deterministic=True)
    return connection


def _synchronous(connection: Connection, how: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA synchronous = {how}")


def _lower(value: str | None) -> str | None:
    return value.lower() if isinstance(value, str) else value


def _create_file(path: Path) -> None:
    """A new file, readable by its owner alone; SQLite gives the files beside it the same mode.

    One that is there is left alone: closing any descriptor of it would let go of this process's locks on it, and
    another process would take the write-ahead log for its own.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseError(
            f"The database {path} can't be created or written: {os.strerror(error.errno or 0)}."
        ) from error


# ---------------------------------------------------------------- PostgreSQL


# A server that is gone without a word is noticed within a minute, not after the system's quarter of an hour.
_ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}


def _postgresql(url: URL) -> Engine:
    arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "zahlenmonitor", **_ALIVE}
    given = {key: value for key, value in arguments.items() if key not in url.query}
    try:
        engine = create_engine(url, connect_args=given, pool_pre_ping=True, pool_size=4, max_overflow=READERS - 4)
    except ModuleNotFoundError as error:
        raise DatabaseError('PostgreSQL needs the extra "postgres": install zahlenmonitor[postgres].') from error
    event.listen(engine, "connect", _unhurried)
    return engine


def _unhurried(driver: Any, _: object) -> None:
    """Let commits wait for the disk only where they are to be lasting, as on SQLite: locks are held the shorter.

    Statements are not compiled: that takes a hundred times as long as most of ours.
    """
    driver.execute("SET SESSION synchronous_commit = off")
    driver.execute("SET SESSION jit = off")
    driver.commit()
