"""How values look on the pages: German numbers and words, times in Berlin, addresses that can be followed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from monitor.alerts import number_de
from monitor.model import BERLIN, Claim, Number
from storage.queries import Move
from storage.sql import AnyRow

NARROW = "\N{NARROW NO-BREAK SPACE}"
_LARGE = ((10**12, "Bio."), (10**9, "Mrd."), (10**6, "Mio."))
_BOUNDS = {
    "about": "ca. {}",
    "at_least": "mind. {}",
    "more_than": "über {}",
    "at_most": "höchst. {}",
    "less_than": "unter {}",
}
_STEPS = ((86400, "Tag", "Tagen"), (3600, "Stunde", "Stunden"), (60, "Minute", "Minuten"))


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The German names by what they are names of."""
    return tomllib.loads(files("monitor.web").joinpath("words.toml").read_text("utf-8"))


def word(value: str | None, of: str) -> str:
    """The German name of a value, or the value itself; a dash for none."""
    return "–" if value is None else words()[of].get(value, value)


def number(value: Number | None) -> str:
    """``43.187``, ``1,25``, ``5,6 Mrd.``; an ellipsis for an open side."""
    if value is None:
        return "…"
    for size, name in _LARGE:
        if abs(value) >= size and round(value / size, 3) * size == value:
            share = round(value / size, 3)
            return f"{number_de(int(share) if share == int(share) else share)}{NARROW}{name}"
    return number_de(value)


def quantity(row: Mapping[str, Any] | None) -> str:
    """``ca. 43.000``, ``10.000–12.000``, ``mind. 6``, ``20 %``, ``1.200 pro Tag``; a dash for none."""
    if row is None:
        return "–"
    return _stated(row["low"], row["high"], row["bound"], row["unit"], row.get("per"))


def amount(stated: Claim | Move | AnyRow) -> str:
    """The same of a claim or a point."""
    return _stated(stated.low, stated.high, stated.bound, stated.unit, stated.per)


def _stated(low: Number | None, high: Number | None, bound: str, unit: str | None, per: str | None) -> str:
    if low is not None and high is not None and low != high:
        stated = f"{number(low)}–{number(high)}"
    elif bound == "vague" and high is None:
        stated = f"{number(low)} und mehr"
    else:
        stated = _BOUNDS.get(bound, "{}").format(number(high if low is None else low))
    return stated + _unit(unit) + (f" {word(per, 'per')}" if per else "")


def _unit(unit: str | None) -> str:
    name = word(unit, "unit") if unit else ""
    return name if not name or name.startswith("-") else NARROW + name


def moment(value: str | datetime | None) -> str:
    """``10.01.2025, 07:00`` in Berlin."""
    if not value:
        return "–"
    local = _local(value)
    return f"{_day(local)}, {local.hour:02}:{local.minute:02}"


def short_day(value: str | date | None) -> str:
    """``10.01.2025`` of a day."""
    if not value:
        return "–"
    return _day(value if isinstance(value, date) else date.fromisoformat(value))


def _day(day: date) -> str:
    """Put together by hand: ``strftime`` takes ten times as long, and a page has hundreds."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def ago(value: str | datetime | None, now: datetime) -> str:
    """``vor 3 Stunden``, ``in 5 Minuten``, ``eben``."""
    if not value:
        return "–"
    passed = now - _local(value)
    name = span(abs(passed))
    if not name:
        return "eben" if passed >= timedelta(0) else "gleich"
    return f"vor {name}" if passed > timedelta(0) else f"in {name}"


def span(length: timedelta) -> str:
    """A length in its largest unit, in the dative: ``3 Stunden``, ``2 Tagen``; nothing under a minute."""
    for seconds, one, many in _STEPS:
        count = int(length.total_seconds() // seconds)
        if count:
            return f"{count} {one if count == 1 else many}"
    return ""


def machine(value: str | datetime | None) -> str:
    """A time for the attribute ``datetime`` of a time element."""
    if not isinstance(value, datetime):
        return value or ""  # as the query layer gives it
    return f"{value.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def size(value: int) -> str:
    """``12,3 MB`` of a number of bytes."""
    return f"{number_de(round(value / 1_000_000, 1))}{NARROW}MB"


def outward(url: str | None) -> str | None:
    """An address of the web that may be followed; None for ``javascript:`` and whatever else stands there."""
    parts = urlsplit(url or "") if _readable(url) else None
    return url if parts and parts.scheme in {"http", "https"} and parts.netloc else None


def _readable(url: str | None) -> bool:
    try:
        urlsplit(url or "")
    except ValueError:
        return False
    return True


def _local(value: str | datetime) -> datetime:
    given = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return given.astimezone(BERLIN)
