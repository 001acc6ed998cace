"""Numbers that are no quantities by what was read: years, ages, times that only place an event, scales, sport."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.claims.amount import Amount
from monitor.claims.scene import Refusal, Scene

_OLDEST = 120
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})
# Qualifiers that go with years too: "bis 2036", "ab 2026", "nach 2014".
_TIME_PREPOSITIONS = frozenset({"bis", "ab", "gegen", "über", "unter", "um"})


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the number alone, the phrase with its qualifiers, and the head of the noun behind it."""

    core: Amount
    phrase: Amount
    head: str | None

    @property
    def qualified(self) -> bool:
        return self.phrase.first < self.core.first


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
    if scene.lower(i) in scene.words.scale_words or sign in scene.words.scale_signs or sign[:1] == "°":
        return Refusal(i, "scale", "scale unit")
    bare = read.core.bare and read.head is None
    if bare and scene.lower(read.phrase.first - 1) in ("stärke", "magnitude", "minus"):
        return Refusal(read.core.last, "scale", "magnitude")
    return None


def _year(scene: Scene, read: Read) -> Refusal | None:
    """Four digits without a separator, where neither noun nor qualifier nor unit makes them a count."""
    i = read.core.first
    text = scene.tokens[i].text
    if not read.core.bare or read.core.bound != "exact" or len(text) != 4 or not text.isdigit():
        return None
    if not 1500 <= int(text) <= 2100:
        return None
    previous = scene.lower(i - 1)
    if scene.has("years.sure", previous):
        return Refusal(read.core.last, "year", "year cue")
    if read.head is not None:
        return None
    compared = previous == "als" and int(text) >= 1950 and int(text) % 100  # "mehr als 2023", but "mehr als 2000"
    if read.qualified and previous not in _TIME_PREPOSITIONS and not compared:
        return None
    if previous == "auf" and scene.lower(i - 2) != "2" and _grew(scene, i):
        return None
    modern = 1900 <= int(text) <= 2100
    cued = scene.has("years.before", previous)
    counted = scene.lower(i + 1) in ("mehr", "weniger") and not modern
    return Refusal(read.core.last, "year", "bare year") if (modern or cued) and not counted else None


def _grew(scene: Scene, i: int) -> bool:
    near = scene.tokens[max(0, i - 20) : i + 8]
    return any(token.lower.startswith(scene.traps.changes) for token in near)


def _age(scene: Scene, read: Read) -> Refusal | None:
    """ "im Alter von 8 Jahren", "älter als 35", "Putin (72)", "Trump, 79,", "zwischen 18 und 60"."""
    value = read.core.high if read.core.high is not None else read.core.low
    if read.core.unit not in (None, "year", "month") or read.core.scale != 1 or value > _OLDEST:
        return None
    if read.core.unit is None and read.head is not None:
        return None
    found = (
        _age_cue(scene, read)
        or _age_predicate(scene, read)
        or _age_in_brackets(scene, read)
        or _age_of_people(scene, read)
    )
    return Refusal(read.core.last, "age", found) if found else None


def _age_cue(scene: Scene, read: Read) -> str | None:
    near = scene.before(read.phrase.first) + scene.before(read.core.first, 2)
    cued = any(scene.has("ages.cues", word) or (word.endswith(("alter", "alters")) and len(word) > 6) for word in near)
    alive = scene.has("ages.words", scene.lower(read.core.last + 1)) and read.core.unit is not None
    return "age cue" if cued or alive else None


def _age_predicate(scene: Scene, read: Read) -> str | None:
    """ "sei über 70": somebody is so old, where nothing else is said."""
    i = read.phrase.first
    over = scene.lower(i) in ("über", "unter") and scene.lower(i - 1) in _BEING
    alone = read.core.bare and scene.lower(read.core.last + 1) in ("", ".", ",", ";", ")", "und", "!", "?")
    return "age predicate" if over and alone and read.core.low >= 12 else None


_BEING = frozenset({"ist", "sei", "sind", "seien", "war", "waren", "wäre", "wären"})


def _age_in_brackets(scene: Scene, read: Read) -> str | None:
    i, j = read.phrase.first, read.core.last + 1
    marks = scene.lower(i - 1) + scene.lower(j)
    if not read.core.bare or marks not in ("()", ",,", ",)") or read.core.low % 1 or read.core.low < 1:
        return None
    initial = i >= 3 and scene.lower(i - 2) == "." and len(scene.lower(i - 3)) == 1  # "Sabine W. (44)"
    name = scene.tokens[i - 2 - initial] if i >= 2 else None
    counted = i >= 3 and (scene.tokens[i - 3].kind == "num" or _counted_before(scene, i - 2))
    person = name is not None and name.kind == "word" and name.text[0].isupper() and not counted
    person = person and not (name is not None and scene.nouns.is_thing(name.text))
    if scene.lower(j + 1) in ("darunter", "davon"):
        return None
    return "age in brackets" if person and (marks == "()" or read.core.low >= 15) else None


