"""Whatever a database or its driver says, the person who runs it is told one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InvalidRequestError

from monitor.errors import DatabaseError
from storage import migrations
from storage.engine import Database, open_database
from storage.faults import told


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = open_database(f"sqlite:///{tmp_path / 'monitor.db'}")
    migrations.prepare(made)
    return made


def test_a_number_that_no_column_holds(database: Database) -> None:
    with pytest.raises(DatabaseError, match=r"monitor\.db can't hold a number that large\.$"), database.read() as conn:
        conn.execute(text("SELECT 1 FROM articles WHERE id = :id"), {"id": 2**63})
    database.close()


def test_a_statement_that_the_database_does_not_take(database: Database) -> None:
    with pytest.raises(DatabaseError, match=r"monitor\.db refused an operation\.$"), database.read() as conn:
        conn.execute(text("SELECT 1 FROM nowhere"))
    database.close()


def test_an_error_of_the_library_itself() -> None:
    with pytest.raises(DatabaseError, match=r"^The database here refused an operation\.$"), told("here"):
        raise InvalidRequestError("words of the library")


def test_what_is_no_error_of_a_database_passes() -> None:
    with pytest.raises(KeyError), told("here"):
        raise KeyError("not the database's")
