"""How Python values lie in columns: times, durations, numbers and texts, the same on both databases."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, DateTime, Dialect, Double, Integer, Text, TypeDecorator

from monitor.model import Number

# SQLite numbers its rows itself only in a column of the type INTEGER.
ID = BigInteger().with_variant(Integer, "sqlite")

# What PostgreSQL (NUL) or UTF-8 itself (halves of a surrogate pair) can't hold; the mark for it is as long.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def whole(value: float | None) -> Number | None:
    """A number as users get it: ``int`` where whole, else ``float``."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else float(value)


def clean(text: str) -> str:
    """A text of the same length that every database can hold."""
    return _UNSTORABLE.sub("\ufffd", text)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware ``datetime``; UTC in the database and when it comes back. A naive one is a ``ValueError``."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a stored time needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Seconds(TypeDecorator[timedelta]):
    """A ``timedelta``, kept as whole seconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value.total_seconds())

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=value)


class Figure(TypeDecorator[Number]):
    """A number of a claim: double precision in the database, ``int`` in Python where it is whole."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: Number | None, dialect: Dialect) -> float | None:
        return None if value is None else float(value)

    def process_result_value(self, value: float | None, dialect: Dialect) -> Number | None:
        return whole(value)


class CleanText(TypeDecorator[str]):
    """Text from outside. Characters that a database can't hold become U+FFFD, so that offsets stay right."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)
