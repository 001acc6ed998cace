"""Verbs of saying with their subjects, and names before a colon."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.claims.context import chunks, clauses
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.scene import Scene
from monitor.claims.context.vocabulary import Vocabulary
from monitor.claims.context.voices import WIDEST_NAME, Voice, appositive, reported, resolved

_DEEDS = frozenset({"aid", "supplied", "launched", "shot_down"})


def voices(scene: Scene) -> tuple[Voice, ...]:
    """All voices of a sentence, in its order. A report silences the verb in its clause ("laut X kommt Y auf …")."""
    found = [*reported(scene), *_labels(scene)]
    loud = {scene.clause_of[voice.at] for voice in found if voice.strength >= 2}
    for voice in _said(scene):
        if voice.whole or scene.clause_of[voice.at] not in loud:
            found.append(voice)
    found += _gapped(scene, found)
    return tuple(sorted(found, key=lambda voice: voice.at))


def subject(scene: Scene) -> str | None:
    """Who a sentence begins with, if it is somebody who can speak: "er" in the next sentence is that one."""
    first, end, mark = next(clauses.parts(scene.tokens), (0, 0, ""))
    chunk = None if mark else chunks.read(scene.tokens, first, end, scene.words.speech)
    if chunk is None or chunk.article in scene.words.forms.oblique_articles or not _institution(chunk, scene.words):
        return None
    return appositive(scene, chunk) or resolved(chunk, scene.words.speech)


def _labels(scene: Scene) -> Iterator[Voice]:
    """ "London: Bis zu 900 Tote", "Südkorea (NIS, 13. Januar): rund 300 Tote": a source before a colon."""
    for number, clause in enumerate(scene.clauses if ":" in scene.word_set else ()):
        if number and clause.mark == ":":
            chunk = _label(scene, number)
            if chunk:
                first = min(chunk.first, scene.clauses[max(0, number - 3)].first)
                yield Voice(clause.first - 1, chunks.name(chunk, scene.words.speech), (first, clause.first), strength=2)


def _label(scene: Scene, number: int) -> Chunk | None:
    start = scene.clauses[number - 1]
    if scene.tokens[scene.clauses[number].first - 2].text == ")" and number >= 2:
        return _bracketed(scene, number)
    first = start.first
    while first < start.end and not scene.tokens[first].text[0].isalpha():
        first += 1
    chunk = chunks.read(scene.tokens, first, start.end, scene.words.speech)
    if chunk is None or start.finite or any(spot in start for spot in scene.spots):
        return None
    title = first == start.first and chunk.article in ("der", "die", "das")
    short = start.end - chunk.end <= 2
    return chunk if short and not title and _speaks(scene, chunk) else None


def _bracketed(scene: Scene, number: int) -> Chunk | None:
    """ "Südkorea (NIS, 13. Januar):" names the source in brackets, "USA (Dezember):" before them."""
    opening = next((at for at in range(number - 1, 0, -1) if scene.clauses[at].mark == "("), None)
    if opening is None:
        return None
    bracket, before = scene.clauses[opening], scene.clauses[opening - 1]
    inner = chunks.read(scene.tokens, bracket.first, bracket.end, scene.words.speech)
    if inner and inner.words[0].low not in scene.words.calendar.months:
        return inner
    return chunks.read(scene.tokens, before.first, before.end, scene.words.speech)


def _speaks(scene: Scene, chunk: Chunk) -> bool:
    """Whether a phrase can speak: an institution, an office, a country or its leader."""
    return _institution(chunk, scene.words) or _named(scene, chunk)


def _institution(chunk: Chunk, words: Vocabulary) -> bool:
    """Whether the head, or a word of the name that it begins ("Robert Koch-Institut"), is an office or a role."""
    nouns = [] if _shouted(chunk) else chunks.first_run(chunk)[:3]
    return any(
        words.speech.institutions.word(n.low) or words.speech.roles.word(n.low) or _acronym(n.text) for n in nouns
    )


def _acronym(text: str) -> bool:
    return 2 <= len(text) <= 6 and text.isupper() and text.isalpha()


def _shouted(chunk: Chunk) -> bool:
    """A headline in capitals has no acronyms."""
    return len(chunk.words) > 1 and all(word.text.isupper() for word in chunk.words)


def _named(scene: Scene, chunk: Chunk) -> bool:
    """A country or leader in the nominative: "Kiew", not "Kiews"."""
    words = chunk.words[chunk.head :]
    for hit in scene.names:
        inside = chunk.first <= hit.first < chunk.end and scene.tokens[hit.first] in words[:2]
        if (
            inside
            and hit.value.form in ("name", "leader", "body")
            and scene.tokens[hit.last].low[-1] == hit.value.base.lower()[-1]
        ):
            return True
    return False


def _said(scene: Scene) -> Iterator[Voice]:
    for hit in scene.says:
        token = scene.tokens[hit.first]
        if scene.clause_of[hit.first] < 0 or (token.is_name and hit.first > scene.clause(hit.first).first):
            continue
        clause = scene.clause(hit.first)
        if not _is_reported(scene, clause) and not _acts(scene, hit.first, hit.last):
            yield from _voice(scene, clause, hit.first)


def _acts(scene: Scene, verb: int, last: int) -> bool:
    """ "Japan sagte 400 Milliarden Yen zu": with its particle the verb says that something is done."""
    marks = (mark for mark in scene.verbs if mark.at == verb and mark.last > last)
    return any(cue.event in _DEEDS for mark in marks for cue in mark.cues)


def _is_reported(scene: Scene, clause: Clause) -> bool:
    """ "Moskau habe angeboten": the saying itself is told by somebody else."""
    tokens = scene.tokens[clause.first : clause.end]
    return any(token.low in scene.words.grammar.konjunktiv and not token.is_name for token in tokens)


def _voice(scene: Scene, clause: Clause, verb: int) -> Iterator[Voice]:
    lows = scene.lows(clause.first, clause.end)
    nobody = scene.tokens[verb].low in scene.words.forms.nobody_says and (
        "es" in lows or "man" in lows or lows[-1].startswith("verlaut")
    )
    if scene.tokens[verb].low in scene.words.forms.never_alone and not nobody:
        return
    chunk = _place_of_saying(scene, clause) if nobody else _subject(scene, clause, verb)
    if chunk is None and not nobody:
        chunk = _formula_subject(scene, clause, verb) or _beside(scene, clause, verb)
    closing = _closes(scene, clause, verb, chunk is not None or nobody)
    if chunk is None and not nobody:
        chunk = _subject_elsewhere(scene, clause, verb)
    if chunk is None and not nobody and not _points_back(scene, clause):
        return
    name = (appositive(scene, chunk) or resolved(chunk, scene.words.speech)) if chunk else None
    span = (chunk.first, chunk.end) if chunk else (verb, verb)
    far = closing and lows[0] == "das"
    office = chunk is not None or not any(low in scene.words.speech.pronouns for low in lows)
    yield Voice(verb, name, span, whole=closing, far=far, office=office, strength=4 if closing else 1)


def _formula_subject(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """ ", teilt die Kantonspolizei mit", ", wie Fachleute maßen": whoever stands there."""
    opening = scene.tokens[clause.first].low
    opens = verb == clause.first or opening == "wie" or opening in scene.words.forms.have
    if clause.first == 0 or not opens or any(spot in clause for spot in scene.spots):
        return None
    chunk = chunks.read(scene.tokens, clause.first + 1, clause.end, scene.words.speech)
    return chunk if chunk and _may_be_subject(scene, chunk) else None


def _beside(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """ "Der Sanitäter spricht von 40 Toten": verbs of which only somebody can be the subject."""
    if not scene.words.speech.telling.word(scene.tokens[verb].low):
        return None
    before = chunks.read(scene.tokens, clause.first, verb, scene.words.speech)
    behind = chunks.read(scene.tokens, verb + 1, clause.end, scene.words.speech)
    found = [chunk for chunk in (before if before and before.end == verb else None, behind) if chunk]
    return next((chunk for chunk in found if chunk.article and _may_be_subject(scene, chunk)), None)


def _may_be_subject(scene: Scene, chunk: Chunk) -> bool:
    """A phrase in the nominative that is no thing, day or number."""
    head = chunk.words[chunk.head].low
    calendar = scene.words.calendar
    dated = head in calendar.weekdays or head in calendar.months or head in calendar.relative
    counted = any(chunk.first <= spot < chunk.end for spot in scene.spots)
    return not (counted or dated or chunk.article in scene.words.forms.oblique_articles | {"einer"})


def _subject_elsewhere(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """A relative clause's subject is what it belongs to; a verb that opens its clause may have it before an aside."""
    if clause.kind == "relative":
        return _antecedent(scene, clause)
    return _subject_before(scene, clause) if verb == clause.first else None


