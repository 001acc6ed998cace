"""Noun phrases that may name a source: "der ukrainische Präsident Wolodymyr Selenskyj", "das Institut für Kriegsstudien"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.claims.context.names import nominative
from monitor.claims.context.tokens import Token
from monitor.claims.context.vocabulary import Speech

ARTICLES = frozenset({
    "der", "die", "das", "des", "dem", "den", "ein", "eine", "eines", "einer", "einem", "einen", "sein", "seine", "seines", "seiner", "seinem", "ihr", "ihre",
    "ihres", "ihrer", "ihrem", "dieser", "diese", "dieses", "diesem", "mehrerer", "mehrere", "mehreren", "vom", "zum", "beim", "im", "am", "zwei", "drei", "vier",
    "einige", "einiger", "übereinstimmenden", "ersten", "jüngsten", "neuen", "neuer", "neuesten", "vorläufigen", "bisherigen", "hochrangigen", "hochrangiger", "ranghoher",
})  # fmt: skip
_LINKS = frozenset({"für", "von", "vom", "der", "des", "zur", "gegen"})
_PLACES = frozenset({"in", "aus", "bei"})
_QUOTES = frozenset("„“”\"»«›‹'")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens ``first`` to ``end`` (exclusive) of a noun phrase; ``words`` without article and quotes."""

    first: int
    end: int
    article: str
    words: tuple[Token, ...]
    head: int


def read(tokens: Sequence[Token], at: int, stop: int) -> Chunk | None:
    """The phrase that begins at token ``at``, before ``stop``; None where none begins."""
    first, article = at, ""
    while at < stop and tokens[at].low in ARTICLES and not tokens[at].is_name or at < stop and at == first and tokens[at].low in ("der", "die", "das", "ein", "eine"):
        article = article or tokens[at].low
        at += 1
    words: list[Token] = []
    at = _adjectives(tokens, at, stop, words)
    head = len(words)
    at = _nouns(tokens, at, stop, words)
    if len(words) == head:
        return None
    at = _behind(tokens, at, stop, words)
    return Chunk(first, at, article, tuple(words), head)


def _adjectives(tokens: Sequence[Token], at: int, stop: int, words: list[Token]) -> int:
    while at < stop and _is_adjective(tokens[at]) or (at + 1 < stop and words and tokens[at].low == "und"):
        words.append(tokens[at])
        at += 1
    return at


def _is_adjective(token: Token) -> bool:
    return token.is_word and not token.is_name and token.low.endswith(("e", "en", "er", "es", "em")) and len(token.low) > 4


def _nouns(tokens: Sequence[Token], at: int, stop: int, words: list[Token]) -> int:
    while at < stop and (tokens[at].is_name or tokens[at].text in _QUOTES and _opens(tokens, at, stop)):
        if tokens[at].is_name:
            words.append(tokens[at])
        at += 1
    return at


def _opens(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """A quoted name inside the phrase: die Gruppe „Deep State“."""
    return at + 1 < stop and tokens[at + 1].is_name and at > 0 and tokens[at - 1].is_name and tokens[at + 1].start == tokens[at].end


def _behind(tokens: Sequence[Token], at: int, stop: int, words: list[Token]) -> int:
    """What belongs to the noun: "für Kriegsstudien", "der zuständigen Abteilung", "in Kiew", "und Südkorea"."""
    following = _joined(tokens, at, stop)
    while following:
        words += [token for token in tokens[at:following] if token.is_word]
        at = following
        following = _joined(tokens, at, stop)
    return at


def _joined(tokens: Sequence[Token], at: int, stop: int) -> int:
    """The end of one more part behind ``at``; 0 for none."""
    if at >= stop or tokens[at].is_name:
        return 0
    low = tokens[at].low
    here = at + 1
    if low in _PLACES:
        return here + 1 if here < stop and tokens[here].is_name and (here + 1 >= stop or not tokens[here + 1].is_name) else 0
    if low not in _LINKS and low != "und" and not (low.endswith("er") and _is_adjective(tokens[at])):
        return 0
    while here < stop and (_is_adjective(tokens[here]) or tokens[here].low in ("der", "den", "die", "dem")):
        here += 1
    end = here
    while end < stop and tokens[end].is_name:
        end += 1
    return end if end > here else 0


def name(chunk: Chunk, speech: Speech) -> str:
    """The shortest clear name of what the phrase names: a person without title, else the noun in the nominative."""
    nouns = [word for word in chunk.words[chunk.head :] if word.is_name]
    run = _first_run(chunk)
    for number, word in enumerate(run[:-1]):
        if speech.roles.word(word.low) and not any(speech.institutions.word(w.low) for w in run[number + 1 : number + 2]):
            person = [w for w in run[number + 1 :] if not speech.roles.word(w.low)]
            if person:
                return " ".join(w.text for w in person)
    if not nouns:
        return ""
    return nominative(chunk.words, chunk.article, speech)


def _first_run(chunk: Chunk) -> list[Token]:
    """The nouns that stand together: a title and the name behind it."""
    run: list[Token] = []
    for word in chunk.words[chunk.head :]:
        if not word.is_name:
            break
        run.append(word)
    return run
