"""The voices that need no verb of saying: "laut X", "nach Angaben des X", "aus X geht hervor", "so X", "demnach"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.claims.context import chunks
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.scene import Scene
from monitor.claims.context.speaker import QUOTES
from monitor.claims.context.speakers import institution
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Speech
from monitor.claims.context.voices import WIDEST_NAME, Voice, appositive, gender, is_person, resolved

_OURS = ("unser", "mein")
_FAR = 5  # words from "nach" to its "Angaben"


def reported(scene: Scene) -> Iterator[Voice]:
    """The voices of a sentence that need no verb of saying."""
    speech = scene.words.speech
    yield from _carried(scene, speech)
    yield from _with_prepositions(scene, speech)
    yield from _cited(scene, speech)
    if any(low.startswith(speech.quoting) for low in scene.word_set):
        yield from _quoting(scene, speech)
    yield from _so(scene, speech)
    yield from _emerging(scene, speech)
    yield from _told_to(scene, speech)


def owner(scene: Scene, chunk: Chunk) -> Chunk | None:
    """ "der Unterrichtung des NIS": the NIS."""
    links = ("des", "der", "von")
    first = next((at for at in range(chunk.first + 1, chunk.end) if scene.tokens[at].low in links), chunk.first)
    return chunks.read(scene.tokens, first, chunk.end, scene.words.speech)


def _read(scene: Scene, at: int, speech: Speech, stop: int | None = None) -> Chunk | None:
    end = min(len(scene.tokens), at + WIDEST_NAME) if stop is None else stop
    return chunks.read(scene.tokens, at, end, speech) if at < end else None


def _carried(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """ "demnach", "den Angaben zufolge"; "nach eigenen Angaben" is the subject's own voice."""
    for hit in scene.found.longest(speech.carry):
        words = scene.tokens[hit.first : hit.last + 1]
        if any(token.low in speech.own for token in words):
            yield _own(scene, hit.first, hit.last, speech)
        else:
            yield Voice(hit.first, None, (hit.first, hit.last + 1), strength=2)


def _own(scene: Scene, first: int, last: int, speech: Speech) -> Voice:
    """ "nach eigenen Angaben": the voice of the clause's subject."""
    subject = _own_subject(scene, first, speech)
    whole = scene.clause(first).kind == "main"
    return Voice(first, subject, (first, last + 1), whole=whole, strength=4 if subject else 2)


def _own_subject(scene: Scene, at: int, speech: Speech) -> str | None:
    """The nominative phrase of the clause of "nach eigenen Angaben": at its beginning or behind its verb."""
    clause = scene.clause(at)
    for first in range(clause.first, at):
        chunk = _read(scene, first, speech, at)
        opens = first == clause.first or scene.tokens[first - 1].low in scene.words.grammar.auxiliaries | {
            "denen",
            "dem",
            "der",
        }
        if chunk and opens and chunk.article not in ("dem", "den", "des"):
            return appositive(scene, chunk) or resolved(chunk, speech)
    return None


def _with_prepositions(scene: Scene, speech: Speech) -> Iterator[Voice]:
    nouns = [at for at, token in enumerate(scene.tokens) if token.is_name and speech.reports.word(token.low)]
    openers = speech.openers if nouns else speech.alone
    if openers.isdisjoint(scene.word_set):
        return
    for at, token in enumerate(scene.tokens):
        if token.low not in openers:
            continue
        if token.low in speech.before:
            yield from _direct(scene, at, speech)
        elif token.low in speech.after:
            yield from _before(scene, at, speech)
        elif token.low == "quelle" and at + 1 < len(scene.tokens) and scene.tokens[at + 1].text == ":":
            yield from _direct(scene, at + 1, speech, whole=True)
        if any(at < noun <= at + _FAR for noun in nouns) and (token.low in speech.forms.reporting or token.text == "("):
            yield from _report(scene, at, speech)


def _direct(scene: Scene, at: int, speech: Speech, whole: bool = False) -> Iterator[Voice]:
    """ "laut X": unless a report stands there ("laut einer Umfrage von Forsa"), X is the source."""
    chunk = _read(scene, at + 1, speech)
    again = chunk and chunk.article in speech.possessives and speech.plain.word(chunk.words[-1].low)
    if chunk and not again and not any(token.low in speech.own for token in scene.tokens[at + 1 : at + 3]):
        name = appositive(scene, chunk) if speech.roles.word(chunk.words[chunk.head].low) else None
        yield Voice(at, name or resolved(chunk, speech), (chunk.first, chunk.end), whole=whole, strength=3)


def _report(scene: Scene, at: int, speech: Speech) -> Iterator[Voice]:
    """ "nach Angaben des X", "in einer Umfrage von X", "(Umfrage des Instituts X)"."""
    noun = _report_noun(scene, at, speech)
    if noun is None or scene.clause_of[noun] < 0:
        return
    if any(token.low in speech.own for token in scene.tokens[at + 1 : noun]):
        if not any(hit.first == at for hit in scene.found.longest(speech.carry)):
            yield _own(scene, at, noun, speech)
        return
    behind = None if _national(scene, at, noun) else behind_report(scene, noun, speech)
    bracket = scene.tokens[at].text == "("
    if behind:
        name = appositive(scene, behind) or resolved(behind, speech)
        yield Voice(noun, name, (behind.first, behind.end), whole=bracket, strength=4)
    elif scene.tokens[at].low in ("nach", "laut", "gemäss", "auf", "in") and not bracket:
        yield from _report_itself(scene, at, noun, speech)


