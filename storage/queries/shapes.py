"""How values look in an answer, and how a filter becomes SQL; shared by all queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    any_,
    func,
    literal,
    literal_column,
    or_,
)

from monitor.model import BERLIN
from storage.columns import clean
from storage.sql import AnyRow, Condition, Query
from storage.values import Filter

Answer = dict[str, Any]

FEW = 10_000  # rows that may be found first and sorted then
CHUNK = 500  # rows whose details are looked up at once; SQLite takes 32,766 values in a statement


def stamp(moment: datetime | None) -> str | None:
    """A time as answers give it: UTC, to the second, with a Z."""
    return None if moment is None else f"{moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def iso(day: date | None) -> str | None:
    """A day as answers give it."""
    return None if day is None else day.isoformat()


def ident(number: int | None) -> str | None:
    """An id as answers give it."""
    return None if number is None else str(number)


def incident(row: AnyRow) -> Answer | None:
    """Place and date of a row that belongs to an incident."""
    return None if row.scope is None or row.day is None else {"place": row.place, "date": iso(row.day)}


def chunks(rows: Sequence[AnyRow]) -> Iterator[list[int]]:
    """The ids of rows, so many at a time."""
    return ([row.id for row in rows[start : start + CHUNK]] for start in range(0, len(rows), CHUNK))


def end_of(day: date) -> datetime:
    """The first moment after a day in Berlin."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def same(pairs: Iterable[tuple[ColumnElement[Any], object]]) -> Iterator[Condition]:
    """Columns that must be equal to what is asked for, where something is."""
    return (column == asked for column, asked in pairs if asked is not None)


def usual(conn: Connection, column: Column[Any], asked: object, wanted: Filter) -> Iterator[Condition]:
    """That a column of few values is what is asked for, where something is.

    Beside what narrows more, SQLite is kept from the column's index by a sign before its name: it does not always know
    how usual a value is.
    """
    if asked is not None:
        narrower = conn.dialect.name == "sqlite" and any(getattr(wanted, name) is not None for name in _NARROWER)
        yield (literal_column(f"+{column.table.name}.{column.name}") if narrower else column) == asked


_NARROWER = ("metric", "claimant", "party", "event", "publisher", "unit", "story", "text", "least", "most")


def named(pairs: Iterable[tuple[ColumnElement[Any], str | None]]) -> Iterator[Condition]:
    """Columns that must be equal without regard to case."""
    return (func.lower(column) == asked.lower() for column, asked in pairs if asked is not None)


def value(table: FromClause) -> ColumnElement[Any]:
    """The number that a row states, by which it is sorted: its lower side, else its upper, else nought.

    In the words of the tables' indexes (``storage.schema.parts.VALUE``), so that these serve.
    """
    return func.coalesce(table.c.low, table.c.high, literal_column("0.0"))


def among_few(
    conn: Connection, ids: ColumnElement[int], found: Query, *order: ColumnElement[Any], most: int = FEW
) -> Iterator[Condition]:
    """That ids are among those which a query finds, if these are at most so many; nothing where they are more.

    PostgreSQL, which does not know how many they are, is given them, and finds them in the order given.
    """
    some = conn.execute(found.order_by(*order).limit(most + 1)).scalars().all()
    if len(some) <= most:
        yield ids.in_(found) if conn.dialect.name == "sqlite" else ids == any_(literal(some, ARRAY(BigInteger)))


def holding(asked: str | None, *columns: ColumnElement[Any]) -> Iterator[Condition]:
    """At least one of the columns must hold a text, without regard to case."""
    if asked:
        yield or_(*(func.lower(column).contains(clean(asked).lower(), autoescape=True) for column in columns))


def stating(wanted: Filter, table: FromClause) -> Iterator[Condition]:
    """What the filter asks of a quantity: its unit, and the bounds of the number that is stated."""
    columns = table.c
    yield from same([(columns.unit, wanted.unit)])
    if wanted.least is not None:
        yield func.coalesce(columns.low, columns.high) >= wanted.least
    if wanted.most is not None:
        yield func.coalesce(columns.high, columns.low) <= wanted.most
