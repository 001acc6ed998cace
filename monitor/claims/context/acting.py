"""Who acts: attacks, gives, takes land, and whose arms are shot down.

Each rule yields the parties that it finds in its place, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.context.question import BODILY, Question, opponents, parties_of, told_parties

_ATTRIBUTIVE = ("ene", "enen", "ener", "enes", "enem")  # endings of a strong participle that stands before its noun


def subject(question: Question) -> Iterable[str]:
    """Who acts in the figure's clause, or before it in the sentence."""
    return question.agents()


def gapped_subject(question: Question) -> Iterator[str]:
    """ "Frankreich schickt 2.000 Soldaten, Polen 3.000": in a clause without a verb the name at the number acts."""
    scene, clause = question.scene, question.scene.clause(question.spot)
    before = question.before
    if clause.finite or before is None or before.scene is not scene or scene.says_in(scene.clause(before.spot)):
        return
    for mention in question.in_clause():
        between = scene.lows(mention.at + 1, question.spot)
        plain = mention.role == "agent" and mention.noun is None and mention.form != "place"
        if plain and mention.at < question.spot and not scene.words.forms.all_prepositions.intersection(between):
            yield mention.party


def comes_to(question: Question) -> Iterator[str]:
    """ "Dänemark kommt auf neun Milliarden": a country's own money, not what it reckons of others'."""
    if question.kind == "money" and question.scene.words.forms.coming_to.intersection(question.lows):
        clause = question.scene.clause(question.spot)
        yield from (m.party for m in question.mentions if m.at in clause and m.speaks and m.form == "name")


def his_country(question: Question) -> Iterator[str]:
    """ "Sein Land habe 17.000 Reservisten": that of who was named just before, who speaks or acts."""
    forms, tokens = question.scene.words.forms, question.scene.tokens
    clause = question.scene.clause(question.spot)
    for at in range(clause.first, min(question.spot, clause.end - 1)):
        noun = tokens[at + 1].low
        whole = noun in ("land", "landes") and tokens[at].low in forms.definite
        if whole or (tokens[at].low in forms.possessives and noun in forms.of_country):
            yield from (m.party for m in reversed(question.mentions) if m.at < at)
            earlier = question.memory.recent_mentions()
            yield from (m.party for _, m in earlier if m.role in ("agent", "owner") and (m.speaks or whole))


def doer(question: Question) -> Iterator[str]:
    """ "Die Ukraine ist von Russland angegriffen worden": who did it, else the enemy of whom it was done to."""
    if question.passive:
        yield from (m.party for m in question.in_clause() if m.role == "doer")
        yield from opponents(question, (m.party for m in question.in_clause() if m.role == "agent" and m.noun is None))


def own_arms(question: Question) -> Iterable[str]:
    """ "russische Drohnen", "ein ukrainischer Angriff"."""
    return (m.party for m in question.mentions if m.arms)


def enemy_of_target(question: Question) -> Iterable[str]:
    """ "auf Charkiw"."""
    return opponents(question, (m.party for m in question.near() if m.role in ("target", "place")))


def enemy_of_speaker(question: Question) -> Iterable[str]:
    """Who tells what was shot down shot it down."""
    return opponents(question, (m.party for m in question.mentions if m.speaks))


def enemy_named_before(question: Question) -> Iterable[str]:
    """The enemy of who was named last."""
    return opponents(question, parties_of(question.recent()))


def attack_before(question: Question) -> Iterable[str]:
    """Whose drones flew or were shot down before."""
    return told_parties(question, ("launched", "shot_down"))


def launched_before(question: Question) -> Iterable[str]:
    """Whose drones flew before."""
    return told_parties(question, ("launched",))


def arms_counted_before(question: Question) -> Iterator[str]:
    """Whose drones and missiles the paragraph counted before, though nothing was said of them."""
    facts = (fact for fact in question.memory.recent() if question.under_heading(fact))
    yield from (fact.party for fact in facts if fact.party and fact.kind == "munition")


def arms_before(question: Question) -> Iterable[str]:
    """Whose drones or attack were named before."""
    return (mention.party for _, mention in question.memory.recent_forces() if mention.arms)


def attacker_of_text(question: Question) -> Iterable[str]:
    """The attacker in the war that the text is about."""
    attacked = question.scene.words.sides.attacked
    return (m.party for m in question.memory.opening if attacked.get(m.party, m.party) != m.party)


def sender(question: Question) -> Iterable[str]:
    """Under a verb of receiving the one behind "von"."""
    receiving = question.scene.words.forms.receiving
    received = any(token.low.startswith(receiving) for token in question.scene.tokens)
    return (m.party for m in question.in_clause() if received and m.role in ("doer", "origin"))


