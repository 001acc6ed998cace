"""A list in order, a page of it at a time by the key of the last row seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, literal, or_, select

from monitor.model import BERLIN
from storage.queries.shapes import end_of
from storage.sql import AnyRow, Condition, Query
from storage.values import Filter, Sort


@dataclass(frozen=True, slots=True)
class Order:
    """The columns that a list can be bounded and ordered by; those that rows may lack come last where they do.

    ``as_of`` and ``value`` are None where rows have no such thing: then the publication stands in for it. ``hits`` is
    the full-text index's own number of a row, by which it gives them in order without sorting, and ``hit_of``
    says which number the row of an id has; rows that share one are told apart by ``within_hit``, in whose order the
    index of the join gives them.
    """

    id: ColumnElement[int]
    published: ColumnElement[Any]
    seen: ColumnElement[Any]
    as_of: ColumnElement[Any] | None = None
    value: ColumnElement[Any] | None = None
    may_lack: tuple[str, ...] = ()
    hits: ColumnElement[int] | None = None
    hit_of: Callable[[int], ColumnElement[int]] = literal
    within_hit: ColumnElement[str] | None = None

    def column(self, name: Sort) -> ColumnElement[Any]:
        """The column that a word means."""
        if name == "id" and self.hits is not None:
            return self.hits
        found: ColumnElement[Any] | None = getattr(self, name)
        return self.published if found is None else found


def listed(conn: Connection, query: Query, wanted: Filter, order: Order) -> list[AnyRow]:
    """What is within the filter's bounds of time and was known on its ``as_of``, ordered, paged and cut."""
    column = order.column(wanted.time_field)
    query = query.where(*_bounds(column, wanted, days=column is order.as_of))
    if wanted.as_of is not None:
        query = query.where(order.seen < end_of(wanted.as_of))
    found: list[AnyRow] = []
    for part in _parts(query, wanted, order):
        if len(found) != wanted.limit:
            found += conn.execute(part.limit(None if wanted.limit is None else wanted.limit - len(found)))
    return found


def _parts(query: Query, wanted: Filter, order: Order) -> Iterator[Query]:
    """The list in pieces, one behind the other, each of which an index of the column and the id gives in order.

    In one piece, SQLite would pass over all rows with the value of the last one seen, and PostgreSQL would sort a list
    whose column may be null.
    """
    sort = wanted.sort or _usual(wanted, order)
    column, lacking = order.column(sort), sort in order.may_lack
    if sort == "id":
        behind = [] if wanted.after is None else [_behind(column, wanted.after, wanted.newest_first, order)]
        yield query.where(*behind).order_by(_turned(column, wanted))
    elif wanted.after is None:
        there = query.where(column.is_not(None)) if lacking else query
        yield there.order_by(_turned(column, wanted), _turned(order.id, wanted))
        if lacking:
            yield query.where(column.is_(None)).order_by(_turned(order.id, wanted))
    else:
        yield from _parts_behind(query, wanted, order.id, column, lacking)


def _parts_behind(
    query: Query, wanted: Filter, row: ColumnElement[int], column: ColumnElement[Any], lacking: bool
) -> Iterator[Query]:
    """Behind the row ``after``: those with its value, those beyond that, and those with none."""
    own = query.with_only_columns(column, maintain_column_froms=True).correlate(None)
    last = own.where(row == wanted.after).scalar_subquery()
    further = row < wanted.after if wanted.newest_first else row > wanted.after
    beyond = column < last if wanted.newest_first else column > last
    yield query.where(column == last, further).order_by(_turned(row, wanted))
    yield query.where(beyond).order_by(_turned(column, wanted), _turned(row, wanted))
    if lacking:
        yield query.where(column.is_(None), or_(last.is_not(None), further)).order_by(_turned(row, wanted))


def _turned(column: ColumnElement[Any], wanted: Filter) -> ColumnElement[Any]:
    return column.desc() if wanted.newest_first else column.asc()


def _usual(wanted: Filter, order: Order) -> Sort:
    """What a list that names no order is ordered by: where a page of it is asked for, by what an index gives first."""
    whole_time = wanted.since is wanted.until is None
    if wanted.limit and wanted.text and (order.hits is not None or (whole_time and wanted.as_of is None)):
        return "id"
    first_page = wanted.limit and wanted.newest_first and whole_time
    # By publication all that was first seen later would be passed over, which may be most of the record.
    return "seen" if first_page and wanted.as_of else wanted.time_field


def _behind(column: ColumnElement[int], after: int, newest_first: bool, order: Order) -> Condition:
    """What comes behind the row ``after`` by the rows' own number, or by the full-text index's."""
    if column is not order.hits:
        return column < after if newest_first else column > after
    last, tie = order.hit_of(after), order.within_hit
    beyond = column < last if newest_first else column > last
    if tie is None:
        return beyond
    told = select(tie).where(order.id == after).scalar_subquery()
    return and_(column <= last if newest_first else column >= last, or_(beyond, tie > told))


def _bounds(column: ColumnElement[Any], wanted: Filter, *, days: bool) -> Iterator[Condition]:
    if wanted.since is not None:
        yield column >= (_day(wanted.since) if days else wanted.since)
    if wanted.until is not None:
        # The last moment's day: until is the first moment that no longer counts.
        yield column <= _day(wanted.until - timedelta(microseconds=1)) if days else column < wanted.until


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
