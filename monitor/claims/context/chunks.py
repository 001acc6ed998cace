"""Noun phrases that may name a source: "der Präsident Wolodymyr Selenskyj", "das Institut für Kriegsstudien"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.claims.context.names import is_proper, nominative
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Speech

_QUOTES = frozenset("„“”\"»«›‹'")
_ARTICLES_INSIDE = frozenset({"der", "den", "die", "dem", "des"})
_INNER = 7  # words between an article and the participle before its noun
_PARTICIPLE_ENDINGS = ("te", "ten", "tem", "ter", "tes", "ene", "enen", "enem", "ener", "enes")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase, tokens ``first`` to ``end`` (exclusive); ``words`` without article, the noun at ``head``."""

    first: int
    end: int
    article: str
    words: tuple[Token, ...]
    head: int


def read(tokens: Sequence[Token], at: int, stop: int, speech: Speech) -> Chunk | None:
    """The phrase that begins at token ``at``, before ``stop``; None where none begins."""
    first = at
    while at < stop and (tokens[at].low in speech.articles or tokens[at].low in speech.epithets):
        if at > first and tokens[at].low in speech.forms.contracted:
            break
        at += 1
    at = _past_participle(tokens, at, stop, speech) if at > first else at
    article = next((token.low for token in tokens[first:at] if token.low in speech.articles), "")
    words: list[Token] = []
    at = _adjectives(tokens, at, stop, words, speech)
    head = len(words)
    at = _nouns(tokens, at, stop, words, speech)
    if len(words) == head:
        return None
    at = _behind(tokens, at, stop, words, speech)
    return Chunk(first, at, article, tuple(words), head)


def _past_participle(tokens: Sequence[Token], at: int, stop: int, speech: Speech) -> int:
    """ "einer am Mittwoch veröffentlichten Erhebung", "der in Kiew vorgelegten Bilanz", "einer Anfang Juni, kürzlich
    gezeigten Studie": behind the participle.
    """
    timed = at < stop and tokens[at].low in speech.forms.participle_times
    if at >= stop or not (timed or tokens[at].low in speech.forms.inner_prepositions):
        return at
    for here in range(at + 2 - timed, min(stop - 1, at + _INNER)):
        noun = tokens[here + 1].is_name or is_adjective(tokens[here + 1], speech)
        if not tokens[here].is_name and tokens[here].low.endswith(_PARTICIPLE_ENDINGS) and noun:
            return here + 1
    return at


def is_inner_participle(tokens: Sequence[Token], at: int, speech: Speech) -> bool:
    """Whether a word is such a participle, and no verb: "in einem am Donnerstag veröffentlichten Bericht"."""
    firsts = range(max(1, at - _INNER), at - 1)
    return any(
        tokens[first - 1].low in speech.articles and _past_participle(tokens, first, len(tokens), speech) == at + 1
        for first in firsts
    )


def _adjectives(tokens: Sequence[Token], at: int, stop: int, words: list[Token], speech: Speech) -> int:
    while at < stop and (is_adjective(tokens[at], speech, at == 0) or (words and tokens[at].low == "und")):
        words.append(tokens[at])
        at += 1
    return at


def is_adjective(token: Token, speech: Speech, opening: bool = False) -> bool:
    """Whether a word may be an attribute: a declined ending, and no verb of saying nor small word."""
    declined = token.is_word and token.low.endswith(("e", "en", "er", "es", "em")) and len(token.low) > 4
    if not declined or token.low in speech.function_words:
        return False
    if token.is_name:
        return opening and token.low.endswith(speech.forms.name_adjectives)
    return speech.saying.word(token.low) is None


def _nouns(tokens: Sequence[Token], at: int, stop: int, words: list[Token], speech: Speech) -> int:
    while (
        at < stop
        and not (words and (speech.things.word(tokens[at].low) or _is_next_phrase(words[-1], tokens[at], speech)))
        and (
            is_noun(tokens[at], speech)
            or (tokens[at].text in _QUOTES and _opens(tokens, at, stop, speech))
            or (words and _links_foreign(tokens, at, stop, speech))
        )
    ):
        if tokens[at].is_name or tokens[at].low in speech.forms.foreign_links:
            words.append(tokens[at])
        at += 1
    return at


