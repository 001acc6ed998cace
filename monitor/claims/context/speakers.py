"""Phrases that can speak: institutions, offices, countries and their leaders, persons."""

from __future__ import annotations

from monitor.claims.context.chunks import Chunk, first_run
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary


def speaks(scene: Scene, chunk: Chunk) -> bool:
    """Whether a phrase can speak: an institution, an office, a country or its leader."""
    return institution(chunk, scene.words) or named(scene, chunk)


def institution(chunk: Chunk, words: Vocabulary) -> bool:
    """Whether the head, or a word of the name that it begins ("Robert Koch-Institut"), is an office or a role."""
    nouns = [] if shouted(chunk) else first_run(chunk)[:3]
    return any(
        words.speech.institutions.word(n.low) or words.speech.roles.word(n.low) or is_acronym(n.text) for n in nouns
    )


def is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 6 and text.isupper() and text.isalpha()


def shouted(chunk: Chunk) -> bool:
    """A headline in capitals has no acronyms."""
    return len(chunk.words) > 1 and all(word.text.isupper() for word in chunk.words)


def named(scene: Scene, chunk: Chunk, forms: tuple[str, ...] = ("name", "leader", "body")) -> bool:
    """A country or leader in the nominative: "Kiew", not "Kiews"."""
    words = chunk.words[chunk.head :]
    return any(
        chunk.first <= hit.first < chunk.end
        and scene.tokens[hit.first] in words[:2]
        and hit.value.form in forms
        and scene.tokens[hit.last].low[-1] == hit.value.base.lower()[-1]
        for hit in scene.names
    )


def dated(scene: Scene, chunk: Chunk) -> bool:
    """Whether a phrase is a day or month."""
    calendar = scene.words.calendar
    return any(
        word.low in calendar.weekdays or word.low in calendar.months or word.low in calendar.relative
        for word in chunk.words
    )


def counted(scene: Scene, chunk: Chunk) -> bool:
    """Whether a quantity stands in a phrase."""
    return any(chunk.first <= spot < chunk.end for spot in scene.spots)


def person_by_name(scene: Scene, chunk: Chunk) -> bool:
    """Whether a phrase is a name of two or three words without article: "Iryna Schwez"."""
    straight = all(word.is_name for word in chunk.words)
    known = any(scene.words.nouns.kinds.word(word.low) for word in chunk.words)
    return not chunk.article and straight and 2 <= len(chunk.words) <= 3 and not known and not dated(scene, chunk)
