"""Who says a figure: the voice that reaches it in its sentence, or the one that goes on from the sentence before.

The reach follows the guide's ruling 8: a voice covers its clause and what follows in the sentence, a closing formula
the whole sentence, "Das teilte X mit" the sentence before; it goes on through Konjunktiv I, "demnach", quotation and
"weitere"; a fresh sentence in the indicative has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.claims.context import subjects
from monitor.claims.context.clauses import Clause
from monitor.claims.context.saying import voices
from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import fold
from monitor.claims.context.vocabulary import Vocabulary
from monitor.claims.context.voices import Voice

_OPEN, _CLOSE, _STRAIGHT = "„«‚‹", "“»‘›", '"'


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke last.

    ``office`` is the last institution that spoke, ``quoted`` in whose mouth a quotation was put; ``quoting`` while a
    quotation is open; ``fresh`` if the sentence before was the speaker's.
    """

    name: str | None = None
    office: str | None = None
    quoted: str | None = None
    quoting: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence's voices, with names, and the source of the figure at each of its spots."""

    voices: tuple[Voice, ...]
    sources: dict[int, str | None]


def hear(scenes: Sequence[Scene], words: Vocabulary) -> list[Heard]:
    """What each sentence's figures are said by."""
    speaker = Speaker()
    heard: list[Heard] = []
    for index, scene in enumerate(scenes):
        here = _named(voices(scene), speaker)
        if heard and here and _tells_back(scenes[index - 1], scene):
            _tell(heard[-1].sources, here[0].name)
        heard.append(Heard(here, _sources(scene, here, speaker)))
        speaker = _after(scene, heard[-1], speaker)
    return heard


def _named(found: Sequence[Voice], speaker: Speaker) -> tuple[Voice, ...]:
    """The voices with their names; one that points back takes the last before it, "die Behörde" the last office."""
    named: list[Voice] = []
    last = speaker.name
    for voice in found:
        before = speaker.office if voice.office and speaker.office else last
        last = voice.name or before or voice.else_name
        named.append(replace(voice, name=last))
    return tuple(named)


def _tells_back(before: Scene, scene: Scene) -> bool:
    """ "Das teilte die Polizei mit" names the source of the sentence before."""
    tokens = scene.tokens
    if (
        before.sentence.line != scene.sentence.line
        or len(tokens) < 3
        or scene.spots
        or tokens[0].low not in scene.words.forms.that
    ):
        return False
    return tokens[1].low in scene.words.forms.have or scene.words.speech.saying.word(tokens[1].low) is not None


def _tell(sources: dict[int, str | None], name: str | None) -> None:
    for spot, known in sources.items():
        sources[spot] = known or name


def _sources(scene: Scene, here: Sequence[Voice], speaker: Speaker) -> dict[int, str | None]:
    sources: dict[int, str | None] = {}
    previous: int | None = None
    for spot in scene.spots:
        voice = _reaching(scene, spot, here)
        if voice:
            sources[spot] = voice.name
        elif _said_by_somebody(scene, spot, speaker):
            sources[spot] = _local(scene, spot, here, speaker)
        elif previous is not None and _takes_up(scene, spot):
            sources[spot] = sources[previous]
        elif previous is None and speaker.fresh and _takes_up(scene, spot):
            sources[spot] = speaker.name
        else:
            sources[spot] = None
        previous = spot
    return sources


def _reaching(scene: Scene, spot: int, here: Sequence[Voice]) -> Voice | None:
    number = scene.clause_of[spot]
    inside = [voice for voice in here if scene.clause_of[voice.at] == number]
    closing = [voice for voice in here if voice.whole and _closes_over(scene, voice, spot)]
    behind = [voice for voice in here if scene.clause_of[voice.at] == number + 1 and voice.strength > 1]
    relative = [voice for voice in behind if scene.clauses[number + 1].kind == "relative" and voice.strength == 3]
    before = [voice for voice in here if voice.at < spot and not voice.whole and _goes_on_to(scene, voice, spot)]
    chain = [voice for voice in closing if voice.strength == 9]
    for group in (chain, inside, closing):
        if group:
            return max(group, key=lambda voice: (voice.strength, voice.at))
    others = before or relative
    return others[-1] if others else None


