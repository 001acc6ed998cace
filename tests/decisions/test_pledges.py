"""Pledges: giver and amount."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from tests.decisions.build import Figure, Ledger, metric, said, told


class Told(NamedTuple):
    """An amount in millions of euros, and what it must be."""

    millions: Figure
    at: str
    kind: str | None
    fields: dict[str, Any] = {}  # noqa: RUF012 (never changed)


CASES = [
    pytest.param(
        [Told(500, "3 08:00", "first"), Told(500, "3 09:00", None), Told(130, "4 08:00", "first")], id="each alone"
    ),
    pytest.param([Told(498, "3 08:00", "first"), Told(500, "3 09:00", None, {"bound": "about"})], id="rounded"),
    pytest.param(
        [Told(500, "3 08:00", "first"), Told((500, None), "4 09:00", None)], id="mehr als eine halbe Milliarde"
    ),
    pytest.param(
        [Told(500, "3 08:00", "first"), Told((500, None), "4 09:00", None), Told(5000, "5 08:00", "first")],
        id="far above",
    ),
    pytest.param(
        [Told(500, "3 08:00", "first"), Told(500, "17 08:00", None), Told(500, "31 09:00", None)], id="14 days, again"
    ),
    pytest.param([Told(500, "3 08:00", "first"), Told(500, "18 08:00", "first")], id="15 days later it is another"),
    pytest.param(
        [Told(500, "3 08:00", "first"), Told(500, "20 08:00", None, {"as_of": date(2025, 3, 3)})],
        id="told later, but of the day of the pledge",
    ),
    pytest.param([Told(500, "3 08:00", None, {"trust": "low"}), Told(500, "4 08:00", "first")], id="low trust waits"),
    pytest.param(
        [Told(500, "3 08:00", "first", {"claimant": None}), Told(500, "4 08:00", None)], id="no source is needed"
    ),
    pytest.param(
        [
            Told(725, "3 08:00", "first", {"unit": "USD", "converted": (704_000_000, "EUR")}),
            Told(704, "4 08:00", None, {"unit": "EUR"}),  # the conversion of the first
            Told(700, "4 09:00", None, {"unit": "EUR", "bound": "about"}),  # the conversion, rounded
            Told(725, "4 10:00", "first", {"unit": "EUR"}),  # the number in another currency is another amount
        ],
        id="converted where the text gives both",
    ),
]


@pytest.mark.parametrize("script", CASES)
def test_rulings(script: list[Told]) -> None:
    ledger = Ledger(metric("package"))
    for number, row in enumerate(script, 1):
        low, high = row.millions if isinstance(row.millions, tuple) else (row.millions, row.millions)
        euros = (low and low * 1_000_000, high and high * 1_000_000)
        fields = {"unit": "EUR", "scope": f"{number}"} | row.fields
        by = fields.pop("claimant", "Regierung")
        outcome = ledger.take(said(euros if low != high else euros[0] or 0, row.at, by, **fields))
        assert told(outcome) == (row.kind, None), f"pledge {number}: {outcome.reason}"


def test_a_repeat_takes_the_scope_of_its_pledge() -> None:
    ledger = Ledger(metric("package"))
    ledger.take(said(500, scope="one"))
    repeat = ledger.take(said(500, "4 08:00", scope="two"))
    assert repeat.statement.scope == "one"
