"""Which metric a claim meets, and why it meets none.

Each check gives None where the claim passes, else half a sentence that says what stands against it. Their order is
the order of ``monitor explain``: what a claim says, what the metric asks of its words, what its kind excludes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from monitor import globs
from monitor.figures import periods
from monitor.figures.passages import Passage, lows, words
from monitor.figures.places import place_of, speaks_of
from monitor.model import Claim, Metric, Number

Check = Callable[[Metric, Passage], str | None]
_COUNTS = frozenset({None, "person", "piece"})
_YEAR = timedelta(days=365)
_MARKS = {
    "increment": "it adds to a figure that is not given",
    "old": "it is the old value of a change",
    "part": "it is a part of a figure",
    "history": "it is of another war, or more than a year old",
    "wrong": "a correction takes it back",
}
_HEDGES = {"planned": "planned", "demanded": "demanded", "supposed": "only supposed", "denied": "denied"}


def objection(metric: Metric, passage: Passage) -> tuple[int, str] | None:
    """None where the claim meets the metric; else how many checks it passed, and why not the next."""
    for passed, check in enumerate(_CHECKS):
        reason = check(metric, passage)
        if reason:
            return passed, reason
    return None


def is_implausible(metric: Metric, low: Number | None, high: Number | None) -> bool:
    """Whether a stated number lies outside of what is plausible for the metric."""
    if metric.plausible is None:
        return False
    least, most = metric.plausible
    return any(number is not None and not least <= number <= most for number in (low, high))


def _event(metric: Metric, passage: Passage) -> str | None:
    return _differs("event", metric.event, passage.stated.claim.event)


def _party(metric: Metric, passage: Passage) -> str | None:
    return _differs("party", metric.party, passage.stated.claim.party)


def _unit(metric: Metric, passage: Passage) -> str | None:
    claim = passage.stated.claim
    if metric.kind == "package" and claim.converted and claim.converted[1] == metric.unit:
        return None
    return _differs("unit", metric.unit, claim.unit)


def _differs(what: str, wanted: str | None, given: str | None) -> str | None:
    return None if wanted in {None, given} else f"its {what} is {given or 'not told'}, not {wanted}"


def _numbers(_: Metric, passage: Passage) -> str | None:
    claim = passage.stated.claim
    return "it states no number" if claim.low is None and claim.high is None else None


def _counted(metric: Metric, passage: Passage) -> str | None:
    """Without a noun of its own ("370.000 verwundet") a count takes one that stands before; euros take none."""
    claim = passage.stated.claim
    if metric.counted and metric.unit is None and claim.counted is None and claim.unit not in _COUNTS:
        return f"it is measured in {claim.unit}, and counts nothing"
    told = [claim.counted] if claim.counted else passage.around()[:2]
    return None if any(globs.fits(metric.counted, text) for text in told) else f"»{told[0]}« counts something else"


def _place(metric: Metric, passage: Passage) -> str | None:
    place = passage.stated.claim.place or passage.sentence
    return None if globs.fits(metric.place, place) else f"it speaks of another place ({passage.stated.claim.place})"


def _near(metric: Metric, passage: Passage) -> str | None:
    if globs.fits(metric.near, passage.sentence):
        return None
    headings = passage.headings
    if globs.fits(metric.near, headings) and speaks_of(headings, place_of(passage)):
        return None
    return "neither its sentence nor headline and lead tell of what the metric asks for"


def _hedge(metric: Metric, passage: Passage) -> str | None:
    """An offer is planned money; to a metric of offers (``near = ["*angebot*"]``) it is the thing itself."""
    hedge = passage.stated.claim.hedge
    offers = words("offers") & lows(passage.clause) if hedge == "planned" and metric.near else ()
    if any(globs.fits(metric.near, word) for word in offers):
        return None
    return f"it is {_HEDGES[hedge]}" if hedge else None


def _marks(metric: Metric, passage: Passage) -> str | None:
    """Each pledge stands alone, so that a further one is no increment."""
    if passage.stated.zone == "correction":
        return "it stands in a correction note"
    own = {"increment"} if metric.kind == "package" else set()
    return next((_MARKS[mark] for mark in passage.stated.claim.marks if mark not in own), None)


def _time(_: Metric, passage: Passage) -> str | None:
    as_of, day = passage.as_of, passage.reference
    if as_of and day - as_of > _YEAR:
        return "it lies more than a year back"
    return "it lies ahead" if as_of and as_of > day + timedelta(days=1) else None


def _usual(_: Metric, passage: Passage) -> str | None:
    return "it is what is usual" if not words("usual").isdisjoint(lows(passage.clause)) else None


def _window(metric: Metric, passage: Passage) -> str | None:
    return _WINDOWS[metric.kind](metric, passage)


def _rate(metric: Metric, passage: Passage) -> str | None:
    claim = passage.stated.claim
    if metric.per is None or claim.per == metric.per:
        return None
    shortest, longest = periods.LENGTHS[metric.per]
    days = _days(claim, passage)
    fits = claim.per is None and days is not None and shortest <= days <= longest
    return None if fits else f"it is not a figure per {metric.per}"


def _whole(metric: Metric, passage: Passage) -> str | None:
    """A total or a stock is no rate, and no sum of a week, month or year; a sum since long ago is the whole."""
    claim = passage.stated.claim
    if claim.per != metric.per:
        return f"it is a figure per {claim.per}" if claim.per else f"it is not a figure per {metric.per}"
    days, start = _days(claim, passage), periods.begins(claim.period)
    if days is None or (days <= 1 and not words("changes").isdisjoint(lows(passage.clause))):
        return None  # "am Montag stieg die Zahl auf 40": the day is the change's
    part = start is None or days <= 31 or (start.month, start.day) == (1, 1)
    return "it is the sum of a part of the time" if part else None


def _stock(metric: Metric, passage: Passage) -> str | None:
    """A stock may be told of a day (``am Montag waren 9.000 im Streik``), if nobody was moved on it."""
    days = _days(passage.stated.claim, passage)
    named = days is not None and days <= 1 and "-" in (passage.stated.claim.period or "")
    moved = not words("passive").isdisjoint(lows(passage.clause))
    return None if named and not moved and passage.stated.claim.per == metric.per else _whole(metric, passage)


def _event_only(_: Metric, passage: Passage) -> str | None:
    claim = passage.stated.claim
    days = _days(claim, passage)
    if claim.per == "day" and days is None:
        return None
    return "it is a sum over more than the event" if claim.per or (days is not None and days > 2) else None


def _pledge(_: Metric, passage: Passage) -> str | None:
    claim = passage.stated.claim
    days = _days(claim, passage)
    to_date = not words("to_date").isdisjoint(lows(passage.clause))
    if claim.per or (days is not None and days > 2) or to_date:
        return "it is a sum to date, not a pledge"
    return None


def _days(claim: Claim, passage: Passage) -> float | None:
    return periods.length(claim.period, claim.as_of or passage.reference)


_WINDOWS: dict[str, Check] = {
    "rate": _rate,
    "total": _whole,
    "strength": _stock,
    "incident": _event_only,
    "package": _pledge,
}
_CHECKS: tuple[Check, ...] = (
    _numbers,
    _event,
    _party,
    _unit,
    _counted,
    _place,
    _near,
    _window,
    _hedge,
    _marks,
    _usual,
    _time,
)
