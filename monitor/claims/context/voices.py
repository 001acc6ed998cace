"""The places in a sentence that name who says something, and how far each reaches.

A voice without a name of its own (``demnach``, ``er``, ``die Behörde``) goes on with the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.claims.context import chunks
from monitor.claims.context.chunks import Chunk
from monitor.claims.context.clauses import Clause
from monitor.claims.context.scene import Scene
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Speech, Vocabulary

_WIDEST_NAME = 10
_PREPOSITIONS = frozenset({"in", "im", "auf", "an", "am", "mit", "von", "vom", "zu", "zum", "zur", "bei", "beim", "aus", "nach", "für", "über", "unter", "gegen", "um", "seit", "vor", "durch", "wegen", "zwischen", "ohne", "bis", "ab", "gegenüber", "neben", "laut", "während", "binnen", "trotz", "statt", "pro"})  # fmt: skip
_ACCUSATIVE = frozenset({"den", "dem", "des", "einen", "einem", "eines"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A source named at token ``at``. ``name`` is None where the one before goes on.

    ``whole`` voices cover their sentence from its beginning, the others from their clause (or ``since``) on.
    ``strength`` decides between voices of one clause: the last link of a chain is the source.
    """

    at: int
    name: str | None
    whole: bool = False
    since: int = 0
    strength: int = 1


def read(scene: Scene, words: Vocabulary) -> tuple[Voice, ...]:
    """The voices of a sentence, in its order."""
    speech = words.speech
    found = [*_carried(scene, speech), *_reported(scene, speech), *_cited(scene, speech), *_headline(scene, words), *_so(scene, speech)]
    taken = {voice.at for voice in found}
    found += [voice for voice in _said(scene, words) if voice.at not in taken]
    return tuple(sorted(found, key=lambda voice: voice.at))


def _begin(scene: Scene, at: int) -> int:
    return scene.clause(at).first


def _carried(scene: Scene, speech: Speech) -> Iterator[Voice]:
    for hit in speech.carry.find(scene.tokens):
        own = any(token.low in speech.own for token in scene.tokens[hit.first : hit.last + 1])
        subject = _subject(scene, scene.clause(hit.first), speech, -1) if own else None
        yield Voice(hit.first, subject, since=_begin(scene, hit.first), strength=2 if subject else 1)


