"""Who a verb of saying has as its subject: the nominative phrase of its clause, or one parted from it by an aside."""

from __future__ import annotations

from collections.abc import Iterator
from operator import and_

from monitor.claims.context import chunks, clauses
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.scene import Scene
from monitor.claims.context.speakers import counted, dated, institution, is_acronym, named, person_by_name, speaks
from monitor.claims.context.tokens import Token
from monitor.claims.context.voices import WIDEST_NAME

_OPENING = 6  # words
_QUOTES = "„“”\"»«›‹'"


def opening(scene: Scene) -> Chunk | None:
    """Who a sentence begins with, if it is somebody who can speak: "er" in the next sentence is that one."""
    if not (scene.may_hold("office") or _two_names(scene.sentence.text)):
        return None
    first, end, mark = next(clauses.parts(scene.tokens), (0, 0, ""))
    chunk = None if mark else chunks.read(scene.tokens, first, end, scene.words.speech)
    if chunk is None or chunk.article in scene.words.forms.oblique_articles:
        return None
    unit = scene.words.nouns.kinds.word(chunk.words[chunk.head].low) == "unit"  # "Das Korps Asow …"
    somebody = unit or institution(chunk, scene.words) or person_by_name(scene, chunk)
    return chunk if somebody else None


def _two_names(text: str) -> bool:
    """Whether two words on end have capitals near a sentence's begin, where a person's name may stand."""
    names = [word.lstrip(_QUOTES)[:1].isupper() for word in text.split(None, _OPENING)[:_OPENING]]
    return any(map(and_, names, names[1:]))


