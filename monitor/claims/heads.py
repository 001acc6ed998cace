"""What a number counts: the noun phrase behind it, which an article, a bracket or an old value may hold off."""

from __future__ import annotations

from monitor.claims.amount import Amount
from monitor.claims.nouns import phrase_after
from monitor.claims.pairs import bracket_end, instead
from monitor.claims.scene import Scene
from monitor.claims.values import Span

_GENITIVES = frozenset(
    ["der", "des", "aller", "dieser", "seiner", "ihrer", "unserer", "jener", "dieses", "seines", "ihres"]
)
# What a clause opens behind: "", a mark, "und".
_OPENERS = frozenset(["", ",", ";", ":", "–", "und", "„", '"', "»"])


def counted(scene: Scene, phrase: Amount) -> tuple[Span | None, str | None]:
    """The counted noun phrase behind the number, with its article where a share has one ("der Befragten"), and its
    head; (None, None) where nothing is counted there.
    """
    begin, i = _beginning(scene, phrase)
    if _is_verb(scene, phrase):
        return None, None
    found = phrase_after(scene.tokens, i, scene.nouns, scene.text)
    if found is None and phrase.unit is None and (behind := _noun_behind(scene, i)):
        begin = behind
        found = _unnumbered(scene, phrase_after(scene.tokens, begin, scene.nouns, scene.text))
    if found is None or _is_body(scene, phrase, found[1]):
        return None, None
    span, head, _ = found
    start = scene.tokens[begin].start
    return Span(start, span.end, scene.text[start : span.end]), head


def _beginning(scene: Scene, phrase: Amount) -> tuple[int, int]:
    """Where the phrase begins as it is shown, and where its noun is looked for."""
    i = phrase.last + 1
    if phrase.unit == "percent" and scene.low[i] in _GENITIVES:
        return i, i + 1
    vague = phrase.kind == "vague" and scene.low[i] in ("von", "an")
    if vague or (phrase.unit is None and scene.low[i] in _GENITIVES):
        i += 1  # "500 der Kämpfer"
    return i, i


def _is_verb(scene: Scene, phrase: Amount) -> bool:
    """ "…, drei erlitten Brüche": what opens a clause stands in the nominative, where adjectives end in "e"."""
    i = phrase.last + 1
    opens = phrase.unit is None and scene.low[phrase.first - 1] in _OPENERS
    return opens and i < len(scene.tokens) and scene.tokens[i].text[0].islower() and scene.low[i].endswith("en")


def _is_body(scene: Scene, phrase: Amount, head: str) -> bool:
    """ "16 Vertreter der russischen und zwölf der ukrainischen Seite": the genitive of one body is not counted."""
    return phrase.unit is None and scene.low[phrase.last + 1] in _GENITIVES and head.lower() in scene.nouns.bodies


def _noun_behind(scene: Scene, i: int) -> int | None:
    """Where the noun may begin that the number shares: "804.930 (+1.560) Soldaten", "450 statt bisher 300 Beamte"."""
    last = bracket_end(scene, i) or instead(scene, i)
    return None if last is None else last + 1


def _unnumbered(scene: Scene, found: tuple[Span, str, int] | None) -> tuple[Span, str, int] | None:
    """The noun behind "804.930 (+1.560)", unless it is the label of the next number: "SPD 15 (-1) Grüne 12 (+1)"."""
    if found is None or scene.words.is_number(scene.tokens[min(found[2] + 1, len(scene.tokens) - 1)]):
        return None
    return found
