"""What is said of a quantity: from its noun, its clause's verb, a noun that governs it, a neighbouring clause.

Each rule proposes an event with a weight (``verbs.toml``, ``events.toml``); the weightiest wins, the earlier rule on a
tie.
What nobody says here, ``memory`` carries over from the figures before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.claims.context.choice import Choice
from monitor.claims.context.counted import Phrase, covers
from monitor.claims.context.governors import of_governor
from monitor.claims.context.scene import Scene
from monitor.claims.context.verbal import of_attributes, of_own_relative, of_participle, of_verbs
from monitor.claims.context.wholes import is_base

_LOCAL = frozenset({"ship", "building", "infrastructure", "settlement", "region", "thing", "goods"})


def choose(scene: Scene, spot: int, kind: str, found: Phrase, whole: str = "") -> Choice | None:
    """The event that the sentence itself says of the quantity at ``spot``; None where it says nothing.

    ``whole`` is the kind of what a bare share is a share of.
    """
    kinds = (*_told_apart(scene, spot, found), *(covers(kind) if kind else ()), *(covers(whole) if whole else ()))
    proposals = [*_of_noun(scene, found, kinds), *of_attributes(scene, spot, found, kinds), *_of_survey(scene, kind)]
    proposals += _of_origin(scene, kind, found)
    if kind == "distance" and _is_apart(scene, spot):
        return Choice("other", 9, "apart")
    if _is_changed_by(scene, spot, kind):
        proposals.append(Choice("other", 3, "change"))
    if _is_aside(scene, spot, kind, found):
        proposals.append(Choice("other", 1, "aside"))
        proposals += [choice for choice in of_verbs(scene, spot, found, kinds) if _befalls_parts(scene, spot, choice)]
    elif is_base(scene, spot):
        proposals += of_own_relative(scene, spot, kinds)
    else:
        proposals += of_verbs(scene, spot, found, kinds)
        proposals += of_governor(scene, spot, found, kinds)
    if kind == "money":
        proposals = _without_purpose(scene, proposals)
    if _is_civil(scene, found):
        proposals = [_of_civilians(scene, choice) for choice in proposals if choice.event != "deployed"]
    if any(choice.rule == "noun" and choice.event == "recruited" for choice in proposals):
        proposals = [choice for choice in proposals if choice.event != "displaced"]
    if kind == "distance" and any(_is_missile(scene, token.low) for token in scene.tokens[:spot] if token.is_name):
        proposals = [choice for choice in proposals if choice.event != "territory"]
    return _died_of_wounds(spot, proposals) or max(proposals, key=lambda choice: choice.weight, default=None)


def _told_apart(scene: Scene, spot: int, found: Phrase) -> tuple[str, ...]:
    """Soldiers and those who come to help are persons of whom more can be said: "20 Polizisten sichern den Platz"; the
    dead are bodies: "erhielt 31 tote Soldaten zurück"; children who come home are nobody's prisoners."""
    head = scene.tokens[found.head].low if found.head is not None else ""
    if not head:
        return ()
    if scene.tokens[found.first].low.startswith(scene.words.forms.dead) or _are_bodies(scene, spot):
        return ("body",)
    if head.startswith(scene.words.forms.minors):
        return ("child",)
    cue = scene.words.nouns.counted.word(head)
    return ("soldier",) if cue and cue.event == "deployed" else ()


def _are_bodies(scene: Scene, spot: int) -> bool:
    """ "die Leichname von 1.000 Soldaten"."""
    behind = scene.lows(max(0, spot - 1), spot) in (["von"], ["der"])
    return behind and spot > 1 and scene.words.nouns.kinds.word(scene.tokens[spot - 2].low) == "body"


def _is_apart(scene: Scene, spot: int) -> bool:
    """ "rückte vor und war nur noch 35 Kilometer von der Hauptstadt entfernt": how far it is, not what is taken."""
    clause = scene.clause(spot)
    return any(low.startswith(scene.words.forms.apart) for low in scene.lows(spot + 1, clause.end))


def _without_purpose(scene: Scene, proposals: list[Choice]) -> list[Choice]:
    """ "stellt für den Wiederaufbau 120 Millionen Euro bereit": the giver says what money is, not what it is for."""
    given = any(choice.rule == "verb" and choice.event == "aid" for choice in proposals)
    return [choice for choice in proposals if not (given and _is_purpose(scene, choice))]


def _is_purpose(scene: Scene, choice: Choice) -> bool:
    if choice.rule != "governor" or choice.event != "cost" or choice.at is None:
        return False
    return not scene.words.forms.purposes.isdisjoint(scene.lows(max(0, choice.at - 4), choice.at))


def _is_civil(scene: Scene, found: Phrase) -> bool:
    """Patients, workers, guests are sent and brought too, but not deployed."""
    return found.head is not None and bool(scene.words.nouns.civil.word(scene.tokens[found.head].low))


