"""Whose people, equipment, land or money it is.

Every event has its own order of places where the party may be named; the first that names one decides. Who only says
the figure is no candidate. What a figure's own sentence leaves open comes from the figures and mentions before it in
the paragraph, then from the headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.context.counted import family
from monitor.claims.context.facts import Fact
from monitor.claims.context.mentions import Mention
from monitor.claims.context.question import Question

_NOBODYS = frozenset({"distance", "time", "area"})
_BODILY = frozenset(
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
_ATTRIBUTIVE = ("ene", "enen", "ener", "enes", "enem")  # endings of a strong participle that stands before its noun
_HURT = frozenset(["killed", "wounded", "killed_or_wounded", "captured", "missing", "exchanged"])
_HOSTILE = frozenset(["killed", "wounded", "destroyed", "displaced", "affected", "missing", "captured"])
_GIVEN = frozenset({"aid", "launched", "supplied", "territory"})
_LOCAL_EVENTS = _BODILY | {"destroyed", "displaced", "affected", "opinion"}
_SETTLED = frozenset(
    [
        "person",
        "body",
        "captive",
        "casualty",
        "voter",
        "vote",
        "building",
        "infrastructure",
        "household",
        "settlement",
        "region",
        "energy",
    ]
)
_CARRIED = frozenset({"list", "anaphora", "addition", "part", "comparison"})


def resolve(question: Question) -> str | None:
    """The party; None for nobody's, or both sides'."""
    event = question.choice.event
    if question.choice.nobody or _of_nobodys(question) or (question.kind in _NOBODYS and event in ("other", "cost")):
        return None
    own = _own(question) if event not in ("territory", "aid") else None
    if own:
        return own
    if question.choice.rule == "aside" or (event == "exchanged" and _both(question)):
        return None
    return next(_candidates(question), None) or _currency(question) or _domestic(question)


def _domestic(question: Question) -> str | None:
    """What happens to people and houses, and what the public pays, in a text that names no other country is at home."""
    choice, kind = question.choice, question.kind
    public = choice.public or choice.event in ("aid", "opinion")
    settled = family(kind) in ("people", "places", "votes") or choice.event in _LOCAL_EVENTS
    return question.memory.homeland if public or settled or kind == "thing" else None


def _currency(question: Question) -> str | None:
    """Francs that a state gives or spends are Swiss."""
    public = question.choice.event == "aid" or question.choice.public
    return question.scene.words.sides.currencies.get(question.unit or "") if public else None


def _of_nobodys(question: Question) -> bool:
    """What follows a figure of the market, or of nobody, in a list or without a noun, is nobody's too."""
    before = question.before
    carried = question.choice.rule in ("list", "anaphora") and question.found.head is None
    return carried and before is not None and before.party is None and before.event == "other" == question.choice.event


def _own(question: Question) -> str | None:
    """The nationality in the counted noun phrase: "nordkoreanische Soldaten", "Soldaten aus Nordkorea"."""
    found = question.found
    people = family(question.kind) == "people"
    inside = [
        m
        for m in question.mentions
        if found.first <= m.at < found.end and m.role != "target" and not (people and m.arms)
    ]
    if found.head is not None and question.scene.tokens[found.head].low.startswith(question.scene.words.forms.enemies):
        acting = (m.party for m in question.mentions if m.role == "agent")
        return next(question.opponents(acting), None)
    named = [m.party for m in inside if m.form != "place"] or [m.party for m in inside if m.role == "origin"]
    return named[0] if named else None


def _both(question: Question) -> bool:
    """ "beide Seiten", "je 200 Gefangene", "Russland und die Ukraine tauschten aus"."""
    if question.spot and question.scene.tokens[question.spot - 1].low in question.scene.words.forms.each:
        return True
    words = question.scene.words
    said = question.mentions if question.kind != "captive" else (*question.mentions, *question.memory.opening)
    sides = {m.party for m in said if m.role == "agent" and m.party in words.sides.opponents}
    return len(sides) > 1 or any(token.low in words.forms.both for token in question.scene.tokens)


def _candidates(question: Question) -> Iterator[str]:
    event = question.choice.event
    yield from _adjacent(question)
    yield from _shared(question)
    if event in _ORDERS:
        yield from _ORDERS[event](question)
    elif question.military and (event in _BODILY or event == "destroyed"):
        yield from _soldiers(question)
    elif event in _LOCAL_EVENTS:
        yield from _people(question)
    else:
        yield from _things(question)


