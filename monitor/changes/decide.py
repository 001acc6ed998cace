"""The decision on one statement, by the kind of its metric."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from monitor.changes import incidents, pledges, series
from monitor.changes.history import Outcome
from monitor.model import Metric, Point, Statement


def decide(statement: Statement, past: Sequence[Point], metric: Metric, now: datetime) -> Outcome:
    """What the statement means against all points of its metric, in whatever order these come.

    Statements of one pass are given in the order of ``order``, each with the points that those before it made.
    """
    if metric.kind == "incident":
        return incidents.decide(statement, past, metric, now)
    if metric.kind == "package":
        return pledges.decide(statement, past, now)
    return series.decide(statement, past, metric, now)
