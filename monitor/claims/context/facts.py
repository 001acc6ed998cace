"""What has been read of one quantity, and what the text has said so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.claims.context.counted import Phrase
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import Scene
from monitor.claims.values import Quantity


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity with its event and party; ``elliptic`` where the noun was said before."""

    quantity: Quantity
    scene: Scene
    spot: int
    found: Phrase
    kind: str
    unit: str | None
    event: str
    party: str | None
    elliptic: bool
    rule: str


@dataclass(slots=True)
class Memory:
    """The text so far: facts and mentions, newest last. Only the newest matter, so that reading stays linear."""

    facts: list[Fact] = field(default_factory=list)
    mentions: list[tuple[int, Mention]] = field(default_factory=list)
    forces: list[tuple[int, Mention]] = field(default_factory=list)
    farthest: int = 30

    def recent(self) -> Iterator[Fact]:
        """The newest facts first."""
        return reversed(self.facts[-self.farthest :])

    def recent_mentions(self) -> Iterator[tuple[int, Mention]]:
        """The newest mentions first, each with its sentence."""
        return reversed(self.mentions[-self.farthest :])

    def recent_forces(self) -> Iterator[tuple[int, Mention]]:
        """The newest mentions of people or arms first, each with its sentence."""
        return reversed(self.forces[-self.farthest :])
