"""From the words of an address to a filter: the parameters that pages, API and its description share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from monitor.errors import UsageError
from monitor.model import ChangeKind
from monitor.times import day, day_or_time
from storage.values import Filter, Sort

LONGEST = 300  # characters of a word that is asked for
PAGE, MOST = 50, 500  # rows of a page: usual, and at most
HIGHEST = 2**53  # ids and numbers beyond are none of ours
TIMES: Mapping[str, Literal["published", "seen", "as_of"]] = {
    "published": "published",
    "seen": "seen",
    "as-of": "as_of",
}
SORTS: Mapping[str, Sort] = {**TIMES, "value": "value"}
WORDS = ("topic", "metric", "claimant", "party", "event", "unit", "publisher", "text")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One word of an address: its name, what it means, and its JSON schema."""

    name: str
    description: str
    schema: Mapping[str, Any]


_TEXT = {"type": "string", "maxLength": LONGEST}
_DAY = {"type": "string", "maxLength": 40}
_ID = {"type": "integer", "minimum": 1, "maximum": HIGHEST}
_NUMBER = {"type": "number", "minimum": -HIGHEST, "maximum": HIGHEST}

PARAMETERS: Sequence[Parameter] = (
    Parameter("topic", "Only this topic.", _TEXT),
    Parameter("metric", "Only this metric.", _TEXT),
    Parameter("claimant", "Only what this claimant said, in any case.", _TEXT),
    Parameter("party", "Only this party, as in north_korea.", _TEXT),
    Parameter("event", "Only this event, as in killed.", _TEXT),
    Parameter("unit", "Only this unit, as in person, percent, km2, EUR.", _TEXT),
    Parameter("publisher", "Only what this publisher printed, in any case.", _TEXT),
    Parameter("text", 'Words that headline and quote hold, in any ending; Wort* begins so, "…" is a phrase.', _TEXT),
    Parameter("kind", "Only this kind of change.", {"type": "string", "enum": list(get_args(ChangeKind))}),
    Parameter("story", "Only this story: the copies of one report.", _ID),
    Parameter("min", "Only numbers from this one on.", _NUMBER),
    Parameter("max", "Only numbers up to this one.", _NUMBER),
    Parameter("hedged", "true: only plans, demands, suppositions and denials; false: none.", {"type": "boolean"}),
    Parameter("unmatched", "true: only claims that met no metric.", {"type": "boolean"}),
    Parameter("since", "From this day (Europe/Berlin) or time on.", _DAY),
    Parameter("until", "Up to this day (inclusive) or time.", _DAY),
    Parameter("time", "Which time since and until mean.", {"type": "string", "enum": list(TIMES)}),
    Parameter("as_of", "What was known by the end of this day.", _DAY),
    Parameter("sort", "What the rows are ordered by.", {"type": "string", "enum": list(SORTS)}),
    Parameter("order", "Newest or largest first, or last.", {"type": "string", "enum": ["desc", "asc"]}),
    Parameter("after", "Go on behind the row with this id.", _ID),
    Parameter("limit", "At most so many rows.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}),
)


def asked(given: Mapping[str, str], usual: Filter | None = None) -> Filter:
    """The filter that parameters mean, newest first where they say nothing; empty ones say nothing.

    The character NUL, which PostgreSQL takes in no text, counts as nothing.
    ``usual`` holds what counts where nothing is said. Raises UsageError, which names the parameter.
    """
    spoken = {name: value.replace("\0", "").strip() for name, value in given.items()}
    said = {name: value for name, value in spoken.items() if value}
    base = usual or Filter()
    fields: dict[str, Any] = {name: _word(said, name) for name in WORDS}
    fields |= {
        "kind": _choice(said, "kind", {kind: kind for kind in get_args(ChangeKind)}),
        "story": _integer(said, "story"),
        "least": _number(said, "min"),
        "most": _number(said, "max"),
        "hedged": _flag(said, "hedged"),
        "unmatched": _flag(said, "unmatched") or False,
        "since": day_or_time(said.get("since"), "since"),
        "until": day_or_time(said.get("until"), "until", ends=True),
        "time_field": _choice(said, "time", TIMES) or base.time_field,
        "as_of": day(said.get("as_of"), "as_of"),
        "sort": _choice(said, "sort", SORTS) or base.sort,
        "newest_first": _choice(said, "order", {"desc": True, "asc": False}) is not False,
        "after": _integer(said, "after"),
        "limit": _integer(said, "limit", MOST) or PAGE,
    }
    return replace(base, **fields)


def onward(path: str, given: Mapping[str, str], rows: Sequence[Mapping[str, Any]], limit: int | None) -> str | None:
    """The address of the next page, or None where this one is not full."""
    if limit is None or len(rows) < limit:
        return None
    return f"{path}?{urlencode({**given, 'after': rows[-1]['id']})}"


def _word(said: Mapping[str, str], name: str) -> str | None:
    value = said.get(name)
    if value is not None and len(value) > LONGEST:
        raise UsageError(f"{name} takes at most {LONGEST} characters")
    return value


def _choice(said: Mapping[str, str], name: str, choices: Mapping[str, Any]) -> Any:
    value = said.get(name)
    if value is not None and value not in choices:
        raise UsageError(f"{name} takes one of {', '.join(choices)}, not {value[:40]!r}")
    return None if value is None else choices[value]


def _flag(said: Mapping[str, str], name: str) -> bool | None:
    flag: bool | None = _choice(said, name, {"true": True, "1": True, "false": False, "0": False})
    return flag


def _integer(said: Mapping[str, str], name: str, highest: int = HIGHEST) -> int | None:
    value = said.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 17 and 1 <= int(value) <= highest):
        raise UsageError(f"{name} takes a whole number from 1 to {highest}, not {value[:40]!r}")
    return int(value)


def _number(said: Mapping[str, str], name: str) -> float | None:
    """A number as German or JSON writes it: 12.000 is a thousand times 12 only with a second group or a comma."""
    value = said.get(name)
    if value is None:
        return None
    try:
        number = float(value.replace(".", "").replace(",", ".") if "," in value or value.count(".") > 1 else value)
    except ValueError:
        number = float("nan")
    if not -HIGHEST <= number <= HIGHEST:
        raise UsageError(f"{name} takes a number, not {value[:40]!r}")
    return number
