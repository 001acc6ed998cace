"""Numbers that are no quantities by what was read: times that only place an event, scales, sport, names."""

from __future__ import annotations

from collections.abc import Callable

from monitor.claims.ages import age
from monitor.claims.scene import Read, Refusal, Scene
from monitor.claims.years import before_christ, year_of, years_apart

# "ein BMI von 30": numbers on scales that have no unit.
_INDEXES = frozenset({"bmi", "iq", "ph-wert", "intelligenzquotient"})
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})


def of_amount(scene: Scene, read: Read) -> Refusal | None:
    """Why what was read is no quantity, or None."""
    for rule in RULES:
        if refusal := rule(scene, read):
            return refusal
    return None


def _scale(scene: Scene, read: Read) -> Refusal | None:
    """ "15 Grad", "18 °C", "5 Kelvin", "Stärke 6,2", "200 Punkte"."""
    i = read.core.last + 1
    sign = "".join(token.text for token in scene.tokens[i : i + 2])
    if scene.low[i] in scene.words.scale_words or sign in scene.words.scale_signs or sign[:1] == "°":
        return Refusal(i, "scale", "scale unit")
    bare = read.core.bare and read.head is None
    if bare and not _INDEXES.isdisjoint(scene.before(read.phrase.first, 2)):
        return Refusal(read.core.last, "scale", "index")
    if bare and "skala" in scene.before(read.phrase.first, 3):
        return Refusal(read.core.last, "scale", "scale of marks")
    if bare and scene.low[read.phrase.first - 1] in ("stärke", "magnitude", "minus"):
        return Refusal(read.core.last, "scale", "magnitude")
    return None


def _named(scene: Scene, read: Read) -> Refusal | None:
    """ "Galaxy 6", "Bella 1": the press spells small counts out; one digit behind a capital is part of a name."""
    i = read.core.first
    small = read.core.kind == "digits" and read.core.bare and read.core.low <= 9 and read.core.low % 1 == 0
    if not small or read.head is not None:
        return None
    before = scene.tokens[i - 1] if i else None
    name = before is not None and before.kind == "word" and before.text[0].isupper() and not read.qualified
    return Refusal(read.core.last, "name", "digit behind a name") if name and read.core.bound == "exact" else None


def _time(scene: Scene, read: Read) -> Refusal | None:
    """ "vor drei Jahren", "binnen 24 Stunden", "drei Jahre später", "alle zwei Tage": when, not how long."""
    if read.core.unit not in _TIMES or read.core.rule == "compound":
        return None
    behind = scene.low[read.core.last + 1]
    if scene.has("times.behind", behind):
        return Refusal(read.core.last, "time", "time behind")
    i = read.core.first - 1
    if scene.low[i] == "alle":
        return Refusal(read.core.last, "time", "every so often")
    if scene.has("times.adjectives", scene.low[i]):
        return Refusal(read.core.last, "time", "time adjective")
    while i >= 0 and scene.has("times.between", scene.low[i]):
        i -= 1
    before = scene.low[i]
    if scene.has("times.before", before) and before != "von":
        return Refusal(read.core.last, "time", f"time: {before}")
    return None


def _every_time(scene: Scene, read: Read) -> Refusal | None:
    """ "jeden zweiten Tag" is a rhythm, not a share."""
    unit = scene.words.unit_words.get(scene.low[read.core.last + 1])
    rhythm = read.core.rule == "every nth" and (unit is not None and unit.name in _TIMES)
    times = scene.low[read.core.last + 1] in ("mal", "nacht", "abend", "morgen", "sonntag", "montag")
    return Refusal(read.core.last, "time", "rhythm") if rhythm or (read.core.rule == "every nth" and times) else None


def _first_ones(scene: Scene, read: Read) -> Refusal | None:
    """ "unter den ersten zehn": a place in an order, where nothing is counted."""
    order = scene.low[read.core.first - 1] in ("ersten", "letzten", "besten")
    return Refusal(read.core.last, "ordinal", "first ones") if order and read.core.bare and not read.head else None


def _sport(scene: Scene, read: Read) -> Refusal | None:
    """ "zwei Tore", "79 Punkte"."""
    if read.core.unit is None and read.head is not None and scene.has("sports.nouns", read.head.lower()):
        return Refusal(read.core.last, "sport", "sport noun")
    return None