def _counted_before(scene: Scene, i: int) -> bool:
    """Whether the noun at ``i`` is counted itself: "23 gepanzerte Fahrzeuge (20)"."""
    for j in range(i - 1, max(-1, i - 5), -1):
        token = scene.tokens[j]
        if token.kind == "num" or scene.words.numerals.cardinal(token.lower) is not None:
            return True
        if token.kind != "word" or token.text[0].isupper():
            return False
    return False


def _age_of_people(scene: Scene, read: Read) -> str | None:
    """ "Männer zwischen 18 und 60", "Kinder unter 14 Jahren", "mit 17 Jahren"."""
    i = read.phrase.first
    person = (
        i >= 1 and scene.tokens[i - 1].text[:1].isupper() and scene.nouns.kind(scene.tokens[i - 1].text) == "person"
    )
    opened = scene.lower(i) in ("zwischen", "unter", "über", "ab", "bis", "von")
    if person and opened and (read.core.bound == "range" or read.core.unit == "year") and read.core.low >= 1:
        return "age of people"
    with_years = scene.lower(i - 1) == "mit" and read.core.unit == "year" and not scene.counted(read.core.last + 1)
    return "age of people" if with_years and read.core.low >= 5 and not read.qualified else None


def _time(scene: Scene, read: Read) -> Refusal | None:
    """ "vor drei Jahren", "binnen 24 Stunden", "drei Jahre später", "alle zwei Tage": when, not how long."""
    if read.core.unit not in _TIMES or read.core.rule == "compound":
        return None
    behind = scene.lower(read.core.last + 1)
    if scene.has("times.behind", behind):
        return Refusal(read.core.last, "time", "time behind")
    i = read.core.first - 1
    if scene.lower(i) == "alle":
        return Refusal(read.core.last, "time", "every so often")
    if scene.has("times.adjectives", scene.lower(i)):
        return Refusal(read.core.last, "time", "time adjective")
    while i >= 0 and scene.has("times.between", scene.lower(i)):
        i -= 1
    before = scene.lower(i)
    if scene.has("times.before", before) and before != "von":
        return Refusal(read.core.last, "time", f"time: {before}")
    return None


def _every_time(scene: Scene, read: Read) -> Refusal | None:
    """ "jeden zweiten Tag" is a rhythm, not a share."""
    unit = scene.words.unit_words.get(scene.lower(read.core.last + 1))
    rhythm = read.core.rule == "every nth" and (unit is not None and unit.name in _TIMES)
    times = scene.lower(read.core.last + 1) in ("mal", "nacht", "abend", "morgen", "sonntag", "montag")
    return Refusal(read.core.last, "time", "rhythm") if rhythm or (read.core.rule == "every nth" and times) else None


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
        opens = scene.lower(read.phrase.first - 1) in ("", ":")
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
    last = scene.lower(read.core.last).rpartition("-")[2]
    words = (last, scene.lower(read.core.last + 1), (read.head or "").lower())
    return (
        Refusal(read.core.last, "name", "naming") if any(scene.has("names.namings", word) for word in words) else None
    )


def _nothing(scene: Scene, read: Read) -> Refusal | None:
    """ "null Toleranz" is a way to say none; "null Tote" counts."""
    i = read.core.first
    if scene.lower(i) != "null" or read.core.low != 0 or read.core.unit is not None:
        return None
    if scene.lower(i - 1) in ("über", "unter") and any(word.startswith("grad") for word in scene.before(i, 4)):
        return Refusal(i, "scale", "around zero")
    thing = read.head is not None and scene.nouns.kind(read.head) != "person"
    return Refusal(i, "idiom", "null") if thing else None


def _city_quarter(scene: Scene, read: Read) -> Refusal | None:
    """ "ein Viertel im Osten der Stadt" is a place; so is "das Viertel", which no number opens."""
    i = read.core.last
    quarter = read.core.rule == "fraction" and scene.lower(i) == "viertel" and scene.tokens[i].text[0].isupper()
    places = scene.lower(i + 1) in ("im", "in", "am", "an", "nahe", "bei", "namens")
    return Refusal(i, "name", "city quarter") if quarter and places and scene.lower(i - 1) != "drei" else None


def _calibre(scene: Scene, read: Read) -> Refusal | None:
    """ "155 Millimeter Granaten"."""
    unit = scene.lower(read.core.last)
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
    _year,
    _age,
    _time,
    _every_time,
    _sport,
    _furniture,
    _name,
    _naming,
    _nothing,
    _city_quarter,
    _calibre,
    _hour,
)
