"""A disk that is full, fails or is read-only, a file that is locked or damaged: one sentence, and nothing lost."""

from __future__ import annotations

import ctypes
import os
import resource
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.errors import DatabaseError
from storage import engine, maintenance, meta, migrations
from storage.backup import backup, verify
from storage.engine import Database, open_database


def put(database: Database, key: str, size: int = 100_000) -> None:
    with database.write() as conn:
        meta.put(conn, key, "x" * size)


def kept(database: Database) -> set[str]:
    with database.read() as conn:
        return set(conn.execute(text("SELECT key FROM meta")).scalars())


@contextmanager
def full(database: Database) -> Iterator[None]:
    """No page more than there are: what SQLite meets on a full disk."""
    with database.write() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield
    with database.write() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count = 1000000")


@contextmanager
def failing(database: Database) -> Iterator[None]:
    """No file grows: what is written behind its beginning fails as on a broken disk."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another connection writes and does not end."""
    assert database.path
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.rollback()


@pytest.mark.parametrize(
    ("fault", "told"),
    [(full, "the disk is full"), (failing, "the disk reports an error"), (locked, "is locked by another process")],
)
def test_what_cannot_be_written_is_told_and_written_afterwards(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, fault: object, told: str
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    put(sqlite_database, "before")
    with fault(sqlite_database):  # type: ignore[operator]
        for _ in range(2):
            with pytest.raises(DatabaseError, match=told):
                put(sqlite_database, "during")
        assert kept(sqlite_database) == {"before"}
    put(sqlite_database, "after")
    assert kept(sqlite_database) == {"before", "after"}
    maintenance.check(sqlite_database)


@contextmanager
def as_nobody() -> Iterator[None]:
    """The rights of a user who owns nothing, for this thread's files; without root, one has them already."""
    libc = ctypes.CDLL(None)
    libc.setfsuid(65534 if os.geteuid() == 0 else os.geteuid())
    yield
    libc.setfsuid(os.geteuid())


def test_a_read_only_disk_is_told_and_read(sqlite_template: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, "monitor.db")
        file.write_bytes(sqlite_template.read_bytes())
        file.chmod(0o444)
        folder.chmod(0o555)
        try:
            with as_nobody():
                database = open_database(f"sqlite:///{file}")
                with pytest.raises(DatabaseError, match=r"read-only|can't be opened"):
                    put(database, "a")
                database.close()
        finally:
            folder.chmod(0o755)
            file.chmod(0o644)
        database = open_database(f"sqlite:///{file}")
        put(database, "a")  # mended, and nothing else was needed
        database.close()


@pytest.fixture
def damaged(sqlite_database: Database) -> Database:
    """A database of which a page in the middle was overwritten."""
    for number in range(20):
        put(sqlite_database, str(number), 20_000)
    maintenance.tend(sqlite_database)
    assert sqlite_database.path
    sqlite_database.close()
    with sqlite_database.path.open("r+b") as file:
        file.seek(sqlite_database.path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xa5" * 40_960)
    return sqlite_database


def test_damage_is_found_and_says_what_to_do(damaged: Database) -> None:
    for quick in (True, False):
        with pytest.raises(DatabaseError, match=r"damaged.*restore it from a backup"):
            maintenance.check(damaged, quick=quick)


def test_a_copy_is_read_from_end_to_end(sqlite_database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    put(sqlite_database, "a")
    backup(sqlite_database, copy)
    verify(copy)
    with copy.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 40_960)
    with pytest.raises(DatabaseError, match="damaged"):
        verify(copy)


def test_free_pages_go_back_to_the_disk(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    migrations.prepare(database)
    put(database, "large", 5_000_000)
    with database.write() as conn:
        meta.remove(conn, "large")
    assert database.path
    maintenance.tend(database)
    assert database.path.stat().st_size < 2_000_000
    assert (tmp_path / "new.db-wal").stat().st_size == 0
    database.close()


def test_a_lasting_write_waits_for_the_disk_and_others_do_not(sqlite_database: Database) -> None:
    found = []
    for lasting in (True, False):
        with sqlite_database.write(lasting=lasting) as conn:
            found.append(conn.exec_driver_sql("PRAGMA synchronous").scalar())
    assert found == [2, 1]  # FULL, NORMAL