def of_verb(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """The phrase of a clause that can speak; where the verb lets only somebody say it, any that may be its subject."""
    if pronoun(scene, clause, verb):
        return None
    if verb == clause.first and (parted := _parted(scene, clause, verb)):
        return parted
    if verb == clause.first and (bracket := _round_aside(scene, scene.clauses.index(clause))):
        return of_verb(scene, bracket, verb)
    candidates = [chunk for chunk in _nominative(scene, clause) if not (chunk.article and _is_told(scene, chunk))]
    able = [chunk for chunk in candidates if _can_speak(scene, clause, chunk, verb)]
    known = [chunk for chunk in able if speaks(scene, chunk)]
    if known or able:
        return (known or able)[0]
    formula = _is_formula(scene, clause, verb)
    if not formula and not scene.words.speech.telling.word(scene.tokens[verb].low):
        return None
    whoever = [chunk for chunk in candidates if _may_be_somebody(scene, clause, chunk, verb, formula)]
    return max(whoever, key=lambda chunk: (_is_person(scene, chunk), chunk.first > verb), default=None)


def pronoun(scene: Scene, clause: Clause, verb: int) -> str:
    """The pronoun that is a verb's subject ("sagte er", "er sagte", "wie sie mitteilte", "dort sprach er"), or ""."""
    opens = verb == clause.first or scene.tokens[clause.first].low == "wie"
    beside = [clause.first + 1] if opens else [clause.first, verb + 1]
    found = [at for at in beside if at < clause.end and scene.tokens[at].low in scene.words.speech.personal]
    if opens and verb != clause.first and len(found) == 1 and _is_object(scene, clause, verb):
        return ""
    if not found or (
        found[0] > verb > clause.first and chunks.read(scene.tokens, clause.first, verb, scene.words.speech)
    ):
        return ""
    return scene.tokens[found[0]].low if opens or found[0] > verb or verb == clause.first + 1 else ""


def _is_object(scene: Scene, clause: Clause, verb: int) -> bool:
    """ "wie sie Dmitri Medwedew meldet": a name stands between the pronoun and the verb."""
    chunk = chunks.read(scene.tokens, clause.first + 2, verb, scene.words.speech)
    return chunk is not None and (speaks(scene, chunk) or person_by_name(scene, chunk))


def _nominative(scene: Scene, clause: Clause) -> Iterator[Chunk]:
    """The phrases of a clause that may be its subject, in its order."""
    at = clause.first
    while at < clause.end:
        chunk = chunks.read(scene.tokens, at, clause.end, scene.words.speech) if _may_begin(scene, clause, at) else None
        if chunk and chunk.article not in scene.words.forms.oblique_articles and not counted(scene, chunk):
            yield chunk
        at = max(at + 1, chunk.end if chunk else 0)


def _is_told(scene: Scene, chunk: Chunk) -> bool:
    """ "dem Sender", "der Agentur AFP", "Reuters": to whom somebody speaks; "der Spiegel" may speak itself."""
    if chunk.article in scene.words.forms.oblique_articles:
        return True
    media = [word for word in chunk.words if scene.words.speech.media.word(word.low)]
    if chunk.article != "der":
        return bool(media) and not chunk.article
    return any(word.low.endswith(scene.words.speech.feminine) or is_acronym(word.text) for word in media)


def _parted(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """ "Ein Beamter, der anonym bleiben wollte, sagte der AFP, …": the subject before the relative clause."""
    number = scene.clauses.index(clause)
    if number < 2 or scene.clauses[number - 1].kind != "relative" or scene.clauses[number - 2].finite:
        return None
    before = scene.clauses[number - 2]
    chunk = chunks.read(scene.tokens, before.first, before.end, scene.words.speech)
    if chunk is None or chunk.end != before.end or chunk.article in scene.words.forms.oblique_articles:
        return None
    told = chunks.read(scene.tokens, verb + 1, clause.end, scene.words.speech)
    return chunk if speaks(scene, chunk) and (told is None or _is_told(scene, told)) else None


def _may_begin(scene: Scene, clause: Clause, at: int) -> bool:
    """A phrase begins at its article or first adjective, and not behind a preposition."""
    token = scene.tokens[at]
    if not token.is_word or token.low in scene.words.forms.all_prepositions:
        return False
    before = scene.tokens[at - 1] if at > clause.first else None
    if before is None:
        return True
    inside = before.low in scene.words.speech.articles or chunks.is_adjective(before, scene.words.speech)
    return (
        not inside
        and not _behind_noun(scene, clause, at)
        and (before.low not in scene.words.forms.all_prepositions or _subordinates(scene, clause, at - 1))
        and before.quantity is None
        and not _beside_counted(scene, at)
        and not before.low[0].isdigit()
    )


def _behind_noun(scene: Scene, clause: Clause, at: int) -> bool:
    """ "In einem Interview mit dem Sender NBC nannte Selenskyj …", "vor Reportern der Agentur": a name or genitive
    behind its noun begins no phrase."""
    token, before = scene.tokens[at], scene.tokens[at - 1]
    if not before.is_name or not (token.is_name or token.low in ("der", "des")) or at - 1 == clause.first:
        return False
    return scene.words.nouns.kinds.word(before.low) is not None or bool(
        scene.words.speech.institutions.word(before.low)
    )


def _beside_counted(scene: Scene, at: int) -> bool:
    """ "181.800 Soldatinnen und Soldaten": the second noun is counted as the first."""
    coordinated = scene.tokens[at - 1].low in ("und", "oder", "sowie")
    return coordinated and any(spot in scene.spots for spot in range(at - 4, at - 1))


def _subordinates(scene: Scene, clause: Clause, at: int) -> bool:
    """ "während Kiew von 300 spricht": a conjunction, that elsewhere is a preposition."""
    return at == clause.first and scene.tokens[at].low in scene.words.grammar.subordinators


def _can_speak(scene: Scene, clause: Clause, chunk: Chunk, verb: int) -> bool:
    """A phrase that is somebody; a lone surname only beside the verb. Of what reckons, no country: it has the sum; of
    what finds something out, a report too."""
    head = chunk.words[chunk.head].low
    if scene.tokens[verb].low in scene.words.speech.finding and scene.words.speech.reports.word(head):
        return True
    if scene.words.speech.reckoning.word(scene.tokens[verb].low) and not points_to_finding(scene, clause):
        reckons = institution(chunk, scene.words) and head not in scene.words.speech.factions
        return reckons and not named(scene, chunk, ("name",))
    return speaks(scene, chunk) or _lone_name(scene, clause, chunk, verb)


def points_to_finding(scene: Scene, clause: Clause) -> bool:
    """ "Zu diesem Schluss …", "Auf diese Zahl …": who comes to it has found it out."""
    opening = scene.lows(clause.first, clause.first + 2)
    return opening[:1] in (["zu"], ["auf"]) and opening[1:] in (["diesem"], ["dieser"], ["diese"])


def _lone_name(scene: Scene, clause: Clause, chunk: Chunk, verb: int) -> bool:
    """An unknown word without article is a person if it stands at the verb, or is a name of two or three words."""
    low = chunk.words[0].low
    if chunk.article or chunk.head or _is_thing(scene, chunk.words[0]) or dated(scene, chunk):
        return False
    opens = chunk.first == clause.first
    if opens and low.endswith(scene.words.speech.adverbs) and len(chunk.words) == 1:
        return False
    beside = chunk.first == verb + 1 or (opens and chunk.end == verb)
    return beside or (2 <= len(chunk.words) <= 3 and all(word.is_name for word in chunk.words))


def governing(scene: Scene, clause: Clause) -> Chunk | None:
    """Who governs indirect speech from a clause in the indicative, whatever its verb: "X winkt ab: Es seien nur 40"."""
    able = (chunk for chunk in _nominative(scene, clause) if institution(chunk, scene.words) or _leads(scene, chunk))
    return next(able, None)


def _leads(scene: Scene, chunk: Chunk) -> bool:
    return named(scene, chunk, ("leader",)) or person_by_name(scene, chunk) or _is_person(scene, chunk)


def _is_formula(scene: Scene, clause: Clause, verb: int) -> bool:
    """ ", teilt die Kantonspolizei mit", ", wie Fachleute maßen": whoever stands there says it."""
    if any(spot in clause for spot in scene.spots):
        return False
    first = scene.tokens[clause.first].low
    if first == "wie":
        return verb > clause.first + 1 and verb >= clause.end - 2
    return clause.first > 0 and (verb == clause.first or first in scene.words.forms.have)


def _may_be_somebody(scene: Scene, clause: Clause, chunk: Chunk, verb: int, formula: bool) -> bool:
    """A phrase that is no thing nor day; without an article only in a formula, at the clause's begin or as a person."""
    head = chunk.words[chunk.head]
    if dated(scene, chunk) or chunk.article in ("einer", "im", "am", "zum", "vom", "beim"):
        return False
    if formula:
        return chunk.article != "" or chunk.first in (verb + 1, clause.first + 1)
    if _is_thing(scene, head) or head.low in scene.words.forms.number_of or scene.words.speech.reports.word(head.low):
        return False
    opens = chunk.first == clause.first and chunk.end == verb
    return bool(chunk.article) or opens or (chunk.first == verb + 1 and _is_person(scene, chunk))


def _is_thing(scene: Scene, noun: Token) -> bool:
    kind = scene.words.nouns.kinds.word(noun.low)
    return (kind is not None and kind not in scene.words.speech.speaking_kinds) or noun.low.endswith(
        scene.words.forms.common_endings
    )


def _is_person(scene: Scene, chunk: Chunk) -> bool:
    """ "Gutachterin", "Förster": a noun of persons, by its list or its ending."""
    low = chunk.words[chunk.head].low
    return scene.words.nouns.kinds.word(low) == "person" or low.endswith(scene.words.speech.persons)


def elsewhere(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """A relative clause's subject is what it belongs to; a verb that opens its clause may have it before an aside."""
    if clause.kind == "relative":
        return _antecedent(scene, clause)
    return _before_aside(scene, clause) if verb == clause.first else None


def _antecedent(scene: Scene, clause: Clause) -> Chunk | None:
    """Of a relative clause: "die Zahl des Generalstabs in Kiew, der am Freitag 800.000 genannt hatte"."""
    if scene.tokens[clause.first].low not in ("der", "die", "das"):
        return None
    end = clause.first - 1
    starts = range(max(0, end - WIDEST_NAME), end)
    found = (chunks.read(scene.tokens, at, end, scene.words.speech) for at in starts)
    return next((chunk for chunk in found if chunk and chunk.end == end and speaks(scene, chunk)), None)


def _before_aside(scene: Scene, clause: Clause) -> Chunk | None:
    """The subject parted from its verb by an apposition or a relative clause."""
    number = scene.clauses.index(clause)
    for other in reversed(scene.clauses[max(0, number - 2) : number]):
        if other.kind != "relative" and not other.finite:
            chunk = chunks.read(scene.tokens, other.first, other.end, scene.words.speech)
            if chunk and chunk.article in ("ein", "eine") and other is scene.clauses[number - 1] and number > 1:
                continue  # "DeepState, ein der Armee nahestehender Kanal, kommt auf …"
            if chunk and (speaks(scene, chunk) or (len(chunk.words) >= 2 and not any(s in other for s in scene.spots))):
                return chunk
            spots = [spot for spot in scene.spots if spot in other]
            later = chunks.read(scene.tokens, spots[-1] + 1, other.end, scene.words.speech) if spots else None
            if later and institution(later, scene.words):
                return later
    return None


def _round_aside(scene: Scene, number: int) -> Clause | None:
    """ "Der Dienst hatte 40 Opfer, darunter 6 Tote, genannt": the participle's auxiliary stands before the aside."""
    clause = scene.clauses[number]
    if number < 2 or clause.end - clause.first > 1:
        return None
    before = scene.clauses[number - 2]
    lows = scene.lows(before.first, before.end)
    return before if scene.words.forms.have.intersection(lows) else None
