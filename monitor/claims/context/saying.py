"""Verbs of saying: who says it, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.claims.context import chunks, governed, subjects
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.labels import labels
from monitor.claims.context.papers import speaking
from monitor.claims.context.reports import owner, reported
from monitor.claims.context.scene import Scene
from monitor.claims.context.speakers import counted, dated, institution, speaks
from monitor.claims.context.voices import LAST_LINK, WIDEST_NAME, Voice, appositive, gender, is_person, resolved

_DEEDS = frozenset({"aid", "supplied", "launched", "shot_down"})


def voices(scene: Scene) -> tuple[Voice, ...]:
    """All voices of a sentence, in its order. A report silences the verb in its clause ("laut X kommt Y auf …")."""
    if not scene.may_hold("voice"):
        return tuple(governed.closing(scene)) if scene.quantities else ()
    found = [*reported(scene), *speaking(scene), *labels(scene), *governed.closing(scene)]
    loud = {scene.clause_of[voice.at] for voice in found if voice.strength >= 2}
    for voice in _said(scene):
        if voice.whole or scene.clause_of[voice.at] not in loud:
            found.append(voice)
    found += _gapped(scene, found)
    return tuple(sorted(found, key=lambda voice: voice.at))


def _said(scene: Scene) -> Iterator[Voice]:
    for hit in scene.says:
        verb = hit.last if scene.tokens[hit.first].low in scene.words.forms.all_prepositions else hit.first
        token = scene.tokens[verb]
        if scene.clause_of[verb] < 0 or (token.is_name and verb > scene.clause(verb).first):
            continue
        clause = scene.clause(verb)
        if chunks.is_inner_participle(scene.tokens, verb, scene.words.speech):
            continue
        if _is_reported(scene, clause):
            yield from _last_link(scene, clause, verb)
        elif not _acts(scene, verb, hit.last):
            yield from _voice(scene, clause, verb)
    yield from _behind_quotations(scene)
    for clause in scene.clauses if not scene.words.speech.claiming.isdisjoint(scene.word_set) else ():
        yield from _claim_done(scene, clause)


def _behind_quotations(scene: Scene) -> Iterator[Voice]:
    """ "„Wir bleiben“, bedauerte Wirt Kai Brodersen": behind a quotation any verb is one of saying."""
    known = {hit.first for hit in scene.says}
    for clause in scene.clauses if "“" in scene.word_set or '"' in scene.word_set else ():
        verb = clause.first
        quoted = clause.mark == "," and verb >= 2 and scene.tokens[verb - 2].text in '“"”«»'
        told = any(spot in clause for spot in scene.spots)
        if quoted and not told and verb not in known and not scene.tokens[verb].is_name:
            chunk = chunks.read(scene.tokens, verb + 1, clause.end, scene.words.speech)
            if chunk and chunk.first == verb + 1:
                name = appositive(scene, chunk) or resolved(chunk, scene.words.speech)
                yield Voice(verb, name, (chunk.first, chunk.end), whole=True, strength=4, gender=gender(chunk))


def _acts(scene: Scene, verb: int, last: int) -> bool:
    """ "Japan sagte 400 Milliarden Yen zu": with its particle the verb says that something is done."""
    marks = (mark for mark in scene.verbs if mark.at == verb and mark.last > last)
    return any(cue.event in _DEEDS for mark in marks for cue in mark.cues)


def _is_reported(scene: Scene, clause: Clause) -> bool:
    """ "Moskau habe angeboten": the saying itself is told by somebody else."""
    tokens = scene.tokens[clause.first : clause.end]
    return any(token.low in scene.words.grammar.konjunktiv and not token.is_name for token in tokens)


def _last_link(scene: Scene, clause: Clause, verb: int) -> Iterator[Voice]:
    """ "Der Dienst gehe von 40 Toten aus, sagte ein Abgeordneter": whose estimate is passed on is the chain's end."""
    if scene.tokens[verb].low in scene.words.grammar.konjunktiv:
        named = (voice for voice in _voice(scene, clause, verb) if voice.name)
        yield from (replace(voice, whole=False, strength=LAST_LINK) for voice in named)


def _claim_done(scene: Scene, clause: Clause) -> Iterator[Voice]:
    """ "Die Luftwaffe will 30 Drohnen abgefangen haben": whoever claims to have done it, says so."""
    speech = scene.words.speech
    lows = scene.lows(clause.first, clause.end)
    claims = [at for at, low in enumerate(lows, clause.first) if low in speech.claiming]
    if claims and speech.perfect.intersection(lows[-2:]) and len(lows) > 2:
        chunk = subjects.of_verb(scene, clause, claims[0]) or subjects.elsewhere(scene, clause, claims[0])
        meant = subjects.pronoun(scene, clause, claims[0]) or (lows[0] if lows[0] in speech.pronouns else "")
        if chunk:
            yield Voice(claims[0], resolved(chunk, speech), (chunk.first, chunk.end))
        elif meant:
            yield Voice(claims[0], None, (claims[0], claims[0]), gender=speech.genders.get(meant, ""))


