"""Whom it befell: soldiers and arms are their army's, people and houses those of the place.

Each rule yields the parties that it finds in its place, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.context.counted import family
from monitor.claims.context.facts import Fact
from monitor.claims.context.mentions import Mention
from monitor.claims.context.question import BODILY, HOSTILE, Question, parties_of, told_parties

_HURT = frozenset(["killed", "wounded", "killed_or_wounded", "captured", "missing", "exchanged"])
_AT_A_PLACE = (HOSTILE | {"other"}) - {"displaced", "captured"}
SETTLED = frozenset(
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


def loser(question: Question) -> Iterator[str]:
    """The subject of a verb that says whose they are: "verlor", "entsandte"."""
    if question.choice.agent:
        yield from question.agents()


def origin(question: Question) -> Iterable[str]:
    """ "aus Nordkorea"."""
    return (m.party for m in question.in_clause() if m.role == "origin" and m.noun is None)


def mourner(question: Question) -> Iterator[str]:
    """ "Die Ukraine hat 43.000 Gefallene zu beklagen": the loser is the subject."""
    if any(low.startswith(question.scene.words.forms.mourning) for low in question.lows):
        scene = question.scene
        mine = [m for m in question.mentions if scene.clause_of[m.at] == scene.clause_of[question.spot]]
        yield from (m.party for m in mine if m.role == "agent" and m.noun is None and not m.dateline)


def there(question: Question) -> Iterator[str]:
    """ "Der Sturm zog nach Vietnam. Dort mussten 350.000 fliehen": the place named last before."""
    clause = question.scene.clause(question.spot)
    if question.scene.tokens[clause.first].low == "dort" and not question.military:
        here = [m for m in question.mentions if m.at < clause.first]
        earlier = [m for _, m in question.memory.recent_mentions() if m not in question.mentions]
        yield from (m.party for m in [*reversed(here), *earlier] if m.local and not m.speaks)


def elsewhere(question: Question) -> Iterator[str]:
    """ "In Warschau kamen 15.000, in Prag waren es 900": a place in the clause parts the figure from its list."""
    before, scene = question.before, question.scene
    if before is None or question.military or question.choice.event not in _AT_A_PLACE:
        return
    same = before.scene is scene and scene.clause_of[before.spot] == scene.clause_of[question.spot]
    if not same and family(before.kind) in ("people", "places"):
        yield from (m.party for m in question.in_clause() if m.role == "place" and m.noun is None)


def force_beside(question: Question) -> Iterable[str]:
    """Whose people or arms are named before the number in its sentence."""
    return (m.party for m in question.forces_before())


def announcer(question: Question) -> Iterator[str]:
    """ "Die Niederlande kündigten die Verlegung von 300 Soldaten an": who announces it does it."""
    announcing = question.scene.words.forms.announcing
    if question.choice.rule == "governor" and any(t.low.startswith(announcing) for t in question.scene.tokens):
        clause = question.scene.clause(question.spot)
        yield from (m.party for m in question.mentions if m.at in clause and m.role == "agent")


def at_home(question: Question) -> Iterator[str]:
    """ "In der Ukraine liefen 40.000 Soldaten davon": who deserts or is drafted in a country at war is its own."""
    if question.choice.event in ("deserted", "recruited"):
        sides = question.scene.words.sides.opponents
        there = (m for m in question.in_clause() if m.role == "place" and m.form == "name" and not m.town)
        yield from (m.party for m in there if m.party in sides)


def soldiers_before(question: Question) -> Iterable[str]:
    """Whose the soldiers were that this paragraph, or the heading over it, counted before."""
    return (fact.party for fact in _soldiers(question) if fact.party and question.under_heading(fact))


def force_of_paragraph(question: Question) -> Iterable[str]:
    """Whose people were named before in the paragraph."""
    return _fighting(question, (m.party for m in question.paragraph_forces()))


def fighting_subject(question: Question) -> Iterable[str]:
    """Who acts in the sentence, if that side fights in the war."""
    return _fighting(question, question.agents())


def speaking_army(question: Question) -> Iterator[str]:
    """An army that tells where soldiers are tells of its own."""
    offices = question.scene.words.forms.army_offices
    if question.choice.event in ("deployed", "recruited"):
        spoken = [m for m in question.mentions if m.speaks and m.noun is not None]
        yield from (m.party for m in spoken if question.scene.tokens[m.noun or 0].low.startswith(offices))


def fighting_before(question: Question) -> Iterable[str]:
    """Who acted before in the paragraph, if that side fights in the war."""
    return _fighting(question, (m.party for m in question.recent(lines=1) if m.role == "agent"))


def force_of_text(question: Question) -> Iterable[str]:
    """Whose people the headline and the lead name."""
    return _fighting(question, (m.party for m in question.memory.opening_forces if not m.arms and not m.speaks))


def soldiers_of_text(question: Question) -> Iterable[str]:
    """Whose the soldiers were that were counted last."""
    return (fact.party for fact in _soldiers(question) if fact.party and fact.event != "destroyed")


def refugees_country(question: Question) -> Iterator[str]:
    """Those who fled are their own country's, not the one's where they are now."""
    if question.choice.event != "displaced":
        return
    attacked = question.scene.words.sides.attacked.values()
    yield from (m.party for m in question.mentions if m.role == "origin")
    yield from told_parties(question, ("displaced",))
    yield from (m.party for m in question.recent(lines=1) if m.party in attacked and not m.arms)


def place_beside(question: Question) -> Iterable[str]:
    """The place in the figure's clause."""
    return _where(question, question.in_clause())


def victims_before(question: Question) -> Iterable[str]:
    """Whom it befell before in the paragraph."""
    hurt = question.told(HOSTILE, close=True)
    return (fact.party for fact in hurt if fact.party and not fact.military and not _only_stay(question, fact))


