"""The noun before a quantity that rules it: "Verluste von 1.500 Mann", "Zahl der Toten stieg auf 40"."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context.choice import Choice
from monitor.claims.context.counted import Phrase, is_labelled
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Cue


def of_governor(scene: Scene, spot: int, found: Phrase, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """The noun before the quantity that rules it: "Verluste von 1.500 Mann", "Zahl der Toten stieg auf 40"."""
    labelled = is_labelled(scene, found, spot)
    behind, first = (found.first, 0) if labelled else (spot, _governed_from(scene, spot))
    for at in range(behind - 1, first - 1, -1):
        if scene.tokens[at].quantity is not None and scene.tokens[spot - 1].low not in ("auf", "zu"):
            return
        cues = _about(scene, at)
        if cues and _happened_before(scene, at) and not _rules_at_once(scene, at, spot):
            continue
        for cue in cues:
            if any(cue.speaks_of(kind) for kind in kinds) or not kinds:
                yield Choice(cue.event, cue.weight, "governor", at, cue.agent, cue.public, cue.nobody)
                return


def _happened_before(scene: Scene, at: int) -> bool:
    """ "nach dem Angriff", "trotz hoher Verluste": circumstances rule no quantity."""
    return any(low in scene.words.forms.circumstance for low in scene.lows(max(0, at - 3), at))


def _rules_at_once(scene: Scene, at: int, spot: int) -> bool:
    """ "nach dem Tod zweier Männer", "bei einem Angriff mit 40 Raketen": it rules what it is joined to."""
    between = scene.lows(at + 1, spot)
    if not between:
        return scene.tokens[spot].low in scene.words.forms.genitive_numbers
    return len(between) == 1 and between[0] in scene.words.forms.ruling


def _governed_from(scene: Scene, spot: int) -> int:
    """A noun's rule ends with its clause; a colon hands it on ("Putins Verluste: eine Million Soldaten"), and so does a
    verb that goes on behind an aside ("Die Verluste, so ein Arzt, hätten sich auf 400 erhöht")."""
    clause = scene.clause(spot)
    number = scene.clause_of[spot]
    if number > 1 and clause.first in scene.finites:
        return scene.clauses[number - 2].first
    handed_on = number > 0 and (clause.mark == ":" or not clause.finite)
    return scene.clauses[number - 1].first if handed_on else clause.first


def _about(scene: Scene, at: int) -> tuple[Cue, ...]:
    token = scene.tokens[at]
    if not token.is_name:
        return ()
    return scene.words.nouns.about.word(token.low) or _of_participle(scene, at)


def _of_participle(scene: Scene, at: int) -> tuple[Cue, ...]:
    """ "Unter den Evakuierten seien 60 Deutsche", "die Zahl der Entführten": people by what was done to them."""
    low = scene.tokens[at].low
    plural = low.endswith(("ten", "enen")) and scene.lows(at - 1, at) in (["den"], ["der"])
    return scene.words.verbs.word(low) or () if plural and scene.words.nouns.kinds.word(low) in (None, "person") else ()