def _adjacent(question: Question) -> Iterator[str]:
    """ "Europa liegt mit 132 Milliarden vor den USA mit 114", "Dänemark (2,7)": the name stands at the number."""
    tokens, at = question.scene.tokens, question.spot - 1
    if question.kind in ("money", "share", "energy") and at > 0 and tokens[at].low in ("mit", "("):
        yield from (m.party for m in question.mentions if m.at == at - 1 and not m.speaks)


def _shared(question: Question) -> Iterator[str]:
    """A figure of a list, a part, or one whose noun stands before it, is the party's of the figure before."""
    before, choice = question.before, question.choice
    if before is None or before.party is None or _acts_itself(question, before):
        return
    elliptic = question.listed or (question.found.head is None and family(question.kind) == family(before.kind))
    same = before.scene.index == question.scene.index
    counts = choice.event != "other" or family(question.kind) in ("people", "arms")
    near = before.scene.sentence.line == question.line and before.event == choice.event and counts
    compared = choice.rule in ("comparison", "addition", "part") and before.scene.index >= question.scene.index - 1
    if compared or ((choice.rule in _CARRIED or elliptic) and (same or near)):
        yield before.party


def _acts_itself(question: Question, before: Fact) -> bool:
    """ "…, Deutschland weniger als 0,2 Prozent": another actor stands in the figure's own clause."""
    scene, agents = question.scene, [m for m in question.in_clause() if m.role == "agent"]
    same = before.scene.index == scene.index
    apart = same and scene.clause_of[before.spot] != scene.clause_of[question.spot]
    if apart and family(question.kind) != "people":
        return any(m.form in ("name", "adjective", "body") for m in agents)
    if question.choice.agent:
        return any(question.clause_agents())
    return question.choice.event in _GIVEN and bool(agents)


def _attackers(question: Question) -> Iterator[str]:
    """Who attacks: the victim's enemy, the subject, the adjective of the attack, the enemy of the place."""
    if question.passive:
        yield from (m.party for m in question.in_clause() if m.role == "doer")
        yield from question.opponents(m.party for m in question.in_clause() if m.role == "agent" and m.noun is None)
    yield from question.agents()
    yield from (m.party for m in question.mentions if m.arms)
    yield from question.opponents(m.party for m in question.near() if m.role in ("target", "place"))
    yield from _parties(question.told(("launched", "shot_down")))
    yield from _attacker_of_text(question)
    yield from question.opponents(m.party for m in question.recent())


def _attacker_of_text(question: Question) -> Iterator[str]:
    """The attacker in the war that the text is about."""
    attacked = question.scene.words.sides.attacked
    return (m.party for m in question.memory.opening if attacked.get(m.party, m.party) != m.party)


def _shot(question: Question) -> Iterator[str]:
    """Whose arms are shot down: the adjective's, the enemy's of who tells it, the attacker's told of before."""
    yield from (m.party for m in question.mentions if m.arms)
    yield from question.opponents(m.party for m in question.mentions if m.speaks)
    yield from _parties(question.told(("launched",)))
    yield from (mention.party for _, mention in question.memory.recent_forces() if mention.arms)
    yield from _attacker_of_text(question)
    yield from question.opponents(m.party for m in question.recent())


def _givers(question: Question) -> Iterator[str]:
    """Who gives: under a verb of receiving the one behind "von", else the subject."""
    receiving = question.scene.words.forms.receiving
    if any(token.low.startswith(receiving) for token in question.scene.tokens):
        yield from (m.party for m in question.in_clause() if m.role in ("doer", "origin"))
    yield from question.agents()
    yield from (m.party for m in question.near() if m.role == "origin" or (m.noun is not None and m.role != "oblique"))
    yield from _parties(question.told(("aid", "supplied")))
    yield from _speakers_country(question)
    yield from (m.party for m in question.recent(lines=2) if m.role == "agent")
    yield from _headline_agents(question)


def _holders(question: Question) -> Iterator[str]:
    """Who takes or holds land: the subject, else by whose the place is."""
    if question.kind == "distance":
        yield from (fact.party for fact in question.told(_BODILY) if fact.party and fact.scene is question.scene)
    yield from _lost(question)
    yield from question.agents()
    if not question.scene.words.forms.ourselves.isdisjoint(question.lows):
        yield from (m.party for m in question.recent(lines=1) if m.role == "agent")
    yield from (m.party for m in question.recent() if m.role == "agent" and m.noun is not None)
    yield from _retaken(question)
    yield from _parties(question.told(("territory",)))
    yield from (m.party for m in question.mentions if m.role == "agent")
    owners = [m.party for m in question.near() if m.role in ("place", "owner")]
    yield from question.opponents(owners)
    yield from owners
    yield from _headline_agents(question)


