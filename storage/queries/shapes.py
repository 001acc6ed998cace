"""How values look in an answer, and how a filter becomes SQL; shared by all queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, literal, literal_column, or_, select, tuple_

from monitor.model import BERLIN
from storage.columns import clean
from storage.sql import AnyRow, Condition, Query
from storage.values import Filter, Sort

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


def within(query: Query, wanted: Filter, order: Order) -> Query:
    """The query with the filter's bounds of time and what was known on its ``as_of``, ordered, paged and cut."""
    column = order.column(wanted.time_field)
    query = query.where(*_bounds(column, wanted, days=column is order.as_of))
    if wanted.as_of is not None:
        query = query.where(order.seen < end_of(wanted.as_of))
    return _paged(query, wanted, order).limit(wanted.limit)


def _paged(query: Query, wanted: Filter, order: Order) -> Query:
    """Ordered by the column and the id, from behind the row ``after`` on."""
    sort = wanted.sort or _usual(wanted, order)
    column, lacking = order.column(sort), sort in order.may_lack
    if wanted.after is not None:
        query = query.where(_behind(query, column, lacking, wanted, order))
    columns = [column] if sort == "id" else [column, order.id]
    terms = [one.desc() if wanted.newest_first else one.asc() for one in columns]
    if lacking:
        terms[0] = terms[0].nulls_last()
    return query.order_by(*terms)


def _usual(wanted: Filter, order: Order) -> Sort:
    """What a list that names no order is ordered by: where a page of it is asked for, by what an index gives first."""
    whole_time = wanted.since is wanted.until is None
    if wanted.limit and wanted.text and (order.hits is not None or (whole_time and wanted.as_of is None)):
        return "id"
    first_page = wanted.limit and wanted.newest_first and whole_time
    # By publication all that was first seen later would be passed over, which may be most of the record.
    return "seen" if first_page and wanted.as_of else wanted.time_field


def _behind(query: Query, column: ColumnElement[Any], lacking: bool, wanted: Filter, order: Order) -> Condition:
    """What comes behind the row ``after``; rows without a value of the column lie behind all others."""
    row, after = order.id, wanted.after or 0
    if column is row:
        return row < after if wanted.newest_first else row > after
    if column is order.hits:
        return _behind_hit(column, wanted.newest_first, after, order)
    own = query.with_only_columns(column, maintain_column_froms=True).correlate(None)
    known = own.where(row == after).scalar_subquery()
    pair, key = tuple_(column, row), tuple_(known, literal(after))
    behind = pair < key if wanted.newest_first else pair > key
    if not lacking:
        # The bound of the column alone lets SQLite begin there in an index of an expression, as the pair does not.
        return and_(behind, column <= known if wanted.newest_first else column >= known)
    same_lack = row < after if wanted.newest_first else row > after
    return or_(behind, and_(column.is_(None), or_(known.is_not(None), same_lack)))


def _behind_hit(hits: ColumnElement[int], newest_first: bool, after: int, order: Order) -> Condition:
    last, tie = order.hit_of(after), order.within_hit
    beyond = hits < last if newest_first else hits > last
    if tie is None:
        return beyond
    told = select(tie).where(order.id == after).scalar_subquery()
    return and_(hits <= last if newest_first else hits >= last, or_(beyond, tie > told))


def end_of(day: date) -> datetime:
    """The first moment after a day in Berlin."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def same(pairs: Iterable[tuple[ColumnElement[Any], object]]) -> Iterator[Condition]:
    """Columns that must be equal to what is asked for, where something is."""
    return (column == asked for column, asked in pairs if asked is not None)


def named(pairs: Iterable[tuple[ColumnElement[Any], str | None]]) -> Iterator[Condition]:
    """Columns that must be equal without regard to case."""
    return (func.lower(column) == asked.lower() for column, asked in pairs if asked is not None)


def value(table: FromClause) -> ColumnElement[Any]:
    """The number that a row states, by which it is sorted: its lower side, else its upper, else nought.

    In the words of the tables' indexes (``storage.schema.parts.VALUE``), so that these serve.
    """
    return func.coalesce(table.c.low, table.c.high, literal_column("0.0"))


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


def _bounds(column: ColumnElement[Any], wanted: Filter, *, days: bool) -> Iterator[Condition]:
    if wanted.since is not None:
        yield column >= (_day(wanted.since) if days else wanted.since)
    if wanted.until is not None:
        # The last moment's day: until is the first moment that no longer counts.
        yield column <= _day(wanted.until - timedelta(microseconds=1)) if days else column < wanted.until


def _day(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