def announcing_giver(question: Question) -> Iterator[str]:
    """ "Die EU kündigte drei Millionen Euro Soforthilfe an": who announces help gives it."""
    announcing = question.scene.words.forms.announcing
    if any(low.startswith(announcing) for low in question.lows):
        clause = question.scene.clause(question.spot)
        yield from (m.party for m in question.mentions if m.at in clause and m.speaks and m.role == "agent")


def owner_near(question: Question) -> Iterable[str]:
    """ "das dänische Paket", "20 Panzer aus Schweden"."""
    return (
        m.party
        for m in question.near()
        if m.role == "origin" or (m.noun is not None and m.role not in ("oblique", "beside"))
    )


def given_before(question: Question) -> Iterable[str]:
    """Who gave what was told of before."""
    return told_parties(question, ("aid", "supplied"))


def actor_before(question: Question) -> Iterable[str]:
    """Who acted in this paragraph or the one before."""
    return (m.party for m in question.recent(lines=2) if m.role == "agent")


def fighter_beside(question: Question) -> Iterator[str]:
    """Whose soldiers of the same sentence went the distance."""
    if question.kind == "distance":
        yield from (fact.party for fact in question.told(BODILY) if fact.party and fact.scene is question.scene)


def holder(question: Question) -> Iterator[str]:
    """ "von Russland besetzt", "unter russischer Kontrolle"."""
    tokens, forms = question.scene.tokens, question.scene.words.forms
    for mention in question.in_clause():
        held = mention.noun is not None and tokens[mention.noun].low.startswith(forms.controlling)
        if held or mention.role == "doer":
            yield mention.party


def speaker_on_land(question: Question) -> Iterator[str]:
    """A side that tells of land that it lost tells of the other's gain; else of its own."""
    losing, sides = question.scene.words.forms.losing, question.scene.words.sides.opponents
    spoken = [m.party for m in question.mentions if m.speaks and m.party in sides]
    yield from opponents(question, spoken) if any(low.startswith(losing) for low in question.lows) else spoken


def loser_of_land(question: Question) -> Iterator[str]:
    """Land that one side loses or leaves is taken by the other; "das verlorene Gebiet" only says what land it is."""
    losing = question.scene.words.forms.losing
    if any(low.startswith(losing) and not low.endswith(_ATTRIBUTIVE) for low in question.lows):
        yield from opponents(question, question.agents())


def ourselves(question: Question) -> Iterator[str]:
    """ "man", "wir": who acted just before."""
    told = question.choice.event == "territory"
    if told and not question.scene.words.forms.ourselves.isdisjoint(question.lows):
        yield from (m.party for m in question.recent(lines=1) if m.role == "agent")


def of_us(question: Question) -> Iterator[str]:
    """ "„Wir haben 43.000 Soldaten verloren“, sagte Selenskyj": those of who says it."""
    us = question.scene.words.forms.us
    if not us.isdisjoint(question.scene.word_set) and not us.isdisjoint(question.lows):
        yield from (m.party for m in question.mentions if m.speaks and not m.dateline)
        yield from (m.party for _, m in question.memory.recent_mentions(question.line) if m.speaks)


def gives_it(question: Question) -> bool:
    """ "Polen liefert 20 deutsche Panzer": of what is given the giver counts, not who made it."""
    if question.choice.event != "supplied" or not question.choice.agent or any(sender(question)):
        return False
    found, receiving = question.found, question.scene.words.forms.receiving
    received = any(low.startswith(receiving) for low in question.lows)
    outside = (m for m in question.in_clause() if not found.first <= m.at < found.end)
    return not received and not question.passive and any(m.role == "agent" for m in outside)


def troops_before(question: Question) -> Iterable[str]:
    """ "Russische Truppen …": whose they were that acted before."""
    return (m.party for m in question.recent() if m.role == "agent" and m.noun is not None)


def taker(question: Question) -> Iterator[str]:
    """Land is retaken by whose it is, taken by the other side."""
    at, forms = question.choice.at, question.scene.words.forms
    word = question.scene.tokens[at].low if at is not None else ""
    places = [m.party for m in question.near() if m.form == "place"]
    if word.startswith(forms.retaking):
        yield from places
    elif word.startswith(forms.taking):
        yield from opponents(question, places)


def land_before(question: Question) -> Iterable[str]:
    """Who held or took the land told of before."""
    return told_parties(question, ("territory",))


def any_actor(question: Question) -> Iterable[str]:
    """Who acts anywhere in the sentence, though it only be told of."""
    return (m.party for m in question.mentions if m.role == "agent")


def enemy_of_owner(question: Question) -> Iterator[str]:
    """Whose land it is, it is the other's that took it."""
    owners = [m.party for m in question.near() if m.role in ("place", "owner")]
    yield from opponents(question, owners)
    yield from owners


def actor_of_text(question: Question) -> Iterator[str]:
    """Who acts in the headline and the lead."""
    yield from (m.party for m in question.memory.opening if m.role == "agent" and not m.speaks)
    yield from (m.party for m in question.memory.opening if m.noun is not None)
