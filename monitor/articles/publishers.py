"""Publishers' rules: a few lines of TOML each, by host and date, for the site on which the general reader falls short.

A redesign is a new rule beside the old one. A file holds any number of them::

    [[rule]]
    hosts = ["nordbote.example"]      # and every host under them
    until = 2024-06-30                # last day of publication it holds for; since = first day
    furniture = ["promo-strip"]       # classes or ids of boxes that are no text
    text = ["story-teaser"]           # … that are text, whatever their names suggest
    core = "story-body"               # … of the box that holds the whole text
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from monitor.errors import SettingsError

_LISTS = ("hosts", "furniture", "text")
_KEYS = frozenset((*_LISTS, "core", "since", "until"))


@dataclass(frozen=True, slots=True)
class Rule:
    """What is particular about one site between two days (inclusive; None is open)."""

    hosts: tuple[str, ...] = ()
    furniture: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    core: str | None = None
    since: date | None = None
    until: date | None = None

    def holds(self, host: str, day: date | None) -> bool:
        """Whether the rule is for a host and a day of publication; an unknown day is taken for today."""
        if not any(host == known or host.endswith(f".{known}") for known in self.hosts):
            return False
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules; of several that hold, the last one counts, so that an operator's comes before the shipped."""

    rules: tuple[Rule, ...] = ()

    def of(self, url: str, day: date | None) -> Rule:
        """The rule for a page, an empty one if there is none."""
        host = (urlsplit(url).hostname or "").lower()
        return next((rule for rule in reversed(self.rules) if rule.holds(host, day)), Rule())


def load(folders: Iterable[Path]) -> Rules:
    """The rules of all ``*.toml`` files in the folders; raises ``SettingsError`` that names file and key."""
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    return Rules(tuple(rule for file in files for rule in _read(file)))


def _read(file: Path) -> list[Rule]:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError("is not readable as TOML", file=file) from error
    tables = data.get("rule")
    if not isinstance(tables, list) or set(data) != {"rule"}:
        raise SettingsError("must hold [[rule]] tables and nothing else", file=file)
    return [_rule(table, file) for table in tables]


def _rule(table: dict[str, Any], file: Path) -> Rule:
    unknown = next((key for key in table if key not in _KEYS), None)
    if unknown:
        raise SettingsError(f"is unknown; a rule has {', '.join(sorted(_KEYS))}", file=file, key=unknown)
    for key in _LISTS:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise SettingsError("must be a list of strings", file=file, key=key)
    for key in ("since", "until"):
        if key in table and type(table[key]) is not date:
            raise SettingsError("must be a day such as 2024-06-30", file=file, key=key)
    if not table.get("hosts"):
        raise SettingsError("must name at least one host", file=file, key="hosts")
    return Rule(
        hosts=tuple(host.lower() for host in table["hosts"]),
        furniture=frozenset(table.get("furniture", ())),
        text=frozenset(table.get("text", ())),
        core=table.get("core"),
        since=table.get("since"),
        until=table.get("until"),
    )
