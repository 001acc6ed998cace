"""What the table tests of quantities compare: one short row for each quantity and rejection of a text."""

from __future__ import annotations

from monitor.claims.quantities import survey
from monitor.claims.sentences import split
from monitor.claims.values import Quantity, Rejection
from monitor.model import Number

Row = tuple[str, Number | None, Number | None, str, str | None]


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text."""
    return survey(text, split(text))[0]


def rejections(text: str) -> list[Rejection]:
    """The numbers of a text that are none."""
    return survey(text, split(text))[1]


def rows(text: str) -> list[Row]:
    """Phrase, low, high, bound and unit of each quantity."""
    return [(q.text, q.low, q.high, q.bound, q.unit) for q in quantities(text)]
