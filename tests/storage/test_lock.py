"""One working process per database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from monitor.errors import DatabaseError, LockedError
from storage import lock
from storage.engine import Database, open_database

HOLD = """
import os, sys, time
from storage import lock
from storage.engine import open_database
with lock.hold(open_database(sys.argv[1]), "monitor run"):
    if "fork" in sys.argv and os.fork() == 0:
        time.sleep(30)
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(url: str, *more: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until its input ends."""
    command, pipe = [sys.executable, "-c", HOLD, url, *more], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, start_new_session=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        if process.poll() is None:
            process.communicate()


def test_another_process_is_refused_and_told_who_is_at_it(database_url: str) -> None:
    database = open_database(database_url)
    with another_process(database_url) as process:
        told = rf"monitor run \(process {process.pid} on .*, since 20\d\d-.*\+00:00\)"
        with pytest.raises(LockedError, match=told) as error, lock.hold(database, "monitor check"):
            pass
        assert error.value.exit_code == 1
    with lock.hold(database, "monitor check"):
        pass
    database.close()


def test_the_same_process_is_refused_too(database_url: str) -> None:
    database = open_database(database_url)
    with lock.hold(database, "monitor run"):
        for _ in range(2):  # a refusal must not break the lock
            with pytest.raises(LockedError, match="monitor run"), lock.hold(database, "monitor check"):
                pass
    with lock.hold(database, "monitor check"):
        pass
    database.close()


def test_a_lock_ends_with_a_process_that_is_killed(database_url: str) -> None:
    database = open_database(database_url)
    with another_process(database_url) as process:
        process.kill()
        process.wait()
        _until_free(database)
    database.close()


def test_a_forked_helper_does_not_keep_the_lock_of_a_process_that_was_killed(sqlite_database: Database) -> None:
    with another_process(str(sqlite_database.url), "fork") as process:
        process.kill()
        process.wait()
        try:
            with lock.hold(sqlite_database, "monitor check"):
                pass
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_a_lock_ends_with_an_error(database_url: str) -> None:
    database = open_database(database_url)
    with pytest.raises(RuntimeError), lock.hold(database, "monitor run"):
        raise RuntimeError
    with lock.hold(database, "monitor check"):
        pass
    database.close()


def test_a_holder_that_has_not_said_who_it_is_refuses_all_the_same(sqlite_database: Database) -> None:
    assert sqlite_database.path
    with another_process(str(sqlite_database.url)):
        sqlite_database.path.with_name("monitor.db.lock").write_text("", encoding="utf-8")
        with pytest.raises(LockedError, match="does not say which"), lock.hold(sqlite_database, "monitor check"):
            pass


def test_a_nameless_holder_on_a_server_refuses_all_the_same(postgresql_database: Database) -> None:
    with postgresql_database.session() as conn:
        conn.exec_driver_sql(f"SELECT pg_advisory_lock({lock._KEY})")
        with pytest.raises(LockedError, match="does not say which"), lock.hold(postgresql_database, "monitor check"):
            pass


def test_a_lock_file_that_cannot_be_written_is_told(tmp_path: object) -> None:
    database = open_database("sqlite:////proc/monitor.db")
    with pytest.raises(DatabaseError, match="can't be written"), lock.hold(database, "monitor run"):
        pass


def _until_free(database: Database) -> None:
    """Take the lock; a server needs a moment to notice that a process is gone."""
    for _ in range(100):
        try:
            with lock.hold(database, "monitor check"):
                return
        except LockedError:
            continue
    pytest.fail("the lock was not given back")