def _of_civilians(scene: Scene, choice: Choice) -> Choice:
    """Prisoners are exchanged; of children and inhabitants who come home that is said only of an exchange."""
    if choice.event != "exchanged" or choice.at is None:
        return choice
    swapped = any(part in token.low for token in scene.tokens for part in scene.words.forms.swapping)
    return choice if swapped else replace(choice, event="other")


def _is_missile(scene: Scene, low: str) -> bool:
    """ "13 Flugkörper drangen 40 Kilometer weit vor": what flies takes no land."""
    return scene.words.nouns.kinds.word(low) == "munition"


def _died_of_wounds(spot: int, proposals: list[Choice]) -> Choice | None:
    """ "Zwei Verletzte starben": the verb behind the noun is the newer."""
    wounded = any(choice.rule == "noun" and choice.event == "wounded" for choice in proposals)
    deaths = [
        choice for choice in proposals if choice.rule == "verb" and choice.event == "killed" and (choice.at or 0) > spot
    ]
    return deaths[0] if wounded and deaths and deaths[0].weight >= 5 else None


def _of_survey(scene: Scene, kind: str) -> Iterator[Choice]:
    """A share of people in a sentence that names a survey is an opinion."""
    if kind not in ("person", "voter", "share") or not scene.is_poll:
        return
    if kind != "person" or any("prozent" in low for low in scene.words_low):
        yield Choice("opinion", {"person": 3, "voter": 9}.get(kind, 5), "survey")


def _of_origin(scene: Scene, kind: str, found: Phrase) -> Iterator[Choice]:
    """ "Menschen aus der Ukraine" that are counted elsewhere have left it."""
    if kind != "person" or found.head is None or scene.words.nouns.military.word(scene.tokens[found.head].low):
        return
    country = any(
        found.core < hit.first < found.end and hit.value.form == "name" and not hit.value.town for hit in scene.names
    )
    if (country and scene.tokens[found.core].low == "aus") or _is_refuge(scene, found):
        yield Choice("displaced", 1, "origin")


def _is_refuge(scene: Scene, found: Phrase) -> bool:
    """ "Ukrainer in Deutschland": people of a country that is attacked, counted in one that is not at war."""
    sides = scene.words.sides
    homes = {hit.value.party for hit in scene.names if hit.first == found.head and hit.value.form == "people"}
    places = {
        hit.value.party
        for hit in scene.names
        if hit.value.form in ("name", "place")
        and scene.words.forms.place_prepositions.intersection(scene.lows(max(0, hit.first - 2), hit.first))
    }
    return bool(homes & set(sides.attacked.values())) and any(party not in sides.opponents for party in places)


def _is_changed_by(scene: Scene, spot: int, kind: str) -> bool:
    """ "sank um 60 Prozent": a change by a share is no share of what was lost or taken."""
    return kind == "share" and spot > 0 and scene.tokens[spot - 1].low == "um"


def _is_aside(scene: Scene, spot: int, kind: str, found: Phrase) -> bool:
    """ "auf sechs Krankenhäuser verteilt", "an Bord von sieben Schiffen": the verb speaks of something else."""
    if kind not in _LOCAL or spot == 0 or found.head is None or found.head < spot:
        return False
    before = scene.lows(max(0, spot - 2), spot)
    return before[-1] in scene.words.forms.aside or before == ["bord", "von"]


def _is_violation(scene: Scene, found: Phrase) -> bool:
    """ "27 Verletzungen des Luftraums": what is hurt is no body."""
    at = found.head if found.head is not None else 0
    ruled = scene.lows(at + 1, at + 2) in (["des"], ["der"])
    return ruled and scene.tokens[at].low.startswith(scene.words.forms.violations)


def _befalls_parts(scene: Scene, spot: int, choice: Choice) -> bool:
    """ "An 26 Häusern gingen Fenster zu Bruch": what befalls its parts befalls the house."""
    return choice.event == "destroyed" and scene.tokens[spot - 1].low == "an"


def _of_noun(scene: Scene, found: Phrase, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """What the counted noun says itself, and a participle that is one ("27.000 Eingezogene") what its verb says."""
    if found.head is None:
        return
    hollow = scene.words.nouns.hollow.word(scene.tokens[found.head].low)
    last = found.end if hollow else found.core  # "Fälle von Verwundung"
    nouns = [token.low for token in scene.tokens[found.first : last] if token.is_name]
    cues = [cue for cue in map(scene.words.nouns.counted.word, nouns) if cue]
    if _is_violation(scene, found):
        return
    if {cue.event for cue in cues} >= {"killed", "wounded"}:
        yield Choice("killed_or_wounded", 7, "noun")
    elif cues:
        yield Choice(cues[0].event, cues[0].weight, "noun", public=cues[0].public, nobody=cues[0].nobody)
    else:
        yield from of_participle(scene, found.head, kinds)
