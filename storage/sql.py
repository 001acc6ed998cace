"""What the modules of this package share of SQLAlchemy: the types of rows and queries, and ``ON CONFLICT``."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Query: TypeAlias = Select[*tuple[Any, ...]]
Condition: TypeAlias = ColumnElement[bool]


def insert(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The insert of the connection's database, for SQLAlchemy keeps ``ON CONFLICT`` in its dialects.

    With ``on_conflict_do_nothing().returning(…)`` it gives exactly the rows that were not there before: the one
    safe answer to "is it new?".
    """
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
