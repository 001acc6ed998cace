"""Dates, clock times, years and other shapes that digits have where they measure nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from monitor.claims.amount import DASHES
from monitor.claims.scene import Refusal, Scene
from monitor.claims.tokens import Token
from monitor.claims.values import Reason

_SHAPES: tuple[tuple[Reason, str], ...] = (
    ("clock", "clock"),
    ("date", "date"),
    ("sport", "score"),
    ("furniture", "serial"),
)
# "zwanzig nach drei": so many minutes are said that way.
_MINUTES = frozenset({5, 10, 20})
_BEFORE_HOURS = frozenset({"nach", "vor", "bis", "um", "ab", "gegen", "spätestens"})


def shape(scene: Scene, i: int) -> Refusal | None:
    """Dates, clock times, scores and serial numbers, by their shape."""
    token = scene.tokens[i]
    if token.kind != "num" or (token.glued and i and scene.tokens[i - 1].kind == "num"):
        return None
    for reason, name in _SHAPES:
        match = getattr(scene.traps, name).match(scene.text, token.start, scene.end)
        if match and (name != "date" or _is_day(token)):
            return Refusal(_last_within(scene.tokens, i, match.end()), reason, name)
    return None


def _is_day(token: Token) -> bool:
    head = token.text.partition(".")[0].partition(",")[0]
    return head.isdigit() and (int(head) <= 31 or len(head) == 4)


def _last_within(tokens: Sequence[Token], i: int, end: int) -> int:
    while i + 1 < len(tokens) and tokens[i + 1].end <= end:
        i += 1
    return i


def month_before(scene: Scene, i: int) -> Refusal | None:
    """ "Februar 2022", "märz 3.": a year, or a day where nothing is counted."""
    if scene.tokens[i].kind != "num" or scene.low[i - 1] not in scene.traps.months:
        return None
    text = scene.tokens[i].text
    if len(text) == 4 and text.isdigit() and 1500 <= int(text) <= 2100:
        return Refusal(i, "date", "month before")
    day = len(text) <= 2 and text.isdigit() and int(text) <= 31
    return Refusal(i, "date", "month before") if day and not scene.measured(i + 1) else None


def year_shapes(scene: Scene, i: int) -> Refusal | None:
    """ "1990/91", "1939–1945", "1990er-Jahre"."""
    token = scene.tokens[i]
    if token.kind != "num" or not token.text.isdigit():
        return None
    following = scene.low[i + 1]
    if (
        following.startswith("er")
        and scene.tokens[i + 1].glued
        and (following == "er" or following.startswith("er-jahr"))
    ):
        return Refusal(i + 1, "year", "decade")
    pair = scene.tokens[i + 2].text if i + 2 < len(scene.tokens) else ""
    year = len(token.text) == 4 and 1500 <= int(token.text) <= 2100
    if year and following == "/" and scene.tokens[i + 1].glued and pair.isdigit() and len(pair) in (2, 4):
        return Refusal(i + 2, "year", "years")
    if year and following in DASHES and len(pair) == 4 and pair.isdigit() and int(token.text) < int(pair) <= 2100:
        return None if scene.measured(i + 3) else Refusal(i + 2, "year", "years")
    return None


def clock_words(scene: Scene, i: int) -> Refusal | None:
    """ "drei Uhr", "halb vier", "viertel nach drei", "zwanzig nach 3", "um drei" (where nothing changes by three)."""
    if scene.low[i + 1] == "uhr":
        return Refusal(i + 1, "clock", "clock words")
    value = small(scene, i)
    if value is None or value > 24:
        return None
    if value <= 12 and _half_or_quarter(scene, i):
        return Refusal(i, "clock", "clock words")
    if value in _MINUTES and _is_past(scene, i + 1):
        return Refusal(i + 2, "clock", "clock words")
    return _hour(scene, i)


def _half_or_quarter(scene: Scene, i: int) -> bool:
    """Whether "halb" or "viertel nach" stands before the hour at ``i``."""
    quarter = scene.low[i - 1] in ("nach", "vor") and scene.low[i - 2] in ("viertel", "kurz")
    return (quarter or scene.low[i - 1] == "halb") and not scene.measured(i + 1)


def _is_past(scene: Scene, i: int) -> bool:
    """Whether "nach drei" begins at ``i`` and nothing follows that three could count."""
    return scene.low[i] in ("nach", "vor") and small(scene, i + 1) is not None and _ends_here(scene, i + 2)


def _hour(scene: Scene, i: int) -> Refusal | None:
    previous = scene.low[i - 1]
    if scene.low[i + 1] == "h" and previous in _BEFORE_HOURS:
        return Refusal(i + 1, "clock", "hour")
    if previous not in ("um", "gegen"):
        return None
    told = scene.has("clocks.behind", scene.low[i - 2]) and not scene.measured(i + 1)  # "morgens um sieben öffnet sie"
    alone = _ends_here(scene, i + 1) and not changes(scene, i)
    return Refusal(i, "clock", "hour") if told or alone else None


def small(scene: Scene, i: int) -> Decimal | None:
    if not 0 <= i < len(scene.tokens):
        return None
    token = scene.tokens[i]
    if token.kind == "num":
        return Decimal(token.text) if token.text.isdigit() and len(token.text) <= 2 else None
    value = scene.words.numerals.cardinal(token.lower)
    return value if value is not None and value <= 60 else None


def _ends_here(scene: Scene, i: int) -> bool:
    word = scene.low[i]
    part_of_day = word == "am" and scene.has("clocks.parts", scene.low[i + 1])
    return word in ("", ".", ",", ";", "!", "?", ")", "–", "-") or part_of_day or scene.has("clocks.behind", word)


def changes(scene: Scene, i: int) -> bool:
    near = scene.tokens[max(0, i - 20) : i + 12]
    return any(token.lower.startswith(scene.traps.changes) for token in near)


def split_time(scene: Scene, i: int) -> Refusal | None:
    """ "3.14‘47‘‘", "41‘‘": minutes and seconds of a race; "50/50"."""
    mark = scene.tokens[i + 1] if i + 1 < len(scene.tokens) else None
    if mark is None or not mark.glued or scene.tokens[i].kind != "num":
        return None
    if mark.text in "‘′″":
        return Refusal(i + 1, "sport", "split time")
    other = scene.tokens[i + 2] if mark.text == "/" and i + 2 < len(scene.tokens) else None
    halves = other is not None and other.glued and other.text == scene.tokens[i].text
    return Refusal(i + 2, "name", "even odds") if halves else None


def ratio(scene: Scene, i: int) -> Refusal | None:
    """ "eins zu neun", "4 zu 1": a relation of two numbers that measures nothing."""
    if scene.low[i + 1] != "zu" or small(scene, i) is None or small(scene, i + 2) is None:
        return None
    return (
        None
        if scene.measured(i + 3) and not scene.low[i + 3].startswith("zwischen")
        else Refusal(i + 2, "scale", "ratio")
    )
