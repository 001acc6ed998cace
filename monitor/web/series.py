"""From rows of a history to series by claimant, and from the latest figures to what the overview says of a metric."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.model import Metric, MetricKind
from monitor.web.chart import TONES, Dot, Series
from monitor.web.formats import quantity, short_day

Row = Mapping[str, Any]
NOBODY = "ohne Quelle"
SHOWN = 4  # claimants of a metric on the overview
STEPPED: Collection[MetricKind] = ("total", "rate", "strength")  # kinds whose figure holds until the next one


def series(rows: Sequence[Row], alerted: Collection[str], kind: MetricKind) -> list[Series]:
    """One series a claimant, most figures first; withdrawn figures and those without a number are left out.

    ``rows`` have the fields of ``queries.history``; ``alerted`` holds the ids of claims that an alert told.
    """
    claimants: dict[str, list[Dot]] = {}
    for row in rows:
        if row["state"] != "withdrawn" and not (row["low"] is None and row["high"] is None):
            claimants.setdefault(row["claimant"] or NOBODY, []).append(_dot(row, row["claim_id"] in alerted))
    ordered = sorted(claimants.items(), key=lambda item: -len(item[1]))
    return [
        Series(name, tone % TONES, tuple(sorted(dots, key=lambda dot: dot.day)), kind in STEPPED)
        for tone, (name, dots) in enumerate(ordered)
    ]


def _dot(row: Row, alerted: bool) -> Dot:
    stated = f"{row['claimant'] or NOBODY}: {quantity(row)} ({short_day(row['as_of'])})"
    said = f"{stated}\n»{row['quote']}«\n{row['publisher']}"
    return Dot(date.fromisoformat(row["as_of"]), row["low"], row["high"], said, f"#zahl-{row['id']}", alerted)


@dataclass(frozen=True, slots=True)
class Latest:
    """A claimant's latest figure, or an incident's, with what it was before."""

    row: Row
    name: str
    before: Row | None

    @property
    def direction(self) -> str:
        """``up``, ``down`` or nothing."""
        now, then = middle(self.row), middle(self.before)
        if now is None or then is None or now == then:
            return ""
        return "up" if now > then else "down"


@dataclass(frozen=True, slots=True)
class Card:
    """What the overview shows of a metric."""

    metric: Metric
    latest: tuple[Latest, ...]
    more: int
    trend: tuple[float, ...]

    @property
    def day(self) -> str:
        """The latest figure's day, for the order of the cards."""
        return max((str(latest.row["as_of"]) for latest in self.latest), default="")


def card(metric: Metric, rows: Sequence[Row]) -> Card:
    """The latest figures of a metric by claimant (of incidents and pledges: each for itself), newest first."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(_whose(metric, row), []).append(row)
    latest = [Latest(one[-1], _name(one[-1]), one[-2] if len(one) > 1 else None) for one in found.values()]
    latest.sort(key=lambda one: (str(one.row["as_of"]), int(one.row["id"])), reverse=True)
    trend = [value for row in _longest(found.values(), rows, metric) if (value := middle(row)) is not None]
    return Card(metric, tuple(latest[:SHOWN]), max(0, len(latest) - SHOWN), tuple(trend))


def _whose(metric: Metric, row: Row) -> object:
    if metric.kind in STEPPED:
        return row["claimant"]
    incident = row["incident"]
    return (incident["place"], incident["date"]) if incident else row["id"]


def _name(row: Row) -> str:
    claimant = row["claimant"] or NOBODY
    return f"{row['incident']['place'] or 'ohne Ort'} · {claimant}" if row["incident"] else claimant


def _longest(found: Iterable[Sequence[Row]], rows: Sequence[Row], metric: Metric) -> Sequence[Row]:
    """What the small line follows: the claimant with most figures; of incidents and pledges all."""
    return max(found, key=len, default=()) if metric.kind in STEPPED else rows


def middle(row: Row | None) -> float | None:
    """One number for a quantity, if it has any."""
    sides = [float(row[side]) for side in ("low", "high") if row[side] is not None] if row else []
    return sum(sides) / len(sides) if sides else None
