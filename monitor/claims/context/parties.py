"""Whose people, equipment, land or money it is.

Every event has its own order of places where the party may be named; the first that names one decides. Who only says the
figure is no candidate. What a figure's own sentence leaves open comes from the figures and mentions before it in the
paragraph, then from the headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.claims.context.counted import Phrase, family
from monitor.claims.context.events import Choice
from monitor.claims.context.facts import Fact, Memory
from monitor.claims.context.mentions import Mention
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary

_NOBODYS = frozenset({"distance", "time", "area"})
_BODILY = frozenset({"killed", "wounded", "killed_or_wounded", "captured", "missing", "deployed", "recruited", "trained", "deserted", "exchanged"})  # fmt: skip
_FORCEFUL = frozenset({"munition", "attack"})
_SETTLED = frozenset({"energy", "body", "captive", "casualty", "person", "voter", "building", "infrastructure", "household", "settlement", "region", "vote"})
_BOTH = frozenset({"beide", "beiden", "beider", "beiderseits"})
_CARRIED = frozenset({"list", "anaphora", "addition", "part", "comparison"})
_ARMY_OFFICES = ("verteidigungsminist", "generalstab", "armee", "militär", "streitkräfte", "luftwaffe", "heer")
_RECEIVING = ("erhält", "erhielt", "bekommt", "bekam", "bekommen", "erhalten")
_GIVEN = frozenset({"aid", "launched", "supplied", "territory"})
_HOSTILE = frozenset({"killed", "wounded", "destroyed", "displaced", "affected", "missing", "captured"})


@dataclass(frozen=True, slots=True)
class Question:
    """A figure whose party is asked for: where it stands, what is said of it, and what the text has said so far."""

    scene: Scene
    spot: int
    found: Phrase
    kind: str
    unit: str | None
    choice: Choice
    mentions: tuple[Mention, ...]
    memory: Memory
    words: Vocabulary
    military: bool
    before: Fact | None
    listed: bool

    @property
    def line(self) -> int:
        """The paragraph."""
        return self.scene.sentence.line


def resolve(question: Question) -> str | None:
    """The party; None for nobody's, or both sides'."""
    event, kind = question.choice.event, question.kind
    if question.choice.nobody or _of_nobodys(question):
        return None
    if kind in _NOBODYS and event in ("other", "cost"):
        return None
    question_of_place = question.choice.rule == "aside"
    own = _own(question) if event not in ("territory", "aid") else None
    if own:
        return own
    if event == "exchanged" and _both(question):
        return None
    if question_of_place:
        return None
    return next(_candidates(question), None) or _currency(question)


def _currency(question: Question) -> str | None:
    """Francs that a state gives or spends are Swiss."""
    public = question.choice.event == "aid" or question.choice.public
    return question.words.currencies.get(question.unit or "") if public else None


def _of_nobodys(question: Question) -> bool:
    """What follows a figure of the market, or of nobody, in a list or without a noun, is nobody's too."""
    before = question.before
    carried = question.choice.rule in ("list", "anaphora") and question.found.head is None
    return carried and before is not None and before.party is None and before.event == "other" == question.choice.event


def _own(question: Question) -> str | None:
    """The nationality in the counted noun phrase: "nordkoreanische Soldaten", "Soldaten aus Nordkorea"."""
    found = question.found
    inside = [m for m in question.mentions if found.first <= m.at < found.end and m.role != "target"]
    named = [m.party for m in inside if m.form != "place"] or [m.party for m in inside if m.role == "origin"]
    return named[0] if named else None


def _both(question: Question) -> bool:
    said = question.mentions if question.kind != "captive" else (*question.mentions, *question.memory.opening)
    sides = {m.party for m in said if m.role == "agent" and m.party in question.words.opponents}
    return len(sides) > 1 or any(token.low in _BOTH for token in question.scene.tokens)


