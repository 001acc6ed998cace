"""Whose people, equipment, land or money it is.

Every kind of figure has its own order of rules; the first that finds a party in the text decides, and gives the answer
its name. Who only says the figure is no candidate. What a figure's own sentence leaves open comes from the figures and
mentions before it in the paragraph, then from the headline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from monitor.claims.context import acting, contingents, hostile, naming, nobodys, owning, suffering
from monitor.claims.context.counted import family
from monitor.claims.context.question import BODILY, Question, opponents

Rule = Callable[[Question], Iterable[str]]
_NOBODYS = frozenset({"distance", "time", "area"})
_LOCAL_EVENTS = BODILY | {"destroyed", "displaced", "affected", "opinion"}


@dataclass(frozen=True, slots=True)
class Owner:
    """A party (None for nobody's, or both sides'), and the name of the rule that found it."""

    party: str | None
    rule: str


def resolve(question: Question) -> Owner:
    """Whose the figure is."""
    event = question.choice.event
    told_of_nobody = question.choice.nobody or nobodys.are_of_nobody(question)
    if told_of_nobody or (question.kind in _NOBODYS and event in ("other", "cost")):
        return Owner(None, "nobody's")
    own = None if event in ("territory", "aid") or acting.gives_it(question) else _own(question)
    return Owner(own, "own words") if own else _of_others(question)


def _of_others(question: Question) -> Owner:
    """Whose a figure is that its own words give to no country."""
    if nobodys.are_strangers(question):
        return Owner(None, "strangers'")
    if listed := next(iter(owning.sanctioned(question)), None):
        return Owner(listed, "sanctioned")
    if question.choice.rule == "aside" or nobodys.are_of_both_sides(question):
        return Owner(None, "both sides'")
    if nobodys.are_uprooted(question):
        return _first(question, _UPROOTED)
    return _first(question, (*_AT_ONCE, *_order(question), _currency, _domestic))


def _first(question: Question, rules: Iterable[Rule]) -> Owner:
    found = ((party, rule) for rule in rules for party in rule(question))
    party, rule = next(found, (None, None))
    return Owner(party, rule.__name__.strip("_").replace("_", " ") if rule else "unnamed")


def _order(question: Question) -> tuple[Rule, ...]:
    """The rules for figures of this kind."""
    event = question.choice.event
    if event == "supplied" and question.of_firm:
        return _ORDERED
    if event in _ORDERS:
        return _ORDERS[event]
    if question.military and (event in BODILY or event == "destroyed"):
        return _SOLDIERS
    return _PEOPLE if event in _LOCAL_EVENTS else _things(question)


def _things(question: Question) -> tuple[Rule, ...]:
    choice = question.choice
    if choice.event == "cost" and choice.rule == "verb":
        return (owning.payer, owning.owner_of_arms, owning.sum_of_paragraph)
    if question.kind in suffering.SETTLED or choice.public:
        return (*_THINGS, *_PEOPLE)
    if question.military and family(question.kind) == "arms":
        return (*_THINGS, *_SOLDIERS)
    if question.kind == "land":
        return (*_THINGS, suffering.place_near, suffering.place_of_paragraph, suffering.home_of_text)
    return (*_THINGS, owning.place_of_thing, owning.topic_of_paragraph, owning.topic_of_text, owning.sum_of_paragraph)


def _domestic(question: Question) -> Iterable[str]:
    """What happens to people and houses, and what the public pays, in a text that names no other country is at home."""
    choice, kind = question.choice, question.kind
    public = choice.public or choice.event in ("aid", "opinion")
    settled = family(kind) in ("people", "places", "votes") or choice.event in _LOCAL_EVENTS
    if question.of_firm and choice.event in ("other", "cost"):
        return
    house = kind == "money" and (owning.is_budget(question) or owning.is_public_sum(question))
    ours = public or settled or house or kind in ("thing", "share")
    if ours and (home := question.memory.land.home):
        yield home


def _currency(question: Question) -> Iterable[str]:
    """Sums in a currency that only one country has are that country's: francs are Swiss, roubles Russian."""
    country = question.scene.words.sides.currencies.get(question.unit or "")
    if country and not question.of_firm:
        yield country


def _own(question: Question) -> str | None:
    """The nationality in the counted noun phrase: "nordkoreanische Soldaten", "Soldaten aus Nordkorea"."""
    found = question.found
    people = family(question.kind) == "people"
    inside = [
        m
        for m in question.mentions
        if found.first <= m.at < found.end
        and m.role != "target"
        and not (people and m.arms)
        and not (m.form == "name" and m.role == "agent")
        and not (m.role == "origin" and _withdraws(question))
    ]
    if found.head is not None and question.scene.tokens[found.head].low.startswith(question.scene.words.forms.enemies):
        acting_sides = (m.party for m in question.mentions if m.role == "agent")
        return next(iter(opponents(question, acting_sides)), None)
    named = [m.party for m in inside if m.form != "place"] or [m.party for m in inside if m.role == "origin"]
    return named[0] if named else None