def _only_stay(question: Question, fact: Fact) -> bool:
    """Houses where refugees live are not their country's."""
    return fact.event == "displaced" != question.choice.event and family(question.kind) in ("places", "things", "money")


def place_near(question: Question) -> Iterable[str]:
    """The place in the sentence; a clause that hangs on a noun or verb tells of something else."""
    scene = question.scene
    return _where(question, (m for m in question.near() if scene.clause(m.at).kind == "main"))


def authority(question: Question) -> Iterator[str]:
    """ "nach Angaben russischer Behörden": whose police, governors and rescuers tell of it."""
    if question.choice.event in HOSTILE and not question.military:
        scene, offices = question.scene, question.scene.words.forms.civil_offices
        spoken = (m for m in question.mentions if m.speaks and m.noun is not None and m.noun >= 0)
        yield from (m.party for m in spoken if scene.tokens[m.noun or 0].low.startswith(offices))


def settled_before(question: Question) -> Iterator[str]:
    """Whose people and houses were counted before in the paragraph."""
    facts = (fact for fact in question.memory.recent() if fact.scene.sentence.line == question.line)
    settled = (fact for fact in facts if fact.kind in SETTLED and not fact.military)
    return (fact.party for fact in settled if fact.party and not _only_stay(question, fact))


def place_of_paragraph(question: Question) -> Iterable[str]:
    """The place named before in the paragraph."""
    return _where(question, (m for m in question.recent(lines=1) if m.role != "target"))


def dateline(question: Question) -> Iterable[str]:
    """ "Lima (dpa) - ": where the text comes from, if that may be where it happened."""
    lines = (m.party for m in question.memory.opening if m.dateline)
    return (_victim(question, party) for party in lines if _may_be_home(question, party))


def speakers_country(question: Question) -> Iterator[str]:
    """Damage and help that a country's leader names are his country's."""
    if question.choice.event in ("cost", "aid"):
        yield from (m.party for m in question.mentions if m.speaks and m.form == "leader")


def mourning_country(question: Question) -> Iterator[str]:
    """ "Indien meldete 15 getötete Zivilisten": a country tells of its own."""
    if question.choice.event in HOSTILE and not question.military:
        countries = (m for m in question.mentions if m.speaks and m.form == "name" and not m.town)
        yield from (m.party for m in countries if m.role == "agent")


def actors_victim(question: Question) -> Iterable[str]:
    """Who acts in the sentence, or in a war the side that is attacked."""
    return _lands(question, (_victim(question, m.party) for m in question.near() if m.role == "agent"))


def named_before(question: Question) -> Iterable[str]:
    """Who was named before in the paragraph, or in a war the side that is attacked."""
    named = (m for m in question.recent(lines=1) if _may_own(m) and (question.military or not _is_army(question, m)))
    return _lands(question, (_victim(question, m.party) for m in named))


def _is_army(question: Question, mention: Mention) -> bool:
    """ "Russische Truppen rücken vor": an army has no people and houses where it fights."""
    return question.memory.is_force(mention)


def home_of_text(question: Question) -> Iterable[str]:
    """Where the text is at home, or in a war the side that is attacked."""
    return _lands(question, (_victim(question, party) for party in _home(question) if _may_be_home(question, party)))


def _lands(question: Question, parties: Iterable[str]) -> Iterator[str]:
    """Alliances have no people and houses of their own."""
    alliances = question.scene.words.sides.alliances
    return (party for party in parties if party not in alliances)


def _soldiers(question: Question) -> Iterator[Fact]:
    return (fact for fact in question.told(BODILY | {"destroyed"}) if fact.military)


def _fighting(question: Question, parties: Iterable[str]) -> Iterator[str]:
    """In a text about a war its dead and captured are those of who fights in it."""
    sides = question.scene.words.sides.opponents
    war = question.choice.event in _HURT and any(m.party in sides for m in question.memory.opening)
    return (party for party in parties if not war or party in sides)


def _where(question: Question, mentions: Iterable[Mention]) -> Iterator[str]:
    """Where it happened; whither they fled is not whose they are."""
    fled = question.choice.event == "displaced"
    there = (m for m in mentions if m.local and not (fled and m.role == "target"))
    return (m.party for m in there if m.form == "place" or m.role in ("place", "target"))


def _may_own(mention: Mention) -> bool:
    return not mention.arms and mention.role not in ("target", "oblique", "beside")


def _victim(question: Question, party: str) -> str:
    """In a war that is fought on one side's land, people and houses that are hit are that side's."""
    damage = question.choice.event == "cost" and question.choice.public
    hostile = (damage or question.choice.event in HOSTILE) and not question.military
    return question.scene.words.sides.attacked.get(party, party) if hostile else party


def _home(question: Question) -> Iterator[str]:
    """Where the text is at home: the first country or place that it names otherwise than as a target or source."""
    opening = [m for m in question.memory.opening if not m.speaks]
    yield from (m.party for m in opening if m.role in ("place", "origin") or m.form == "place")
    yield from parties_of(opening)
    yield from (m.party for m in question.memory.opening if m.dateline)
    yield from (m.party for m in question.memory.opening if m.role == "origin")  # "was die Statistik aus Kiew verrät"
    first = question.memory.first_mention()
    if first is not None and not first.speaks:
        yield first.party


def _may_be_home(question: Question, party: str) -> bool:
    """The dead and missing of a war are not those of the country from which the news comes."""
    sides = question.scene.words.sides.opponents
    war = question.memory.war or any(m.party in sides for m in question.memory.opening if not m.speaks)
    return not (war and question.choice.event in BODILY) or party in sides