def _candidates(question: Question) -> Iterator[str]:
    event = question.choice.event
    yield from _adjacent(question)
    yield from _shared(question)
    if event == "launched":
        yield from _attackers(question)
    elif event == "shot_down":
        yield from _shot(question)
    elif event in ("aid", "supplied"):
        yield from _givers(question)
    elif event == "territory":
        yield from _holders(question)
    elif question.military and (event in _BODILY or event == "destroyed"):
        yield from _soldiers(question)
    elif event == "destroyed" or event in _BODILY or event in ("displaced", "affected", "opinion"):
        yield from _people(question)
    else:
        yield from _things(question)


def _adjacent(question: Question) -> Iterator[str]:
    """"Europa liegt mit 132 Milliarden vor den USA mit 114", "Dänemark (2,7)": the name stands at the number."""
    tokens, at = question.scene.tokens, question.spot - 1
    if question.kind in ("money", "share", "energy") and at > 0 and tokens[at].low in ("mit", "("):
        yield from (m.party for m in question.mentions if m.at == at - 1 and not m.speaks)


def _shared(question: Question) -> Iterator[str]:
    """A figure of a list, a part, or one whose noun stands before it, is the party's of the figure before."""
    before, choice = question.before, question.choice
    if before is None or before.party is None or _acts_itself(question):
        return
    elliptic = question.listed or (question.found.head is None and family(question.kind) == family(before.kind))
    same = before.scene.index == question.scene.index
    counts = choice.event != "other" or family(question.kind) in ("people", "arms")
    near = before.scene.sentence.line == question.line and before.event == choice.event and counts
    compared = choice.rule in ("comparison", "addition", "part") and before.scene.index >= question.scene.index - 1
    if compared or ((choice.rule in _CARRIED or elliptic) and (same or near)):
        yield before.party


def _acts_itself(question: Question) -> bool:
    """"…, Deutschland weniger als 0,2 Prozent": another actor stands in the figure's own clause."""
    before = question.before
    apart = before is not None and before.scene.index == question.scene.index and question.scene.clause_of[before.spot] != question.scene.clause_of[question.spot]
    if family(question.kind) != "people" and apart:
        return any(m.role == "agent" and m.form in ("name", "adjective", "body") for m in _clause_mentions(question))
    if not question.choice.agent and question.choice.event not in _GIVEN:
        return False
    return any(m.role == "agent" for m in _clause_mentions(question)) or (question.choice.agent and any(_clause_agents(question)))


def _attackers(question: Question) -> Iterator[str]:
    yield from _victims_opponent(question)
    yield from _agents(question)
    yield from _arms(question)
    yield from (question.words.opponents[m.party] for m in _near(question) if m.role in ("target", "place") and m.party in question.words.opponents)
    yield from (fact.party for fact in _facts(question, ("launched", "shot_down")) if fact.party)
    yield from _attacker_of_text(question)
    yield from (question.words.opponents[m.party] for m in _recent(question) if m.party in question.words.opponents)


def _attacker_of_text(question: Question) -> Iterator[str]:
    """The attacker in the war that the text is about."""
    attacked = question.words.attacked
    yield from (m.party for m in question.memory.opening if attacked.get(m.party, m.party) != m.party)


def _victims_opponent(question: Question) -> Iterator[str]:
    """"Die Ukraine war mit 415 Drohnen angegriffen worden": a passive's subject is the one attacked."""
    if _is_passive(question):
        yield from (m.party for m in _clause_mentions(question) if m.role == "doer")
        yield from (question.words.opponents[m.party] for m in _clause_mentions(question) if m.role == "agent" and m.noun is None and m.party in question.words.opponents)


def _is_passive(question: Question) -> bool:
    clause = question.scene.clause(question.spot)
    lows = question.scene.lows(clause.first, clause.end)
    return any(low == "worden" or low.startswith("wurde") or low in ("werden", "wird") for low in lows)


def _arms(question: Question) -> Iterator[str]:
    """"russischer Raketenangriff", "russische Drohnen": the sentence's attacks and arms."""
    for mention in question.mentions:
        if mention.arms:
            yield mention.party


