"""Whose a figure is where the text names the side beside it: "für die Ukraine", "auf russischer Seite", "Und Kim?".

Each rule yields the parties that it finds in its place, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context.mentions import Mention
from monitor.claims.context.question import Question
from monitor.claims.context.scene import Scene

_SUFFERED = frozenset(
    ["killed", "wounded", "killed_or_wounded", "captured", "missing", "deserted", "destroyed", "opinion"]
)
_SHORT = 8  # words of a question that only names what is spoken of next


def stated_side(question: Question) -> Iterator[str]:
    """ "Für die Ukraine nennt er 50.000 Tote", "auf russischer Seite waren es 300.000": the nearest in the clause."""
    if question.choice.event in _SUFFERED:
        stated = [m for m in question.in_clause() if _is_side(question.scene, m)]
        yield from (m.party for m in sorted(stated, key=lambda m: abs(m.at - question.spot)))


def _is_side(scene: Scene, mention: Mention) -> bool:
    forms = scene.words.forms
    if mention.noun is not None:
        return scene.tokens[mention.noun].low in forms.sides
    before = scene.lows(max(0, mention.at - 2), mention.at)
    if mention.form == "name":
        if mention.at > 1 and scene.tokens[mention.at - 2].low.startswith(forms.fights):
            return False  # "im Kampf für Russland": on its side, and not its own
        return before[-1:] == ["für"] or before == ["für", "die"] or before[-1:] == ["aufseiten"]
    return mention.form == "people" and before in (["bei", "den"], ["unter", "den"], ["für", "die"], ["von", "den"])


def asked_about(question: Question) -> Iterator[str]:
    """ "Und die Nordkoreaner? Seoul spricht von 2.000 Toten": whom the short question before names alone."""
    before = question.memory.previous
    if before is None or not before.sentence.text.endswith(("?", ":")):
        return
    if before.spots or before.sentence.line != question.line or len(before.tokens) > _SHORT:
        return
    named = {hit.value.party for hit in before.names}
    if len(named) == 1 and _only_names(before):
        yield from named


def _only_names(scene: Scene) -> bool:
    """Whether nothing but names and what leads up to them stands in a sentence."""
    forms = scene.words.forms
    adjectives = {hit.first for hit in scene.names}
    plain = (
        token for at, token in enumerate(scene.tokens) if token.is_word and not token.is_name and at not in adjectives
    )
    return all(
        token.low in forms.all_prepositions or token.low in forms.determiners or token.low == "und" for token in plain
    )
