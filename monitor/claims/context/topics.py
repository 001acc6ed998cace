"""What a word means in a text about something else: firms deliver goods, the sick are no wounded.

Verbs of war and help are those of trade and medicine too; the text's opening and the figures before tell which it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from monitor.claims.context.choice import Choice
from monitor.claims.context.counted import Phrase
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.scene import Scene

_BEFALLEN = frozenset({"affected", "displaced", "destroyed"})
_BODILY = frozenset({"killed", "wounded", "killed_or_wounded"})
_NEAR = 4  # figures behind the dead in which "Opfer" are these
_SAID = 5  # the usual weight of a verb that says an event without doubt


def meant(scene: Scene, found: Phrase, kind: str, choice: Choice, memory: Memory) -> Choice:
    """The choice for the figure with the phrase ``found`` as the text's topic has it."""
    forms = scene.words.forms
    if choice.event == "affected" and choice.at is not None and scene.tokens[choice.at].low.startswith(forms.befallen):
        return replace(choice, event=_befell(scene, memory))
    other = _meant_instead(scene, found, kind, choice, memory)
    return replace(choice, event=other) if other else choice


def _meant_instead(scene: Scene, found: Phrase, kind: str, choice: Choice, memory: Memory) -> str | None:
    """The event that the topic makes of the choice's; None where it stays."""
    verbal = choice.rule == "verb"
    means: dict[str, tuple[str, Callable[[], bool]]] = {
        "supplied": ("other", lambda: not _are_arms(scene, found, kind) and _is_trade(scene, memory)),
        "killed_or_wounded": ("killed", lambda: choice.rule == "noun" and _are_dead(scene, found, memory)),
        "aid": ("cost", lambda: verbal and _is_spent_at_home(scene, choice)),
        "wounded": ("other", lambda: _is_sickness(scene, choice, memory)),
        "recruited": ("other", lambda: verbal and choice.weight < _SAID and not _is_army(scene, memory)),
    }
    if choice.event not in means:
        return None
    event, holds = means[choice.event]
    return event if holds() else None


def _is_spent_at_home(scene: Scene, choice: Choice) -> bool:
    """ "Der Bundestag bewilligte 97 Milliarden Euro für die Bundeswehr": no country is named as who is helped."""
    clause, attacked = scene.clause(choice.at or 0), scene.words.sides.attacked
    if any(hit.value.party in attacked for hit in scene.names):
        return False
    named = [at for at in range(clause.first, clause.end) if scene.tokens[at].is_name]
    purposes = (at for at in named if scene.tokens[at].low.startswith(scene.words.forms.own_purposes))
    return any(not scene.words.forms.purposes.isdisjoint(scene.lows(max(0, at - 3), at)) for at in purposes)


def _are_dead(scene: Scene, found: Phrase, memory: Memory) -> bool:
    """ "Elf Tote … Drei Opfer waren Kinder": victims, where the text has told of dead who are no soldiers."""
    if found.head is None or scene.tokens[found.head].low not in scene.words.forms.victims:
        return False
    attacked = scene.words.sides.attacked
    people = [fact for fact in islice(memory.recent(), _NEAR) if fact.event in _BODILY]
    soldiers = any(fact.military or attacked.get(fact.party or "", fact.party) != fact.party for fact in people)
    return bool(people) and not soldiers and all(fact.event == "killed" for fact in people)


def _are_arms(scene: Scene, found: Phrase, kind: str) -> bool:
    nouns = (token.low for token in scene.tokens[found.first : found.core] if token.is_name)
    return kind == "munition" or any(scene.words.nouns.military.word(noun) for noun in nouns)


def _is_trade(scene: Scene, memory: Memory) -> bool:
    """ "Der Autobauer lieferte 21.000 Fahrzeuge aus": a firm acts, and no side of a war is named."""
    sides = scene.words.sides.opponents
    war = memory.war or any(mention.party in sides for mention in memory.opening)
    named = any(hit.value.party in sides for hit in scene.names)
    firm = any(token.is_name and scene.words.forms.is_firm(token.low) for token in scene.tokens)
    return (firm or memory.firm) and not war and not named


def _is_army(scene: Scene, memory: Memory) -> bool:
    """Whether those who are "missing" or "needed" can be soldiers: "In Deutschland fehlen 380.000 Fachkräfte"."""
    names = [token.low for token in scene.tokens if token.is_name]
    named = any(scene.words.nouns.military.word(low) or low.endswith(scene.words.forms.armies) for low in names)
    return named or memory.war or any(mention.party in scene.words.sides.opponents for mention in memory.opening)


def _is_sickness(scene: Scene, choice: Choice, memory: Memory) -> bool:
    """ "17 Patienten kamen ins Krankenhaus": where nothing but a hospital tells of wounds."""
    sick = memory.sickness or any(token.low.startswith(scene.words.forms.patients) for token in scene.tokens)
    if choice.at is None or not sick:
        return False
    return any(token.low.startswith(scene.words.forms.hospitals) for token in scene.tokens[choice.at : choice.at + 3])


def _befell(scene: Scene, memory: Memory) -> str:
    """What befell those who are "betroffen": no power where the text speaks of it, else what the paragraph told."""
    before = memory.previous if memory.previous and memory.previous.sentence.line == scene.sentence.line else None
    if _names_utility(scene) or (before is not None and _names_utility(before)):
        return "affected"
    told = [fact.event for fact in memory.recent() if _is_near(fact, scene)]
    said = [cue.event for mark in before.verbs for cue in mark.cues if cue.weight >= _SAID] if before else []
    befallen = (event for event in (*told, *said) if event in _BEFALLEN and (event in told or event != "affected"))
    return next(befallen, "other")


def _names_utility(scene: Scene) -> bool:
    return any(token.low.startswith(scene.words.forms.utilities) for token in scene.tokens)


def _is_near(fact: Fact, scene: Scene) -> bool:
    return fact.scene.sentence.line == scene.sentence.line or fact.scene.index >= scene.index - 2