def _furniture(scene: Scene, read: Read) -> Refusal | None:
    """ "Lesezeit 2 Minuten", "12 Kommentare", "3 Mythen über …", "Notruf ist unter 112 erreichbar"."""
    near = scene.before(read.phrase.first, 4)
    if any(scene.has("furniture.before", word) for word in near[-2:]) and read.core.unit in (None, "minute"):
        return Refusal(read.core.last, "furniture", "page furniture")
    if read.head is not None and read.core.unit is None:
        head = read.head.lower()
        if scene.has("furniture.behind", head):
            return Refusal(read.core.last, "furniture", "page furniture")
        opens = scene.low[read.phrase.first - 1] in ("", ":")
        if opens and scene.has("listicles.nouns", head):
            return Refusal(read.core.last, "furniture", "listicle")
    called = any(word.startswith(("notruf", "telefon", "hotline")) for word in near)
    return Refusal(read.core.last, "furniture", "telephone") if called and read.core.bare else None


def _name(scene: Scene, read: Read) -> Refusal | None:
    """ "28-Punkte-Plan", "3D": a number that is one with a word that measures nothing."""
    i = read.core.last + 1
    if read.core.unit is not None or i >= len(scene.tokens) or read.core.kind == "vague":
        return None
    token = scene.tokens[i]
    hyphened = token.text == "-" and token.glued and i + 1 < len(scene.tokens) and scene.tokens[i + 1].glued
    word = hyphened and scene.tokens[i + 1].kind == "word"
    glued = token.glued and token.kind == "word" and read.core.kind == "digits"
    return Refusal(i + bool(word), "name", "one with a word") if word or glued else None


def _naming(scene: Scene, read: Read) -> Refusal | None:
    """ "zehnjährige Bundesanleihe", "Fünf-Prozent-Hürde": the number names a kind."""
    if not read.core.rule.startswith("compound"):
        return None
    last = scene.low[read.core.last].rpartition("-")[2]
    words = (last, scene.low[read.core.last + 1], (read.head or "").lower())
    return (
        Refusal(read.core.last, "name", "naming") if any(scene.has("names.namings", word) for word in words) else None
    )


def _nothing(scene: Scene, read: Read) -> Refusal | None:
    """ "null Toleranz" is a way to say none; "null Tote" counts."""
    i = read.core.first
    if scene.low[i] != "null" or read.core.low != 0 or read.core.unit is not None:
        return None
    if scene.low[i - 1] in ("über", "unter") and any(word.startswith("grad") for word in scene.before(i, 4)):
        return Refusal(i, "scale", "around zero")
    thing = read.head is not None and scene.nouns.kind(read.head) != "person"
    return Refusal(i, "idiom", "null") if thing else None


def _city_quarter(scene: Scene, read: Read) -> Refusal | None:
    """ "ein Viertel im Osten der Stadt" is a place; so is "das Viertel", which no number opens."""
    i = read.core.last
    quarter = read.core.rule == "fraction" and scene.low[i] == "viertel" and scene.tokens[i].text[0].isupper()
    places = scene.low[i + 1] in ("im", "in", "am", "an", "nahe", "bei", "namens")
    return Refusal(i, "name", "city quarter") if quarter and places and scene.low[i - 1] != "drei" else None


def _calibre(scene: Scene, read: Read) -> Refusal | None:
    """ "155 Millimeter Granaten"."""
    unit = scene.low[read.core.last]
    cannon = read.head is not None and read.head.lower().endswith(
        ("granaten", "munition", "haubitzen", "geschützen", "geschosse", "kanonen", "mörser")
    )
    return Refusal(read.core.last, "calibre", "calibre") if unit in ("millimeter", "mm") and cannon else None


def _hour(scene: Scene, read: Read) -> Refusal | None:
    """ "um drei" was seen before reading; a bare decimal like a clock time or date stays unread."""
    text = scene.tokens[read.core.first].text
    head, dot, tail = text.partition(".")
    if not read.core.bare or not dot or read.head is not None or "," in tail or len(tail) > 2 or read.qualified:
        return None
    return (
        Refusal(read.core.last, "clock", "bare time") if int(head) <= 24 and len(tail) == 2 and int(tail) < 60 else None
    )


Rule = Callable[[Scene, Read], Refusal | None]
RULES: tuple[Rule, ...] = (
    _scale,
    before_christ,
    year_of,
    years_apart,
    age,
    _time,
    _every_time,
    _sport,
    _first_ones,
    _furniture,
    _name,
    _named,
    _naming,
    _nothing,
    _city_quarter,
    _calibre,
    _hour,
)