def _closes_over(scene: Scene, voice: Voice, spot: int) -> bool:
    """A formula at the end covers all before it, one in the middle the clause that it parts and what follows."""
    number = scene.clause_of[voice.at]
    behind = scene.clauses[number + 1 :]
    at_end = voice.strength in (5, 9) or not any(clause.finite or _has_spot(scene, clause) for clause in behind)
    return (voice.far or _unbroken(scene, voice.at, spot)) and (at_end or scene.clause_of[spot] >= number - 1)


def _has_spot(scene: Scene, clause: Clause) -> bool:
    return any(spot in clause for spot in scene.spots)


def _goes_on_to(scene: Scene, voice: Voice, spot: int) -> bool:
    """A report covers what follows in the sentence; a verb's subject no further main clause in the indicative."""
    if not _unbroken(scene, voice.at, spot):
        return False
    clause = scene.clause(spot)
    mine = clause.kind in ("main", "relative") and clause.mark == "," and scene.has_finite(clause.first, clause.end)
    indicative = mine and not _konjunktiv(scene, clause.first, clause.end)
    return not (voice.strength == 1 and indicative and clause.first not in scene.finites)


def _unbroken(scene: Scene, one: int, other: int) -> bool:
    """A semicolon parts what stands beside it like a full stop."""
    first, last = sorted((one, other))
    return not any(token.text == ";" for token in scene.tokens[first:last])


def _local(scene: Scene, spot: int, here: Sequence[Voice], speaker: Speaker) -> str | None:
    before = [voice for voice in here if voice.at < spot]
    if before:
        return before[-1].name
    opens = scene.sentence.text[0] in _OPEN + _STRAIGHT
    return (speaker.quoted or speaker.name) if opens else speaker.name


def _said_by_somebody(scene: Scene, spot: int, speaker: Speaker) -> bool:
    """Konjunktiv in the figure's clause, or round a clause without a verb; an open quotation."""
    clause = scene.clause(spot)
    if speaker.quoting or scene.sentence.text[0] in _OPEN + _STRAIGHT:
        return True
    if _konjunktiv(scene, clause.first, clause.end):
        return True
    return not scene.has_finite(clause.first, clause.end) and _konjunktiv(scene, 0, len(scene.tokens))


def _konjunktiv(scene: Scene, first: int, end: int) -> bool:
    if scene.words.grammar.konjunktiv.isdisjoint(scene.word_set):
        return False
    return any(
        token.low in scene.words.grammar.konjunktiv
        for token in scene.tokens[first:end]
        if not token.is_name or token.start == scene.sentence.start
    )


def _takes_up(scene: Scene, spot: int) -> bool:
    """ "davon", "weitere", "das sind", "im Mai waren es": the figure is reckoned from, or beside, one of the source."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    if clause.kind == "relative":
        return False
    if clause.mark == ";" and lows[0] not in ("seit", "im"):
        return not clause.finite
    part = scene.has_mood("part", clause)
    if part or scene.tokens[spot].low.startswith(("weitere", "zusätzlich")) or lows[0] == "hinzu":
        return True
    survey = any(low.startswith(("entfiel", "befragt")) for low in scene.lows(0, len(scene.tokens)))
    it = bool(scene.words.forms.be.intersection(lows)) and ("es" in lows or lows[0] == "das")
    return survey or lows[:2] == ["der", "rest"] or it


def _after(scene: Scene, here: Heard, speaker: Speaker) -> Speaker:
    text = scene.sentence.text
    opened = sum(text.count(mark) for mark in _OPEN)
    closed = sum(text.count(mark) for mark in _CLOSE)
    quoting = opened > closed or (speaker.quoting and closed <= opened)
    if here.voices:
        name = here.voices[-1].name
        office = name if name and _is_office(name, scene.words) else speaker.office
        quoted = name if opened or _STRAIGHT in text else speaker.quoted
        return Speaker(name, office, quoted, quoting, fresh=True)
    somebody = subjects.opening(scene) if not _konjunktiv(scene, 0, len(scene.tokens)) else None
    fresh = any(source is not None for source in here.sources.values())
    return replace(speaker, name=somebody or speaker.name, quoting=quoting, fresh=fresh)


def _is_office(name: str, words: Vocabulary) -> bool:
    speech, lows = words.speech, [fold(word) for word in name.split()]
    person = any(speech.roles.word(low) or words.nouns.kinds.word(low) == "person" for low in lows)
    return not person and any(speech.institutions.word(fold(word)) or word.isupper() for word in name.split())