def _voice(scene: Scene, clause: Clause, verb: int) -> Iterator[Voice]:
    low, lows = scene.tokens[verb].low, scene.lows(clause.first, clause.end)
    nobody = low in scene.words.forms.nobody_says and ("es" in lows or "man" in lows or low.startswith("verlaut"))
    if low in scene.words.forms.never_alone and not nobody:
        return
    if "sich" in lows and low.startswith(scene.words.forms.reflexive):
        return
    if low.startswith(scene.words.forms.investigating) and not {"wegen", "gegen"}.isdisjoint(lows):
        return  # "wegen 40 Morden ermittelt die Justiz"
    chunk = _place_of_saying(scene, clause) if nobody else _sayer(scene, clause, verb)
    closing = _closes(scene, clause, verb, chunk is not None or nobody)
    if chunk is None and not nobody:
        chunk = subjects.elsewhere(scene, clause, verb)
        if chunk is None and not _points_back(scene, clause, verb):
            return
    name = (appositive(scene, chunk) or resolved(chunk, scene.words.speech)) if chunk else None
    span = (chunk.first, chunk.end) if chunk else (verb, verb)
    far = closing and lows[0] == "das"
    person = chunk is not None and is_person(chunk, scene.words.speech)
    office = not person and (chunk is not None or not any(low in scene.words.speech.pronouns for low in lows))
    strength = 4 if closing else 3 if lows[0] == "wie" and clause.first == 0 else 1
    known = chunk or (_report_again(scene, clause) if nobody else None)
    else_name = chunks.name(known, scene.words.speech) if known else None
    sex = gender(chunk) if chunk else scene.words.speech.genders.get(subjects.pronoun(scene, clause, verb), "")
    yield Voice(verb, name, span, closing, far, office, strength, else_name, sex)


def _sayer(scene: Scene, clause: Clause, verb: int) -> Chunk | None:
    """The verb's subject; of "zitieren" the object, unless it is passive."""
    if scene.tokens[verb].low.startswith(scene.words.speech.hearing) and (heard := _heard_from(scene, clause)):
        return heard
    lows = scene.lows(clause.first, clause.end)
    forms = scene.words.forms
    passive = forms.passive.intersection(lows) or any(low.startswith(forms.passive_stems) for low in lows)
    if passive and (doer := _by_whom(scene, clause)):
        return doer
    if passive or not scene.tokens[verb].low.startswith(scene.words.speech.quoting):
        return subjects.of_verb(scene, clause, verb)
    starts = range(clause.first, clause.end)
    phrases = [chunks.read(scene.tokens, at, clause.end, scene.words.speech) for at in starts]
    objects = [chunk for chunk in phrases if chunk and chunk.article in ("den", "einen")]
    return objects[0] if objects else chunks.read(scene.tokens, verb + 1, clause.end, scene.words.speech)


def _by_whom(scene: Scene, clause: Clause) -> Chunk | None:
    """ "wurde von Bürgermeister Klitschko mit 63 angegeben": the doer in the passive, if he can speak."""
    places = (at for at in range(clause.first, clause.end - 1) if scene.tokens[at].low in ("von", "vom", "durch"))
    phrases = (chunks.read(scene.tokens, at + 1, clause.end, scene.words.speech) for at in places)
    able = (chunk for chunk in phrases if chunk and speaks(scene, chunk) and not counted(scene, chunk))
    return next((replace(chunk, article=chunk.article or "dem") for chunk in able), None)


def _heard_from(scene: Scene, clause: Clause) -> Chunk | None:
    """ "wie die dpa aus Regierungskreisen erfuhr": from whom somebody heard it."""
    places = (at for at in range(clause.first, clause.end - 1) if scene.tokens[at].low in ("aus", "von", "vom"))
    phrases = (chunks.read(scene.tokens, at + 1, clause.end, scene.words.speech) for at in places)
    return next((replace(chunk, article=chunk.article or "den") for chunk in phrases if chunk), None)


def _closes(scene: Scene, clause: Clause, verb: int, somebody: bool) -> bool:
    """Whether a clause only says who says the rest: ", teilte X mit", ", wie X schrieb", ", hat die BBC gezählt"."""
    if clause.first == 0 or not somebody:
        return False
    opening = scene.tokens[clause.first]
    told = any(spot in clause for spot in scene.spots)
    formula = opening.low in ("wie", "so") or (
        not told and (verb == clause.first or opening.low == "das" or opening.low in scene.words.forms.have)
    )
    return formula and (not opening.is_name or opening.low == "das")