def _withdraws(question: Question) -> bool:
    """ "Die USA ziehen 1.500 Soldaten aus Rumänien ab", "53 Kinder aus Russland heimgeholt": where they leave."""
    last, forms = question.lows[-1], question.scene.words.forms
    if question.choice.event in ("other", "exchanged", "displaced"):
        return any(low.startswith(forms.bringing_home) for low in question.lows)
    leaving = any(low.startswith(forms.withdrawing) for low in question.lows)
    return question.choice.event == "deployed" and leaving and last.startswith(("ab", "zurück"))


_AT_ONCE: tuple[Rule, ...] = (
    owning.adjacent,
    naming.stated_side,
    naming.asked_about,
    owning.country_of_newcomers,
    suffering.there,
    hostile.given_in_return,
    hostile.receiver,
    hostile.releaser,
    hostile.home_coming,
    hostile.enemy_of_speaker,
    hostile.speakers_own,
    acting.his_country,
    contingents.possessed,
    acting.ourselves,
    acting.of_us,
    acting.gapped_subject,
    acting.comes_to,
    suffering.elsewhere,
    owning.shared,
)
_SHOT = (
    acting.own_arms,
    acting.enemy_of_speaker,
    acting.launched_before,
    acting.arms_counted_before,
    acting.arms_before,
    acting.attacker_of_text,
    acting.enemy_named_before,
)
_GIVERS = (
    acting.sender,
    acting.subject,
    acting.announcing_giver,
    acting.owner_near,
    acting.given_before,
    suffering.speakers_country,
    acting.actor_before,
    acting.actor_of_text,
)
_ORDERED = (acting.sender, acting.subject, acting.announcing_giver)  # what firms deliver is a country's that acts
_ORDERS: dict[str, tuple[Rule, ...]] = {
    "launched": (
        acting.doer,
        acting.subject,
        acting.own_arms,
        acting.enemy_of_target,
        acting.attack_before,
        hostile.enemy_of_victims,
        acting.attacker_of_text,
        acting.enemy_named_before,
        acting.enemy_of_speaker,
    ),
    "shot_down": _SHOT,
    "aid": _GIVERS,
    "supplied": _GIVERS,
    "territory": (
        acting.fighter_beside,
        acting.holder,
        acting.loser_of_land,
        acting.subject,
        acting.speaker_on_land,
        acting.troops_before,
        acting.taker,
        acting.land_before,
        acting.any_actor,
        acting.enemy_of_owner,
        acting.actor_of_text,
    ),
}
# Of those who have left their country only where they come from is asked.
_UPROOTED: tuple[Rule, ...] = (suffering.origin, suffering.refugees_country, owning.shared)
_PEOPLE: tuple[Rule, ...] = (
    suffering.loser,
    suffering.origin,
    suffering.refugees_country,
    hostile.enemy_of_doer,
    suffering.place_beside,
    hostile.attacked_before,
    suffering.force_beside,
    suffering.place_near,
    suffering.victims_before,
    suffering.authority,
    hostile.struck_before,
    suffering.settled_before,
    suffering.place_of_paragraph,
    suffering.speakers_country,
    suffering.mourning_country,
    suffering.actors_victim,
    suffering.dateline,
    suffering.named_before,
    suffering.home_of_text,
)
_SOLDIERS: tuple[Rule, ...] = (
    contingents.supplier,
    suffering.loser,
    suffering.origin,
    suffering.mourner,
    hostile.enemy_of_doer,
    contingents.enemy_of_attack,
    hostile.admitter,
    suffering.force_beside,
    contingents.sent_before,
    hostile.claimed_by_enemy,
    suffering.announcer,
    hostile.attacked_before,
    suffering.at_home,
    suffering.soldiers_before,
    suffering.force_of_paragraph,
    suffering.fighting_subject,
    suffering.speaking_army,
    suffering.fighting_before,
    suffering.force_of_text,
    suffering.soldiers_of_text,
    contingents.guest,
    contingents.watched,
    acting.actor_of_text,
    *_PEOPLE,
)
_THINGS: tuple[Rule, ...] = (
    owning.origin_of_people,
    contingents.sent_before,
    hostile.target_of_attack,
    owning.place_of_settled,
    owning.owner,
    owning.payer,
    owning.alike,
    owning.owner_of_arms,
    owning.place_of_public,
)