def _lost(question: Question) -> Iterator[str]:
    """Land that one side loses or leaves is taken by the other; "das verlorene Gebiet" only says what land it is."""
    losing = question.scene.words.forms.losing
    if any(low.startswith(losing) and not low.endswith(_ATTRIBUTIVE) for low in question.lows):
        yield from question.opponents(question.agents())


def _retaken(question: Question) -> Iterator[str]:
    """Land is retaken by whose it is, taken by the other side."""
    at, forms = question.choice.at, question.scene.words.forms
    word = question.scene.tokens[at].low if at is not None else ""
    places = [m.party for m in question.near() if m.form == "place"]
    if word.startswith(forms.retaking):
        yield from places
    elif word.startswith(forms.taking):
        yield from question.opponents(places)


def _soldiers(question: Question) -> Iterator[str]:
    """An army's people and arms, wherever they are."""
    if question.choice.agent:
        yield from question.agents()
    yield from (m.party for m in question.in_clause() if m.role == "origin" and m.noun is None)
    yield from _mourners(question)
    yield from _destroyers_opponent(question)
    yield from (m.party for m in question.forces_before())
    yield from _announced(question)
    yield from _attacked_before(question)
    soldiers = [fact for fact in question.told(_BODILY | {"destroyed"}) if fact.military]
    yield from _parties(fact for fact in soldiers if question.under_heading(fact))
    yield from (m.party for m in question.paragraph_forces())
    yield from _fighting(question, question.agents())
    yield from _speaking_army(question)
    yield from _fighting(question, (m.party for m in question.recent(lines=1) if m.role == "agent"))
    yield from _opening_forces(question)
    yield from _parties(fact for fact in soldiers if fact.event != "destroyed")
    yield from _headline_agents(question)
    yield from _people(question)


def _mourners(question: Question) -> Iterator[str]:
    """ "Die Ukraine hat 43.000 Gefallene zu beklagen": the loser is the subject."""
    if any(low.startswith(question.scene.words.forms.mourning) for low in question.lows):
        yield from (m.party for m in question.in_clause() if m.role == "agent" and m.noun is None)


def _fighting(question: Question, parties: Iterable[str]) -> Iterator[str]:
    """In a text about a war its dead and captured are those of who fights in it."""
    sides = question.scene.words.sides.opponents
    war = question.choice.event in _HURT and any(m.party in sides for m in question.memory.opening)
    return (party for party in parties if not war or party in sides)


def _speaking_army(question: Question) -> Iterator[str]:
    """An army that tells where soldiers are tells of its own."""
    offices = question.scene.words.forms.army_offices
    if question.choice.event in ("deployed", "recruited"):
        spoken = [m for m in question.mentions if m.speaks and m.noun is not None]
        yield from (m.party for m in spoken if question.scene.tokens[m.noun or 0].low.startswith(offices))


def _announced(question: Question) -> Iterator[str]:
    """ "Die Niederlande kündigten die Verlegung von 300 Soldaten an": who announces it does it."""
    announcing = question.scene.words.forms.announcing
    if question.choice.rule == "governor" and any(t.low.startswith(announcing) for t in question.scene.tokens):
        clause = question.scene.clause(question.spot)
        yield from (m.party for m in question.mentions if m.at in clause and m.role == "agent")


def _opening_forces(question: Question) -> Iterator[str]:
    return (m.party for m in question.memory.opening_forces if not m.arms and not m.speaks)


def _people(question: Question) -> Iterator[str]:
    """People and houses are the place's: that of their clause first, then the paragraph's, then the text's home."""
    if question.choice.agent:
        yield from question.agents()
    if question.choice.event == "displaced":
        yield from _fled(question)
    yield from _where(question.in_clause())
    yield from _attacked_before(question)
    yield from _destroyers_opponent(question)
    yield from (m.party for m in question.forces_before())
    yield from _parties(fact for fact in question.told(_HOSTILE, close=True) if not fact.military)
    yield from _where(question.near())
    yield from _parties(fact for fact in _settled_before(question) if not fact.military)
    yield from _where(m for m in question.recent(lines=1) if m.role != "target")
    yield from _speakers_country(question)
    yield from (_victim(question, m.party) for m in question.near() if m.role == "agent")
    yield from (_victim(question, m.party) for m in question.recent(lines=1) if _may_own(m))
    yield from (_victim(question, party) for party in _home(question) if _may_be_home(question, party))