def _shot(question: Question) -> Iterator[str]:
    yield from _arms(question)
    yield from (fact.party for fact in _facts(question, ("launched",)) if fact.party)
    yield from (mention.party for index, mention in question.memory.recent_forces() if mention.arms)
    yield from _attacker_of_text(question)
    yield from (question.words.opponents[m.party] for m in _recent(question) if m.party in question.words.opponents)


def _givers(question: Question) -> Iterator[str]:
    if any(low.startswith(_RECEIVING) for low in question.scene.lows(0, len(question.scene.tokens))):
        yield from (m.party for m in _clause_mentions(question) if m.role in ("doer", "origin"))
    yield from (agent for agent in _agents(question) if agent)
    yield from (m.party for m in _near(question) if m.role == "origin" or (m.noun is not None and m.role != "oblique"))
    yield from (fact.party for fact in _facts(question, ("aid", "supplied")) if fact.party)
    yield from _speakers_country(question)
    yield from (m.party for m in _recent(question, lines=2) if m.role == "agent")
    yield from _headline_agents(question)


def _holders(question: Question) -> Iterator[str]:
    if question.kind == "distance":
        yield from (fact.party for fact in _facts(question, _BODILY) if fact.party and fact.scene.index == question.scene.index)
    yield from _agents(question)
    yield from (m.party for m in _recent(question) if m.role == "agent" and m.noun is not None and not m.speaks)
    yield from _retaken(question)
    yield from (fact.party for fact in _facts(question, ("territory",)) if fact.party)
    yield from (m.party for m in question.mentions if m.role == "agent")
    yield from (question.words.opponents.get(m.party, m.party) for m in _near(question) if m.role in ("place", "owner"))
    yield from _headline_agents(question)


def _retaken(question: Question) -> Iterator[str]:
    """Land is retaken by whose it is, taken by the other side."""
    at = question.choice.at
    word = question.scene.tokens[at].low if at is not None else ""
    places = [m.party for m in _near(question) if m.form == "place"]
    if word.startswith(("zurück", "rückerober", "befrei")):
        yield from places
    elif word.startswith(("erober", "eingenommen", "besetz")):
        yield from (question.words.opponents[party] for party in places if party in question.words.opponents)


def _soldiers(question: Question) -> Iterator[str]:
    if question.choice.agent:
        yield from _agents(question)
    yield from (m.party for m in _clause_mentions(question) if m.role == "origin" and m.noun is None)
    yield from _destroyers_opponent(question)
    yield from (m.party for m in _forces_before(question) if not m.arms)
    yield from _announced(question)
    yield from _attacked_before(question)
    yield from (fact.party for fact in _facts(question, _BODILY | {"destroyed"}) if fact.party and fact.military and _close(question, fact))
    yield from (m.party for m in _paragraph_forces(question) if not m.arms)
    yield from _agents(question)
    yield from _speaking_army(question)
    yield from (m.party for m in _recent(question, lines=1) if m.role == "agent")
    yield from (m.party for m in _opening_forces(question))
    yield from (fact.party for fact in _facts(question, _BODILY) if fact.party and fact.military)
    yield from _headline_agents(question)
    yield from _people(question)


def _speaking_army(question: Question) -> Iterator[str]:
    """An army that tells where soldiers are tells of its own."""
    if question.choice.event in ("deployed", "territory", "recruited"):
        spoken = [m for m in question.mentions if m.speaks and m.noun is not None]
        yield from (m.party for m in spoken if question.scene.tokens[m.noun or 0].low.startswith(_ARMY_OFFICES))


def _announced(question: Question) -> Iterator[str]:
    """"Die Niederlande kündigten die Verlegung von 300 Soldaten an": who announces it does it."""
    if question.choice.rule == "governor" and any(low.startswith(("kündig", "angekündig")) for low in question.scene.lows(0, len(question.scene.tokens))):
        yield from (m.party for m in _all_in_clause(question) if m.role == "agent")


def _all_in_clause(question: Question) -> Iterator[Mention]:
    clause = question.scene.clause(question.spot)
    return (m for m in question.mentions if m.at in clause)


