"""From rows of a history to series by claimant, and from the latest figures to what the overview says of a metric."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.model import Metric, MetricKind
from monitor.web.chart import TONES, Dot, Series
from monitor.web.formats import amount, short_day
from storage.queries import Move
from storage.sql import AnyRow

NOBODY = "ohne Quelle"
SHOWN = 4  # claimants of a metric on the overview
TREND = 24  # figures in the small line
STEPPED: Collection[MetricKind] = ("total", "rate", "strength")  # kinds whose figure holds until the next one


def series(
    points: Sequence[AnyRow], alerted: Collection[int], listed: Collection[int], kind: MetricKind
) -> list[Series]:
    """One series a claimant, most figures first, those beyond the colours as one; without a number: left out.

    ``points`` are rows of ``queries.plotted``; ``alerted`` holds the ids of claims that an alert told, ``listed`` those
    of the points that stand in the table below.
    """
    claimants: dict[str, list[Dot]] = {}
    for point in points:
        if not (point.low is None and point.high is None):
            dot = _dot(point, point.claim_id in alerted, point.id in listed)
            claimants.setdefault(point.claimant or NOBODY, []).append(dot)
    ordered = sorted(claimants.items(), key=lambda item: -len(item[1]))
    own = ordered if len(ordered) <= TONES else ordered[: TONES - 1]
    lines = [Series(name, tone, tuple(dots), kind in STEPPED) for tone, (name, dots) in enumerate(own)]
    return [*lines, *_others(ordered[len(own) :])]


def _others(claimants: Sequence[tuple[str, list[Dot]]]) -> Iterator[Series]:
    """All the others in the last colour, without lines: who said what is told by the marks."""
    if claimants:
        dots = sorted((dot for _, dots in claimants for dot in dots), key=lambda dot: dot.day)
        yield Series(f"{len(claimants)} weitere Quellen", TONES - 1, tuple(dots), stepped=False)


def _dot(point: AnyRow, alerted: bool, listed: bool) -> Dot:
    stated = f"{point.claimant or NOBODY}: {amount(point)} ({short_day(point.as_of)})"
    said = f"{stated}\n»{point.quote}«\n{point.publisher}"
    place = f"/articles/{point.article_id}?version={point.version}#angabe-{point.claim_id}"
    link = f"#zahl-{point.id}" if listed else place
    return Dot(point.as_of, point.low, point.high, said, link, alerted)


@dataclass(frozen=True, slots=True)
class Latest:
    """A claimant's latest figure, or an incident's, with what it was before."""

    now: Move
    name: str
    before: Move | None

    @property
    def direction(self) -> str:
        """``up``, ``down`` or nothing."""
        now, then = self.now.middle, self.before.middle if self.before else None
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
        return max((str(latest.now.as_of) for latest in self.latest), default="")


def card(metric: Metric, moves: Sequence[Move]) -> Card:
    """The latest figures of a metric by claimant (of incidents and pledges: each for itself), newest first.

    ``moves`` are newest first as well.
    """
    found = _by_whom(metric, moves)
    latest = [Latest(one[0], _name(one[0]), one[1] if len(one) > 1 else None) for one in islice(found.values(), SHOWN)]
    # What the small line follows: the claimant with most figures; of incidents and pledges all.
    followed = max(found.values(), key=len, default=[]) if metric.kind in STEPPED else moves
    trend = [value for move in followed[:TREND] if (value := move.middle) is not None]
    return Card(metric, tuple(latest), max(0, len(found) - SHOWN), tuple(reversed(trend)))


def is_cut(metric: Metric, moves: Sequence[Move], asked: int) -> bool:
    """Whether there may be claimants behind the ``asked`` moves that a card still has room for."""
    return metric.kind in STEPPED and len(moves) == asked and len(_by_whom(metric, moves)) < SHOWN


def _by_whom(metric: Metric, moves: Sequence[Move]) -> dict[object, list[Move]]:
    found: dict[object, list[Move]] = {}
    for move in moves:
        found.setdefault(_whose(metric, move), []).append(move)
    return found


def _whose(metric: Metric, move: Move) -> object:
    if metric.kind in STEPPED:
        return move.claimant
    return (move.place, move.day) if move.is_of_incident else move.id


def _name(move: Move) -> str:
    claimant = move.claimant or NOBODY
    return f"{move.place or 'ohne Ort'} · {claimant}" if move.is_of_incident else claimant