def _national(scene: Scene, at: int, noun: int) -> bool:
    """ "nach ukrainischen Angaben von einer Drohne": the adjective has named the source."""
    return any(at < hit.first < noun and hit.value.form == "adjective" for hit in scene.names)


def _report_noun(scene: Scene, at: int, speech: Speech) -> int | None:
    """The report noun behind "nach", over article and adjectives: "nach jüngsten westlichen Schätzungen"."""
    for index in range(at + 1, min(len(scene.tokens), at + _FAR + 1)):
        token = scene.tokens[index]
        if token.is_name and speech.reports.word(token.low):
            return index
        declined = token.is_word and token.low.endswith(("en", "er", "em", "ne", "se", "r", "e", "im"))
        if not declined or (token.is_name and not token.text.endswith(("er", "en"))):
            return None
    return None


def behind_report(scene: Scene, noun: int, speech: Speech) -> Chunk | None:
    """Whose a report is: the genitive or "von" behind it, of "Experten wie X" X."""
    behind = _owner_behind(scene, noun, speech)
    if behind is None or speech.things.word(behind.words[-1].low):
        return None  # "laut einer Befragung eines Tages"
    example = behind.end < len(scene.tokens) and scene.tokens[behind.end].low == "wie"
    return (_read(scene, behind.end + 1, speech) if example else None) or behind


def _owner_behind(scene: Scene, noun: int, speech: Speech) -> Chunk | None:
    tokens, at = scene.tokens, noun + 1
    if at + 1 < len(tokens) and tokens[at].low == "auf" and tokens[at + 1].low in ("basis", "grundlage"):
        return _last_genitive(scene, at + 2, speech)
    if at >= len(tokens) or not (tokens[at].is_word or tokens[at].text == "("):
        return None
    if tokens[at].low in ("von", "aus", "unter"):
        if speech.plain.word(tokens[noun].low) is None and speech.evidence.word(tokens[noun].low) is None:
            return None  # "nach Polizeiangaben von Passanten": the compound has named the source
        at += 1
    elif any(hit.first == at and tokens[hit.last].low.endswith("s") for hit in scene.names) and tokens[at].is_name:
        name = _read(scene, at, speech)  # "nach Einschätzung Washingtons"
        return replace(name, article="des") if name else None
    elif tokens[at].low not in speech.forms.genitive_source | {"vom"} and not _genitive(tokens[at]):
        return None
    behind = _read(scene, at, speech)
    by = behind.end if behind else at
    doer = by < len(tokens) and tokens[by].low == "durch"  # "Auswertung von Fotos durch das Institut"
    return _read(scene, by + 1, speech) if doer else behind


def _last_genitive(scene: Scene, at: int, speech: Speech) -> Chunk | None:
    """ "auf Basis der Karten des Instituts": the last genitive owns what was reckoned with."""
    found = None
    while at < len(scene.tokens) and scene.tokens[at].low in speech.forms.genitive_source:
        end = at + 1
        while (
            end < len(scene.tokens)
            and scene.tokens[end].low not in speech.forms.genitive_source
            and scene.tokens[end].is_word
        ):
            end += 1
        found = _read(scene, at, speech, end)
        at = end
    return found


def _genitive(token: Token) -> bool:
    return token.low.endswith("er") and not token.is_name and len(token.low) > 4


def _report_itself(scene: Scene, at: int, noun: int, speech: Speech) -> Iterator[Voice]:
    """ "nach ukrainischen Angaben" names its source by the adjective, "nach Behördenangaben" in the compound; "in" and
    "auf" name one only with a survey or pictures."""
    if scene.tokens[at + 1].low.startswith(_OURS):
        return  # "nach unserer Schätzung": who speaks is named elsewhere
    attributes = [token for token in scene.tokens[at + 1 : noun] if token.low not in speech.articles]
    plain = speech.plain.word(scene.tokens[noun].low) is not None
    evidence = speech.evidence.word(scene.tokens[noun].low) is not None
    if plain and not attributes and not evidence:
        if scene.tokens[at].low in ("nach", "laut", "gemäss") and scene.tokens[noun - 1].low in speech.possessives:
            yield Voice(at, None, (at, noun + 1), strength=2)
        return
    chunk = _read(scene, at + 1, speech, noun + 1)
    if chunk and (evidence or scene.tokens[at].low not in ("in", "auf")):
        yield Voice(at, chunks.name(chunk, speech), (at + 1, noun + 1), strength=3)


