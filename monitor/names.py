"""Who states a figure: one name for all the ways in which the press names a claimant.

Names are compared word by word by their stems, in any case form and order, so that ``des ukrainischen Generalstabs`` is
``Generalstab der Ukraine``. What a name has beyond the alias must not make it another: ``südkoreanischer Generalstab``
is not the listed ``Generalstab``, ``Pentagon-Sprecherin Singh`` is the ``Pentagon``.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from monitor.model import Claimant

_WORD = re.compile(r"\w+")
_ENDINGS = ("es", "en", "em", "er", "e", "s", "n")
_SHORTEST_HEAD = 5  # letters of a compound's last part that may stand for it: "Ministerium"
_SHORTEST = 3  # letters that a stem keeps: "NIS" stays "NIS"
# A land's name and its adjective share a root: Ukraine and ukrainisch, Russland and russisch, Iran and iranisch.
_ADJECTIVES = ("isch", "nisch", "anisch", "esisch")
_LANDS = ("", "land", "ien", "ei", "a", "e", "n")


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a name: as it stands, and the stems by which it is compared."""

    text: str
    stems: frozenset[str]

    def meets(self, other: _Word) -> bool:
        return not self.stems.isdisjoint(other.stems)


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
    return {key: frozenset(word.casefold() for word in values) for key, values in table.items()}


@lru_cache(maxsize=16384)
def _stems(word: str) -> frozenset[str]:
    low = word.casefold()
    cut = {low} | {low[: -len(end)] for end in _ENDINGS if low.endswith(end) and len(low) - len(end) >= _SHORTEST}
    return frozenset(cut | {f"/{root}" for form in cut for root in _roots(form)})


def _roots(form: str) -> Iterable[str]:
    """The roots of a land, from its name or its adjective; marked, so that they meet other roots alone."""
    endings = _ADJECTIVES if form.endswith("isch") else _LANDS
    return (form[: len(form) - len(end)] for end in endings if form.endswith(end) and len(form) - len(end) >= _SHORTEST)


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[_Word, ...]:
    found = (word for word in _WORD.findall(name) if word.casefold() not in _lists()["fillers"])
    return tuple(_Word(word, _stems(word)) for word in found)


@lru_cache(maxsize=16384)
def key(name: str | None) -> str:
    """A name's key: equal for the case forms of one name, so that a claimant's figures are found again."""
    if name is None:
        return ""
    return " ".join(sorted(_bare(word.text.casefold()) for word in _words(name))) or name.casefold()


def _bare(low: str) -> str:
    """A word without its case endings: first a genitive's s, then what adjectives and weak nouns bear."""
    without_s = re.sub(r"(?<=\w{3})es$|(?<=\w{4})s$", "", low)
    return re.sub(r"(?<=\w{3})(?:e[nmr]?|n)$", "", without_s)