def _settled_before(question: Question) -> Iterator[Fact]:
    facts = (fact for fact in question.memory.recent() if fact.scene.sentence.line == question.line)
    return (fact for fact in facts if fact.kind in _SETTLED)


def _may_own(mention: Mention) -> bool:
    return not mention.arms and mention.role not in ("target", "oblique")


def _where(mentions: Iterable[Mention]) -> Iterator[str]:
    return (m.party for m in mentions if m.local and (m.form == "place" or m.role in ("place", "target")))


def _attacked_before(question: Question) -> Iterator[str]:
    """ "Bei einem Raketenangriff starben zwölf Rekruten": the victims of the attacker told of just before."""
    stems = question.scene.words.forms.attack_stems
    if any(stem in low for low in question.lows for stem in stems):
        yield from question.opponents(_parties(question.told(("launched",), close=True)))


def _fled(question: Question) -> Iterator[str]:
    """Those who fled are their own country's, not the one's where they are now."""
    attacked = question.scene.words.sides.attacked.values()
    yield from (m.party for m in question.mentions if m.role == "origin")
    yield from _parties(question.told(("displaced",)))
    yield from (m.party for m in question.recent(lines=1) if m.party in attacked)


def _destroyers_opponent(question: Question) -> Iterator[str]:
    """ "Der SBU behauptet, 41 Flugzeuge zerstört zu haben": they were the other side's."""
    if question.choice.event == "destroyed" and not question.choice.agent and not question.passive:
        yield from question.opponents(m.party for m in question.mentions if m.role == "agent")


def _speakers_country(question: Question) -> Iterator[str]:
    """Damage and help that a country's leader names are his country's."""
    if question.choice.event in ("cost", "aid"):
        yield from (m.party for m in question.mentions if m.speaks and m.form == "leader")


def _victim(question: Question, party: str) -> str:
    """In a war that is fought on one side's land, people and houses that are hit are that side's."""
    damage = question.choice.event == "cost" and question.choice.public
    hostile = (damage or question.choice.event in _HOSTILE) and not question.military
    return question.scene.words.sides.attacked.get(party, party) if hostile else party


def _home(question: Question) -> Iterator[str]:
    """Where the text is at home: the first country or place that it names otherwise than as a target or source."""
    opening = [m for m in question.memory.opening if not m.speaks]
    yield from (m.party for m in opening if m.role in ("place", "origin") or m.form == "place")
    yield from (m.party for m in opening)
    yield from (m.party for _, m in question.memory.mentions[:1] if not m.speaks)


def _may_be_home(question: Question, party: str) -> bool:
    """The dead and missing of a war are not those of the country from which the news comes."""
    war = question.memory.war and question.choice.event in _BODILY
    return not war or party in question.scene.words.sides.opponents


def _headline_agents(question: Question) -> Iterator[str]:
    yield from (m.party for m in question.memory.opening if m.role == "agent" and not m.speaks)
    yield from (m.party for m in question.memory.opening if m.noun is not None)


def _things(question: Question) -> Iterator[str]:
    """Money, shares and things of no event: theirs who act or are named as owner; people and houses at their place."""
    choice = question.choice
    if choice.event == "cost" and choice.rule == "verb":
        yield from question.agents()
        return
    if question.kind in _SETTLED:
        yield from _where(question.in_clause())
    yield from (m.party for m in question.in_clause() if m.noun is not None)
    yield from question.agents()
    yield from _alike(question)
    if choice.public:
        yield from _speakers_country(question)
        yield from _where(question.recent(lines=1))
        yield from _parties(fact for fact in question.memory.recent() if question.under_heading(fact))
    if question.kind in _SETTLED or choice.public:
        yield from _people(question)
    elif question.kind in ("thing", "share"):
        yield from (m.party for m in question.in_clause() if m.role == "place")


def _alike(question: Question) -> Iterator[str]:
    """The figure just before, if of it too nothing more is said than of this."""
    newest = next(question.memory.recent(), None)
    if newest is None or question.kind == "money" or question.choice.event != "other":
        return
    near = newest.scene.index >= question.scene.index - 1 and newest.scene.sentence.line == question.line
    if near and newest.party and newest.event == "other":
        yield newest.party


def _parties(facts: Iterable[Fact]) -> Iterator[str]:
    return (fact.party for fact in facts if fact.party)


_ORDERS = {
    "launched": _attackers,
    "shot_down": _shot,
    "aid": _givers,
    "supplied": _givers,
    "territory": _holders,
}
