"""What one side of a war does to the other: whom it hits, captures, hands over, and of whom it speaks as the enemy.

Each rule yields the parties that it finds in its place, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from monitor.claims.context.counted import family
from monitor.claims.context.question import HOSTILE, Question, opponents, told_parties

_DONE = frozenset({"killed", "wounded", "killed_or_wounded", "captured", "destroyed"})


def enemy_of_doer(question: Question) -> Iterator[str]:
    """ "Die Ukraine hat zwei Gefangene vorgeführt", "Der SBU will 41 Flugzeuge zerstört haben", "Russische Angriffe
    töteten zwölf Menschen": those to whom a side does it are the other's."""
    event, choice = question.choice.event, question.choice
    if choice.agent or question.passive or event not in _DONE or not _is_done(question):
        return
    mentions = question.mentions if event == "destroyed" else question.in_clause()
    yield from opponents(question, (m.party for m in mentions if m.role == "doer"))
    yield from opponents(question, (m.party for m in mentions if m.role == "agent" and m.form != "place"))


def _is_done(question: Question) -> bool:
    """Whether the verb is one that somebody does to others: "tötete", not "starben"."""
    at, harming = question.choice.at, question.scene.words.forms.harming
    if question.choice.event in ("captured", "destroyed"):
        return True
    return question.choice.rule == "verb" and at is not None and question.scene.tokens[at].low.startswith(harming)


def claimed_by_enemy(question: Question) -> Iterator[str]:
    """ "41 Flugzeuge seien zerstört worden, hieß es aus dem SBU": arms of which a side tells, and admits no loss."""
    if question.choice.event == "destroyed" and question.military and not question.choice.agent:
        admits = any(low.startswith(question.scene.words.forms.admitting) for low in question.scene.words_low)
        spoken = (m.party for m in question.mentions if m.speaks and m.form != "place" and not admits)
        yield from opponents(question, spoken)


def target_of_attack(question: Question) -> Iterator[str]:
    """ "Die Ukraine hat 24 Raffinerien angegriffen": they are the other side's."""
    scene, clause = question.scene, question.scene.clause(question.spot)
    attacked = any(low.startswith(scene.words.forms.attacking) for low in scene.lows(clause.first, clause.end))
    if attacked and family(question.kind) in ("places", "things") and not question.passive:
        yield from opponents(question, (m.party for m in question.in_clause() if m.role == "agent"))


def attacked_before(question: Question) -> Iterator[str]:
    """ "Bei einem Raketenangriff starben zwölf Rekruten": the victims of the attacker told of just before."""
    stems = question.scene.words.forms.attack_stems
    if any(stem in low for low in question.lows for stem in stems):
        yield from opponents(question, told_parties(question, ("launched",), close=True))


def enemy_of_speaker(question: Question) -> Iterator[str]:
    """ "Der Gegner habe 900 Mann verloren": the enemy of who says it, here or in the sentences before."""
    forms, clause = question.scene.words.forms, question.scene.clause(question.spot)
    named = [token.low for token in question.scene.tokens[clause.first : clause.end] if token.is_name]
    if any(low.startswith(forms.enemies) for low in named):
        yield from opponents(question, (m.party for m in question.mentions if m.speaks))
        if any(low.startswith(forms.invaders) for low in named):
            yield from _invaders(question)
        yield from opponents(question, (m.party for _, m in question.memory.recent_mentions() if m.speaks))


def _invaders(question: Question) -> Iterator[str]:
    """Who attacks in the war of which the text tells: the side that was named last."""
    attacked = question.scene.words.sides.attacked
    mentions = [*question.mentions, *(m for _, m in question.memory.recent_mentions())]
    yield from (m.party for m in mentions if attacked.get(m.party, m.party) != m.party)
    yield from opponents(question, (m.party for m in mentions if m.party in attacked.values()))


def speakers_own(question: Question) -> Iterator[str]:
    """ "Für die eigene Seite nannte Selenskyj 46.000 Tote": who says it, here or in the sentences before."""
    tokens, owns = question.scene.tokens, question.scene.words.forms.one_owns
    if not question.military or owns.isdisjoint(question.scene.word_set):
        return
    owned = any(
        one.low in owns and other.is_name and not question.scene.words.speech.reports.word(other.low)
        for one, other in pairwise(tokens)
    )
    if owned:
        yield from (m.party for m in question.mentions if m.role == "agent" or m.speaks)
        yield from (m.party for _, m in question.memory.recent_mentions() if m.speaks)


def admitter(question: Question) -> Iterator[str]:
    """ "Moskau bestätigte Verluste: 63 Soldaten seien umgekommen": what a side admits are its own losses."""
    if question.choice.event in _DONE and any(
        low.startswith(question.scene.words.forms.confirming) for low in question.scene.words_low
    ):
        sides = question.scene.words.sides.opponents
        yield from (m.party for m in question.mentions if m.speaks and m.party in sides)


def enemy_of_victims(question: Question) -> Iterator[str]:
    """ "In Nikopol gab es vier Verletzte. Es habe 15 Angriffe gegeben": theirs who fight those that were hit."""
    yield from opponents(question, told_parties(question, HOSTILE, close=True))


def struck_before(question: Question) -> Iterator[str]:
    """ "Iran feuerte Raketen auf Israel ab. Acht Menschen starben": whom the attack struck."""
    if question.choice.event in HOSTILE:
        yield from (m.party for m in question.recent(lines=1) if m.struck)


def receiver(question: Question) -> Iterator[str]:
    """Bodies and prisoners that one side hands over are the other's."""
    if question.choice.event == "exchanged" and _says(question, question.scene.words.forms.handing):
        handed = (m.party for m in question.mentions if m.role == "agent")
        yield from opponents(question, handed)


def given_in_return(question: Question) -> Iterator[str]:
    """ "Russland übergab 1.000 Leichen und bekam im Gegenzug 19": the other side's than those before."""
    before = question.before
    if before is None or not before.party or question.choice.event != "exchanged" or before.event != "exchanged":
        return
    if not question.scene.words.forms.in_return.isdisjoint(question.lows):
        yield from opponents(question, [before.party])


def releaser(question: Question) -> Iterator[str]:
    """ "Minsk entlässt 123 Gefangene": a state that is not at war lets go its own."""
    sides, releasing = question.scene.words.sides.opponents, question.scene.words.forms.releasing
    if question.choice.event == "exchanged" and not question.passive and _says(question, releasing):
        freeing = (m.party for m in question.in_clause() if m.role == "agent" and m.noun is None)
        yield from (party for party in freeing if party not in sides)


def home_coming(question: Question) -> Iterator[str]:
    """Those of whose return a side's own office tells are its own."""
    if question.choice.event != "exchanged":
        return
    sides, forms = question.scene.words.sides.opponents, question.scene.words.forms
    if _says(question, forms.returning) or not forms.back.isdisjoint(question.scene.word_set):
        yield from (m.party for m in question.mentions if m.speaks and m.party in sides)


def _says(question: Question, stems: tuple[str, ...]) -> bool:
    return any(token.low.startswith(stems) for token in question.scene.tokens)