def _close(question: Question, fact: Fact) -> bool:
    """Of the same paragraph, or of the heading over it."""
    line = fact.scene.sentence.line
    return line == question.line or (line == question.line - 1 and line in question.memory.headings)


def _opening_forces(question: Question) -> Iterator[Mention]:
    return (m for index, m in question.memory.forces[:6] if index < 3 and not m.arms and not m.speaks)


def _people(question: Question) -> Iterator[str]:
    if question.choice.agent:
        yield from _agents(question)
    if question.choice.event == "displaced":
        yield from _fled(question)
    yield from _where(_clause_mentions(question))
    yield from _attacked_before(question)
    yield from _destroyers_opponent(question)
    yield from (m.party for m in _forces_before(question) if not m.arms)
    yield from (fact.party for fact in _facts(question, _HOSTILE) if fact.party and fact.scene.sentence.line == question.line and not fact.military)
    yield from _where(_near(question))
    yield from (fact.party for fact in _facts(question, None) if fact.party and fact.scene.sentence.line == question.line and fact.kind in _SETTLED and not fact.military)
    yield from (m.party for m in _recent(question, lines=1) if m.local and m.role != "target" and (m.form == "place" or m.role == "place"))
    yield from _speakers_country(question)
    yield from (_victim(question, m.party) for m in _near(question) if m.role == "agent")
    yield from (_victim(question, m.party) for m in _recent(question, lines=1) if not m.arms and m.role not in ("target", "oblique"))
    yield from (_victim(question, party) for party in _home(question) if _may_be_home(question, party))


def _attacked_before(question: Question) -> Iterator[str]:
    """"Bei einem Raketenangriff starben zwölf Rekruten": the victims of the attacker told of just before."""
    clause = question.scene.clause(question.spot)
    if any("angriff" in low or "beschuss" in low for low in question.scene.lows(clause.first, clause.end)):
        parties = [fact.party for fact in _facts(question, ("launched",)) if fact.scene.sentence.line == question.line]
        yield from (question.words.opponents[party] for party in parties if party in question.words.opponents)


def _fled(question: Question) -> Iterator[str]:
    """Those who fled are their own country's, not the one's where they are now."""
    yield from (m.party for m in question.mentions if m.role == "origin")
    yield from (fact.party for fact in _facts(question, ("displaced",)) if fact.party)
    yield from (m.party for m in _recent(question, lines=1) if m.party in question.words.attacked.values())


def _may_be_home(question: Question, party: str) -> bool:
    """The dead and missing of a war are not those of the country from which the news comes."""
    return not question.memory.war or question.choice.event not in _BODILY or party in question.words.opponents


def _where(mentions: Iterator[Mention]) -> Iterator[str]:
    return (m.party for m in mentions if m.local and (m.form == "place" or m.role in ("place", "target")))


def _destroyers_opponent(question: Question) -> Iterator[str]:
    """"Der SBU behauptet, 41 Flugzeuge zerstört zu haben": they were the other side's."""
    if question.choice.event == "destroyed" and not question.choice.agent and not _is_passive(question):
        parties = [m.party for m in question.mentions if m.role == "agent"]
        yield from (question.words.opponents[party] for party in parties if party in question.words.opponents)


def _speakers_country(question: Question) -> Iterator[str]:
    """Damage and help that a country's leader names are his country's."""
    if question.choice.event in ("cost", "aid"):
        yield from (m.party for m in question.mentions if m.speaks and m.form == "leader")


def _victim(question: Question, party: str) -> str:
    """In a war that is fought on one side's land, people and houses that are hit are that side's."""
    damage = question.choice.event == "cost" and question.choice.public
    hostile = (damage or question.choice.event in _HOSTILE) and not question.military
    return question.words.attacked.get(party, party) if hostile else party


