"""The question whose a figure is, and where in the text an answer may stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from monitor.claims.context.choice import Choice
from monitor.claims.context.counted import Phrase
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.lazy import lazy
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import Scene
from monitor.claims.values import Quantity

BODILY = frozenset(
    [
        "killed",
        "wounded",
        "killed_or_wounded",
        "captured",
        "missing",
        "deployed",
        "recruited",
        "trained",
        "deserted",
        "exchanged",
    ]
)
HOSTILE = frozenset({"killed", "wounded", "destroyed", "displaced", "affected", "missing", "captured"})
GIVEN = frozenset({"aid", "launched", "supplied", "territory"})
_MILLION = 10**6
_SENTENCES = 5  # of a paragraph that are looked back on
_EVERYWHERE = 10**6  # paragraphs that are looked back over


@dataclass(frozen=True, eq=False)
class Question:
    """A figure whose party is asked for: where it stands, what is said of it, and what the text has said so far.

    ``before`` is its antecedent, ``listed`` if it stands in one list with it; ``military`` if soldiers or arms are
    counted.
    """

    scene: Scene
    spot: int
    found: Phrase
    kind: str
    quantity: Quantity
    choice: Choice
    mentions: tuple[Mention, ...]
    memory: Memory
    military: bool
    before: Fact | None
    listed: bool

    @property
    def unit(self) -> str | None:
        """The quantity's own unit."""
        return self.quantity.unit

    @property
    def is_large(self) -> bool:
        """Whether a sum is too large to be a price or a wage: a million or more."""
        return max(self.quantity.low or 0, self.quantity.high or 0) >= _MILLION

    @property
    def line(self) -> int:
        """The paragraph."""
        return self.scene.sentence.line

    @lazy
    def lows(self) -> list[str]:
        """The words of the figure's clause."""
        clause = self.scene.clause(self.spot)
        return self.scene.lows(clause.first, clause.end)

    @lazy
    def of_firm(self) -> bool:
        """Whether the sentence, or the text's headline and lead, speaks of companies and markets."""
        is_firm = self.scene.words.forms.is_firm
        here = any(token.is_name and is_firm(token.low) for token in self.scene.tokens)
        return here or self.memory.firm

    @lazy
    def passive(self) -> bool:
        """Whether the clause tells what was done to its subject."""
        forms = self.scene.words.forms
        return any(low in forms.passive or low.startswith(forms.passive_stems) for low in self.lows)

    def in_clause(self, number: int | None = None) -> list[Mention]:
        """The mentions of the figure's clause, or of another, that are no mere sources."""
        if not self.mentions:
            return []
        clause_of = self.scene.clause_of
        wanted = clause_of[self.spot] if number is None else number
        return [m for m in self.mentions if clause_of[m.at] == wanted and not m.speaks]

    def near(self) -> list[Mention]:
        """The sentence's mentions, the figure's own clause first."""
        return [*self.in_clause(), *(m for m in self.mentions if not m.speaks)]

    def recent(self, lines: int = _EVERYWHERE) -> Iterator[Mention]:
        """Mentions before the figure, newest first, of this paragraph and the ``lines`` - 1 before it."""
        return (m for _, m in self.memory.recent_mentions(self.line - lines + 1) if not m.speaks)

    def scenes_before(self) -> Iterator[Scene]:
        """The sentences before the figure's in its paragraph, and the heading over it, the newest first."""
        for scene in reversed(self.memory.scenes[max(0, self.scene.index - _SENTENCES) : self.scene.index]):
            line = scene.sentence.line
            if line != self.line and not (line == self.line - 1 and line in self.memory.headings):
                return
            yield scene

    def forces_before(self) -> Iterator[Mention]:
        """People named before the quantity in its sentence, the nearest first."""
        here = self.scene.index
        return (m for _, m in self._forces(here) if m.at < self.spot)

    def paragraph_forces(self) -> Iterator[Mention]:
        """People named in the sentences of the paragraph before this one."""
        first = self.memory.line_starts.get(self.line, 0)
        forces = (m for index, m in self._forces(first) if index < self.scene.index)
        return (m for m in forces if m.role not in ("beside", "target"))

    def _forces(self, first: int) -> Iterator[tuple[int, Mention]]:
        return ((index, m) for index, m in self.memory.recent_forces(first) if not m.speaks and not m.arms)

    def told(self, events: Collection[str], *, close: bool = False) -> Iterator[Fact]:
        """Earlier facts of these events that have a party, newest first; only of this paragraph if ``close``."""
        facts = (fact for fact in self.memory.recent() if fact.party and fact.event in events)
        return (fact for fact in facts if not close or fact.scene.sentence.line == self.line)

    def under_heading(self, fact: Fact) -> bool:
        """Whether a fact is of the same paragraph, or of the heading over it."""
        line = fact.scene.sentence.line
        return line == self.line or (line == self.line - 1 and line in self.memory.headings)

    def agents(self) -> Iterator[str]:
        """Who acts in the figure's clause, in that of the deciding word, or before it in the sentence."""
        if self.passive:
            yield from (m.party for m in self.in_clause() if m.role == "doer")
            return
        yield from self.clause_agents()
        number = self.scene.clause_of[self.spot]
        for other in range(number - 1, -1, -1):
            agents = [m for m in self.mentions if self.scene.clause_of[m.at] == other and m.role == "agent"]
            yield from (m.party for m in agents if self._infinitive() or not m.speaks)

    def clause_agents(self) -> Iterator[str]:
        """Who acts in the clause of the figure, or of the word that decided its event."""
        at = self.choice.at
        yield from (m.party for m in self.in_clause() if m.role == "agent")
        if at is not None:
            yield from (m.party for m in self.in_clause(self.scene.clause_of[at]) if m.role == "agent")

    def _infinitive(self) -> bool:
        """ "Moskau behauptet, 60 Dörfer erobert zu haben": who claims it, did it."""
        clause = self.scene.clause(self.spot)
        return "zu" in self.lows[-4:] and not self.scene.has_finite(clause.first, clause.end - 1)


def opponents(question: Question, parties: Iterable[str]) -> Iterator[str]:
    """The enemies of those parties that are at war."""
    enemies = question.scene.words.sides.opponents
    return (_enemy(question, enemies[party]) for party in parties if party in enemies)


def _enemy(question: Question, enemies: tuple[str, ...]) -> str:
    """Of several enemies the one that the text named last."""
    if len(enemies) == 1:
        return enemies[0]
    named = [*parties_of(question.mentions), *(m.party for _, m in question.memory.recent_mentions())]
    return next((party for party in named if party in enemies), enemies[0])


def parties_of(mentions: Iterable[Mention]) -> Iterator[str]:
    """The parties that are mentioned, in their order."""
    return (mention.party for mention in mentions)


def told_parties(question: Question, events: Collection[str], *, close: bool = False) -> Iterator[str]:
    """Whose the earlier figures of these events were, the newest first; only of this paragraph if ``close``."""
    return (fact.party for fact in question.told(events, close=close) if fact.party)
