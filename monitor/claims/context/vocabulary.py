"""The word lists of ``language/*.toml`` in the shape in which the reading asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from monitor.claims.context.matching import Matcher
from monitor.claims.context.tokens import fold
from monitor.claims.lexicon import Language, Table

_USUAL_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """What a verb or noun says of the things counted beside it (see ``verbs.toml``)."""

    event: str
    kinds: frozenset[str]
    agent: bool
    weight: int
    public: bool = False
    nobody: bool = False

    def speaks_of(self, kind: str) -> bool:
        return kind in self.kinds or "any" in self.kinds


@dataclass(frozen=True, slots=True)
class Named:
    """A country as a word names it: ``form`` is name, adjective, people, leader, body or place.

    ``base`` is the name in its base form, ``town`` tells a capital from its country.
    """

    party: str
    form: str
    base: str
    town: bool = False


@dataclass(frozen=True, slots=True)
class Mood:
    """Cues for what a claim is worth: hedges and marks."""

    denied: Matcher[str]
    never: Matcher[str]
    supposed: Matcher[str]
    planned: Matcher[str]
    demanded: Matcher[str]
    part: Matcher[str]
    increment: Matcher[str]
    comparison: Matcher[str]
    old: Matcher[str]
    correction: Matcher[str]
    history: Matcher[str]
    sector: Matcher[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Words that carry clauses."""

    auxiliaries: frozenset[str]
    passive: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    conjunctions: frozenset[str]
    attributes: frozenset[str]
    no_attributes: frozenset[str]
    konjunktiv: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """Words that name a source."""

    reports: Matcher[str]
    plain: Matcher[str]
    before: frozenset[str]
    after: frozenset[str]
    citing: Matcher[str]
    carry: Matcher[str]
    own: frozenset[str]
    say: Matcher[str]
    saying: Matcher[str]
    institutions: Matcher[str]
    roles: Matcher[str]
    pronouns: frozenset[str]
    anaphors: frozenset[str]
    media: Matcher[str]
    function_words: frozenset[str]
    articles: frozenset[str]
    offices: tuple[str, ...]
    capitals: frozenset[str]
    evidence: Matcher[str]
    things: Matcher[str]
    epithets: frozenset[str]
    feminine: tuple[str, ...]
    neuter: tuple[str, ...]
    plural: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Words for days, months and windows of time."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    relative: Mapping[str, int]
    ahead: frozenset[str]
    windows: Matcher[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it."""

    verbs: Matcher[tuple[Cue, ...]]
    kinds: Matcher[str]
    military: Matcher[str]
    neutral: Matcher[str]
    hollow: Matcher[str]
    survey: Matcher[str]
    counted: Matcher[Cue]
    about: Matcher[tuple[Cue, ...]]
    parties: Matcher[Named]
    opponents: Mapping[str, str]
    attacked: Mapping[str, str]
    currencies: Mapping[str, str]
    federal: frozenset[str]
    federations: tuple[str, ...]
    grammar: Grammar
    mood: Mood
    speech: Speech
    calendar: Calendar


@lru_cache(maxsize=4)
def compile_vocabulary(language: Language) -> Vocabulary:
    """The vocabulary of ``language``, compiled once for each."""
    events = language.table("events")
    return Vocabulary(
        verbs=_cues(language.table("verbs")["verb"], "forms"),
        kinds=Matcher((noun, kind) for kind, nouns in events["kinds"].items() for noun in nouns),
        military=_matcher(events["military"]),
        neutral=_matcher(events["neutral"]),
        hollow=_matcher(events["hollow"]),
        survey=_matcher(events["survey"]),
        counted=Matcher((noun, _cue(row)) for row in events["counted"] for noun in row["nouns"]),
        about=_cues(events["about"], "nouns"),
        parties=Matcher(_parties(language)),
        opponents=_opponents(language.table("parties")["sides"]["war"]),
        attacked=_attacked(language.table("parties")["sides"]["war"]),
        currencies=language.table("parties")["sides"]["currencies"],
        federal=frozenset(language.table("parties")["sides"]["federal"]["words"]),
        federations=tuple(language.table("parties")["sides"]["federal"]["countries"]),
        grammar=_grammar(language),
        mood=_mood(language.table("cues")),
        speech=_speech(language.table("sources"), _capitals(language), _things(events)),
        calendar=_calendar(language.table("times")),
    )


def _cue(row: Mapping[str, Any]) -> Cue:
    kinds = frozenset(row.get("of", ("any",)))
    return Cue(row["event"], kinds, bool(row.get("agent", False)), int(row.get("weight", _USUAL_WEIGHT)), bool(row.get("public", False)), bool(row.get("nobody", False)))


def _cues(rows: Iterable[Mapping[str, Any]], key: str) -> Matcher[tuple[Cue, ...]]:
    """Several rows may have one form ("verloren" says other things of soldiers, tanks and land): they are gathered."""
    gathered: dict[str, list[Cue]] = {}
    for row in rows:
        for form in row[key]:
            gathered.setdefault(form, []).append(_cue(row))
    return Matcher((form, tuple(cues)) for form, cues in gathered.items())


def _parties(language: Language) -> Iterable[tuple[str, Named]]:
    for party, table in language.table("parties").items():
        if party not in ("sides", "description"):
            yield from _country(party, table)
    for party, places in language.table("places").items():
        for place in places:
            yield from _place(party, place)


def _country(party: str, table: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Named]]:
    for name in (*table["names"], *table.get("capitals", ())):
        named = Named(party, "name", name, town=name not in table["names"])
        yield from ((form, named) for form in _with_genitive(name))
        yield f"{name}-*", Named(party, "adjective", name)
    for stem in table["adjectives"]:
        yield from (
            (stem + ending, Named(party, "adjective", table["names"][0])) for ending in _adjective_endings(stem)
        )
    for word in table["people"]:
        yield word, Named(party, "people", word)
    for key, form in (("leaders", "leader"), ("bodies", "body")):
        for name in table.get(key, ()):
            yield from ((spelled, Named(party, form, name)) for spelled in _with_genitive(name))


def _place(party: str, place: str) -> Iterable[tuple[str, Named]]:
    named = Named(party, "place", place)
    yield from ((form, named) for form in _with_genitive(place))
    if " " not in place and not place.endswith("er"):
        yield place.removesuffix("e") + "er", named


def _with_genitive(name: str) -> tuple[str, ...]:
    return (name,) if name.endswith(("s", "x", "z", "ß")) else (name, name + "s")


def _adjective_endings(stem: str) -> tuple[str, ...]:
    return ("", "e", "en", "er", "es", "em") if stem.endswith("sch") or stem.endswith("ch") else ("",)


def _opponents(wars: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """For each side the first named of the other."""
    opponents: dict[str, str] = {}
    for war in wars:
        for ours, theirs in ((war["one"], war["other"]), (war["other"], war["one"])):
            for party in ours:
                opponents.setdefault(party, theirs[0])
    return opponents


def _attacked(wars: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """For each side of a war that has an attacker, the side whose land it is fought on."""
    return {party: war["other"][0] for war in wars for party in (*war["one"], war["other"][0])}


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _matcher(words: Iterable[str]) -> Matcher[str]:
    return Matcher((word, word) for word in words)


def _grammar(language: Language) -> Grammar:
    cues = language.table("cues")
    keys = ("auxiliaries", "passive", "subordinators", "relatives", "conjunctions", "attributes", "no_attributes")
    return Grammar(*(_words(cues[key]) for key in keys), _words(language.table("sources")["konjunktiv"]))


def _mood(cues: Mapping[str, Any]) -> Mood:
    return Mood(**{name: _matcher(cues[name]) for name in Mood.__slots__})


def _capitals(language: Language) -> frozenset[str]:
    tables = [table for party, table in language.table("parties").items() if party != "sides"]
    return _words(name for table in tables for name in table.get("capitals", ()))


def _things(events: Table) -> Matcher[str]:
    """Arms and goods: never part of a source's name."""
    kinds = ("munition", "gear", "aircraft", "ship", "goods", "casualty")
    return _matcher(noun for kind in kinds for noun in events["kinds"][kind])


def _speech(table: Mapping[str, Any], capitals: frozenset[str], things: Matcher[str]) -> Speech:
    return Speech(
        reports=_matcher(table["report_nouns"]),
        plain=_matcher(table["plain_reports"]),
        before=_words(table["before"]),
        after=_words(table["after"]),
        citing=_matcher(table["citing"]),
        carry=_matcher(table["carry"]),
        own=_words(table["own"]),
        say=_matcher(table["say"]),
        saying=_matcher(entry.split()[0] for entry in table["say"]),
        institutions=_matcher(table["institutions"]),
        roles=_matcher(table["roles"]),
        pronouns=_words(table["pronouns"]),
        anaphors=_words(table["anaphors"]),
        media=_matcher(table["media"]),
        function_words=_words(table["function_words"]),
        articles=_words(table["articles"]),
        offices=tuple(table["offices"]),
        capitals=capitals,
        evidence=_matcher(table["evidence"]),
        things=things,
        epithets=_words(table["epithets"]),
        feminine=tuple(table["feminine"]),
        neuter=tuple(table["neuter"]),
        plural=tuple(table["plural"]),
    )


def _calendar(table: Mapping[str, Any]) -> Calendar:
    weekdays = {name.lower(): index for index, name in enumerate(table["weekdays"])}
    months = {name.lower(): index for index, name in enumerate(table["months"], 1)}
    weekdays |= {alias: weekdays[name.lower()] for alias, name in table["weekday_aliases"].items()}
    months |= {alias: months[name.lower()] for alias, name in table["month_aliases"].items()}
    relative = {name.lower(): days for name, days in table["relative"].items()}
    windows = Matcher((form, row["period"]) for row in table["window"] for form in row["forms"])
    return Calendar(weekdays, months, relative, _words(table["ahead"]), windows)