class Resolver:
    """The claimants of one topic, made ready to be found behind attributions."""

    def __init__(self, claimants: Sequence[Claimant]) -> None:
        self._claimants = claimants
        spelled = [
            (one, [words for alias in (one.name, *one.aliases) if (words := _words(alias))]) for one in claimants
        ]
        aliases = [(words, claimant) for claimant, every in spelled for words in every]
        self._aliases = sorted(aliases, key=lambda pair: -len(pair[0]))
        self._beginning: dict[str, list[int]] = {}  # the aliases, by the stems of their first word
        for place, (words, _) in enumerate(self._aliases):
            for stem in words[0].stems:
                self._beginning.setdefault(stem, []).append(place)
        self._vocabulary = {claimant.name: tuple(chain.from_iterable(every)) for claimant, every in spelled}
        self._merged: dict[str, str] = {}

    def merging(self, merges: Iterable[tuple[str, str]]) -> Resolver:
        """A resolver that also knows which claimants people said are one: each the first of a pair, and who it is."""
        made = copy.copy(self)
        made._merged = {key(one): other for one, other in merges}
        return made

    def one(self, name: str | None) -> str | None:
        """The claimant that a resolved name was said to be, or the name itself."""
        seen = set[str]()
        while name is not None and key(name) in self._merged.keys() - seen:
            seen.add(key(name))
            name = self._merged[key(name)]
        return name

    def resolve(self, name: str | None) -> str | None:
        """The listed name behind an attribution in any case form, else the attribution in the nominative."""
        if name is None or not name.strip():
            return None
        return self.listed(name) or nominative(name)

    def listed(self, name: str) -> str | None:
        """The listed name behind an attribution, or None where the topic lists no such claimant."""
        return self._listed(_words(name)) or self._listed(_head(name))

    def _listed(self, words: Sequence[_Word]) -> str | None:
        stems = {stem for word in words for stem in word.stems}
        for place in sorted({place for stem in stems for place in self._beginning.get(stem, ())}):
            alias, claimant = self._aliases[place]
            rest = _without(words, alias)
            if rest is not None and self._harmless(rest, words, claimant):
                return claimant.name
        return None

    def shortened(self, name: str, named: Collection[str]) -> str | None:
        """The one claimant of those already ``named`` in a text whom a short form means: ``der Generalstab``, and ``das
        Ministerium`` for the ``Agrarministerium``."""
        words = _words(name)
        known = [(alias, claimant.name) for alias, claimant in self._aliases if claimant.name in named]
        meant = {owner for alias, owner in known if words and _is_shorter(words, alias)}
        return meant.pop() if len(meant) == 1 else None

    def meant(self, name: str, before: str, text: str) -> str | None:
        """The claimant whom a name means that is listed nowhere, by what the text names; None where that is open.

        ``before`` is what stands before the figure in its paragraph. ``die Leitstelle`` is the one whose fuller name
        stands in the text; ``ein Sprecher`` speaks for the body that was named last, or for the only one named at all.
        """
        words = _words(name)
        if words and all(word.text.casefold() in _lists()["nameless"] for word in words):
            last = max(self._named(before), default=None)
            only = last[1] if last else _only({owner for _, owner in self._named(text)})
            if only:
                return only
        longer = (pair for pair in self._aliases if _is_shorter(words, pair[0])) if words else ()
        owners = {owner.name for _, owner in longer}
        fuller = [pair for pair in self._aliases if pair[1].name in owners and len(pair[0]) > 1]
        return _only({owner for _, owner in _found(text, fuller)})

    def seated(self, city: str) -> str | None:
        """The one claimant of the topic whom a city's name means: ``Seoul`` for the ``Geheimdienst in Seoul``."""
        words = _words(city)
        longer = (pair for pair in self._aliases if len(words) < len(pair[0]) and _without(pair[0], words) is not None)
        return _only({owner.name for _, owner in longer})

    def _named(self, text: str) -> set[tuple[int, str]]:
        """Where a text names which listed claimants."""
        return _found(text, self._aliases)

    def _harmless(self, rest: Sequence[_Word], words: Sequence[_Word], claimant: Claimant) -> bool:
        """Whether the words beyond the alias leave it the same claimant."""
        own = self._vocabulary[claimant.name]
        unknown = [word for word in rest if not any(word.meets(other) for other in own)]
        if any(word.text.casefold() in _lists()["voices"] for word in unknown):
            return all(word.text[:1].isupper() or word.text.isdigit() for word in unknown)
        strange = [word for word in unknown if not _is_neutral(word)]
        return not strange or (self._is_person(claimant) and words[-1] not in rest and _are_forenames(strange))

    def _is_person(self, claimant: Claimant) -> bool:
        """A person is listed by a surname that no other word of the aliases explains, and bears no full name yet."""
        words = _words(claimant.name)
        spelled = [alias for alias, owner in self._aliases if owner is claimant]
        full = any(len(alias) > 1 and alias[-1].meets(words[-1]) and not _is_neutral(alias[0]) for alias in spelled)
        titled = any(len(alias) > 1 and alias[-1].meets(words[-1]) and _is_neutral(alias[0]) for alias in spelled)
        return len(words) == 1 and titled and not full


def resolve(attribution: str | None, claimants: Sequence[Claimant]) -> str | None:
    """The topic's name for an attribution; for more than a few, build a ``Resolver`` once."""
    return Resolver(claimants).resolve(attribution)


def speaks_of(text: str, name: str) -> bool:
    """Whether a text holds a word of a name, in any case form."""
    spoken = [_stems(word) for word in _WORD.findall(text)]
    return any(not word.stems.isdisjoint(stems) for word in _words(name) for stems in spoken)


def _without(words: Sequence[_Word], alias: Sequence[_Word]) -> list[_Word] | None:
    """The words that remain when each word of the alias has found its own; None where one finds none."""
    rest = list(words)
    for wanted in alias:
        found = next((word for word in rest if word.meets(wanted)), None)
        if found is None:
            return None
        rest.remove(found)
    return rest


