"""What verbs say of a quantity: the stretches of its sentence in which one is looked for, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.claims.context.choice import Choice
from monitor.claims.context.clauses import Clause
from monitor.claims.context.counted import Phrase, covers
from monitor.claims.context.scene import Mark, Scene
from monitor.claims.context.vocabulary import Cue

_SURE = 5  # what tells the kind of a bare number is said without doubt
_FAR = 2  # what a cue loses beyond its own clause: the event that is said beside the number is the surer one


def kind_told(scene: Scene, spot: int, kind: str) -> str:
    """ "person" for a bare number whose clause's verb speaks of people and can't speak of ``kind``; else ""."""
    clause = scene.clause(spot)
    cues = _cues_in(scene, clause) or ([] if clause.finite else _cues_behind(scene, clause, scene.clause_of[spot]))
    if not cues or any(cue.speaks_of(each) for cue in cues for each in covers(kind)):
        return ""
    people = all(cue.speaks_of("person") for cue in cues) and max(cue.weight for cue in cues) >= _SURE
    return "person" if people else ""


def _cues_in(scene: Scene, clause: Clause) -> list[Cue]:
    return [cue for mark in scene.verbs_in(clause.first, clause.end) for cue in mark.cues]


def _cues_behind(scene: Scene, clause: Clause, number: int) -> list[Cue]:
    """Those of the verb that goes on behind an aside: "jeder dritte, so ein Arzt, stirbt daran"."""
    stretches = (scene.clause(first) for _, first, _ in _brackets(scene, clause, number))
    return next((cues for cues in (_cues_in(scene, other) for other in stretches) if cues), [])


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


def of_attributes(scene: Scene, spot: int, found: Phrase, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """What stands beside the counted noun, or before its number ("von den zuvor entsandten rund 11.500")."""
    for first, end in ((found.first, found.end), (_led_from(scene, spot), spot)) if scene.verbs else ():
        for mark in scene.verbs_in(first, end):
            if mark.at != found.head:
                yield from _choices(mark, kinds, "attribute", 0)


def _led_from(scene: Scene, spot: int) -> int:
    """Where the words between an article and its number begin, the last of which may be a participle; else the spot."""
    at = spot - 1
    while at > 0 and scene.tokens[at].is_word and not scene.tokens[at].is_name and at not in scene.finites:
        if scene.tokens[at].low in scene.words.forms.definite:
            return at + 1 if scene.tokens[spot - 1].low.endswith("en") else spot
        at -= 1
    return spot


def of_participle(scene: Scene, head: int, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """What a participle says that is a noun: "Eingezogene", "die Entsandten"."""
    low = scene.tokens[head].low
    if scene.words.nouns.kinds.word(low) not in (None, "person", "captive"):
        return
    if low.endswith(scene.words.forms.nominal_participles) and (cues := scene.words.verbs.word(low)):
        yield from (choice for choice in _choices(Mark(head, head, cues), kinds, "noun", 1) if choice.event != "other")


def of_verbs(scene: Scene, spot: int, found: Phrase, kinds: tuple[str, ...]) -> list[Choice]:
    """The first stretch of the sentence in which a verb speaks of such things decides."""
    if not scene.verbs:
        return []
    for loss, first, end in _stretches(scene, spot, found, kinds[0] if kinds else ""):
        marks = (mark for mark in _nearest(scene, first, end, spot) if not _is_of_other_noun(scene, mark))
        choices = [choice for mark in marks for choice in _choices(mark, kinds, "verb", loss)]
        if choices:
            return choices
    return []


def of_own_relative(scene: Scene, spot: int, kinds: tuple[str, ...]) -> list[Choice]:
    """ "von den 1.376 Quadratkilometern, die die Ukraine hielt": what is said of the whole alone."""
    clause = scene.clause(spot)
    following = min((other for other in scene.spots if other > spot and other in clause), default=clause.end)
    return [
        choice
        for relative in _own_relative(scene, spot, following, clause)
        for mark in _nearest(scene, relative.first, relative.end, spot)
        for choice in _choices(mark, kinds, "verb", 0)
    ]


def _choices(mark: Mark, kinds: tuple[str, ...], rule: str, loss: int) -> Iterator[Choice]:
    """What a word says of things of these kinds, the narrowest first; of unknown things, what it says of people."""
    for kind in kinds or ("person", "munition"):
        cues = [cue for cue in mark.cues if cue.speaks_of(kind)]
        if cues:
            cue = max(cues, key=lambda cue: cue.weight)
            yield Choice(cue.event, cue.weight - loss, rule, mark.at, cue.agent, nobody=cue.nobody)
            return


def _is_of_other_noun(scene: Scene, mark: Mark) -> bool:
    """ "nach Darstellung gefangener Soldaten": a participle before another noun says nothing of the figure."""
    token, behind = scene.tokens[mark.at], mark.last + 1
    declined = not token.is_name and token.low.endswith(scene.words.forms.participle_endings)
    return declined and behind < len(scene.tokens) and scene.tokens[behind].is_name


def _nearest(scene: Scene, first: int, end: int, spot: int) -> Iterable[Mark]:
    marks = scene.verbs_in(first, end)
    return sorted(marks, key=lambda mark: abs(mark.at - spot)) if len(marks) > 1 else marks


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
    if (kind == "distance" and (clause.finite or spot > clause.first)) or _own_verb(scene, found, clause):
        return
    yield from _brackets(scene, clause, number)
    says = scene.says_in(clause)
    if clause.finite and not says:
        return
    for other in reversed(scene.clauses[:number]):
        if other.kind != "relative":
            yield 1 + clause.finite, other.first, other.end
    if not says:
        behind = (other for other in scene.clauses[number + 1 :] if not _tells_of_others(scene, other))
        yield from ((_FAR, other.first, other.end) for other in behind)


def _tells_of_others(scene: Scene, clause: Clause) -> bool:
    """A relative clause with a figure of its own: "84 Bewohner eines Heims, in dem vier Menschen starben, …"."""
    return clause.kind == "relative" and any(other in clause for other in scene.spots)


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


def _goes_on(scene: Scene, clause: Clause) -> bool:
    first = scene.tokens[clause.first]
    return clause.finite and not first.is_name and first.quantity is None and clause.kind == "main"
