"""Transactions on both databases, and one clear sentence for whatever can go wrong with them."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text

from monitor.errors import DatabaseError, SettingsError
from storage import engine, meta, migrations
from storage.engine import Database, open_database
from storage.faults import sentence, told


def count(conn: Connection) -> int:
    """How many things the table of facts holds."""
    return len(meta.with_prefix(conn, ""))


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def half_way(conn: Connection) -> None:
        meta.put(conn, "a", 1)
        raise RuntimeError

    with pytest.raises(RuntimeError), database.write() as conn:
        half_way(conn)
    with database.read() as conn:
        assert count(conn) == 0


def test_a_reader_sees_one_moment_while_the_writer_goes_on(database: Database) -> None:
    with database.write() as conn:
        meta.put(conn, "a", 1)
    with database.read() as reader:
        assert count(reader) == 1
        with database.write() as conn:
            meta.put(conn, "b", 2)
        assert count(reader) == 1
    with database.read() as reader:
        assert count(reader) == 2


def test_readers_are_not_held_up_by_a_writer(database: Database) -> None:
    def look() -> int:
        with database.read() as conn:
            return count(conn)

    with database.write() as conn, ThreadPoolExecutor(8) as threads:
        meta.put(conn, "a", 1)
        assert list(threads.map(lambda _: look(), range(40))) == [0] * 40


def test_writers_take_turns(database: Database) -> None:
    def increase(_: int) -> None:
        with database.write() as conn:
            meta.put(conn, "n", meta.get(conn, "n", 0) + 1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(increase, range(80)))
    with database.read() as conn:
        assert meta.get(conn, "n") == 80


def test_a_process_that_writes_keeps_others_from_reading_what_they_will_write(sqlite_database: Database) -> None:
    other = Database(str(sqlite_database.url))  # with locks of its own, as another process has
    seen: list[object] = []

    def second() -> None:
        with other.write() as conn:
            seen.append(meta.get(conn, "a"))

    thread = threading.Thread(target=second)
    with sqlite_database.write() as conn:
        meta.put(conn, "a", 1)
        thread.start()
        thread.join(0.2)
        assert thread.is_alive()
    thread.join()
    other.close()
    assert seen == [1]


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseError, match="read-only") as error, database.read() as conn:
        meta.put(conn, "a", 1)
    assert database.where in str(error.value)


def test_the_sqlite_file_is_its_owners_alone_and_set_up_for_many_readers(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new folder' / 'a?b#c%.db'}")
    assert not database.exists()
    with database.write() as conn:
        pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        assert [conn.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas] == ["wal", 1, 5000, 1]
        conn.execute(text("CREATE TABLE t (a)"))
    assert database.path
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert database.exists()
    database.close()


def test_reading_creates_no_database(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'no' / 'monitor.db'}")
    with pytest.raises(DatabaseError, match="does not exist"), database.read():
        pass
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/x",  # a database that is not ours to use
        "sqlite://",  # would be gone with the process
        "sqlite:///:memory:",
        "data/monitor.db",  # a path is no address
        "postgresql://host:port/name",  # no number
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="sqlite:///file"):
        open_database(url)


@pytest.mark.parametrize("url", ["postgres://u:geheim@localhost/x", "postgresql://u@localhost/x?password=geheim"])
def test_no_password_is_shown(url: str) -> None:
    database = open_database(url)
    assert database.dialect == "postgresql"
    assert "geheim" not in f"{database!r} {database.where}"


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    database = open_database(f"postgresql://nobody@/monitor?host={tmp_path}")
    with pytest.raises(DatabaseError, match="can't be reached"), database.read():
        pass


def test_a_database_that_is_not_on_the_server_is_told(postgresql_server: str) -> None:
    database = open_database(postgresql_server.replace("/postgres?", "/nothing?"))
    with pytest.raises(DatabaseError, match=r"can't be reached|does not exist"), database.read():
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    database = open_database(f"sqlite:///{tmp_path / 'file' / 'monitor.db'}")
    with pytest.raises(DatabaseError, match="can't be created or written"), database.write():
        pass


def test_a_driver_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match=r"zahlenmonitor\[postgres\]"):
        open_database("postgresql://localhost/monitor")


def test_opening_the_file_again_does_not_let_go_of_the_locks_on_it(sqlite_database: Database) -> None:
    with sqlite_database.write() as conn:
        meta.put(conn, "a", 1)
    again = Database(str(sqlite_database.url))
    with again.write() as conn:
        meta.put(conn, "b", 2)
    again.close()
    visit = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM meta').fetchall(); c.close()"
    )
    subprocess.run([sys.executable, "-c", visit, str(sqlite_database.path)], check=True)
    # The last process to close a database removes its write-ahead log; this one still works with it.
    assert sqlite_database.path
    assert sqlite_database.path.with_name("monitor.db-wal").exists()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Einkauf: " * 500, encoding="utf-8")
    with pytest.raises(DatabaseError, match="is not an SQLite database"):
        migrations.prepare(open_database(f"sqlite:///{path}"))


def test_a_full_disk_is_told_and_costs_this_transaction_only(sqlite_database: Database) -> None:
    with sqlite_database.write() as conn:
        meta.put(conn, "kept", 1)
        pages = conn.execute(text("PRAGMA page_count")).scalar()
        conn.execute(text(f"PRAGMA max_page_count = {pages}"))  # to SQLite the same as a disk without room
    with pytest.raises(DatabaseError, match="the disk is full"), sqlite_database.write() as conn:
        meta.put(conn, "lost", "x" * 1_000_000)
    with sqlite_database.read() as conn:
        assert meta.with_prefix(conn, "") == {"kept": 1}


def test_a_database_locked_by_another_program_is_told(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    other = Database(str(sqlite_database.url))
    with sqlite_database.write(), pytest.raises(DatabaseError, match="is locked by another process"), other.write():
        pass
    with other.write() as conn:
        meta.put(conn, "a", 1)
    other.close()


def test_a_pool_without_connections_is_told(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_database._writer.pool, "_timeout", 0.01)
    with sqlite_database.write(), pytest.raises(DatabaseError, match="are in use"), told(sqlite_database.where):
        sqlite_database._writer.connect()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "disk is full"),
        ("40P01", "is locked"),
        ("40001", "at the same moment"),
        ("28P01", "user or password"),
        ("57P01", "shut down"),
        ("08006", "connection"),
        ("22001", "refused an operation"),  # nothing of its own is known of it
    ],
)
def test_what_a_server_says_is_told_in_a_sentence(state: str, words: str) -> None:
    class ServerError(Exception):
        sqlstate = state

    assert words in sentence(ServerError(), "postgresql://host/name")


def test_a_lost_connection_is_told_and_the_next_one_works(postgresql_database: Database) -> None:
    def cut_off(conn: Connection) -> None:
        with postgresql_database.session() as other:
            other.execute(select(func.pg_terminate_backend(conn.execute(select(func.pg_backend_pid())).scalar())))
        meta.put(conn, "a", 1)

    with pytest.raises(DatabaseError, match=r"shut down|lost|reached"), postgresql_database.write() as conn:
        cut_off(conn)
    with postgresql_database.write() as conn:
        meta.put(conn, "b", 1)
    with postgresql_database.read() as conn:
        assert meta.with_prefix(conn, "") == {"b": 1}