def _antecedent(scene: Scene, clause: Clause) -> Chunk | None:
    """Of a relative clause: "die Zahl des Generalstabs in Kiew, der am Freitag 800.000 genannt hatte"."""
    if scene.tokens[clause.first].low not in ("der", "die", "das"):
        return None
    end = clause.first - 1
    starts = range(max(0, end - WIDEST_NAME), end)
    found = [
        chunk
        for chunk in (chunks.read(scene.tokens, at, end, scene.words.speech) for at in starts)
        if chunk and chunk.end == end
    ]
    return next((chunk for chunk in found if _speaks(scene, chunk)), None)


def _closes(scene: Scene, clause: Clause, verb: int, somebody: bool) -> bool:
    """Whether a clause only says who says the rest: ", teilte X mit", ", wie X schrieb", ", hat die BBC gezählt"."""
    if clause.first == 0 or not somebody:
        return False
    opening = scene.tokens[clause.first]
    told = any(spot in clause for spot in scene.spots)
    formula = opening.low in ("wie", "so") or (
        not told and (verb == clause.first or opening.low == "das" or opening.low in scene.words.forms.have)
    )
    return formula and not opening.is_name


def _points_back(scene: Scene, clause: Clause) -> bool:
    lows = scene.lows(clause.first, clause.end)
    return any(
        (low in scene.words.speech.pronouns and low != "es") or low in scene.words.speech.anaphors for low in lows[:6]
    )


