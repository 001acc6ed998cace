"""Whose people, equipment, land or money it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitor.claims.context.counted import Phrase
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import Scene

_NOBODYS = frozenset({"distance", "time", "area", "factor"})
_AGENTS = frozenset({"launched", "aid", "supplied", "territory", "recruited"})
_BODILY = frozenset(
    {
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
    }
)
_MILITARY = (
    "soldat",
    "mann",
    "gefallen",
    "verlust",
    "truppe",
    "kämpfer",
    "deserteur",
    "rekrut",
    "kriegsgefangen",
    "brigade",
    "bataillon",
    "ausfälle",
    "infanterist",
    "reservist",
    "offizier",
    "pionier",
    "panzer",
    "geschütz",
    "kräfte",
    "freiwillig",
)
_BOTH = frozenset({"beide", "beiden", "jeweils", "beider"})


def resolve(
    scene: Scene,
    spot: int,
    found: Phrase,
    kind: str,
    choice: Choice,
    mentions: tuple[Mention, ...],
    memory: Memory,
    opponents: Mapping[str, str],
) -> str | None:
    """The party of the quantity at ``spot`` under the event chosen for it; None for nobody's, or both sides'."""
    event = choice.event
    if kind in _NOBODYS and event in ("other", "cost"):
        return None
    if event not in ("territory", "aid"):
        own = _own(mentions, found)
        if own:
            return own
    if event in ("exchanged",) and _both(scene, mentions):
        return None
    reading = _Reading(scene, spot, found, kind, choice, mentions, memory, opponents)
    return next(reading.candidates(), None)


def _own(mentions: tuple[Mention, ...], found: Phrase) -> str | None:
    return next((m.party for m in mentions if found.first <= m.at < found.end and m.form != "place"), None)


def _both(scene: Scene, mentions: tuple[Mention, ...]) -> bool:
    sides = {m.party for m in mentions if m.role == "agent"}
    return len(sides) > 1 or any(token.low in _BOTH for token in scene.tokens)


class _Reading:
    """One quantity's place in its sentence and in the text; ``candidates`` gives parties, the likeliest first."""

    def __init__(
        self,
        scene: Scene,
        spot: int,
        found: Phrase,
        kind: str,
        choice: Choice,
        mentions: tuple[Mention, ...],
        memory: Memory,
        opponents: Mapping[str, str],
    ) -> None:
        self.scene, self.spot, self.found, self.kind, self.choice = scene, spot, found, kind, choice
        self.mentions, self.memory, self.opponents = mentions, memory, opponents
        self.clause = scene.clause(spot)

    def candidates(self) -> Iterator[str]:
        event = self.choice.event
        if event == "launched":
            yield from self._launched()
        elif event == "shot_down":
            yield from self._shot_down()
        elif event in ("aid", "supplied"):
            yield from self._given()
        elif event == "territory":
            yield from self._held()
        elif event in _BODILY and self._military():
            yield from self._soldiers()
        elif event in ("cost", "other", "opinion"):
            yield from self._things()
        else:
            yield from self._people()

    def _military(self) -> bool:
        head = self.scene.tokens[self.found.head].low if self.found.head is not None else ""
        return any(stem in head for stem in _MILITARY) or (not head and self.kind not in ("building", "household"))

    def _launched(self) -> Iterator[str]:
        yield from self._agents()
        yield from self._attack_adjectives()
        yield from self._elliptic()
        yield from (
            self.opponents[m.party] for m in self._near() if m.role in ("target", "place") and m.party in self.opponents
        )
        yield from (
            fact.party for fact in self.memory.recent() if fact.event in ("launched", "shot_down") and fact.party
        )
        yield from (self.opponents[m.party] for _, m in self.memory.recent_mentions() if m.party in self.opponents)

    def _shot_down(self) -> Iterator[str]:
        yield from (fact.party for fact in self.memory.recent() if fact.event == "launched" and fact.party)
        yield from self._attack_adjectives()
        yield from (self.opponents[m.party] for m in self._near() if m.party in self.opponents)
        yield from (self.opponents[m.party] for _, m in self.memory.recent_mentions() if m.party in self.opponents)

    def _given(self) -> Iterator[str]:
        yield from self._agents()
        yield from (m.party for m in self._near() if m.role == "origin" or m.noun is not None)
        yield from (fact.party for fact in self.memory.recent() if fact.event in ("aid", "supplied") and fact.party)
        yield from (m.party for m in self._near())
        yield from (m.party for _, m in self.memory.recent_mentions())

    def _held(self) -> Iterator[str]:
        yield from self._agents()
        yield from (fact.party for fact in self.memory.recent() if fact.event == "territory" and fact.party)
        yield from (self.opponents.get(m.party, m.party) for m in self._near() if m.role in ("place", "owner"))
        yield from (self.opponents.get(m.party, m.party) for _, m in self.memory.recent_mentions())

    def _soldiers(self) -> Iterator[str]:
        if self.choice.agent:
            yield from self._agents()
        yield from (m.party for m in self._forces_before())
        yield from self._elliptic()
        yield from self._agents()
        yield from (m.party for _, m in self.memory.recent_forces())
        yield from self._people()

    def _people(self) -> Iterator[str]:
        if self.choice.agent:
            yield from self._agents()
        yield from self._elliptic()
        yield from (m.party for m in self._in_clause() if m.role == "place")
        yield from (m.party for m in self._forces_before())
        yield from (m.party for m in self._near() if m.role in ("place", "target"))
        yield from (m.party for m in self._near() if m.role == "agent" and m.form != "leader")
        yield from (
            m.party for _, m in self.memory.recent_mentions() if m.role in ("place", "target") or m.form == "place"
        )
        yield from (m.party for _, m in self.memory.recent_mentions())

    def _things(self) -> Iterator[str]:
        if self.kind == "money" and self.choice.rule == "verb" and self.found.head is None and not self._agent_list():
            return
        yield from self._agents()
        yield from self._elliptic()
        yield from (m.party for m in self._in_clause() if m.role in ("place", "owner"))
        if self.kind in ("person", "building", "household", "settlement", "share", "voter", "vote"):
            yield from self._people()

    def _agents(self) -> Iterator[str]:
        return iter(self._agent_list())

    def _agent_list(self) -> list[str]:
        """Who acts in the clause of the deciding word, in that of the quantity, or in the sentence before it."""
        passive = self._passive_agents()
        if passive:
            return passive
        clauses = [self.clause]
        if self.choice.at is not None and self.scene.clause_of[self.choice.at] >= 0:
            clauses.insert(0, self.scene.clause(self.choice.at))
        return [m.party for clause in clauses for m in self.mentions if m.at in clause and m.role == "agent"]

    def _passive_agents(self) -> list[str]:
        passive = any(
            low == "worden" or low.startswith("wurde") for low in self.scene.lows(self.clause.first, self.clause.end)
        )
        if not passive:
            return []
        return [m.party for m in self._in_clause() if m.role == "origin"]

    def _attack_adjectives(self) -> Iterator[str]:
        tokens = self.scene.tokens
        for mention in self.mentions:
            if mention.noun is not None and any(
                stem in tokens[mention.noun].low
                for stem in ("angriff", "beschuss", "drohne", "rakete", "bombe", "luftschl")
            ):
                yield mention.party

    def _elliptic(self) -> Iterator[str]:
        """Under ellipsis the things are those of the figure before."""
        if self.found.head is None:
            newest = next(self.memory.recent(), None)
            if newest and newest.party and newest.scene.index >= self.scene.index - 1:
                yield newest.party

    def _forces_before(self) -> Iterator[Mention]:
        """People or arms named before the quantity in its sentence, the nearest first."""
        mentions = [m for index, m in self.memory.recent_forces() if index == self.scene.index and m.at < self.spot]
        return iter(mentions)

    def _in_clause(self) -> Iterator[Mention]:
        return (m for m in self.mentions if m.at in self.clause)

    def _near(self) -> Iterator[Mention]:
        """The sentence's mentions, the quantity's own clause first."""
        yield from self._in_clause()
        yield from (m for m in self.mentions if m.at not in self.clause)
