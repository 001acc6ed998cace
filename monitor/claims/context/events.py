"""What is said of a quantity: from its noun, its clause's verb, a noun that governs it, a neighbouring clause.

Each rule proposes an event with a weight (``verbs.toml``, ``events.toml``); the weightiest wins, the earlier rule on a
tie.
What nobody says here, ``memory`` carries over from the figures before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.claims.context.clauses import Clause
from monitor.claims.context.counted import Phrase, covers, is_labelled
from monitor.claims.context.forms import Forms
from monitor.claims.context.scene import Mark, Scene
from monitor.claims.context.vocabulary import Cue

_SURE = 5  # what tells the kind of a bare number is said without doubt
_FAR = 2  # what a cue loses beyond its own clause: the event that is said beside the number is the surer one
_LOCAL = frozenset({"ship", "building", "infrastructure", "settlement", "region", "thing", "goods"})


@dataclass(frozen=True, slots=True)
class Choice:
    """An event, the word that says it (token ``at``, None for a noun's own), and the rule that found it.

    ``public`` costs (damage, budgets, pay) are a country's, others (prices, wages of the market) nobody's;
    ``nobody`` marks what belongs to companies and markets.
    """

    event: str
    weight: int
    rule: str
    at: int | None = None
    agent: bool = False
    public: bool = False
    nobody: bool = False


def choose(scene: Scene, spot: int, kind: str, found: Phrase, whole: str = "") -> Choice | None:
    """The event that the sentence itself says of the quantity at ``spot``; None where it says nothing.

    ``whole`` is the kind of what a bare share is a share of.
    """
    kinds = (*_told_apart(scene, found), *(covers(kind) if kind else ()), *(covers(whole) if whole else ()))
    proposals = [*_of_noun(scene, found), *_of_attributes(scene, found, kinds), *_of_survey(scene, kind)]
    proposals += _of_origin(scene, kind, found)
    if _is_changed_by(scene, spot, kind):
        proposals.append(Choice("other", 3, "change"))
    if _is_aside(scene, spot, kind, found):
        proposals.append(Choice("other", 1, "aside"))
    elif is_base(scene, spot):
        proposals += _of_own_relative(scene, spot, kinds)
    else:
        proposals += _of_verbs(scene, spot, found, kinds)
        proposals += _of_governor(scene, spot, found, kinds)
    if kind == "money":
        proposals = _without_purpose(proposals)
    if _is_civil(scene, found):
        proposals = [choice for choice in proposals if choice.event != "deployed"]
    return _died_of_wounds(spot, proposals) or max(proposals, key=lambda choice: choice.weight, default=None)


def _told_apart(scene: Scene, found: Phrase) -> tuple[str, ...]:
    """Soldiers and those who come to help are persons of whom more can be said: "20 Polizisten sichern den Platz"."""
    head = scene.tokens[found.head].low if found.head is not None else ""
    cue = scene.words.nouns.counted.word(head) if head else None
    return ("soldier",) if cue and cue.event == "deployed" else ()


def _without_purpose(proposals: list[Choice]) -> list[Choice]:
    """ "stellt für den Wiederaufbau 120 Millionen Euro bereit": the giver says what money is, not what it is for."""
    given = any(choice.rule == "verb" and choice.event == "aid" for choice in proposals)
    return [choice for choice in proposals if not (given and choice.rule == "governor" and choice.event == "cost")]


def _is_civil(scene: Scene, found: Phrase) -> bool:
    """Patients, workers, guests are sent and brought too, but not deployed."""
    return found.head is not None and bool(scene.words.nouns.civil.word(scene.tokens[found.head].low))


def _died_of_wounds(spot: int, proposals: list[Choice]) -> Choice | None:
    """ "Zwei Verletzte starben": the verb behind the noun is the newer."""
    wounded = any(choice.rule == "noun" and choice.event == "wounded" for choice in proposals)
    deaths = [
        choice for choice in proposals if choice.rule == "verb" and choice.event == "killed" and (choice.at or 0) > spot
    ]
    return deaths[0] if wounded and deaths and deaths[0].weight >= 5 else None


def _of_survey(scene: Scene, kind: str) -> Iterator[Choice]:
    """A share of people in a sentence that names a survey is an opinion."""
    share = kind in ("voter", "share") or any("prozent" in token.low for token in scene.tokens)
    if share and kind in ("person", "voter", "share") and scene.is_poll:
        yield Choice("opinion", 3 if kind == "person" else 5, "survey")


def _of_origin(scene: Scene, kind: str, found: Phrase) -> Iterator[Choice]:
    """ "Menschen aus der Ukraine" that are counted elsewhere have left it."""
    if kind != "person" or found.head is None or scene.words.nouns.military.word(scene.tokens[found.head].low):
        return
    country = any(
        found.core < hit.first < found.end and hit.value.form == "name" and not hit.value.town for hit in scene.names
    )
    if (country and scene.tokens[found.core].low == "aus") or _is_refuge(scene, found):
        yield Choice("displaced", 1, "origin")


def _is_refuge(scene: Scene, found: Phrase) -> bool:
    """ "Ukrainer in Deutschland": people of a country that is attacked, counted in one that is not at war."""
    sides = scene.words.sides
    homes = {hit.value.party for hit in scene.names if hit.first == found.head and hit.value.form == "people"}
    places = {
        hit.value.party
        for hit in scene.names
        if hit.value.form in ("name", "place")
        and scene.words.forms.place_prepositions.intersection(scene.lows(max(0, hit.first - 2), hit.first))
    }
    return bool(homes & set(sides.attacked.values())) and any(party not in sides.opponents for party in places)


def kind_told(scene: Scene, spot: int, kind: str) -> str:
    """ "person" for a bare number whose clause's verb speaks of people and can't speak of ``kind``; else ""."""
    clause = scene.clause(spot)
    cues = [cue for mark in scene.verbs_in(clause.first, clause.end) for cue in mark.cues]
    if not cues or any(cue.speaks_of(each) for cue in cues for each in covers(kind)):
        return ""
    people = all(cue.speaks_of("person") for cue in cues) and max(cue.weight for cue in cues) >= _SURE
    return "person" if people else ""


def is_base(scene: Scene, spot: int) -> bool:
    """Whether the quantity is the whole of which another is a part ("von den 28 Männern sind elf gefallen")."""
    clause = scene.clause(spot)
    before = scene.lows(clause.first, spot)
    later = any(other > spot for other in scene.spots)
    opened = later and (_opens_partitive(before, scene.words.forms) or _definite_whole(scene, spot, before))
    return opened or is_whole_behind(scene, spot)


def is_whole_behind(scene: Scene, spot: int) -> bool:
    """Whether the quantity is the whole of the part right before it ("21 der 38 Raffinerien")."""
    return any(
        all(low in scene.words.forms.partitive_links for low in scene.lows(other + 1, spot))
        for other in scene.spots
        if other + 1 < spot <= other + 3
    )


def _definite_whole(scene: Scene, spot: int, before: list[str]) -> bool:
    """ "sind von den 15.000 entsandten Soldaten 4.700 gefallen": an article, and the part in the same clause."""
    inside = any(other > spot and other in scene.clause(spot) for other in scene.spots)
    return inside and before[-2:-1] in (["von"], ["unter"]) and before[-1] in ("den", "ihren", "diesen")


def _opens_partitive(before: list[str], forms: Forms) -> bool:
    """ "von den", "von ursprünglich", "unter den": nothing else stands before the whole."""
    entry = all(low in forms.partitive_entry or low.endswith(("en", "s")) for low in before[1:])
    return bool(before) and before[0] in forms.partitive and entry


def _is_changed_by(scene: Scene, spot: int, kind: str) -> bool:
    """ "sank um 60 Prozent": a change by a share is no share of what was lost or taken."""
    return kind == "share" and spot > 0 and scene.tokens[spot - 1].low == "um"


def _is_aside(scene: Scene, spot: int, kind: str, found: Phrase) -> bool:
    """ "auf sechs Krankenhäuser verteilt", "an Bord von sieben Schiffen": the verb speaks of something else."""
    if kind not in _LOCAL or spot == 0 or found.head is None:
        return False
    before = scene.lows(max(0, spot - 2), spot)
    return before[-1] in scene.words.forms.aside or before == ["bord", "von"]


def _of_noun(scene: Scene, found: Phrase) -> Iterator[Choice]:
    if found.head is None:
        return
    nouns = [token.low for token in scene.tokens[found.first : found.core] if token.is_name]
    cues = [cue for cue in map(scene.words.nouns.counted.word, nouns) if cue]
    if {cue.event for cue in cues} >= {"killed", "wounded"}:
        yield Choice("killed_or_wounded", 7, "noun")
    elif cues:
        yield Choice(cues[0].event, cues[0].weight, "noun", public=cues[0].public)


def _of_attributes(scene: Scene, found: Phrase, kinds: tuple[str, ...]) -> Iterator[Choice]:
    for mark in scene.verbs_in(found.first, found.end):
        if mark.at != found.head:
            yield from _choices(mark, kinds, "attribute", 0)


def _choices(mark: Mark, kinds: tuple[str, ...], rule: str, loss: int) -> Iterator[Choice]:
    """What a word says of things of these kinds, the narrowest first; of unknown things, what it says of people."""
    for kind in kinds or ("person", "munition"):
        cues = [cue for cue in mark.cues if cue.speaks_of(kind)]
        if cues:
            cue = max(cues, key=lambda cue: cue.weight)
            yield Choice(cue.event, cue.weight - loss, rule, mark.at, cue.agent)
            return


def _of_verbs(scene: Scene, spot: int, found: Phrase, kinds: tuple[str, ...]) -> list[Choice]:
    """The first stretch of the sentence in which a verb speaks of such things decides."""
    for loss, first, end in _stretches(scene, spot, found, kinds[0] if kinds else ""):
        marks = (mark for mark in _nearest(scene, first, end, spot) if not _is_of_other_noun(scene, mark))
        choices = [choice for mark in marks for choice in _choices(mark, kinds, "verb", loss)]
        if choices:
            return choices
    return []


def _is_of_other_noun(scene: Scene, mark: Mark) -> bool:
    """ "nach Darstellung gefangener Soldaten": a participle before another noun says nothing of the figure."""
    token, behind = scene.tokens[mark.at], mark.last + 1
    declined = not token.is_name and token.low.endswith(scene.words.forms.participle_endings)
    return declined and behind < len(scene.tokens) and scene.tokens[behind].is_name


def _of_own_relative(scene: Scene, spot: int, kinds: tuple[str, ...]) -> list[Choice]:
    """ "von den 1.376 Quadratkilometern, die die Ukraine hielt": what is said of the whole alone."""
    clause = scene.clause(spot)
    following = min((other for other in scene.spots if other > spot and other in clause), default=clause.end)
    return [
        choice
        for relative in _own_relative(scene, spot, following, clause)
        for mark in _nearest(scene, relative.first, relative.end, spot)
        for choice in _choices(mark, kinds, "verb", 0)
    ]


def _nearest(scene: Scene, first: int, end: int, spot: int) -> Iterable[Mark]:
    return sorted(scene.verbs_in(first, end), key=lambda mark: abs(mark.at - spot))


def _stretches(scene: Scene, spot: int, found: Phrase, kind: str) -> Iterator[tuple[int, int, int]]:
    clause = scene.clause(spot)
    behind = found.end if found.first > spot else spot + 1
    following = min((other for other in scene.spots if other > spot and other in clause), default=clause.end)
    previous = max((other for other in scene.spots if other < spot and other in clause), default=clause.first - 1)
    yield 0, behind, _shared_until(scene, behind, following, clause)
    yield from ((0, relative.first, relative.end) for relative in _own_relative(scene, spot, following, clause))
    yield 0, following, clause.end
    yield 0, previous + 1, spot
    yield 0, clause.first, previous + 1
    yield from _neighbours(scene, spot, found, kind)


def _shared_until(scene: Scene, behind: int, following: int, clause: Clause) -> int:
    """ "tötete fünf Schüler und verletzte zwölf": a verb behind "und" is the next quantity's."""
    if following == clause.end:
        return following
    links = (at for at in range(behind, following - 1) if scene.tokens[at].low in scene.words.forms.pair_links)
    verbs = {mark.at for mark in scene.verbs_in(behind, following) if not scene.tokens[mark.at].is_name}
    return next((at for at in links if at + 1 in verbs), following)


def _own_relative(scene: Scene, spot: int, following: int, clause: Clause) -> Iterator[Clause]:
    number = scene.clause_of[spot] + 1
    if following < clause.end or number >= len(scene.clauses):
        return
    relative = scene.clauses[number]
    if relative.kind == "relative" and not any(other in relative for other in scene.spots):
        yield relative


def _neighbours(scene: Scene, spot: int, found: Phrase, kind: str) -> Iterator[tuple[int, int, int]]:
    """The clauses whose verb a clause shares that has none, or a mere auxiliary.

    First one behind that goes on with the verb, or ends the bracket that an auxiliary opened ("hat 60 Drohnen, neun
    Raketen und drei Bomben eingesetzt"); then, if no verb at all stands here, those before and behind.
    """
    clause, number = scene.clause(spot), scene.clause_of[spot]
    if kind == "distance" or _own_verb(scene, found, clause):
        return
    yield from _brackets(scene, clause, number)
    says = scene.says_in(clause)
    if clause.finite and not says:
        return
    for other in reversed(scene.clauses[:number]):
        if other.kind != "relative":
            yield 1 + clause.finite, other.first, other.end
    if not says:
        yield from ((_FAR, other.first, other.end) for other in scene.clauses[number + 1 :])


def _brackets(scene: Scene, clause: Clause, number: int) -> Iterator[tuple[int, int, int]]:
    for other in scene.clauses[number + 1 : number + 5]:
        bare = not scene.has_finite(other.first, other.end)
        if other.kind != "main" or scene.tokens[other.first].low == "so":
            continue
        if (clause.finite and bare and other.mark == ",") or (not clause.finite and _goes_on(scene, other)):
            yield 1, other.first, other.end
        elif clause.finite:
            return


def _own_verb(scene: Scene, found: Phrase, clause: Clause) -> bool:
    """ "Hunderte Retter suchen …": a verb that no list knows stands behind the counted noun."""
    at = found.end
    if found.head is None or at >= clause.end or not scene.tokens[at].is_word or at in scene.finites:
        return False
    token = scene.tokens[at]
    plain = (
        not token.is_name
        and token.low.endswith(("en", "te", "ten"))
        and token.low not in scene.words.speech.function_words
    )
    return plain and not any(mark.at == at for mark in scene.verbs)


def has_other_verb(scene: Scene, spot: int) -> bool:
    """ "25 Millionen hungern": a bare number is the subject of a verb that no list knows."""
    at, clause = spot + 1, scene.clause(spot)
    if at >= clause.end or scene.tokens[spot - 1].low in scene.words.forms.all_prepositions:
        return False
    token = scene.tokens[at]
    verb = token.is_word and not token.is_name and token.low.endswith(("en", "te", "ern", "eln"))
    known = at in scene.finites or any(mark.at <= at <= mark.last for mark in scene.verbs)
    small = token.low in scene.words.speech.function_words or token.low in scene.words.grammar.attributes
    return verb and not known and not small and not token.low.startswith(scene.words.forms.more_of)


def _goes_on(scene: Scene, clause: Clause) -> bool:
    first = scene.tokens[clause.first]
    return clause.finite and not first.is_name and first.quantity is None and clause.kind == "main"


def _of_governor(scene: Scene, spot: int, found: Phrase, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """The noun before the quantity that rules it: "Verluste von 1.500 Mann", "Zahl der Toten stieg auf 40"."""
    labelled = is_labelled(scene, found, spot)
    behind, first = (found.first, 0) if labelled else (spot, _governed_from(scene, spot))
    for at in range(behind - 1, first - 1, -1):
        if scene.tokens[at].quantity is not None and scene.tokens[spot - 1].low not in ("auf", "zu"):
            return
        if _happened_before(scene, at) and not _rules_at_once(scene, at, spot):
            continue
        for cue in _about(scene, at):
            if any(cue.speaks_of(kind) for kind in kinds) or not kinds:
                yield Choice(cue.event, cue.weight, "governor", at, cue.agent, cue.public, cue.nobody)
                return


def _happened_before(scene: Scene, at: int) -> bool:
    """ "nach dem Angriff", "trotz hoher Verluste": circumstances rule no quantity."""
    return any(low in scene.words.forms.circumstance for low in scene.lows(max(0, at - 3), at))


def _rules_at_once(scene: Scene, at: int, spot: int) -> bool:
    """ "nach dem Tod zweier Männer", "bei einem Angriff mit 40 Raketen": it rules what it is joined to."""
    between = scene.lows(at + 1, spot)
    if not between:
        return scene.tokens[spot].low in scene.words.forms.genitive_numbers
    return len(between) == 1 and between[0] in scene.words.forms.ruling


def _governed_from(scene: Scene, spot: int) -> int:
    """A noun's rule ends with its clause; a colon hands it on ("Putins Verluste: eine Million Soldaten"), and so does a
    verb that goes on behind an aside ("Die Verluste, so ein Arzt, hätten sich auf 400 erhöht")."""
    clause = scene.clause(spot)
    number = scene.clause_of[spot]
    if number > 1 and clause.first in scene.finites:
        return scene.clauses[number - 2].first
    handed_on = number > 0 and (clause.mark == ":" or not clause.finite)
    return scene.clauses[number - 1].first if handed_on else clause.first


def _about(scene: Scene, at: int) -> tuple[Cue, ...]:
    token = scene.tokens[at]
    return scene.words.nouns.about.word(token.low) or () if token.is_name else ()
