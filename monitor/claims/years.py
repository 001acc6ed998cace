"""Years, which look like counts of a thousand or two: "2019", "zwischen 1991 und 2020", "900 v. Chr."."""

from __future__ import annotations

from monitor.claims.clocks import changes
from monitor.claims.scene import Read, Refusal, Scene

_ROUNDING = frozenset({"etwa", "rund", "ungefähr", "circa", "ca", "um"})
_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"})
# Qualifiers that go with years too: "bis 2036", "ab 2026", "nach 2014".
_TIME_PREPOSITIONS = frozenset({"bis", "ab", "gegen", "über", "unter", "um"})


def year_of(scene: Scene, read: Read) -> Refusal | None:
    """Four digits without a separator, where neither noun nor qualifier nor unit makes them a count."""
    i = read.core.first
    text = scene.tokens[i].text
    if not read.core.bare or read.core.bound != "exact" or len(text) != 4 or not text.isdigit():
        return None
    year, previous = int(text), scene.low[i - 1]
    if not 1500 <= year <= 2100:
        return None
    if scene.has("years.sure", previous):
        return Refusal(read.core.last, "year", "year cue")
    return None if _is_count(scene, read, year) else Refusal(read.core.last, "year", "bare year")


def _is_count(scene: Scene, read: Read, year: int) -> bool:
    """Whether four digits that could be a year count something: by noun, qualifier, change or comparison."""
    previous = scene.low[read.core.first - 1]
    since = previous == "als" and year >= 1950 and year % 100  # "mehr als 2023", but "mehr als 2000"
    if previous in _ARTICLES and year % 100 and year <= 2050 and not read.qualified:
        return False  # "die 1990 gegründete Firma"
    round_about = previous in _ROUNDING and _like_year(year)  # "etwa 2019", but "etwa 2000"
    if read.qualified and previous not in _TIME_PREPOSITIONS and not since and not round_about:
        return True
    if read.head is not None:
        return not _like_year(year) or _is_surely_counted(scene, read)
    if previous == "auf" and changes(scene, read.core.first):
        return True
    modern = 1900 <= year <= 2100
    compared = scene.low[read.core.first + 1] in ("mehr", "weniger")
    return not modern and (compared or not scene.has("years.before", previous))


def _like_year(year: int) -> bool:
    """Whether the press would rather mean the year: recent, and no round number."""
    return 1950 <= year <= 2035 and year % 50 != 0


def _is_surely_counted(scene: Scene, read: Read) -> bool:
    """Whether a known plural stands right behind ("2024 Menschen") and no word of time before."""
    i = read.core.last + 1
    timed = scene.has("years.before", scene.low[read.core.first - 1])
    return not timed and scene.tokens[i].text == read.head and scene.nouns.is_known(read.head)


def years_apart(scene: Scene, read: Read) -> Refusal | None:
    """ "zwischen 1991 und 2020", "von 2018 bis 2021": a span of years."""
    if read.core.bound != "range" or read.core.unit is not None or read.core.scale != 1 or read.core.high is None:
        return None
    low = next((token.text for token in scene.tokens[read.core.first : read.core.last] if token.kind == "num"), "")
    spans = low.isdigit() and len(low) == 4 and read.core.low >= 1500 and read.core.high <= 2100
    counted = read.head is not None and read.core.low % 50 == 0
    return Refusal(read.core.last, "year", "span of years") if spans and not counted else None


def before_christ(scene: Scene, read: Read) -> Refusal | None:
    """ "900 v. Chr."."""
    era = [token.lower for token in scene.tokens[read.core.last + 1 : read.core.last + 4]]
    christ = era[:1] in (["v"], ["n"]) and "chr" in era
    return Refusal(read.core.last, "year", "era") if christ else None
