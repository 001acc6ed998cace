"""The counted noun phrase behind a number, and whether its head is a person or a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from monitor.claims.glance import MOST_WORDS
from monitor.claims.lexicon import Language
from monitor.claims.tokens import Token
from monitor.claims.values import Span

# "drei im Kampf schwer verletzte ukrainische Soldaten" is as long as a phrase in the press gets.
_ADJECTIVES = 5
_QUOTES = frozenset('„“”"»«›‹')
_ENDINGS = ("e", "en", "er", "es", "em")
_LONGEST_ENDING = 24
_SHORTEST_ENDING = 5
# "Vertriebene", "Geflohene", "Beschuldigte": participles as nouns are people.
_PARTICIPLE = re.compile(
    r"(?:ge|ver|ent|er|be|zer|über|ab|an|aus|ein|um|heim|zurück|zu|hin|miss|unter|nieder|fest|frei)\w*(?:en|igt|iert|elt|ert)e[nr]?"
)


@dataclass(frozen=True)
class Nouns:
    """Which nouns are people: whole words and endings."""

    kinds: Mapping[str, str]
    not_adjectives: frozenset[str]
    never: frozenset[str]
    adverbs: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    cache: dict[str, str] = field(default_factory=dict)

    def kind(self, noun: str) -> str:
        """The guide's unit for a counted noun: "person" or "piece"."""
        word = noun.rpartition("-")[2].lower()
        if word not in self.cache:
            if len(self.cache) > MOST_WORDS:
                self.cache.clear()
            self.cache[word] = self._kind(word)
        return self.cache[word]

    def is_known(self, noun: str) -> bool:
        """Whether the word lists know the noun."""
        return self._known(noun.rpartition("-")[2].lower()) is not None

    def is_thing(self, noun: str) -> bool:
        """Whether the word lists know the noun as a thing (a name they don't know at all)."""
        return self._known(noun.rpartition("-")[2].lower()) == "piece"

    def _kind(self, word: str) -> str:
        return self._known(word) or ("person" if _PARTICIPLE.fullmatch(word) else "piece")

    def _known(self, word: str) -> str | None:
        word = normalize("NFC", word)
        for start in range(max(0, len(word) - _LONGEST_ENDING), len(word)):
            if found := self.kinds.get(word[start:]) if start == 0 else self.kinds.get(f"-{word[start:]}"):
                return found
        return None


@lru_cache(maxsize=8)
def compile_nouns(language: Language) -> Nouns:
    """The people and things of ``nouns.toml``. A key that begins with a hyphen is an ending."""
    table = language.table("nouns")
    kinds: dict[str, str] = {}
    for word in (noun + ending for noun in table["piece"] for ending in ("", "n", "s", "en")):
        kinds |= _entry(word, "piece")
    for ending in table["person_endings"]:
        kinds.setdefault(f"-{ending}", "person")
    for word in table["person"]:
        kinds |= _entry(word, "person")
    return Nouns(
        kinds,
        not_adjectives=frozenset(table["not_adjectives"]),
        never=frozenset(table["never"]),
        adverbs=frozenset(table["adverbs"]),
        places=frozenset(table["places"]),
        bodies=frozenset(table["bodies"]),
    )


def _entry(word: str, kind: str) -> dict[str, str]:
    """The word, and as an ending too where it isn't so short that others end in it by chance ("Läufer" in "ufer")."""
    return {word: kind, f"-{word}": kind} if len(word) >= _SHORTEST_ENDING else {word: kind}


def phrase_after(tokens: Sequence[Token], i: int, nouns: Nouns, text: str) -> tuple[Span, str, int] | None:
    """The noun phrase at ``i``: its span, its head noun and the index of its last token; None if there is none.

    Adjectives and participles with their adverbs may come first ("schwer verletzte ukrainische Soldaten"). A second
    noun belongs to it ("Männer und Frauen"); of people and things ("Personen und Firmen") the head is the thing.
    """
    head = _head(tokens, i, nouns)
    if head is None:
        return None
    head = _after_hyphen(tokens, head)
    last = _second(tokens, head, nouns)
    start, end = tokens[i].start, tokens[last].end
    return Span(start, end, text[start:end]), tokens[last].text if last != head else tokens[head].text, last


def _head(tokens: Sequence[Token], i: int, nouns: Nouns) -> int | None:
    for j in range(i, min(len(tokens), i + _ADJECTIVES + 1)):
        token = tokens[j]
        if (token.text in _QUOTES and j == i) or (token.text == "," and _lists_adjectives(tokens, j, i)):
            continue
        if token.kind != "word" or (token.glued and j == i):
            return None
        if token.text[0].isupper():
            if _adjective_of_place(tokens, j, nouns):
                continue
            fits = j == i or tokens[j - 1].lower.endswith(_ENDINGS) or tokens[j - 1].lower in nouns.adverbs
            return j if fits and token.lower not in nouns.never else None
        if token.lower in nouns.not_adjectives and not _joins_adjectives(tokens, j):
            return None
    return None


def _lists_adjectives(tokens: Sequence[Token], j: int, first: int) -> bool:
    """ "3.558 zerstörte, beschädigte oder aufgegebene Panzer": the comma at ``j`` stands between two adjectives."""
    if j == first or j + 1 >= len(tokens):
        return False
    before, behind = tokens[j - 1].lower, tokens[j + 1]
    return (
        behind.kind == "word"
        and behind.text[0].islower()
        and behind.lower.endswith(_ENDINGS)
        and before[-2:] == behind.lower[-2:]
    )


def _joins_adjectives(tokens: Sequence[Token], j: int) -> bool:
    """ "1.450 getötete oder verwundete russische Soldaten"."""
    if tokens[j].lower not in ("und", "oder") or j + 1 >= len(tokens):
        return False
    before, behind = tokens[j - 1], tokens[j + 1]
    return all(
        token.kind == "word" and token.text[0].islower() and token.lower.endswith("e") for token in (before, behind)
    )


def _after_hyphen(tokens: Sequence[Token], head: int) -> int:
    """ "Staats- und Regierungschefs": the noun that the first one's end is left out for."""
    elided = head + 3 < len(tokens) and tokens[head + 1].text == "-" and tokens[head + 1].glued
    if elided and tokens[head + 2].lower in ("und", "oder") and tokens[head + 3].text[0].isupper():
        return head + 3
    return head


def _adjective_of_place(tokens: Sequence[Token], j: int, nouns: Nouns) -> bool:
    """ "Charkiwer", "Moskauer" before a noun are adjectives."""
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    word = tokens[j].lower
    return (
        word.endswith("er")
        and (word in nouns.places or word not in nouns.kinds)
        and following is not None
        and following.kind == "word"
        and following.text[0].isupper()
        and not following.glued
    )


def _second(tokens: Sequence[Token], head: int, nouns: Nouns) -> int:
    """ "Männer und Frauen", "Soldatinnen und Soldaten", "Personen und Firmen" are one count."""
    if head + 2 >= len(tokens) or tokens[head + 1].lower not in ("und", "sowie"):
        return head
    other = tokens[head + 2]
    both = nouns.kind(tokens[head].text) == nouns.kind(other.text) == "person" or nouns.is_thing(other.text)
    return head + 2 if other.kind == "word" and other.text[0].isupper() and both and not other.glued else head