def _before(scene: Scene, at: int, speech: Speech) -> Iterator[Voice]:
    """ "X zufolge": the phrase that ends before the word, from its article on if it has one."""
    first, clause = at, scene.clause(at)
    while first > clause.first and at - first < WIDEST_NAME and _may_name(scene.tokens, first - 1, speech):
        first -= 1
        if scene.tokens[first].low in speech.articles and not _follows_noun(scene, first, speech):
            break
    chunk = _read(scene, first, speech, at)
    if chunk is None:
        return
    last = chunk.words[-1].low  # "Angaben zufolge" names nobody, "einer Umfrage zufolge" the survey
    plain = len(chunk.words) <= 2 and speech.plain.word(last) is not None and speech.evidence.word(last) is None
    adjective = len(chunk.words) == 2 and chunk.article == ""
    yield Voice(at, None if plain and not adjective else resolved(chunk, speech), (chunk.first, at), strength=3)


def _follows_noun(scene: Scene, article: int, speech: Speech) -> bool:
    """Whether an article may begin a genitive: "Angaben der Polizei", not "leben der Polizei"."""
    return (
        article > 0
        and scene.tokens[article].low in ("der", "des")
        and chunks.is_noun(scene.tokens[article - 1], speech)
    )


def _may_name(tokens: Sequence[Token], at: int, speech: Speech) -> bool:
    token = tokens[at]
    small = token.low in speech.articles or token.low in ("von", "für") or token.text in QUOTES
    if small or chunks.is_noun(token, speech):
        return True
    return chunks.is_adjective(token, speech) and tokens[at + 1].low not in speech.articles


def _cited(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """ "unter Berufung auf X", "die sich auf X beruft"."""
    for hit in scene.found.longest(speech.citing):
        words = range(hit.last, hit.first, -1)
        on = next((at for at in words if scene.tokens[at].low in ("auf", "man")), hit.last)
        chunk = _read(scene, on + 1, speech)
        if chunk:
            name = chunks.name(chunk, speech)
            yield Voice(hit.first, name, (chunk.first, chunk.end), whole=True, far=True, strength=9)


def _quoting(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """ "ein Bericht von CNN, der Beamte zitiert": whom a report quotes is the last link."""
    for clause in scene.clauses:
        verb = scene.tokens[clause.end - 1]
        if clause.kind == "relative" and verb.low.startswith(speech.quoting):
            chunk = _read(scene, clause.first + 1, speech, clause.end)
            if chunk:
                yield Voice(clause.first, resolved(chunk, speech), (chunk.first, chunk.end), True, True, strength=9)


def _emerging(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """ "Aus Zahlen der Stadt geht hervor", ", wie aus einem Papier des HUR hervorgeht": what it emerges from."""
    for hit in scene.found.longest(speech.emerging):
        clause = scene.clause(hit.first)
        chunk = _origin(scene, clause, speech)
        if chunk:
            behind = behind_report(scene, _head_at(scene, chunk), speech)
            source = behind if behind and behind.end <= clause.end else chunk
            closing = clause.first > 0 or scene.tokens[clause.first].low in scene.words.forms.that
            name = appositive(scene, source) or resolved(source, speech)
            yield Voice(hit.first, name, (chunk.first, source.end), whole=closing, far=closing, strength=4)


def _told_to(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """ "Dem RKI wurden 40 Fälle gemeldet": who is told of it tells of it."""
    for clause in scene.clauses if not speech.forms.reported_to.isdisjoint(scene.word_set) else ():
        first = scene.tokens[clause.first].low
        told = not speech.forms.reported_to.isdisjoint(scene.lows(clause.end - 2, clause.end))
        chunk = _read(scene, clause.first, speech, clause.end) if told and first in speech.forms.recipient else None
        if chunk and chunk.end in scene.finites and institution(chunk, scene.words):
            yield Voice(clause.first, resolved(chunk, speech), (chunk.first, chunk.end), strength=3)


def _origin(scene: Scene, clause: Clause, speech: Speech) -> Chunk | None:
    """ "aus Zahlen der Stadt", "dem Papier": the first phrase from which something may emerge."""
    for at in range(clause.first, clause.end):
        low = scene.tokens[at].low
        chunk = _read(scene, at + (low == "aus"), speech, clause.end) if low in ("aus", "dem", "der") else None
        if chunk:
            return chunk
    return None


def _head_at(scene: Scene, chunk: Chunk) -> int:
    return next(at for at in range(chunk.first, chunk.end) if scene.tokens[at] is chunk.words[chunk.head])


def _so(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """ ", so der Gouverneur" covers the whole sentence; "so dass" and "so viele" say nothing."""
    for clause in scene.clauses if "so" in scene.word_set else ():
        first = scene.tokens[clause.first]
        if first.low != "so" or first.is_name or clause.first == 0:
            continue
        chunk = _read(scene, clause.first + 1, speech, clause.end)
        if chunk and not any(token.quantity is not None for token in scene.tokens[clause.first : clause.end]):
            name, called = appositive(scene, chunk) or resolved(chunk, speech), chunks.name(chunk, speech)
            span, office = (chunk.first, chunk.end), not is_person(chunk, speech)
            yield Voice(clause.first, name, span, True, False, office, 5, called, gender(chunk))
