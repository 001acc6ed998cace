"""What the modules of this package share of SQLAlchemy: the types of rows and queries, and ``ON CONFLICT``.

Statements that are run for each article or figure are built once, as constants of their modules: building one and
finding it in SQLAlchemy's cache takes several times as long as running it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Query: TypeAlias = Select[*tuple[Any, ...]]
Condition: TypeAlias = ColumnElement[bool]
Inserter: TypeAlias = Callable[[Table], Any]


def insert(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The insert of the connection's database, for SQLAlchemy keeps ``ON CONFLICT`` in its dialects.

    With ``on_conflict_do_nothing().returning(…)`` it gives exactly the rows that were not there before: the one
    safe answer to "is it new?".
    """
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)


def either(make: Callable[[Inserter], Any]) -> Mapping[str, Any]:
    """A statement built with each database's ``insert``, by the name of its dialect."""
    return {"postgresql": make(postgresql.insert), "sqlite": make(sqlite.insert)}
