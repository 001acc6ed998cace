"""What a figure is worth: hedges (planned, demanded, supposed, denied) and marks (why it may move no history)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from monitor.claims.context.antecedents import is_part
from monitor.claims.context.clauses import Clause
from monitor.claims.context.facts import Fact
from monitor.claims.context.forms import Forms
from monitor.claims.context.scene import Scene
from monitor.claims.values import Quantity
from monitor.model import Hedge, Mark

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_WILL = frozenset({"wird", "werde"})
_PARTICIPLE = re.compile(r"(?:ge|be|ver|zer|ent|er|emp|miss|über|unter)|\w{2,6}ge\w|w[eo]rden$|können$|müssen$|sollen$")
_PLEDGES = frozenset({"aid", "supplied"})


def hedge(scene: Scene, spot: int, event: str, source: str | None, following: Scene | None) -> Hedge | None:
    """How the text takes back what it says of the figure; None where it states it."""
    clause = scene.clause(spot)
    if _denied(scene, spot, clause, following):
        return "denied"
    if _supposed(scene, clause, source):
        return "supposed"
    if scene.has_mood("demanded", clause) or _called_for(scene, clause):
        return "demanded"
    return "planned" if _planned(scene, clause, event) else None


def _denied(scene: Scene, spot: int, clause: Clause, following: Scene | None) -> bool:
    """ "wies … zurück" anywhere in the sentence, "weder" in the clause, "Das ist falsch" behind it."""
    no = [token.low for token in scene.tokens[:2]] == ["nein", ","]
    if (
        no
        or _not_this(scene, spot)
        or _none_at_all(scene, spot, clause)
        or scene.has_mood("denied")
        or scene.has_mood("never", clause)
    ):
        return True
    if following is None or following.spots or following.sentence.line != scene.sentence.line:
        return False
    points = following.tokens[0].low in scene.words.forms.pointing
    return points and following.has_mood("denied")


def _called_for(scene: Scene, clause: Clause) -> bool:
    """ "forderte, Haushalte müssten 15 Prozent sparen", "verlangte, dass …": what the clause before it asks for."""
    before = next((other for other in scene.clauses if other.end in {clause.first, clause.first - 1}), None)
    if before is None or clause.kind == "relative":
        return False
    urged = any(low.startswith(scene.words.forms.urging) for low in scene.lows(before.first, before.end))
    if not urged and not scene.has_mood("demanded", before):
        return False
    lows = scene.lows(clause.first, clause.end)
    asked = lows[0] == "dass" or not scene.words.forms.asked.isdisjoint(lows)
    return asked and not any(spot in before for spot in scene.spots)


def _none_at_all(scene: Scene, spot: int, clause: Clause) -> bool:
    """ "Es gebe keine 2.000 Eingekesselten" denies them; "keine 2.000 kamen" counts fewer."""
    lows = scene.lows(clause.first, clause.end)
    return scene.tokens[spot].low.startswith("keine") and not scene.words.forms.there_is.isdisjoint(lows)


def _not_this(scene: Scene, spot: int) -> bool:
    """ "und nicht mit 280", "nicht 280, sondern 273"."""
    lows = scene.lows(max(0, spot - 2), spot)
    before = lows[:-1] if lows and lows[-1] in scene.words.forms.denied_prepositions else lows
    return before[-1:] == ["nicht"]


_OPENING = frozenset('„“"»«‚‘›‹')


def _supposed(scene: Scene, clause: Clause, source: str | None) -> bool:
    """Conditions and possibilities. "würden" alone may stand for reported speech where somebody speaks."""
    lows = _unquoted(scene.lows(clause.first, clause.end))
    if (
        lows[0] == "ob"
        or _asked(scene)
        or scene.words.forms.possible.intersection(lows)
        or scene.has_mood("supposed", clause)
    ):
        return True
    forms = scene.words.forms
    irreal = bool(forms.irreal.intersection(lows))
    if not irreal and forms.conditional.isdisjoint(scene.word_set):
        return False
    opened = {_unquoted(scene.lows(other.first, other.end))[0] for other in scene.clauses} & forms.conditional
    verbless = not scene.has_finite(clause.first, clause.end)
    if opened and (irreal or lows[0] in forms.conditional or (verbless and opened & forms.irreal)):
        return True
    return source is None and irreal and not scene.has_mood("demanded", clause)


def _unquoted(lows: list[str]) -> list[str]:
    """A clause's words without the mark that opens a quotation: "„Wenn es 1.000 werden, mache ich zu“"."""
    return lows[1:] if lows[0] in _OPENING and len(lows) > 1 else lows


def _asked(scene: Scene) -> bool:
    """ "300 Tote bei Angriff?", "Schickt Kim 300 Soldaten?"; "Warum starben 300?" takes them for granted."""
    if not scene.sentence.text.endswith("?"):
        return False
    return "w" not in {scene.tokens[clause.first].low[0] for clause in scene.clauses if clause.mark in ("", ":")}


