"""The points of one metric on which a decision turns, found by indexes: ``monitor.changes.past.Past`` in SQL.

Which points count as newest, and which as alike, is said here as in ``monitor.changes``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union,
)

from monitor import names
from monitor.changes.history import TRUST
from monitor.changes.past import Span
from monitor.changes.quantities import ends
from monitor.model import BERLIN, Number, Point, Statement
from storage.points import found
from storage.schema import points
from storage.schema.parts import VALUE, WIDE
from storage.sql import Condition, Query

_p = points.c
_NEWEST = (
    *(column.desc() for column in (_p.as_of, _p.published_at, _p.seen_at, _p.feed_order, _p.position)),
    case(TRUST, value=_p.trust).desc(),
    _p.id.desc(),
)
_MOVED = _p.change.is_not(None)
_ALIKE = (_p.claimant, _p.scope, _p.low, _p.high, _p.bound, _p.background, _p.state, _MOVED)
_HELD = _p.state == literal_column("'held'")
_KNOWN = _p.state != literal_column("'waiting'")
_VALUE: ColumnElement[float] = literal_column(VALUE)  # in the words of its index
_WIDE: Condition = literal_column(f"({WIDE})")  # the same
# No index is to be taken for the topic, which tells less than the metric; without ANALYZE SQLite would not know.
_TOPIC: ColumnElement[str] = _p.topic + literal_column("''")
_DAY = timedelta(days=1)


@dataclass
class StoredPast:
    """A metric's points as they stand in this transaction; one for each decision."""

    conn: Connection
    topic: str
    metric: str

    def own(self, claimant: str, span: Span) -> list[Point]:
        """A claimant's last change that holds, and what it said within a span."""
        spelled = [name for name in self._claimants if names.key(name) == names.key(claimant)]
        if not spelled:
            return []
        of_one = self._of(_p.claimant == spelled[0] if len(spelled) == 1 else _p.claimant.in_(spelled))
        base = select(_p.id).where(of_one, _HELD, _MOVED).order_by(*_NEWEST).limit(1).subquery()
        said = _last(and_(of_one, _KNOWN, _meets(span, _p.low, _p.high)))
        return self._found(_p.id.in_(union(select(base.c.id), said)))

    def everybody(self) -> list[Point]:
        """Each claimant's last change that holds, and what it said since."""
        named = self._named()
        last = select(_p.as_of).where(self._of(_p.claimant == named.c.name), _HELD, _MOVED).order_by(*_NEWEST).limit(1)
        moved = select(named.c.name, last.correlate(named).scalar_subquery().label("day"))
        days = moved.cte("days").prefix_with("MATERIALIZED")  # once, not for each point
        since = (
            select(_p.id, _place())
            .join_from(days, points, _p.claimant == days.c.name)
            .where(self._of(true()), _HELD, _p.as_of >= days.c.day)
        )
        return self._found(_p.id.in_(_first(since))) + self._sourceless()

    def _sourceless(self) -> list[Point]:
        """The same of the figures without a source, which no index joins."""
        of_none = self._of(_p.claimant.is_(None))
        last = select(_p.as_of).where(of_none, _HELD, _MOVED).order_by(*_NEWEST).limit(1)
        day = self.conn.execute(last).scalar_one_or_none()
        return [] if day is None else self._found(_p.id.in_(_last(and_(of_none, _HELD, _p.as_of >= day))))

    def lately(self, span: Span, most: int) -> list[Point]:
        """What of the newest points, so many at most, lies within a span."""
        columns = (_p.id, _p.low, _p.high)
        newest = select(*columns).where(self._of(true()), _KNOWN).order_by(*_NEWEST).limit(most).subquery()
        return self._found(_p.id.in_(select(newest.c.id).where(_meets(span, newest.c.low, newest.c.high))))

    def within(self, span: Span) -> list[Point]:
        """What anybody said within a span: a number in it, or more than a number that has a part in it."""
        wide = and_(_WIDE, _meets(span, _p.low, _p.high))
        halves = union(*(select(_p.id).where(self._of(half), _KNOWN) for half in (_between(span), wide)))
        near = halves.cte("near").prefix_with("MATERIALIZED")
        ranked = select(_p.id, _place()).join_from(near, points, _p.id == near.c.id)
        return self._found(_p.id.in_(_first(ranked)))

    def same(self, statement: Statement) -> list[Point]:
        """The newest point of another claimant with a statement's numbers."""
        lower, upper = (float(number) for number in ends(statement))
        own = [name for name in self._claimants if names.key(name) == names.key(statement.claimant)]
        others = or_(_p.claimant.is_(None), _p.claimant.not_in(own)) if own else true()
        numbers = and_(literal(lower) == _VALUE, func.coalesce(_p.high, _p.low, 0.0) == upper)
        newest = select(_p.id).where(self._of(numbers), _KNOWN, others).order_by(*_NEWEST).limit(1).subquery()
        return self._found(_p.id.in_(select(newest.c.id)))

    def held(self, but: int | None) -> list[Point]:
        """A point that holds, if there is one; not of the article ``but``."""
        other = _p.article_id.is_distinct_from(but)
        some = select(_p.id).where(self._of(other), _HELD).limit(1).subquery()
        return self._found(_p.id.in_(select(some.c.id)))

    def incidents(self, days: Collection[date | None], scope: str | None) -> list[Point]:
        """What was said of the incidents of some days, and of one more."""
        of_days = _p.day.is_(None) if None in days else _p.day.in_(list(days))
        scopes = set(self.conn.execute(select(_p.scope).where(self._of(of_days)).distinct()).scalars()) | {scope}
        return self._found(_p.id.in_(_last(and_(self._of(_one_of(_p.scope, scopes)), _KNOWN))))

    def around(self, first: date, last: date) -> list[Point]:
        """All that is of these days, or was published on them in Berlin."""
        begin, end = (datetime.combine(day, time(), BERLIN) for day in (first, last + _DAY))
        published = and_(_p.published_at >= begin, _p.published_at < end)
        return self._found(self._of(or_(_p.as_of.between(first, last), published)))

    def of_article(self, article_id: int) -> list[Point]:
        """What an article said, in whichever version."""
        return self._found(self._of(_p.article_id == article_id))

    def tracks(self, claimants: Collection[str | None], scopes: Collection[str | None]) -> list[Point]:
        """All that some claimants said, and all of some incidents or pledges; None is a figure without a source."""
        keys = {names.key(name) for name in claimants}
        spelled = {name for name in self._claimants if names.key(name) in keys} | ({None} if "" in keys else set())
        wanted = [
            _one_of(column, names_) for column, names_ in ((_p.claimant, spelled), (_p.scope, set(scopes))) if names_
        ]
        return [point for one in wanted for point in self._found(self._of(one))]

    # ---------------------------------------------------------------- how it is asked

    @cached_property
    def _claimants(self) -> list[str]:
        """The names under which the metric's figures stand."""
        return [name for name in self.conn.execute(select(self._named().c.name)).scalars() if name is not None]

    def _named(self) -> Any:
        """A loose scan of the index of metric and claimant: as many steps as there are names."""
        first = select(func.min(_p.claimant).label("name")).where(_p.metric == self.metric).cte("named", recursive=True)
        after = select(func.min(_p.claimant)).where(_p.metric == self.metric, _p.claimant > first.c.name)
        return first.union_all(select(after.scalar_subquery()).where(first.c.name.is_not(None)))

    def _of(self, wanted: Condition) -> Condition:
        return and_(_TOPIC == self.topic, _p.metric == self.metric, wanted)  # noqa: SIM300 - an expression

    def _found(self, wanted: Condition) -> list[Point]:
        return found(self.conn, and_(wanted, _KNOWN))


def _one_of(column: Any, values: Collection[Any]) -> Condition:
    named = [value for value in values if value is not None]
    return or_(column.in_(named), column.is_(None)) if None in values else column.in_(named)


def _meets(span: Span, low: ColumnElement[Number], high: ColumnElement[Number]) -> Condition:
    """As ``Span.meets``."""
    above = true() if span.low is None else or_(high.is_(None), high >= span.low)
    below = true() if span.high is None else or_(low.is_(None), low <= span.high)
    return and_(above, below)


def _between(span: Span) -> Condition:
    """Whether the number by which a point is sorted lies in a span."""
    above = true() if span.low is None else span.low <= _VALUE
    return above if span.high is None else and_(above, span.high >= _VALUE)


def _place() -> Any:
    """A point's place among those that are alike, the newest first."""
    return func.row_number().over(partition_by=_ALIKE, order_by=_NEWEST).label("place")


def _last(wanted: Condition) -> Query:
    """The ids of the newest of each that are alike."""
    return _first(select(_p.id, _place()).where(wanted))


def _first(ranked: Query) -> Query:
    table: Subquery = ranked.subquery()
    return select(table.c.id).where(table.c.place == 1)
