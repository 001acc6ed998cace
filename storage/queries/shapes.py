"""How values look in an answer, and how a filter becomes SQL; shared by all queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_

from monitor.model import BERLIN
from storage.columns import clean
from storage.sql import AnyRow, Condition, Query
from storage.values import Filter

Answer = dict[str, Any]

CHUNK = 500  # rows whose details are looked up at once; SQLite takes 32,766 values in a statement


def stamp(moment: datetime | None) -> str | None:
    """A time as answers give it: UTC, to the second, with a Z."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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


@dataclass(frozen=True, slots=True)
class Times:
    """The columns that ``time_field`` chooses from; ``as_of`` is None where rows have no such day."""

    published: ColumnElement[Any]
    seen: ColumnElement[Any]
    as_of: ColumnElement[Any] | None = None

    def chosen(self, wanted: Filter) -> ColumnElement[Any]:
        """The column that the filter means."""
        if wanted.time_field == "as_of" and self.as_of is not None:
            return self.as_of
        return self.seen if wanted.time_field == "seen" else self.published


def within(query: Query, wanted: Filter, times: Times) -> Query:
    """The query with the filter's bounds of time and what was known on its ``as_of``, ordered and cut."""
    column = times.chosen(wanted)
    query = query.where(*_bounds(column, wanted, days=column is times.as_of))
    if wanted.as_of is not None:
        query = query.where(times.seen < end_of(wanted.as_of))
    order = column.desc() if wanted.newest_first else column.asc()
    return query.order_by(order.nulls_last()).limit(wanted.limit)


def end_of(day: date) -> datetime:
    """The first moment after a day in Berlin."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def same(pairs: Iterable[tuple[ColumnElement[Any], str | None]]) -> Iterator[Condition]:
    """Columns that must be equal to what is asked for, where something is."""
    return (column == asked for column, asked in pairs if asked is not None)


def named(pairs: Iterable[tuple[ColumnElement[Any], str | None]]) -> Iterator[Condition]:
    """Columns that must be equal without regard to case."""
    return (func.lower(column) == asked.lower() for column, asked in pairs if asked is not None)


def holding(asked: str | None, *columns: ColumnElement[Any]) -> Iterator[Condition]:
    """At least one of the columns must hold a text, without regard to case."""
    if asked:
        yield or_(*(func.lower(column).contains(clean(asked).lower(), autoescape=True) for column in columns))


def _bounds(column: ColumnElement[Any], wanted: Filter, *, days: bool) -> Iterator[Condition]:
    if wanted.since is not None:
        yield column >= (_day(wanted.since) if days else wanted.since)
    if wanted.until is not None:
        # The last moment's day: until is the first moment that no longer counts.
        yield column <= _day(wanted.until - timedelta(microseconds=1)) if days else column < wanted.until


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