def _is_next_phrase(last: Token, token: Token, speech: Speech) -> bool:
    """ "nach Angaben des Ministeriums Überschwemmungen": behind a genitive a plural that is part of no name."""
    common = token.low.endswith(speech.forms.common_plurals)
    return common and speech.institutions.word(last.low) is not None


def is_noun(token: Token, speech: Speech) -> bool:
    """Whether a word is a noun or name by its capital, and no small word that opens a sentence."""
    return token.is_name and token.low not in speech.function_words


def _opens(tokens: Sequence[Token], at: int, stop: int, speech: Speech) -> bool:
    """A quoted name in the phrase, or all of it: "die Gruppe „Deep State“", "der „Spiegel“"."""
    glued = at + 1 < stop and tokens[at + 1].is_name and tokens[at + 1].glued
    return glued and at > 0 and (tokens[at - 1].is_name or _leads_in(tokens[at - 1], speech))


def _links_foreign(tokens: Sequence[Token], at: int, stop: int, speech: Speech) -> bool:
    """A foreign small word inside a name: "Save the Children", "Human Rights Watch of Europe"."""
    behind = next((n for n in range(at, min(stop, at + 3)) if tokens[n].low not in speech.forms.foreign_links), stop)
    return at < behind < stop and tokens[behind].is_name


def _leads_in(token: Token, speech: Speech) -> bool:
    """An article or preposition, behind which a quoted name is a paper's or a group's."""
    return token.low in speech.articles or token.low in speech.before


def _behind(tokens: Sequence[Token], at: int, stop: int, words: list[Token], speech: Speech) -> int:
    """What belongs to the noun: "für Kriegsstudien", "der zuständigen Abteilung", "in Kiew", "und Südkorea"."""
    following = _joined(tokens, at, stop, speech)
    while following:
        if tokens[at].text != "(":
            words += [token for token in tokens[at:following] if token.is_word]
        at = following
        following = _joined(tokens, at, stop, speech)
    return at


def _joined(tokens: Sequence[Token], at: int, stop: int, speech: Speech) -> int:
    """The end of one more part behind ``at``; 0 for none. An abbreviation or age in brackets is passed over."""
    if at >= stop or tokens[at].is_name:
        return 0
    low, here = tokens[at].low, at + 1
    if low == "(":
        return next((end + 1 for end in range(here, min(stop, at + 4)) if tokens[end].text == ")"), 0)
    if low in speech.forms.name_places:
        capital = here < stop and tokens[here].low in speech.capitals
        circle = low == "aus" and here < stop and tokens[here].low.endswith("kreisen")
        return here + 1 if capital or circle else 0
    if (
        low not in speech.forms.name_links
        and low != "und"
        and not (low.endswith("er") and is_adjective(tokens[at], speech))
    ):
        return 0
    while here < stop and (is_adjective(tokens[here], speech) or tokens[here].low in _ARTICLES_INSIDE):
        here += 1
    quoted = here + 1 < stop and tokens[here].text in _QUOTES and tokens[here + 1].glued
    end = here = here + quoted
    while end < stop and is_noun(tokens[end], speech):
        end += 1
    if end == here:
        return 0
    return end + (quoted and end < stop and tokens[end].text in _QUOTES)


def name(chunk: Chunk, speech: Speech) -> str:
    """The shortest clear name of what the phrase names: a person without title, else the noun in the nominative."""
    cited = _behind_medium(chunk, speech)
    if cited:
        return cited
    run = first_run(chunk)
    for number, word in enumerate(run[:-1]):
        office = any(speech.institutions.word(other.low) for other in run[number:])
        title = speech.roles.word(word.low) and not speech.institutions.word(run[number + 1].low)
        if title or (number == 0 and len(run) >= 3 and not office and not is_proper(word, speech)):
            return " ".join(w.text for w in run[number + 1 :])
    return nominative(chunk.words, chunk.article, speech)


def _behind_medium(chunk: Chunk, speech: Speech) -> str:
    """ "das Handelsblatt aus Regierungskreisen": the medium only passes on."""
    words = chunk.words[chunk.head :]
    passes_on = len(words) >= 3 and speech.media.word(words[0].low) and words[1].low == "aus"
    return nominative(words[2:], "", speech) if passes_on else ""


def first_run(chunk: Chunk) -> list[Token]:
    """The nouns that stand together: a title and the name behind it."""
    run: list[Token] = []
    for word in chunk.words[chunk.head :]:
        if not word.is_name:
            break
        run.append(word)
    return run
