"""Tolls: one incident is a place and a day, whoever speaks of it."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from monitor.model import Statement
from tests.decisions.build import Figure, Ledger, metric, told, toll


class Told(NamedTuple):
    """A toll of a place and a day of March, and what it must be."""

    figure: Figure
    at: str
    place: str | None
    day: int
    kind: str | None
    old: Figure | None = None
    fields: dict[str, Any] = {}  # noqa: RUF012 (never changed)

    def statement(self) -> Statement:
        return toll(self.figure, self.at, self.place, self.day, **self.fields)


WEAK, FOLLOWS, NO_DAY = {"trust": "low"}, {"follows_up": True}, {"day_given": False}

CASES = [
    pytest.param(
        [
            Told(4, "3 07:00", "Lumara", 3, "first"),
            Told(7, "3 12:00", "Lumara", 3, "raised", 4),
            Told(5, "3 12:10", "Selm", 3, "first"),  # another town on the same day
            Told(9, "3 19:00", "Lumara", 3, "raised", 7),
            Told(7, "3 19:30", "Lumara", 3, None, None, WEAK),
            Told(11, "4 12:00", "Lumara", 3, "raised", 9, {"as_of": date(2025, 3, 4)}),
            Told(9, "5 08:00", "Lumara", 3, None, None, {"as_of": date(2025, 3, 3)}),  # a late report
            Told(6, "5 09:00", "Lumara", 3, "lowered", 11),
        ],
        id="a toll over the days, another incident beside it",
    ),
    pytest.param(
        [
            Told(8, "3 07:00", "Lumara", 3, "first"),
            Told(6, "3 12:00", "Lumara", 3, "lowered", 8),
            Told(8, "3 11:00", "Lumara", 3, None),  # published before the last change
            Told(8, "3 14:00", "Lumara", 3, None, None, {"background": True}),
            Told(8, "3 15:00", "Lumara", 3, "raised", 6),  # said before, but stated anew
        ],
        id="a toll that returns",
    ),
    pytest.param(
        [
            Told((6, None), "3 07:00", "Lumara", 3, "first"),
            Told(6, "3 08:00", "Lumara", 3, None),
            Told(8, "3 12:00", "Lumara", 3, "raised", (6, None)),
            Told((6, None), "3 13:00", "Lumara", 3, "lowered", 8),
        ],
        id="mindestens sechs",
    ),
    pytest.param(
        [
            Told(47, "3 07:00", "Lumara", 3, "first"),
            Told(50, "3 08:00", "Lumara", 3, "raised", 47),  # counts are never rounded
            Told((50, None), "3 09:00", "Lumara", 3, None),
            Told((24, None), "3 10:00", "Lumara", 3, None, None, {"bound": "vague"}),  # "Dutzende"
        ],
        id="counts and vague words",
    ),
    pytest.param(
        [
            Told(6, "3 07:00", "Lumara", 3, None, None, WEAK),
            Told(6, "3 09:00", "Lumara", 3, "first"),
            Told(8, "3 10:00", "Lumara", 3, None, None, WEAK),
            Told(8, "3 11:00", "Lumara", 3, "raised", 6),
        ],
        id="what waits becomes a figure with the first better outlet",
    ),
    pytest.param(
        [
            Told(12, "20 08:00", "Lumara", 5, None),  # 15 days back, and nothing known
            Told(12, "19 08:00", "Lumara", 5, "first"),  # 14 days back
            Told(14, "30 08:00", "Lumara", 5, "raised", 12),  # known since
        ],
        id="an incident of long ago",
    ),
    pytest.param(
        [
            Told(7, "3 07:00", "Lumara", 3, "first"),
            Told(9, "5 07:00", "Lumara", 5, "raised", 7, FOLLOWS),  # "am Mittwoch auf neun gestiegen"
            Told(9, "6 07:00", "Lumara", 6, None, None, NO_DAY),  # a known toll, and no day in the text
            Told(2, "7 07:00", "Lumara", 7, "first", None, NO_DAY),  # an unknown toll, and no day: a new event
            Told(1, "8 07:00", "Selm", 8, "first", None, FOLLOWS),  # goes on about nothing known
        ],
        id="texts that go on about an event of some days ago",
    ),
    pytest.param(
        [
            Told(124, "3 07:00", None, 3, "first"),
            Told(127, "3 12:00", "Lumara", 3, "raised", 124),  # one text names a place, the other the country
            Told(61, "4 07:00", None, 4, "first"),
            Told(127, "4 07:10", None, 3, None),  # "in der Nacht davor waren es 127"
        ],
        id="nights of a whole country",
    ),
    pytest.param(
        [
            Told(4, "3 07:00", "Lumara", 3, "first"),
            Told(5, "3 07:00", "Selm", 3, "first"),
            Told(5, "3 08:00", None, 3, None),  # the one with this toll
            Told(9, "3 09:00", None, 3, None),  # no telling which
        ],
        id="no place, and two incidents that day",
    ),
    pytest.param(
        [
            Told(20, "3 07:00", "Lumara", 3, "first"),
            Told(34, "5 07:00", None, 5, "raised", 20, FOLLOWS),  # the one incident of the last days
            Told(34, "6 07:00", None, 6, None, None, NO_DAY),
            Told(2, "6 08:00", "Selm", 6, "first"),
            Told(40, "7 07:00", None, 7, "first", None, FOLLOWS),  # of two, none is meant for sure
        ],
        id="texts without a place that go on",
    ),
    pytest.param(
        [
            Told(200, "3 07:00", "Lumara", 3, "first"),
            Told(203, "3 08:00", "Lumara", 3, None),  # under the smallest change of 2 percent
            Told(205, "3 09:00", "Lumara", 3, "raised", 200),
            Told((190, 220), "3 10:00", "Lumara", 3, None),
            Told(300, "3 11:00", "Lumara", 3, None, None, {"background": True}),
        ],
        id="the smallest change, a wider range, an untimed old value",
    ),
]


@pytest.mark.parametrize("script", CASES)
def test_rulings(script: list[Told]) -> None:
    ledger = Ledger(metric("incident", min_change=0.02))
    for number, row in enumerate(script, 1):
        outcome = ledger.take(row.statement())
        assert told(outcome) == (row.kind, row.old), f"statement {number}: {outcome.reason}"


def test_two_countries_are_two_incidents() -> None:
    ledger = Ledger(metric("incident"))
    here, there = (
        replace(toll(5, "3 07:00", None, 3), scope=f"{land}|2025-03-03") for land in ("Luminien", "Terranien")
    )
    assert told(ledger.take(here)) == ("first", None)
    assert told(ledger.take(there)) == ("first", None)
    assert told(ledger.take(replace(there, low=7, high=7))) == ("raised", 5)
    assert told(ledger.take(toll(7, "3 09:00", None, 3))) == (None, None)  # of no country, but with a known toll
    assert told(ledger.take(toll(9, "3 10:00", None, 3))) == (None, None)  # no telling which


def test_a_statement_takes_the_scope_of_the_incident_that_it_joins() -> None:
    ledger = Ledger(metric("incident"))
    ledger.take(toll(7, "3 07:00", "Lumara", 3))
    joined = ledger.take(toll(9, "5 07:00", "Lumara", 5, follows_up=True))
    assert joined.change is not None
    assert joined.change.scope == "Lumara|2025-03-03"
    assert joined.change.new is not None
    assert joined.change.new.day == date(2025, 3, 3)


def test_an_old_unknown_incident_is_no_point() -> None:
    assert Ledger(metric("incident")).take(toll(7, "30 07:00", "Lumara", 3)).point is None
