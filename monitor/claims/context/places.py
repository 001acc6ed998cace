"""Where it happened: the place named nearest to the figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from monitor.claims.context.facts import Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import Scene

_AT = frozenset({"place", "target"})
_BACK = 12  # mentions that are looked back on for a place


def find(scene: Scene, spot: int, said: tuple[Mention, ...], memory: Memory) -> str | None:
    """The place of the figure's clause, else of its sentence, else the last in its paragraph, else that of the opening.

    A town or region comes before a country; the place is named in its base form ("Charkiws" is Charkiw).
    """
    clause = scene.clause(spot)
    inside = [mention for mention in said if mention.at in clause and not mention.speaks]
    if town := next((m.base for m in inside if m.form == "place"), None):
        return town
    capitals = (m.base for m in inside if m.town and m.role in _AT and not scene.says_in(clause))
    return next(capitals, None) or _nearest(_ranges(scene, spot, inside, said, memory))


def _ranges(
    scene: Scene, spot: int, inside: Iterable[Mention], said: tuple[Mention, ...], memory: Memory
) -> Iterator[Mention]:
    """The mentions that may be meant, the nearest first; a town that a source only comes from is none."""
    yield from inside
    yield from sorted(said, key=lambda mention: abs(mention.at - spot))
    yield from (mention for _, mention in islice(memory.recent_mentions(scene.sentence.line), _BACK))
    yield from memory.opening


def _nearest(mentions: Iterable[Mention]) -> str | None:
    """The first town or region, else the first country in which something happens; no source's."""
    country = None
    for mention in mentions:
        if mention.speaks:
            continue
        if mention.form == "place":
            return mention.base
        if country is None and mention.form == "name" and not mention.town and mention.role in _AT:
            country = mention.base
    return country