def _points_back(scene: Scene, clause: Clause, verb: int) -> bool:
    """ "er sagt", "so die Behörde"; "es" only where somebody must be meant: "Es nannte 40 Fälle"."""
    lows = scene.lows(clause.first, clause.end)
    speech = scene.words.speech
    if lows[0] == "es" and verb == clause.first + 1:
        return speech.telling.word(lows[1]) is not None
    return any((low in speech.pronouns and low != "es") or low in speech.anaphors for low in lows[:6])


def _place_of_saying(scene: Scene, clause: Clause) -> Chunk | None:
    """ "hieß es in Seoul", "heißt es beim Land"; of several the office, "In Seoul hieß es aus dem Ministerium"."""
    able = [chunk for at, chunk in _places(scene, clause) if _may_say(scene, at, chunk)]
    found = next((chunk for chunk in able if institution(chunk, scene.words)), able[0] if able else None)
    if found and _is_report(scene, found) and len(found.words) > found.head + 2:
        return owner(scene, found)
    return found


def _places(scene: Scene, clause: Clause) -> Iterator[tuple[int, Chunk]]:
    """The phrases behind prepositions of a place, each with its preposition's token."""
    for at in range(clause.first, clause.end - 1):
        preposition = scene.tokens[at].low
        if preposition in ("in", "aus", "im", "beim", "bei", "von"):
            first = at if preposition in ("im", "beim") else at + 1
            chunk = chunks.read(scene.tokens, first, clause.end, scene.words.speech)
            if chunk and not dated(scene, chunk):
                yield at, chunk


def _may_say(scene: Scene, at: int, chunk: Chunk) -> bool:
    """A report heard of before is no new source; what is heard "aus" or "bei" is one whoever it is."""
    if _is_report(scene, chunk) and len(chunk.words) > chunk.head + 2:
        return True
    again = chunk.words[chunk.head].low.startswith(scene.words.forms.report_beginnings)
    return not again and (speaks(scene, chunk) or scene.tokens[at].low in ("aus", "bei", "beim"))


def _report_again(scene: Scene, clause: Clause) -> Chunk | None:
    """ "in dem Papier heißt es": a report, which names itself where nobody was named before."""
    return next((chunk for _, chunk in _places(scene, clause) if _is_report(scene, chunk)), None)


def _is_report(scene: Scene, chunk: Chunk) -> bool:
    return scene.words.speech.reports.word(chunk.words[chunk.head].low) is not None


def _gapped(scene: Scene, found: list[Voice]) -> list[Voice]:
    """ "Moskau sprach von 90 Toten, London von mehr als 300": the second has the first's verb."""
    spoken = [scene.clause_of[voice.at] for voice in found if voice.strength == 1]
    gapped = []
    for number, clause in enumerate(scene.clauses if spoken else ()):
        if number and number - 1 in spoken and not clause.finite and clause.mark in (",", ";"):
            end = min(clause.end, clause.first + WIDEST_NAME)
            chunk = chunks.read(scene.tokens, clause.first, end, scene.words.speech)
            told = any(clause.first < at < clause.end for at in scene.subjunctives)
            able = chunk and not told and (speaks(scene, chunk) or _as_before(scene, chunk, scene.clauses[number - 1]))
            if chunk and able and _leads_to_number(scene, chunk.end, clause):
                gapped.append(Voice(clause.first, resolved(chunk, scene.words.speech), (chunk.first, chunk.end)))
                spoken.append(number)
    return gapped


def _as_before(scene: Scene, chunk: Chunk, before: Clause) -> bool:
    """ "Verdi sprach von 3.500, Fraport von 2.000": behind the name stands the preposition of the number before."""
    spots = [spot for spot in scene.spots if spot in before]
    link = scene.tokens[chunk.end].low if chunk.end < len(scene.tokens) else ""
    led = link in scene.words.forms.ruling and any(link in scene.lows(max(0, at - 3), at) for at in spots)
    return led and not any(spot in scene.clause(chunk.first) for spot in scene.spots if spot < chunk.end)


def _leads_to_number(scene: Scene, at: int, clause: Clause) -> bool:
    """ "von 300", "sogar 300": nothing but a particle and a preposition stands before the number."""
    spots = [spot for spot in scene.spots if at <= spot < clause.end]
    between = scene.tokens[at : spots[0]] if spots else ()
    short = bool(spots) and len(between) <= 3
    return short and all(token.is_word and not token.is_name for token in between)
