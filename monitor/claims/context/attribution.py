"""Who says a figure: the voice that reaches it in its sentence, or the one that goes on from the sentence before.

The reach follows the guide's ruling 8: a voice covers its clause and what follows in the sentence, a closing formula the
whole sentence, "Das teilte X mit" the sentence before; it goes on through Konjunktiv I, "demnach", quotation and
"weitere"; a fresh sentence in the indicative has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.claims.context.saying import subject, voices
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary
from monitor.claims.context.voices import Voice

_THAT = frozenset({"das", "dies", "darauf", "dieses"})
_OPEN, _CLOSE, _STRAIGHT = "„«‚‹", "“»‘›", '"'
_BE = frozenset({"sind", "waren", "sein", "wären", "seien", "war", "ist"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke last. ``quoting`` while a quotation is open; ``fresh`` if it was in the sentence before."""

    name: str | None = None
    quoting: bool = False
    fresh: bool = False
    quoted: str | None = None


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
        here = _named(voices(scene, words), speaker)
        if heard and here and _tells_back(scenes[index - 1], scene):
            _tell(heard[-1].sources, here[0].name)
        heard.append(Heard(here, _sources(scene, here, speaker, words)))
        speaker = _after(scene, here, speaker, words)
    return heard


def _named(found: Sequence[Voice], speaker: Speaker) -> tuple[Voice, ...]:
    """The voices with their names; one that points back takes the last named before it."""
    named: list[Voice] = []
    last = speaker.name
    for voice in found:
        last = voice.name or last
        named.append(replace(voice, name=last))
    return tuple(named)


def _tells_back(before: Scene, scene: Scene) -> bool:
    """"Das teilte die Polizei mit" names the source of the sentence before."""
    tokens = scene.tokens
    same_line = before.sentence.line == scene.sentence.line
    return same_line and len(tokens) > 2 and tokens[0].low in _THAT and not tokens[1].is_name and not scene.spots


def _tell(sources: dict[int, str | None], name: str | None) -> None:
    for spot, known in sources.items():
        sources[spot] = known or name


def _sources(scene: Scene, here: Sequence[Voice], speaker: Speaker, words: Vocabulary) -> dict[int, str | None]:
    sources: dict[int, str | None] = {}
    previous: int | None = None
    for spot in scene.spots:
        voice = _reaching(scene, spot, here)
        if voice:
            sources[spot] = voice.name
        elif _said_by_somebody(scene, spot, speaker, words):
            sources[spot] = _local(scene, spot, here, speaker)
        elif previous is not None and _takes_up(scene, spot, words):
            sources[spot] = sources[previous]
        elif previous is None and speaker.fresh and _takes_up(scene, spot, words):
            sources[spot] = speaker.name
        else:
            sources[spot] = None
        previous = spot
    return sources


def _reaching(scene: Scene, spot: int, here: Sequence[Voice]) -> Voice | None:
    number = scene.clause_of[spot]
    inside = [voice for voice in here if scene.clause_of[voice.at] == number]
    closing = [voice for voice in here if voice.whole and _unbroken(scene, voice.at, spot)]
    relative = [voice for voice in here if scene.clause_of[voice.at] == number + 1 and scene.clauses[number + 1].kind == "relative"]
    before = [voice for voice in here if voice.at < spot and not voice.whole and _unbroken(scene, voice.at, spot)]
    chain = [voice for voice in closing if voice.strength == 9]
    for group in (chain, inside, closing, before, relative):
        if group:
            return max(group, key=lambda voice: (voice.strength, voice.at) if group is not before else (0, voice.at))
    return None


def _unbroken(scene: Scene, one: int, other: int) -> bool:
    """A semicolon parts what stands beside it like a full stop."""
    first, last = sorted((one, other))
    return not any(token.text == ";" for token in scene.tokens[first:last])


def _local(scene: Scene, spot: int, here: Sequence[Voice], speaker: Speaker) -> str | None:
    before = [voice for voice in here if voice.at < spot]
    return before[-1].name if before else speaker.name


def _said_by_somebody(scene: Scene, spot: int, speaker: Speaker, words: Vocabulary) -> bool:
    """Konjunktiv in the figure's clause, or round a clause without a verb; an open quotation."""
    clause = scene.clause(spot)
    if speaker.quoting or scene.sentence.text[0] in _OPEN + _STRAIGHT:
        return True
    if _konjunktiv(scene, clause.first, clause.end, words):
        return True
    return not clause.finite and _konjunktiv(scene, 0, len(scene.tokens), words)


def _konjunktiv(scene: Scene, first: int, end: int, words: Vocabulary) -> bool:
    return any(token.low in words.grammar.konjunktiv for token in scene.tokens[first:end] if not token.is_name or token.start == scene.sentence.start)


def _takes_up(scene: Scene, spot: int, words: Vocabulary) -> bool:
    """"davon", "weitere", "das sind", "im Mai waren es": the figure is reckoned from, or beside, one of the source."""
    clause = scene.clause(spot)
    lows = scene.lows(clause.first, clause.end)
    if scene.tokens[spot].low.startswith(("weitere", "zusätzlich")) or any(True for _ in words.mood.part.find(scene.tokens, clause.first, clause.end)):
        return True
    added = lows[:1] == ["hinzu"]
    rest = any(low.startswith("entfiel") for low in lows) or lows[:2] == ["der", "rest"]
    it = bool(_BE.intersection(lows)) and ("es" in lows or lows[:1] == ["das"])
    return added or rest or it


def _after(scene: Scene, here: Sequence[Voice], speaker: Speaker, words: Vocabulary) -> Speaker:
    text = scene.sentence.text
    opened = sum(text.count(mark) for mark in _OPEN)
    closed = sum(text.count(mark) for mark in _CLOSE)
    quoting = opened > closed or (speaker.quoting and closed <= opened)
    if here:
        return Speaker(here[-1].name, quoting, fresh=True)
    somebody = subject(scene, words) if not _konjunktiv(scene, 0, len(scene.tokens), words) else None
    return Speaker(somebody or speaker.name, quoting)
