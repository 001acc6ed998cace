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
    inside = [mention for mention in said if mention.at in clause]
    near = sorted(said, key=lambda mention: abs(mention.at - spot))
    paragraph = [mention for _, mention in islice(memory.recent_mentions(scene.sentence.line), _BACK)]
    ranges: tuple[Iterable[Mention], ...] = (inside, near, paragraph, memory.opening)
    told = scene.says_in(clause)
    capitals = [] if told else [m.base for m in inside if m.town and m.role in _AT and not m.speaks]
    towns = (place for group in ranges for place in _towns(group))
    return (
        next(iter([*_towns(inside), *capitals]), None)
        or next(towns, None)
        or next((place for group in ranges for place in _countries(group)), None)
    )


def _towns(mentions: Iterable[Mention]) -> Iterator[str]:
    """Towns and regions that are no source's; capitals only where something happens in them."""
    return (m.base for m in mentions if m.form == "place" and not m.speaks)


def _countries(mentions: Iterable[Mention]) -> Iterator[str]:
    return (m.base for m in mentions if m.form == "name" and not m.town and m.role in _AT and not m.speaks)
