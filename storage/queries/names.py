"""Names without regard to case, found by the index of their column.

``lower(column) = …`` would look at every row; the few names of a column are found by as many steps through its index
(a loose index scan), and then the rows of those that are meant.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, not_, select

from storage.schema import claims
from storage.sql import Condition


def names(conn: Connection, column: Column[str]) -> list[str]:
    """The values of an indexed column, each once, sorted as the database does."""
    first = _next(column).cte("names", recursive=True)
    later = select(_next(column, first.c.name).scalar_subquery()).where(first.c.name.is_not(None))
    found = first.union_all(later)
    return [name for name in conn.execute(select(found.c.name)).scalars() if name is not None]


def is_named(conn: Connection, column: Column[str], asked: str | None) -> list[Condition]:
    """The condition that a column holds a name in any case; none where nothing is asked."""
    if asked is None:
        return []
    spelled = [name for name in names(conn, column) if name.lower() == asked.lower()]
    return [column == spelled[0] if len(spelled) == 1 else column.in_(spelled)]


def _next(column: Column[str], last: ColumnElement[Any] | None = None) -> Select[Any]:
    """The first name, or the first behind ``last``."""
    query = select(func.min(column).label("name"))
    if column.table is claims:
        query = query.where(not_(claims.c.carried))  # what the column's index holds
    return query if last is None else query.where(column > last)
