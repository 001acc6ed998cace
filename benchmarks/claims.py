"""Claims from text: against a naive reader of the same text, and how the time grows with the text.

Warm in both: the word lists are compiled and the texts' words have been seen, as in a daemon that has run for a while.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.measure import Ratio, ratio
from benchmarks.texts import ENDLESS, dense, of_length, running
from monitor import extract

_WORDS = {"ein": 1, "eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7}
_WORDS |= {"acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12}
_SCALES = {
    "tausend": 1e3,
    "million": 1e6,
    "millionen": 1e6,
    "mio": 1e6,
    "milliarde": 1e9,
    "milliarden": 1e9,
    "mrd": 1e9,
}
_UNITS = ("prozent", "%", "euro", "dollar", "€", "$", "kilometer", "km", "meter", "tonnen", "liter")
NAIVE = re.compile(
    rf"(?<!\w)(\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?|(?:{'|'.join(_WORDS)})\b)"
    rf"(?:\s({'|'.join(_SCALES)})\b)?(?:\s?({'|'.join(map(re.escape, _UNITS))}))?",
    re.IGNORECASE,
)
_LINE = 1_000_000
_FEW = 3  # rounds for measures of many seconds
_ENDLESS = 2_000  # characters of the shorter one of two endless sentences


def rows() -> Iterator[Ratio]:
    """All measures of this module."""
    for name, texts in (("running text", running()), ("dense text", dense())):
        yield ratio(
            f"claims, {name} / naive reader",
            lambda texts=texts: [extract(text) for text in texts],  # type: ignore[misc]
            lambda texts=texts: [naive(text) for text in texts],  # type: ignore[misc]
            floor_runs=5,
        )
    for name, between in (("1 MB of paragraphs", "\n"), ("one line of 1 MB", " ")):
        long = of_length(_LINE, between)
        short = long[: _LINE // 10]
        yield ratio(f"claims, {name} / a tenth", _extract(long), _extract(short), rounds=_FEW)
    for name, row in ENDLESS.items():
        times = _ENDLESS // len(row)
        long, short = row * (10 * times), row * times
        yield ratio(f"claims, a sentence of {name} / a tenth", _extract(long), _extract(short), rounds=_FEW)


def _extract(text: str):  # type: ignore[no-untyped-def]
    return lambda: extract(text)


def naive(text: str) -> list[tuple[int, int, float, str | None]]:
    """What one expression reads: digits and small number words with magnitude and unit, as start, end, value, unit."""
    found = []
    for match in NAIVE.finditer(text):
        number, scale, unit = (part.lower() if part else None for part in match.groups())
        value = _WORDS.get(number or "") or float((number or "0").replace(".", "").replace(",", "."))
        found.append((match.start(), match.end(), value * _SCALES.get(scale or "", 1), unit))
    return found
