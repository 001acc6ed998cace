"""Who says a figure: the voice that reaches it in its sentence, or the one that goes on from the sentence before.

The reach follows the guide's ruling 8: a voice covers its clause and what follows in the sentence, a closing formula the
whole sentence, "Das teilte X mit" the sentence before; it goes on through Konjunktiv I, "demnach", quotation and
"weitere"; a fresh sentence in the indicative has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary
from monitor.claims.context.voices import Voice, read

_THAT = frozenset({"das", "dies", "darauf"})
_OPEN, _CLOSE = "„«“\"", "“»”\""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The source after a sentence: ``name`` of the last voice; ``quoting`` while a quotation is open."""

    name: str | None = None
    quoting: bool = False
    fresh: bool = False


def sources(scenes: Sequence[Scene], words: Vocabulary) -> list[dict[int, str | None]]:
    """For each sentence, the source of the figure at each of its spots."""
    voices = [_retold(scenes, index, words) for index in range(len(scenes))]
    speaker = Speaker()
    found: list[dict[int, str | None]] = []
    for index, scene in enumerate(scenes):
        here = _named(voices[index], speaker)
        found.append({spot: _source(scene, spot, here, speaker, words) for spot in scene.spots})
        following = voices[index + 1] if index + 1 < len(scenes) else ()
        _look_back(scenes, index, following, found[-1], speaker)
        speaker = _after(scene, here, speaker)
    return found


def _retold(scenes: Sequence[Scene], index: int, words: Vocabulary) -> tuple[Voice, ...]:
    return read(scenes[index], words)


def _named(voices: Sequence[Voice], speaker: Speaker) -> tuple[Voice, ...]:
    """The voices with their names; one that points back takes the last named before it."""
    named = []
    last = speaker.name
    for voice in voices:
        last = voice.name or last
        named.append(Voice(voice.at, last, voice.whole, voice.since, voice.strength))
    return tuple(named)


def _source(scene: Scene, spot: int, voices: Sequence[Voice], speaker: Speaker, words: Vocabulary) -> str | None:
    voice = _reaching(scene, spot, voices)
    if voice:
        return voice.name
    if _goes_on(scene, spot, speaker, words):
        return speaker.name
    return None


def _reaching(scene: Scene, spot: int, voices: Sequence[Voice]) -> Voice | None:
    clause = scene.clause(spot)
    inside = [voice for voice in voices if voice.at in clause]
    closing = [voice for voice in voices if voice.whole and _one_breath(scene, voice.at, spot)]
    before = [voice for voice in voices if voice.at < spot and voice.at not in clause and not voice.whole and _covers(scene, voice, spot)]
    for group in (sorted(inside, key=lambda v: v.strength), sorted(closing, key=lambda v: v.strength), before):
        if group:
            return group[-1]
    return None


def _covers(scene: Scene, voice: Voice, spot: int) -> bool:
    return not any(token.text == ";" for token in scene.tokens[voice.at : spot])


def _one_breath(scene: Scene, at: int, spot: int) -> bool:
    """A closing formula reaches back to the sentence's beginning, over what stands between commas and semicolons."""
    return True


def _goes_on(scene: Scene, spot: int, speaker: Speaker, words: Vocabulary) -> bool:
    if speaker.name is None:
        return False
    clause = scene.clause(spot)
    if speaker.quoting or _konjunktiv(scene, clause.first, clause.end, words):
        return True
    if not clause.finite and _konjunktiv(scene, 0, len(scene.tokens), words):
        return True
    return speaker.fresh and _takes_up(scene, spot, words)


def _konjunktiv(scene: Scene, first: int, end: int, words: Vocabulary) -> bool:
    return any(token.low in words.grammar.konjunktiv and not token.is_name for token in scene.tokens[first:end])


def _takes_up(scene: Scene, spot: int, words: Vocabulary) -> bool:
    """"davon", "weitere": the figure is reckoned from one that the source gave."""
    clause = scene.clause(spot)
    text = scene.tokens[spot].low
    hits = list(words.mood.part.find(scene.tokens, clause.first, clause.end))
    return bool(hits) or text.startswith("weitere") or scene.lows(clause.first, clause.first + 2)[:2] in (["hinzu", "kommen"], ["hinzu", "kamen"])


def _look_back(
    scenes: Sequence[Scene], index: int, following: Sequence[Voice], found: dict[int, str | None], speaker: Speaker
) -> None:
    """"Das teilte die Polizei mit" names the source of the sentence before."""
    if not following or index + 1 >= len(scenes) or scenes[index + 1].sentence.line != scenes[index].sentence.line:
        return
    tokens = scenes[index + 1].tokens
    if tokens[0].low in _THAT and not scenes[index + 1].spots:
        for spot, name in found.items():
            found[spot] = name or following[0].name or speaker.name


def _after(scene: Scene, voices: Sequence[Voice], speaker: Speaker) -> Speaker:
    opened = scene.sentence.text.count("„") + scene.sentence.text.count("«")
    closed = scene.sentence.text.count("“") + scene.sentence.text.count("»")
    quoting = opened > closed or (speaker.quoting and opened >= closed)
    if voices:
        return Speaker(voices[-1].name, quoting, True)
    return Speaker(speaker.name, quoting, False)
