"""What has been read of one quantity, and what the text has said so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.claims.context.counted import Phrase
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import OPENING, Scene
from monitor.claims.context.vocabulary import Cue
from monitor.claims.values import Quantity
from monitor.model import Mark

_FARTHEST = 30  # facts or mentions that are looked back on, so that reading a long text stays linear
_HUMAN = frozenset({"person", "body", "captive", "casualty"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity with what is said of it; ``military`` if soldiers or their arms are counted."""

    quantity: Quantity
    scene: Scene
    spot: int
    found: Phrase
    kind: str
    unit: str | None
    per: str | None
    event: str
    party: str | None
    military: bool
    marks: tuple[Mark, ...]
    rule: str


@dataclass(slots=True)
class Memory:
    """The text so far: facts, mentions with their line, people and arms with their sentence; newest last.

    ``opening`` are the mentions of the text's first sentences, ``opening_forces`` those of people and arms in them,
    ``previous`` the sentence before, ``headings`` the lines that end without a full stop, ``headlines`` what their
    nouns govern, newest last; ``war`` tells that it is about one, ``firm`` that it is about companies and markets,
    ``sickness`` that it is about a disease, ``sanctions`` about these,
    ``poll`` that it opens with a survey or vote; ``polled`` is the newest sentence that names one; ``homeland`` is the
    country of a text that names no other.
    """

    facts: list[Fact] = field(default_factory=list)
    mentions: list[tuple[int, Mention]] = field(default_factory=list)
    forces: list[tuple[int, Mention]] = field(default_factory=list)
    opening: list[Mention] = field(default_factory=list)
    opening_forces: list[Mention] = field(default_factory=list)
    line_starts: dict[int, int] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    previous: Scene | None = None
    headlines: list[tuple[int, tuple[Cue, ...]]] = field(default_factory=list)
    war: bool = False
    firm: bool = False
    sickness: bool = False
    sanctions: bool = False
    poll: bool = False
    polled: int = -_FARTHEST
    homeland: str | None = None

    def add(self, scene: Scene, said: tuple[Mention, ...], forces: tuple[Mention, ...]) -> None:
        """Takes up the mentions of the next sentence."""
        if scene.index < OPENING:
            firms = scene.words.forms.firms
            self.war = self.war or any("krieg" in token.low for token in scene.tokens)
            stems = scene.words.forms.epidemic_stems
            self.sickness = self.sickness or any(token.low.startswith(stems) for token in scene.tokens)
            named = [token.low for token in scene.tokens if token.is_name]
            self.firm = self.firm or any(low.startswith(firms) for low in named)
            self.sanctions = self.sanctions or any(low.startswith(scene.words.forms.sanctions) for low in named)
        self.polled = scene.index if scene.is_poll else self.polled
        self.line_starts.setdefault(scene.sentence.line, scene.index)
        (self.headings.discard if scene.sentence.text.endswith((".", "!", "?", "“", '"')) else self.headings.add)(
            scene.sentence.line
        )
        if scene.sentence.line in self.headings:
            self.headlines = [(scene.sentence.line, scene.governors), *self.headlines][:1]
        self.mentions += [(scene.sentence.line, mention) for mention in said]
        self.forces += [(scene.index, mention) for mention in forces]
        if scene.index < OPENING:
            self.opening_forces += forces

    def people_before(self, scene: Scene) -> str:
        """The last word for people in the sentence before: whom "von ihnen" means; "" if there is none."""
        before = self.previous
        if before is None or before.sentence.line != scene.sentence.line:
            return ""
        nouns = (token.low for token in reversed(before.tokens) if token.is_name)
        return next((noun for noun in nouns if before.words.nouns.kinds.word(noun) == "person"), "")

    def tells_of_soldiers(self, lows: list[str]) -> bool:
        """Whether the dead and wounded of this text are soldiers: as the last were, else as its opening names any."""
        if any(low.startswith("zivil") or "angriff" in low or "beschuss" in low for low in lows):
            return False
        last = next((fact for fact in self.recent() if fact.kind in _HUMAN), None)
        return last.military if last else any(not m.arms for m in self.opening_forces)

    def recent(self) -> Iterator[Fact]:
        """The newest facts first."""
        return reversed(self.facts[-_FARTHEST:])

    def recent_mentions(self) -> Iterator[tuple[int, Mention]]:
        """The newest mentions first, each with its line."""
        return reversed(self.mentions[-_FARTHEST:])

    def recent_forces(self) -> Iterator[tuple[int, Mention]]:
        """The newest mentions of people or arms first, each with its sentence."""
        return reversed(self.forces[-_FARTHEST:])
