"""What has been read of one quantity, and what the text has said so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, takewhile

from monitor.claims.context.counted import Phrase
from monitor.claims.context.mentions import Land, Mention, forces
from monitor.claims.context.scene import OPENING, Scene
from monitor.claims.values import Quantity
from monitor.model import Mark

_FARTHEST = 30  # facts or mentions that are looked back on, so that reading a long text stays linear
_MOST_SENTENCES = 100  # that may name a country and are looked back on
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


@dataclass(eq=False)
class Memory:
    """The text so far: facts and sentences, newest last; ``said`` are the mentions of each sentence, ``land`` tells
    where the text is at home.

    ``read`` sentences have been read, ``named`` are those that may name a country, ``previous`` is the sentence before,
    ``headings`` are the lines that end without a full stop, ``headline`` the newest sentence of one; ``war`` tells that
    the text is about one, ``firm`` that it is about companies and markets, ``sickness`` that it is about a disease,
    ``sanctions`` about these, ``sport`` about a match or club, ``adrift`` about migrants at sea,
    ``poll`` that it opens with a survey or vote; ``polled`` is the newest sentence that names one.
    """

    scenes: Sequence[Scene]
    said: Mapping[int, tuple[Mention, ...]]
    land: Land
    poll: bool
    facts: list[Fact] = field(default_factory=list)
    read: int = 0
    named: list[int] = field(default_factory=list)
    line_starts: dict[int, int] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    headline: Scene | None = None
    previous: Scene | None = None
    war: bool = False
    firm: bool = False
    sickness: bool = False
    sanctions: bool = False
    sport: bool = False
    adrift: bool = False
    polled: int = -_FARTHEST

    def add(self, scene: Scene) -> None:
        """Takes up the next sentence."""
        self.previous = self.scenes[scene.index - 1] if scene.index else None
        self.read = scene.index + 1
        if scene.index < OPENING:
            self._open(scene)
        if "name" in scene.signs:
            self.named.append(scene.index)
        self.polled = scene.index if scene.is_poll else self.polled
        line = scene.sentence.line
        self.line_starts.setdefault(line, scene.index)
        ended = scene.sentence.text.endswith((".", "!", "?", "“", '"'))
        (self.headings.discard if ended else self.headings.add)(line)
        if line in self.headings:
            self.headline = scene

    def _open(self, scene: Scene) -> None:
        """Takes up what a sentence of the opening says of the whole text."""
        forms = scene.words.forms
        self.war = self.war or any("krieg" in token.low for token in scene.tokens)
        self.sickness = self.sickness or any(token.low.startswith(forms.epidemic_stems) for token in scene.tokens)
        named = [token.low for token in scene.tokens if token.is_name]
        self.firm = self.firm or any(map(forms.is_firm, named))
        self.sanctions = self.sanctions or any(low.startswith(forms.sanctions) for low in named)
        self.sport = self.sport or any(low.startswith(forms.sports) for low in named)
        self.adrift = self.adrift or any(low.startswith(forms.adrift) for low in named)

    @cached_property
    def opening(self) -> list[Mention]:
        """The mentions of the text's first sentences."""
        return [mention for number in range(min(OPENING, len(self.scenes))) for mention in self.said[number]]

    @property
    def opening_forces(self) -> list[Mention]:
        """The people and arms named in those of the first sentences that have been read."""
        first = range(min(OPENING, self.read))
        return [mention for number in first for mention in forces(self.scenes[number], self.said[number])]

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

    def recent_mentions(self, line: int = 0) -> Iterator[tuple[int, Mention]]:
        """The newest mentions first, each with its line; only those from ``line`` on."""
        lines = ((number, self.scenes[number].sentence.line) for number in self._recently_named())
        near = takewhile(lambda named: named[1] >= line, lines)
        return islice(((at, mention) for number, at in near for mention in reversed(self.said[number])), _FARTHEST)

    def recent_forces(self, first: int = 0) -> Iterator[tuple[int, Mention]]:
        """The newest mentions of people or arms first, each with its sentence; only those of sentence ``first`` on."""
        near = takewhile(lambda number: number >= first, self._recently_named())
        sentences = ((number, self._forces(number)) for number in near)
        return islice(((number, mention) for number, named in sentences for mention in reversed(named)), _FARTHEST)

    def first_mention(self) -> Mention | None:
        """What the text names first."""
        return next((mention for number in self.named for mention in self.said[number]), None)

    def is_force(self, mention: Mention) -> bool:
        """Whether a recent mention names people or arms."""
        return any(known is mention for _, known in self.recent_forces())

    def _forces(self, number: int) -> list[Mention]:
        return list(forces(self.scenes[number], self.said[number]))

    def _recently_named(self) -> Iterator[int]:
        return reversed(self.named[-_MOST_SENTENCES:])