def _things(question: Question) -> Iterator[str]:
    """Money, shares and things of no event: theirs who act or are named as owner; people and houses at their place."""
    if question.choice.event == "cost" and question.choice.rule == "verb":
        yield from _agents(question)
        return
    if question.kind in _SETTLED:
        yield from _where(_clause_mentions(question))
    yield from (m.party for m in _clause_mentions(question) if m.noun is not None)
    yield from _agents(question)
    yield from _alike(question)
    if question.choice.public:
        yield from _speakers_country(question)
        yield from _where(_recent(question, lines=1))
        yield from (fact.party for fact in _facts(question, None) if fact.party and _close(question, fact))
    if question.kind in _SETTLED or question.choice.public:
        yield from _people(question)
    elif question.kind in ("thing", "share"):
        yield from (m.party for m in _clause_mentions(question) if m.role == "place")


def _alike(question: Question) -> Iterator[str]:
    """The figure just before, if of it too nothing more is said than of this."""
    newest = next(question.memory.recent(), None)
    near = newest is not None and newest.scene.index >= question.scene.index - 1 and newest.scene.sentence.line == question.line
    if newest and near and newest.party and newest.event == question.choice.event == "other" and question.kind != "money":
        yield newest.party


def _agents(question: Question) -> Iterator[str]:
    """Who acts in the clause of the deciding word, in that of the quantity, else in the sentence."""
    scene, number = question.scene, question.scene.clause_of[question.spot]
    if _is_passive(question):
        yield from (m.party for m in _clause_mentions(question) if m.role == "doer")
        return
    yield from _clause_agents(question)
    clause = scene.clauses[number]
    infinitive = "zu" in scene.lows(clause.first, clause.end)[-4:] and not scene.has_finite(clause.first, clause.end - 1)
    for other in range(number - 1, -1, -1):
        agents = [m for m in question.mentions if scene.clause_of[m.at] == other and m.role == "agent"]
        yield from (m.party for m in agents if infinitive or not m.speaks)


def _clause_agents(question: Question) -> Iterator[str]:
    scene, at = question.scene, question.choice.at
    numbers = [scene.clause_of[question.spot], *([scene.clause_of[at]] if at is not None else [])]
    for number in numbers:
        yield from (m.party for m in question.mentions if scene.clause_of[m.at] == number and m.role == "agent" and not m.speaks)


def _facts(question: Question, events: tuple[str, ...] | frozenset[str] | None) -> Iterator[Fact]:
    return (fact for fact in question.memory.recent() if events is None or fact.event in events)


def _clause_mentions(question: Question) -> Iterator[Mention]:
    clause = question.scene.clause(question.spot)
    return (m for m in question.mentions if m.at in clause and not m.speaks)


def _near(question: Question) -> Iterator[Mention]:
    """The sentence's mentions, the figure's own clause first."""
    yield from _clause_mentions(question)
    yield from (m for m in question.mentions if not m.speaks)


def _recent(question: Question, lines: int = 1000) -> Iterator[Mention]:
    """Mentions before the figure, newest first, of this paragraph and the ``lines`` - 1 before it."""
    first = question.line - lines + 1
    for line, mention in question.memory.recent_mentions():
        if line >= first and not mention.speaks:
            yield mention


def _forces_before(question: Question) -> Iterator[Mention]:
    """People or arms named before the quantity in its sentence, the nearest first."""
    sentence = question.scene.index
    return (m for index, m in question.memory.recent_forces() if index == sentence and m.at < question.spot and not m.speaks)


def _paragraph_forces(question: Question) -> Iterator[Mention]:
    first = question.memory.line_starts.get(question.line, 0)
    here = question.scene.index
    return (m for index, m in question.memory.recent_forces() if first <= index < here and not m.speaks)


def _headline_agents(question: Question) -> Iterator[str]:
    yield from (m.party for m in question.memory.opening if m.role == "agent" and not m.speaks)
    yield from (m.party for m in question.memory.opening if m.noun is not None)


def _home(question: Question) -> Iterator[str]:
    """Where the text is at home: the first country or place that it names otherwise than as a target or source."""
    yield from (m.party for m in question.memory.opening if (m.role in ("place", "origin") or m.form == "place") and not m.speaks)
    yield from (m.party for m in question.memory.opening if not m.speaks)
    yield from (m.party for _, m in question.memory.mentions[:1] if not m.speaks)