def _place_of_saying(scene: Scene, clause: Clause) -> Chunk | None:
    """ "hieß es in Seoul", "heißt es beim Land"; a report heard of before is no new source."""
    for at in range(clause.first, clause.end - 1):
        if scene.tokens[at].low in ("in", "aus", "im", "beim", "bei", "von"):
            first = at if scene.tokens[at].low in ("im", "beim") else at + 1
            chunk = chunks.read(scene.tokens, first, clause.end, scene.words.speech)
            if (
                chunk
                and scene.words.speech.reports.word(chunk.words[chunk.head].low)
                and len(chunk.words) > chunk.head + 2
            ):
                return _owner_of_report(scene, chunk)
            if (
                chunk
                and _speaks(scene, chunk)
                and not chunk.words[chunk.head].low.startswith(scene.words.forms.report_beginnings)
            ):
                return chunk
    return None


def _owner_of_report(scene: Scene, chunk: Chunk) -> Chunk | None:
    """ "in der Unterrichtung des NIS": the NIS."""
    first = next(
        (at for at in range(chunk.first + 1, chunk.end) if scene.tokens[at].low in ("des", "der", "von")), chunk.first
    )
    return chunks.read(scene.tokens, first, chunk.end, scene.words.speech)


def _subject_before(scene: Scene, clause: Clause) -> Chunk | None:
    """The subject parted from its verb by an apposition or a relative clause."""
    number = scene.clauses.index(clause)
    for other in reversed(scene.clauses[max(0, number - 2) : number]):
        if other.kind != "relative" and not other.finite:
            chunk = chunks.read(scene.tokens, other.first, other.end, scene.words.speech)
            if chunk and (
                _speaks(scene, chunk) or (len(chunk.words) >= 2 and not any(s in other for s in scene.spots))
            ):
                return chunk
            spots = [spot for spot in scene.spots if spot in other]
            later = chunks.read(scene.tokens, spots[-1] + 1, other.end, scene.words.speech) if spots else None
            if later and _institution(later, scene.words):
                return later
    return None


def _subject(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """The nominative phrase of a clause that can speak, the one nearest to its finite verb."""
    found: list[Chunk] = []
    at = clause.first
    while at < clause.end:
        chunk = chunks.read(scene.tokens, at, clause.end, scene.words.speech) if _may_begin(scene, clause, at) else None
        if chunk and _can_speak(scene, clause, chunk, verb):
            found.append(chunk)
        at = max(at + 1, chunk.end if chunk else 0)
    return found[0] if found else None


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
        and before.low not in scene.words.forms.all_prepositions
        and before.quantity is None
        and not before.low[0].isdigit()
    )


def _can_speak(scene: Scene, clause: Clause, chunk: Chunk, verb: int) -> bool:
    """A phrase in the nominative that is somebody; a lone surname only beside the verb."""
    if chunk.article in scene.words.forms.oblique_articles or any(
        chunk.first <= spot < chunk.end for spot in scene.spots
    ):
        return False
    return _speaks(scene, chunk) or _lone_name(scene, clause, chunk, verb)


def _lone_name(scene: Scene, clause: Clause, chunk: Chunk, verb: int) -> bool:
    """An unknown word without article is a person if it stands at the verb, or is a name of two or three words."""
    lows = [word.low for word in chunk.words]
    if (
        chunk.article
        or chunk.head
        or scene.words.nouns.kinds.word(lows[0])
        or lows[0].endswith(scene.words.forms.common_endings)
    ):
        return False
    if any(low in scene.words.calendar.weekdays or low in scene.words.calendar.months for low in lows):
        return False
    beside = chunk.first == verb + 1 or (chunk.first == clause.first and chunk.end == verb)
    return beside or (2 <= len(lows) <= 3 and all(word.is_name for word in chunk.words))


def _gapped(scene: Scene, found: list[Voice]) -> list[Voice]:
    """ "Moskau sprach von 90 Toten, London von mehr als 300": the second has the first's verb."""
    spoken = [scene.clause_of[voice.at] for voice in found if voice.strength == 1]
    gapped = []
    for number, clause in enumerate(scene.clauses if spoken else ()):
        if number and number - 1 in spoken and not clause.finite and clause.mark in (",", ";"):
            chunk = chunks.read(
                scene.tokens, clause.first, min(clause.end, clause.first + WIDEST_NAME), scene.words.speech
            )
            if (
                chunk
                and _speaks(scene, chunk)
                and chunk.end < clause.end
                and scene.tokens[chunk.end].low in ("von", "mit", "auf")
            ):
                gapped.append(Voice(clause.first, resolved(chunk, scene.words.speech), (chunk.first, chunk.end)))
                spoken.append(number)
    return gapped