def _planned(scene: Scene, clause: Clause, event: str) -> bool:
    """ "will", "soll künftig"; "sollen gefallen sein" is hearsay, and a pledge that shall be paid is given."""
    lows = scene.lows(clause.first, clause.end)
    if _claimed(scene, clause):
        return False
    if event in _PLEDGES:
        return scene.has_mood("intended", clause)
    shall = bool(scene.words.forms.shall.intersection(lows)) and not _hearsay(lows, scene.words.forms)
    return (
        shall or _future(scene, clause) or scene.has_mood("planned", clause) or _infinitive_of_plan(scene, clause, lows)
    )


def _claimed(scene: Scene, clause: Clause) -> bool:
    """ "will 30 Drohnen abgefangen haben": a claim to have done it."""
    lows = scene.lows(clause.first, clause.end)
    perfect = len(lows) > 2 and lows[-1] in scene.words.speech.perfect and lows[-2].endswith(("t", "en"))
    return perfect and not scene.tokens[clause.end - 2].is_name


def _future(scene: Scene, clause: Clause) -> bool:
    """ "Kim werde 3.000 Soldaten schicken": an infinitive, no participle, at the end of a clause with "werden"."""
    last = scene.tokens[clause.end - 1]
    lows = scene.lows(clause.first, clause.end)
    infinitive = last.is_word and not last.is_name and last.low.endswith(("en", "ern", "eln"))
    return bool(_WILL.intersection(lows[:-1])) and infinitive and not _PARTICIPLE.match(last.low)


def _infinitive_of_plan(scene: Scene, clause: Clause, lows: Sequence[str]) -> bool:
    """ "Kiew plant, weitere 5.000 Soldaten nach Kursk zu schicken": the plan reaches its infinitive."""
    number = scene.clauses.index(clause)
    return number > 0 and "zu" in lows[-3:] and scene.has_mood("planned", scene.clauses[number - 1])


def _hearsay(lows: Sequence[str], forms: Forms) -> bool:
    """ "sollen gefallen sein": a perfect infinitive."""
    return bool(lows) and (lows[-1] in forms.perfect_infinitive or lows[-1] in forms.shall)


def marks(
    scene: Scene,
    spot: int,
    quantity: Quantity,
    event: str,
    before: Fact | None,
    published: date | None,
) -> tuple[Mark, ...]:
    """Why the figure may not move a metric's history (timeline rulings 6 and 7); ``before`` is its antecedent."""
    clause = scene.clause(spot)
    found: list[Mark] = []
    if _adds(scene, spot, quantity, event, before):
        found.append("increment")
    if "old" in quantity.marks or _was_before(scene, clause):
        found.append("old")
    if _is_part(scene, spot, quantity, event, before):
        found.append("part")
    if _is_history(scene, clause, before, published):
        found.append("history")
    if scene.has_mood("correction"):
        found.append("wrong")
    return tuple(found)


def _adds(scene: Scene, spot: int, quantity: Quantity, event: str, before: Fact | None) -> bool:
    """ "drei weitere Leichen"; "vier Tote, 17 weitere wurden verletzt" are all the wounded."""
    texts = [quantity.text.lower(), *scene.lows(spot + 1, spot + 2)]
    weitere = any(text.startswith(("weitere", "zusätzlich")) for text in texts) or "increment" in quantity.marks
    weitere = weitere or _comes_to_it(scene, scene.clause(spot))
    return weitere and (before is None or before.scene.index < scene.index - 1 or before.event == event)


def _comes_to_it(scene: Scene, clause: Clause) -> bool:
    """ "Am Wochenende kamen sechs dazu"."""
    lows = set(scene.lows(clause.first, clause.end))
    return bool(lows & scene.words.forms.adding) and bool(lows & scene.words.forms.adding_verbs)


def _was_before(scene: Scene, clause: Clause) -> bool:
    lows = scene.lows(clause.first, clause.end)
    return bool(scene.words.forms.pluperfect.intersection(lows)) and scene.has_mood("old", clause)


def _is_part(scene: Scene, spot: int, quantity: Quantity, event: str, before: Fact | None) -> bool:
    """A part of the same event; "davon 300 Tote" of 3.000 losses is a figure of its own."""
    clause = scene.clause(spot)
    if before is None and not scene.words.forms.part_of_known.isdisjoint(scene.lows(clause.first, clause.end)):
        return False
    if "part" in quantity.marks or is_part(scene, spot) or _among(scene, clause):
        return before is None or before.event == event
    return scene.has_mood("sector", clause)


def _among(scene: Scene, clause: Clause) -> bool:
    """ "Unter den Toten sind zwei Sanitäterinnen"."""
    return scene.lows(clause.first, clause.first + 2) in (["unter", "den"], ["von", "den"])


def _is_history(scene: Scene, clause: Clause, before: Fact | None, published: date | None) -> bool:
    if scene.has_mood("history"):
        return True
    if published and any(year <= published.year - 2 for year in _years(scene, clause)):
        return True
    return before is not None and before.scene.index == scene.index and "history" in before.marks


def _years(scene: Scene, clause: Clause) -> list[int]:
    """The years at which something happened; "seit 2022" reaches to today."""
    return [
        int(scene.tokens[at].low)
        for at in range(clause.first, clause.end)
        if _YEAR.match(scene.tokens[at].low)
        and not scene.words.forms.since.intersection(scene.lows(max(clause.first, at - 8), at))
    ]