def _reported(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """"laut X", "nach Angaben des X", "X zufolge", "in einer Umfrage von X"."""
    for at, token in enumerate(scene.tokens):
        if token.low in speech.before and not token.is_name or token.low in speech.before and at == 0 or token.low in ("laut", "gemäß", "gemäss"):
            yield from _named(scene, at, chunks.read(scene.tokens, at + 1, _stop(scene, at)), speech)
        elif token.low in ("nach", "in", "aus", "auf", "quelle", "zu", "einer", "der"):
            yield from _report(scene, at, speech)
        elif token.low in speech.after:
            yield from _before(scene, at, speech)
        elif token.is_name and at and scene.tokens[at - 1].text == "(":
            yield from _report(scene, at - 1, speech)


def _stop(scene: Scene, at: int) -> int:
    return min(len(scene.tokens), at + _WIDEST_NAME, scene.clause(at).end)


def _named(scene: Scene, at: int, chunk: Chunk | None, speech: Speech) -> Iterator[Voice]:
    name = _resolved(chunk, speech) if chunk else None
    if chunk:
        yield Voice(at, name, since=_begin(scene, at), strength=3)


def _resolved(chunk: Chunk, speech: Speech) -> str | None:
    """The phrase's name; None where it only points back ("die Behörde", "dem Bericht")."""
    nouns = [word for word in chunk.words if word.is_name]
    definite = chunk.article in ("der", "die", "das", "des", "dem", "dieser", "diese", "dieses", "den", "am", "im", "beim", "vom")
    points_back = len(chunk.words) == 1 and definite and nouns[0].low in speech.anaphors
    return None if points_back else chunks.name(chunk, speech) or None


def _report(scene: Scene, at: int, speech: Speech) -> Iterator[Voice]:
    tokens = scene.tokens
    noun = _report_noun(scene, at, speech)
    if noun is None or scene.clause_of[noun] < 0:
        return
    since, lone = _begin(scene, noun), tokens[at].low not in ("nach", "quelle")
    behind = _behind_report(scene, noun, speech)
    if behind:
        yield Voice(noun, behind, whole=tokens[at].text == "(", since=since, strength=3)
    elif not lone:
        yield from _report_itself(scene, at, noun, speech)


def _report_noun(scene: Scene, at: int, speech: Speech) -> int | None:
    """The report noun behind "nach", over article and adjectives: "nach jüngsten westlichen Schätzungen"."""
    stop = min(len(scene.tokens), at + 6)
    for index in range(at + 1, stop):
        token = scene.tokens[index]
        if token.is_name and speech.reports.word(token.low):
            return index
        if not token.is_word or not (token.low.endswith(("en", "er", "em", "ne", "se", "r", "e")) or token.text.endswith("er")):
            return None
        if token.is_name and not token.text.endswith(("er", "en")):
            return None
    return None


def _behind_report(scene: Scene, noun: int, speech: Speech) -> str | None:
    tokens = scene.tokens
    at = noun + 1
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    if tokens[at].low in ("von", "aus", "vom"):
        at += 0 if tokens[at].low == "vom" else 1
    elif tokens[at].low not in ("des", "der", "eines", "einer", "seiner", "ihrer", "mehrerer", "dieser", "zweier", "dreier") and not _genitive(tokens[at]):
        return None
    chunk = chunks.read(tokens, at, min(len(tokens), at + _WIDEST_NAME))
    if chunk is None:
        return None
    return _appositive(scene, chunk) or _resolved(chunk, speech)


def _genitive(token: Token) -> bool:
    return token.low.endswith("er") and not token.is_name and len(token.low) > 4


def _appositive(scene: Scene, chunk: Chunk) -> str | None:
    """"des Chefs des Geheimdienstes, Kyrylo Budanow,": the name stands behind a comma."""
    tokens, at = scene.tokens, chunk.end
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    names = [token.text for token in tokens[at + 1 : at + 4] if token.is_name]
    closed = at + 1 + len(names) < len(tokens) and tokens[at + 1 + len(names)].text == ","
    return " ".join(names) if len(names) >= 2 and closed else None


def _report_itself(scene: Scene, at: int, noun: int, speech: Speech) -> Iterator[Voice]:
    """"nach ukrainischen Angaben" names its source by the adjective, "nach Behördenangaben" in the compound."""
    tokens = scene.tokens
    chunk = chunks.read(tokens, at + 1, noun + 1)
    plain = speech.plain.word(tokens[noun].low) is not None
    attributes = [token for token in tokens[at + 1 : noun] if token.low not in chunks.ARTICLES]
    since = _begin(scene, noun)
    if attributes and any(token.low in speech.own for token in attributes):
        yield Voice(at, _subject(scene, scene.clause(at), speech, -1), since=since, strength=2)
    elif attributes and chunk:
        yield Voice(at, chunks.name(chunk, speech), since=since, strength=2)
    elif not plain:
        yield Voice(at, chunks.name(chunk, speech) if chunk else tokens[noun].text, since=since, strength=2)


def _before(scene: Scene, at: int, speech: Speech) -> Iterator[Voice]:
    """"X zufolge": the phrase that ends before the word."""
    first = at
    clause = scene.clause(at)
    while first > clause.first and at - first < _WIDEST_NAME and _may_name(scene.tokens[first - 1]):
        first -= 1
    while first < at and not (scene.tokens[first].is_name or scene.tokens[first].low in chunks.ARTICLES or chunks._is_adjective(scene.tokens[first])):
        first += 1
    chunk = chunks.read(scene.tokens, first, at)
    if chunk and any(word.is_name and speech.plain.word(word.low) for word in chunk.words) and len(chunk.words) == 1:
        yield Voice(at, None, since=clause.first)
    elif chunk:
        yield Voice(at, _resolved(chunk, speech), since=clause.first, strength=3)


def _may_name(token: Token) -> bool:
    return token.is_name or token.low in chunks.ARTICLES or token.low in ("von", "für", "in", "aus") or chunks._is_adjective(token)


def _cited(scene: Scene, speech: Speech) -> Iterator[Voice]:
    for hit in speech.citing.find(scene.tokens):
        chunk = chunks.read(scene.tokens, hit.last + 1, min(len(scene.tokens), hit.last + 1 + _WIDEST_NAME))
        if chunk:
            yield Voice(hit.first, chunks.name(chunk, speech), whole=True, strength=9)


def _headline(scene: Scene, words: Vocabulary) -> Iterator[Voice]:
    """"London: Bis zu 900 Tote", "Südkorea (NIS, 13. Januar): rund 300 Tote": a source before a colon."""
    for number, clause in enumerate(scene.clauses[1:], 1):
        if clause.mark == ":" and clause.first >= 2:
            name = _label(scene, number, words)
            if name:
                yield Voice(clause.first - 1, name, since=clause.first, strength=2)


def _label(scene: Scene, number: int, words: Vocabulary) -> str | None:
    start = scene.clauses[number - 1]
    bracket = next((c for c in reversed(scene.clauses[:number]) if c.mark == "("), None)
    if bracket and scene.tokens[scene.clauses[number].first - 2].text == ")":
        return _bracketed(scene, bracket, words)
    chunk = chunks.read(scene.tokens, start.first, start.end)
    spots = [spot for spot in scene.spots if spot in start]
    if chunk is None or spots or start.end - chunk.end > 2 or start.finite:
        return None
    return chunks.name(chunk, words.speech) if _is_source(scene, chunk, words) else None


def _bracketed(scene: Scene, bracket: Clause, words: Vocabulary) -> str | None:
    inner = chunks.read(scene.tokens, bracket.first, bracket.end)
    if inner and not words.calendar.months.get(inner.words[0].low):
        return chunks.name(inner, words.speech)
    before = scene.clauses[scene.clauses.index(bracket) - 1]
    outer = chunks.read(scene.tokens, before.first, before.end)
    return chunks.name(outer, words.speech) if outer else None


def _is_source(scene: Scene, chunk: Chunk, words: Vocabulary) -> bool:
    """Whether a phrase can speak: an institution, an office, a country or its leader."""
    nouns = [word for word in chunk.words if word.is_name]
    if any(words.speech.institutions.word(word.low) or words.speech.roles.word(word.low) for word in nouns):
        return True
    first = chunk.words[chunk.head]
    named = next((hit for hit in scene.names if scene.tokens[hit.first] is first), None)
    return named is not None and named.value.form in ("name", "leader", "body") and scene.tokens[named.last].text[-1] == named.value.base[-1]


def _so(scene: Scene, speech: Speech) -> Iterator[Voice]:
    """", so der Gouverneur": covers the whole sentence."""
    for clause in scene.clauses:
        first = scene.tokens[clause.first]
        if first.low != "so" or clause.first == 0 or clause.end - clause.first < 2 or first.is_name:
            continue
        chunk = chunks.read(scene.tokens, clause.first + 1, clause.end)
        if chunk and not any(token.quantity is not None for token in scene.tokens[chunk.first : chunk.end]):
            yield Voice(clause.first, _appositive(scene, chunk) or _resolved(chunk, speech), whole=True, strength=4)


def _said(scene: Scene, words: Vocabulary) -> Iterator[Voice]:
    """A verb of saying with its subject."""
    speech = words.speech
    for hit in speech.say.find(scene.tokens):
        token = scene.tokens[hit.first]
        if scene.clause_of[hit.first] < 0 or (token.is_name and hit.first > scene.clause(hit.first).first):
            continue
        clause = scene.clause(hit.first)
        if _reported_saying(scene, clause, words):
            continue
        yield from _voice_of(scene, clause, hit.first, words)


def _reported_saying(scene: Scene, clause: Clause, words: Vocabulary) -> bool:
    """"Moskau habe angeboten": the saying itself is reported by somebody else."""
    return any(low in words.grammar.konjunktiv for low in scene.lows(clause.first, clause.end))


def _voice_of(scene: Scene, clause: Clause, verb: int, words: Vocabulary) -> Iterator[Voice]:
    opening = scene.tokens[clause.first].low
    closing = clause.first > 0 and (verb == clause.first or opening in ("wie", "so"))
    if scene.tokens[verb].low in ("hieß", "heißt", "verlautete", "geheißen"):
        yield Voice(verb, _place_of_saying(scene, clause, words), whole=closing, since=clause.first)
        return
    name = _subject(scene, clause, words.speech, verb)
    pronoun = any(low in words.speech.pronouns for low in scene.lows(max(clause.first, verb - 3), min(clause.end, verb + 3)))
    if name or pronoun or _points_back(scene, clause, words.speech):
        yield Voice(verb, name, whole=closing, since=clause.first, strength=3 if closing else 1)


def _points_back(scene: Scene, clause: Clause, speech: Speech) -> bool:
    return any(token.is_name and token.low in speech.anaphors for token in scene.tokens[clause.first : clause.end])


def _place_of_saying(scene: Scene, clause: Clause, words: Vocabulary) -> str | None:
    """"hieß es in Seoul", "heißt es beim Land"; a report heard of before is no new source."""
    for at in range(clause.first, clause.end - 1):
        if scene.tokens[at].low in ("in", "aus", "im", "beim", "bei", "von"):
            chunk = chunks.read(scene.tokens, at if scene.tokens[at].low in ("im", "beim") else at + 1, clause.end)
            if chunk and _is_place_or_source(scene, chunk, words):
                return _resolved(chunk, words.speech)
    return None


def _is_place_or_source(scene: Scene, chunk: Chunk, words: Vocabulary) -> bool:
    nouns = [word.low for word in chunk.words if word.is_name]
    return _is_source(scene, chunk, words) and not any(noun in ("lagebericht", "version", "fassung") for noun in nouns)


def _subject(scene: Scene, clause: Clause, speech: Speech, verb: int) -> str | None:
    """The nominative phrase of a clause that can speak, the one nearest to the verb first."""
    best: tuple[int, str] | None = None
    at = clause.first
    while at < clause.end:
        chunk = chunks.read(scene.tokens, at, clause.end) if _may_begin(scene, clause, at) else None
        name = _speaker(scene, chunk, speech, verb) if chunk else None
        if chunk and name and (best is None or abs(chunk.first - verb) < best[0]):
            best = (abs(chunk.first - verb) if verb >= 0 else 0, name)
            if verb < 0:
                break
        at = max(at + 1, chunk.end if chunk else 0)
    return best[1] if best else None


def _may_begin(scene: Scene, clause: Clause, at: int) -> bool:
    token = scene.tokens[at]
    if not token.is_word or token.low in _PREPOSITIONS:
        return False
    before = scene.tokens[at - 1] if at > clause.first else None
    return before is None or not before.is_word or before.low not in _PREPOSITIONS and not chunks._is_adjective(before)


def _speaker(scene: Scene, chunk: Chunk, speech: Speech, verb: int) -> str | None:
    """The name of a phrase if it is in the nominative and somebody; a lone surname only beside the verb."""
    if chunk.article in _ACCUSATIVE or any(chunk.first <= spot < chunk.end for spot in scene.spots):
        return None
    if scene.tokens[chunk.first - 1].quantity is not None if chunk.first else False:
        return None
    nouns = [word for word in chunk.words[chunk.head :] if word.is_name]
    known = any(speech.institutions.word(word.low) or speech.roles.word(word.low) for word in nouns[:2])
    named = any(scene.tokens[hit.first] is nouns[0] and hit.value.form in ("name", "leader", "body") for hit in scene.names)
    if not (known or named or _lone_name(chunk, nouns, verb)):
        return None
    return _appositive(scene, chunk) or _resolved(chunk, speech)


def _lone_name(chunk: Chunk, nouns: list[Token], verb: int) -> bool:
    """An unknown word is a person's name if it has no article and stands at the verb, or is two names long."""
    if chunk.article or chunk.head or verb < 0:
        return False
    beside = chunk.first == verb + 1 or chunk.end == verb
    return beside or (len(nouns) >= 2 and len(nouns) == len(chunk.words) and len(nouns) <= 3)
