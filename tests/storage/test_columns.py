"""Values come back from either database as they went in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, delete, insert, select

from monitor.errors import DatabaseError
from storage.columns import CleanText, Figure, Seconds, UtcDateTime
from storage.engine import Database

BERLIN_WINTER = timezone(timedelta(hours=1))
table = Table(
    "values_kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("time", UtcDateTime),
    Column("seconds", Seconds),
    Column("figure", Figure),
    Column("text", CleanText),
)


def kept(database: Database, name: str, value: Any) -> Any:
    """The value as it comes back."""
    with database.write() as conn:
        table.create(conn, checkfirst=True)
        conn.execute(delete(table))
        conn.execute(insert(table).values({name: value}))
    with database.read() as conn:
        return conn.execute(select(table.c[name])).scalar_one()


@pytest.mark.parametrize(
    ("name", "value", "back"),
    [
        ("time", datetime(2025, 1, 13, 7, 0, 0, 5, BERLIN_WINTER), datetime(2025, 1, 13, 6, 0, 0, 5, UTC)),
        ("time", None, None),
        ("seconds", timedelta(minutes=2, milliseconds=400), timedelta(minutes=2)),  # whole seconds are enough
        ("seconds", None, None),
        ("figure", 10_000, 10_000),
        ("figure", 2.0, 2),  # whole, however it was computed
        ("figure", 66.67, 66.67),  # two places come back as two places
        ("figure", 5.6e9, 5_600_000_000),
        ("figure", None, None),
        ("text", "Überläufer 🙂 „rund“", "Überläufer 🙂 „rund“"),
        ("text", "a\x00b\ud83dc", "a\ufffdb\ufffdc"),  # what no database holds; as long as before
        ("text", None, None),
    ],
)
def test_a_value_comes_back(database: Database, name: str, value: Any, back: Any) -> None:
    found = kept(database, name, value)
    assert found == back
    assert type(found) is type(back)


def test_a_time_comes_back_in_utc(database: Database) -> None:
    assert kept(database, "time", datetime(2025, 7, 1, 12, tzinfo=BERLIN_WINTER)).tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(DatabaseError) as refused:
        kept(database, "time", datetime(2025, 1, 13, 7, 0))  # noqa: DTZ001 (that is the fault)
    assert "needs a time zone" in str(refused.value.__cause__)
