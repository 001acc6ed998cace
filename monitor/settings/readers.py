"""Readers of the small languages in settings: durations, sizes, steps, hours, patterns, references to secrets.

Each takes what stands in the file and gives the value, or raises ``ValueError`` with half a sentence that
says what is wrong and what would be right; the file, key and line are put before it by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta
from decimal import Decimal
from math import isfinite
from pathlib import Path

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
BYTES = {
    "b": 1,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
}
LONGEST = timedelta(days=36500)  # a century: dates stay within what a database can hold

_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,6})?) ?([smhd])")
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,6})?) ?([kmg]?i?b)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s?%")
_HOURS = re.compile(r"(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})")


def duration(value: object) -> timedelta:
    """``"15m"`` as a time span: a number and s, m, h or d. A bare number is refused, for nobody knows its unit."""
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError(f'{shown(value)} is no duration; write a number and s, m, h or d, such as "15m"')
    return min(timedelta(seconds=float(Decimal(found[1]) * SECONDS[found[2]])), LONGEST)


def optional_duration(value: object) -> timedelta | None:
    """A duration, or nothing where the text is empty."""
    return None if value == "" else duration(value)


def digest(value: object) -> timedelta | None:
    """How long a channel gathers alerts: a duration, ``true`` for a day, ``false`` for not at all."""
    if isinstance(value, bool):
        return timedelta(days=1) if value else None
    return duration(value) or None


def size(value: object) -> int:
    """``"15 MB"`` as bytes; kB, MB, GB count in thousands, KiB, MiB, GiB in 1024. A whole number is bytes."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    found = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or not Decimal(found[1]):
        raise ValueError(f'{shown(value)} is no size; write a number and kB, MB or GB, such as "15 MB"')
    return int(Decimal(found[1]) * BYTES[found[2].lower()])


def rotation(value: object) -> int | timedelta:
    """When a log file is closed and a new one begun: at a size (bytes) or at an age."""
    try:
        return size(value)
    except ValueError:
        return _either(value, 'a size such as "10 MB" nor a duration such as "7d"')


def retention(value: object) -> int | timedelta:
    """How many old log files are kept (a whole number), or for how long (a duration)."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    return _either(value, 'a number of files nor a duration such as "14d"')


def step(value: object) -> tuple[int | float, bool]:
    """The smallest change: ``"3 %"`` gives (0.03, True), a number gives (number, False)."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return value, False
    found = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError(f'{shown(value)} is no step; write a share such as "3 %" or a number such as 50')
    return float(Decimal(found[1].replace(",", ".")) / 100), True


def number(value: object) -> int | float:
    """A finite number, whole or not; TOML's ``inf`` and ``nan`` are none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return value
    raise ValueError(f"{shown(value)} is no number")


def bounds(value: object) -> tuple[int | float, int | float]:
    """``[low, high]``, in that order."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"{shown(value)} are no bounds; write two numbers, such as [100, 50000]")
    low, high = number(value[0]), number(value[1])
    if low > high:
        raise ValueError(f"the lower bound {low} lies above the upper bound {high}")
    return low, high


def hours(value: object) -> tuple[time, time] | None:
    """``"22:00-06:30"`` as two times of day; an empty text is none."""
    if value == "":
        return None
    found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found:
            return time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError:
        pass  # 25:00 has the right form and is no time: the sentence below fits it too
    raise ValueError(f'{shown(value)} are no hours; write two times, such as "22:00-06:00", or "" for none')


def glob(value: str) -> str:
    """A word pattern, blanks at its ends removed; ``*`` stands for any letters. One without a letter fits all."""
    if not re.search(r"\w", value):
        raise ValueError(f"the pattern {shown(value)} has no letter and would fit everything")
    return value.strip()


def resolve(value: str, folder: Path, environ: Mapping[str, str]) -> str:
    """A secret's text: ``env:NAME`` is read from the environment, ``file:PATH`` from a file, all else is itself.

    A relative path starts from ``folder``; blanks and newlines at the end of a file are no part of a secret.
    """
    source, _, name = value.partition(":")
    if source == "env":
        if not environ.get(name):
            raise ValueError(f"the environment variable {name} is not set")
        return environ[name]
    if source == "file":
        return _secret_file(folder / name)
    return value


def shown(value: object) -> str:
    """A value as it stands in TOML, cut short, to be quoted in a sentence."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:60]}…"' if len(value) > 60 else f'"{value}"'
    if isinstance(value, list | tuple):
        return "a list"
    return "a table" if isinstance(value, dict) else str(value)


def _secret_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise ValueError(f"the file {path} with the secret can't be read") from error


def _either(value: object, forms: str) -> timedelta:
    try:
        return duration(value)
    except ValueError:
        raise ValueError(f"{shown(value)} is neither {forms}") from None
