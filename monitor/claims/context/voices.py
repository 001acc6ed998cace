"""A place in a sentence that names who says something, and how far it reaches.

A voice without a name of its own (``demnach``, ``er``, ``die Behörde``) goes on with the one before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.claims.context import chunks
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Speech

LAST_LINK = 8  # the strength of whom another only passes on
WIDEST_NAME = 12  # words of a source's name


@dataclass(frozen=True, slots=True)
class Voice:
    """A source named at token ``at``; its name stands in tokens ``span``; None where the one before goes on.

    ``whole`` voices cover what stands before them in the sentence too, ``far`` ones over a semicolon. ``office`` if it
    can only be an institution; ``else_name`` is what it is called where nobody was named before. ``gender`` is m, f (or
    plural), n, or empty where it is not seen, also of a pronoun. Of several voices of
    one clause the strongest counts: a chain's last link, then a named report, then a verb's subject.
    """

    at: int
    name: str | None
    span: tuple[int, int]
    whole: bool = False
    far: bool = False
    office: bool = False
    strength: int = 1
    else_name: str | None = None
    gender: str = ""


def gender(chunk: Chunk) -> str:
    """The gender of a phrase in the nominative, by its article or its title's ending: "f" also for a plural."""
    by_article = {"der": "m", "die": "f", "eine": "f", "das": "n"}.get(chunk.article)
    title = chunk.words[chunk.head].low
    feminine = len(chunk.words) > chunk.head + 1 and title.endswith("in") and not chunk.article
    return by_article or ("f" if feminine else "")


def is_person(chunk: Chunk, speech: Speech) -> bool:
    """Whether a phrase that only points back means a person: "die Expertin", "der Offizier"."""
    return chunk.words[-1].low in speech.persons_meant


def resolved(chunk: Chunk, speech: Speech) -> str | None:
    """The phrase's name; None where it only points back ("die Behörde", "dem Bericht")."""
    nouns = [word for word in chunk.words if word.is_name]
    points_back = (
        len(chunk.words) == 1
        and chunk.article in speech.forms.definite_source
        and (nouns[0].low in speech.anaphors or nouns[0].low in speech.persons_meant)
    )
    return None if points_back or not nouns else chunks.name(chunk, speech) or None


def appositive(scene: Scene, chunk: Chunk) -> str | None:
    """ "der Chef des Geheimdienstes, Kyrylo Budanow,": the name stands between commas."""
    tokens, at = scene.tokens, chunk.end
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    names = [token for token in tokens[at + 1 : at + 5] if token.is_name]
    end = at + 1 + len(names)
    straight = all(token.is_name for token in tokens[at + 1 : end])
    closed = end >= len(tokens) or tokens[end].text in ",."
    return " ".join(token.text for token in names) if 2 <= len(names) <= 3 and straight and closed else None