def _is_shorter(words: Sequence[_Word], alias: Sequence[_Word]) -> bool:
    """Whether a name is the alias with words left out, or the last part of its one compound."""
    if len(words) < len(alias):
        return _without(alias, words) is not None
    ends = len(words) == len(alias) == 1 and len(words[0].text) >= _SHORTEST_HEAD
    head = words[0].text.casefold()
    return ends and alias[0].text.casefold() != head and alias[0].text.casefold().endswith(head)


def _found(text: str, aliases: Sequence[tuple[tuple[_Word, ...], Claimant]]) -> set[tuple[int, str]]:
    """Where a text names which of these claimants: all words of an alias side by side, in any order and case form."""
    spoken = tuple(
        _Word(word, _stems(word)) for word in _WORD.findall(text) if word.casefold() not in _lists()["fillers"]
    )
    spots = ((start, alias, owner) for alias, owner in aliases for start in range(len(spoken) - len(alias) + 1))
    return {
        (start, owner.name)
        for start, alias, owner in spots
        if _without(spoken[start : start + len(alias)], alias) == []
    }


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _head(name: str) -> tuple[_Word, ...]:
    """A name without the place behind it; nothing where a common noun would remain, which the place tells apart."""
    words = name.split()
    tail = next((index for index, word in enumerate(words) if index and word in _lists()["tails"]), 0)
    head = " ".join(words[:tail])
    return _words(head) if tail > 1 or head.isupper() or "-" in head else ()


def _is_neutral(word: _Word) -> bool:
    lists, low = _lists(), word.text.casefold()
    return low in lists["belongings"] or _is_title(word.text)


def _are_forenames(strange: Sequence[_Word]) -> bool:
    return len(strange) <= 2 and all(word.text[:1].isupper() for word in strange)


def nominative(name: str) -> str:
    """A name without its article, and in the nominative where it stood in another case."""
    article, _, rest = name.strip().partition(" ")
    low = article.casefold()
    if rest and low in {"der", "die", "das", "des", "dem", "den"}:
        words = rest.split()
    else:
        words, low = name.split(), "des" if _looks_genitive(name.split()) else "die"
    noun = _noun(words)
    if low in {"des", "dem", "den"}:
        return " ".join(_masculine_or_neuter(words, noun, genitive=low == "des"))
    return " ".join(_weak_to_strong(words, noun, low))


def _looks_genitive(words: Sequence[str]) -> bool:
    """``britischen Verteidigungsministeriums``: a weak adjective before a noun in -s."""
    return len(words) > 1 and words[0].islower() and words[0].endswith("en") and words[_noun(words)].endswith("s")


def _noun(words: Sequence[str]) -> int:
    """Where the noun stands: the first capitalised word that is no adjective of a name (``Weißen Hauses``)."""
    for index, word in enumerate(words):
        followed = index + 1 < len(words) and words[index + 1][:1].isupper()
        adjective = word.endswith(("en", "e")) and followed and not _is_title(word)
        if word[:1].isupper() and not adjective:
            return index
    return len(words) - 1


def _is_title(word: str) -> bool:
    return not _stems(word).isdisjoint(_lists()["titles"])


def _masculine_or_neuter(words: list[str], noun: int, *, genitive: bool) -> list[str]:
    head = words[noun]
    if genitive:
        head = re.sub(r"(?<=[^aeiou])es$|(?<=\w{3})s$", "", head)
    if _is_title(head):
        head = re.sub(r"(?<=\w{4})en$", "", head)
    ending = "es" if head.casefold().endswith(tuple(_lists()["neuter"])) else "er"
    adjectives = [re.sub(r"(?:en|e)$", ending, word) for word in words[:noun]]
    return [*adjectives, head, *words[noun + 1 :]]


def _weak_to_strong(words: list[str], noun: int, article: str) -> list[str]:
    """``der britischen Regierung`` (genitive) is ``britische Regierung``; ``der britische Premier`` ``britischer``."""
    if article == "das":
        return [*(re.sub(r"e$", "es", word) for word in words[:noun]), *words[noun:]]
    if article == "die":
        return words
    weak = any(word.endswith("en") for word in words[:noun])
    return [*(word[:-1] if weak else re.sub(r"e$", "er", word) for word in words[:noun]), *words[noun:]]
