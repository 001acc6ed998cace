"""Ages of persons, which are no quantities: "58 Jahre alt", "Putin (72)", "Männer zwischen 18 und 60"."""

from __future__ import annotations

from monitor.claims.amount import DASHES
from monitor.claims.clocks import small
from monitor.claims.scene import Read, Refusal, Scene

_OLDEST = 120


def years_old(scene: Scene, i: int) -> Refusal | None:
    """ "5- bis 14-Jährige", "20 und 26 Jahre alt", "über 60-Jährige": ages in what follows the number."""
    j = i
    for j in range(i + 1, min(len(scene.tokens), i + 9)):
        word = scene.low[j]
        if word.startswith(("jährig", "jaehrig")):
            person = scene.tokens[j].text[0].isupper() or of_person(scene, j + 1)
            return Refusal(j, "age", "years old") if person else None
        if word in ("jahre", "jahren", "jahr", "monate", "monaten", "wochen") and scene.has(
            "ages.words", scene.low[j + 1]
        ):
            return Refusal(j + 1, "age", "years old")
        link = word in DASHES or word in ("bis", "und", "oder", ",", "jahre", "jahren", "zu", "als", "mehr")
        if not link and small(scene, j) is None:
            return None
    return None


def of_person(scene: Scene, i: int) -> bool:
    """Whether an adjective of years before the noun at ``i`` is an age: unless the noun is known to be a thing."""
    noun = scene.counted(i)
    if noun is None or scene.nouns.kind(noun) == "person":
        return True
    return not noun.lower().endswith(tuple(scene.traps.lists["ages.things"])) and not scene.nouns.is_thing(noun)


def age(scene: Scene, read: Read) -> Refusal | None:
    """ "im Alter von 8 Jahren", "älter als 35", "Putin (72)", "Trump, 79,", "zwischen 18 und 60"."""
    value = read.core.high if read.core.high is not None else read.core.low
    if read.core.unit not in (None, "year", "month") or read.core.scale != 1 or value > _OLDEST:
        return None
    if read.core.unit is None and read.head is not None:
        return None
    if read.core.rule == "compound adjective":
        grown = read.core.unit == "year" and of_person(scene, read.core.last + 1)
        return Refusal(read.core.last, "age", "years old") if grown else None
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
    alive = scene.has("ages.words", scene.low[read.core.last + 1]) and read.core.unit is not None
    return "age cue" if cued or alive else None


def _age_predicate(scene: Scene, read: Read) -> str | None:
    """ "sei über 70": somebody is so old, where nothing else is said."""
    i = read.phrase.first
    over = scene.low[i] in ("über", "unter") and scene.low[i - 1] in _BEING
    alone = read.core.bare and scene.low[read.core.last + 1] in ("", ".", ",", ";", ")", "und", "!", "?")
    return "age predicate" if over and alone and read.core.low >= 12 else None


_BEING = frozenset({"ist", "sei", "sind", "seien", "war", "waren", "wäre", "wären"})


def _age_in_brackets(scene: Scene, read: Read) -> str | None:
    i, j = read.phrase.first, read.core.last + 1
    if _several_in_brackets(scene, i):
        return "ages in brackets"
    marks = scene.low[i - 1] + scene.low[j]
    ends = marks in (",.", ",") and i >= 3 and scene.tokens[i - 3].text[:1].isupper()  # "sagte Anne Pittet, 51."
    if not read.core.bare or not (ends or marks in ("()", ",,", ",)", "(/")) or read.core.low % 1 or read.core.low < 1:
        return None
    initial = i >= 3 and scene.low[i - 2] == "." and len(scene.low[i - 3]) == 1  # "Sabine W. (44)"
    name = scene.tokens[i - 2 - initial] if i >= 2 else None
    counted = i >= 3 and (scene.tokens[i - 3].kind == "num" or _counted_before(scene, i - 2))
    person = name is not None and name.kind == "word" and name.text[0].isupper() and not counted
    person = person and not (name is not None and scene.nouns.is_thing(name.text))
    if scene.low[j + 1] in ("darunter", "davon"):
        return None
    return "age in brackets" if person and (marks[0] == "(" or read.core.low >= 15) else None


def _several_in_brackets(scene: Scene, i: int) -> bool:
    """Whether the number is one of several alone in brackets behind a noun: "zwei Frauen (54 und 71)"."""
    low = i
    while scene.low[low - 1] in ("und", ",") or (small(scene, low - 1) is not None and low > i - 8):
        low -= 1
    high = i
    while scene.low[high + 1] in ("und", ",") or (small(scene, high + 1) is not None and high < i + 8):
        high += 1
    closed = scene.low[low - 1] == "(" and scene.low[high + 1] == ")" and high > low
    return closed and low >= 2 and scene.tokens[low - 2].text[:1].isupper()


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
    opened = scene.low[i] in ("zwischen", "unter", "über", "ab", "bis", "von")
    if person and opened and (read.core.bound == "range" or read.core.unit == "year") and read.core.low >= 1:
        return "age of people"
    near = (*range(max(0, i - 5), i), *range(read.core.last + 1, read.core.last + 6))
    stage = any(scene.has("ages.life", scene.low[j]) for j in near)
    if scene.low[i - 1] == "mit" and read.core.bare and stage:
        return "age of life"
    with_years = scene.low[i - 1] == "mit" and read.core.unit == "year" and not scene.counted(read.core.last + 1)
    return "age of people" if with_years and read.core.low >= 5 and not read.qualified else None
