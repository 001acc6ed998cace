"""Compiles the word lists of ``language/*.toml`` for the reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from monitor.claims.context.forms import Forms
from monitor.claims.context.matching import Index, Matcher, Search
from monitor.claims.context.signs import compile_glance
from monitor.claims.context.tokens import fold
from monitor.claims.context.vocabulary import (
    Calendar,
    Cue,
    Grammar,
    Named,
    Nouns,
    Sides,
    Speech,
    Vocabulary,
)
from monitor.claims.lexicon import Language, Table

_USUAL_WEIGHT = 5
_MOODS = (
    "denied",
    "never",
    "supposed",
    "planned",
    "intended",
    "demanded",
    "part",
    "old",
    "correction",
    "history",
    "sector",
)
_ARMS_AND_GOODS = ("munition", "gear", "aircraft", "ship", "goods", "casualty")  # never part of a source's name


@lru_cache(maxsize=4)
def compile_vocabulary(language: Language) -> Vocabulary:
    """The vocabulary of ``language``, compiled once for each."""
    index, forms = Index(), Forms(language.table("cues")["forms"])
    verbs = Matcher(_cues(language.table("verbs")["verb"], "forms"))
    parties = Matcher(_parties(language))
    moods = Matcher((cue, mood) for mood in _MOODS for cue in language.table("cues")[mood])
    speech, calendar = _speech(language, forms, index), _calendar(language.table("times"))
    sides = _sides(language.table("parties")["sides"])
    nouns = _nouns(language.table("events"), language.table("nouns")["person"], index)
    search = Search((parties, speech.say, speech.carry, speech.citing, speech.emerging, sides.manners), index)
    return Vocabulary(
        verbs=verbs,
        nouns=nouns,
        parties=parties,
        sides=sides,
        grammar=_grammar(language, forms),
        moods=moods,
        speech=speech,
        calendar=calendar,
        forms=forms,
        index=index,
        search=search,
        search_cues=Search((verbs, moods, calendar.windows), index),
        glance=compile_glance(index, search, parties, sides, speech, nouns),
    )


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _matcher(words: Iterable[str], index: Index) -> Matcher[str]:
    return Matcher(((word, word) for word in words), index)


def _cue(row: Mapping[str, Any]) -> Cue:
    return Cue(
        event=row["event"],
        kinds=frozenset(row.get("of", ("any",))),
        agent=bool(row.get("agent", False)),
        weight=int(row.get("weight", _USUAL_WEIGHT)),
        public=bool(row.get("public", False)),
        nobody=bool(row.get("nobody", False)),
    )


def _cues(rows: Iterable[Mapping[str, Any]], key: str) -> Iterator[tuple[str, tuple[Cue, ...]]]:
    """Several rows may have one form ("verloren" says other things of soldiers, tanks and land): they are gathered."""
    gathered: dict[str, list[Cue]] = {}
    for row in rows:
        cue = _cue(row)
        for spelled in (spelled for form in row[key] for spelled in verb_forms(form)):
            gathered.setdefault(spelled, []).append(cue)
    return ((form, tuple(cues)) for form, cues in gathered.items())


def verb_forms(entry: str) -> Iterator[str]:
    """The patterns of a verb with a parted prefix, "ab|schieß|schoss|geschossen": prefix, stems, participle.

    The participle may be left out ("ab|feuer": "abgefeuert"), the prefix too ("|spreng": "sprengte", "gesprengt"); an
    entry without "|" stands for itself.
    """
    prefix, *stems = entry.split("|")
    if not stems:
        yield entry
        return
    participle = stems.pop() if len(stems) > 1 and stems[-1].startswith("ge") else f"ge{stems[0]}"
    yield f"{prefix}{participle}*"
    if not prefix:
        yield from (f"{stem}*" for stem in stems)
        return
    for stem in stems:
        yield from (f"{stem}* … {prefix}", f"{prefix}{stem}*", f"{prefix}zu{stem}*")


def _kinds(table: Mapping[str, Sequence[str]], people: Sequence[str], index: Index) -> Matcher[str]:
    """Kinds by noun; ``people`` are persons too, unless the table knows them better (the dead, captives)."""
    known = [(noun, kind) for kind, nouns in table.items() for noun in nouns]
    narrower = Matcher(known)
    return Matcher([*known, *((noun, "person") for noun in people if narrower.word(fold(noun)) is None)], index)


def _nouns(table: Table, people: Sequence[str], index: Index) -> Nouns:
    return Nouns(
        kinds=_kinds(table["kinds"], people, index),
        military=_matcher(table["military"], index),
        neutral=_matcher(table["neutral"], index),
        hollow=_matcher(table["hollow"], index),
        survey=_matcher(table["survey"], index),
        civil=_matcher(table["civil"], index),
        strangers=_matcher(table["strangers"], index),
        uprooted=_matcher(table["uprooted"], index),
        counted=Matcher(((noun, _cue(row)) for row in table["counted"] for noun in row["nouns"]), index),
        about=Matcher(_cues(table["about"], "nouns"), index),
    )


def _countries(language: Language) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    return ((party, table) for party, table in language.table("parties").items() if party != "sides")


def _parties(language: Language) -> Iterator[tuple[str, Named]]:
    for party, table in _countries(language):
        yield from _country(party, table)
    for party, places in language.table("places").items():
        for place in places:
            yield from _place(party, place)


def _country(party: str, table: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Named]]:
    for name in (*table["names"], *table.get("capitals", ())):
        named = Named(party, "name", name, town=name not in table["names"])
        yield from ((form, named) for form in _with_genitive(name))
        yield f"{name}-*", Named(party, "adjective", name)
    for stem in table.get("adjectives", ()):
        adjective = Named(party, "adjective", stem)
        yield from ((stem + ending, adjective) for ending in _adjective_endings(stem))
    for word in table.get("people", ()):
        yield from ((form, Named(party, "people", word)) for form in _people_forms(word))
    for key, form in (("leaders", "leader"), ("bodies", "body")):
        for name in table.get(key, ()):
            yield from ((spelled, Named(party, form, name)) for spelled in _with_genitive(name))


def _people_forms(word: str) -> tuple[str, ...]:
    """An inhabitant's cases and feminine forms: "Syrer, Syrern, Syrers, Syrerin, Syrerinnen", "Pole, Polin"."""
    if word.endswith("er"):
        return (word, *(word + ending for ending in ("n", "s", "in", "innen")))
    return (word, word[:-1] + "in", word[:-1] + "innen") if word.endswith("e") else (word,)


def _place(party: str, place: str) -> Iterator[tuple[str, Named]]:
    named = Named(party, "place", place, town=True)
    yield from ((form, named) for form in _with_genitive(place))
    if " " not in place and not place.endswith("er"):
        yield place.removesuffix("e") + "er", named


def _with_genitive(name: str) -> tuple[str, ...]:
    return (name,) if name.endswith(("s", "x", "z", "ß")) else (name, name + "s")


def _adjective_endings(stem: str) -> tuple[str, ...]:
    return ("", "e", "en", "er", "es", "em") if stem.endswith("ch") else ("",)


def _sides(table: Mapping[str, Any]) -> Sides:
    wars = table["war"]
    return Sides(
        opponents=_opponents(wars),
        attacked={party: war["land"] for war in wars if "land" in war for party in (*war["one"], war["land"])},
        currencies=table["currencies"],
        alliances=frozenset(table["alliances"]["parties"]),
        guests=frozenset(party for war in wars for party in war.get("guests", ())),
        watches=table["watches"],
        federal=frozenset(table["federal"]["words"]),
        federations=tuple(table["federal"]["countries"]),
        manners=Matcher((word, party) for party, words in table["manners"].items() for word in words),
    )


def _opponents(wars: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """For each side those of the other; of allies that fight beside their like, the first alone."""
    opponents: dict[str, tuple[str, ...]] = {}
    for war in wars:
        for ours, theirs in ((war["one"], war["other"]), (war["other"], war["one"])):
            for party in ours:
                opponents.setdefault(party, tuple(theirs) if "land" not in war else (theirs[0],))
    return opponents


def _grammar(language: Language, forms: Forms) -> Grammar:
    cues = language.table("cues")
    return Grammar(
        auxiliaries=_words(cues["auxiliaries"]),
        subordinators=_words(cues["subordinators"]),
        relatives=_words(cues["relatives"]),
        attributes=_words(cues["attributes"]),
        no_attributes=_words(
            (*cues["no_attributes"], *cues["auxiliaries"], *language.table("nouns")["not_adjectives"])
        ).difference(forms.genitive_links),
        konjunktiv=_words(language.table("sources")["konjunktiv"]),
        forms=forms,
    )


def _speech(language: Language, forms: Forms, index: Index) -> Speech:
    table = language.table("sources")
    kinds = language.table("events")["kinds"]
    before, after = _words(table["before"]), _words(table["after"])
    return Speech(
        reports=_matcher(table["report_nouns"], index),
        plain=_matcher(table["plain_reports"], index),
        evidence=_matcher(table["evidence"], index),
        before=before,
        after=after,
        openers=before | after | forms.reporting | {"quelle", "("},
        alone=before | after | {"quelle"},
        citing=_matcher(table["citing"], index),
        carry=_matcher(table["carry"], index),
        own=_words(table["own"]),
        say=_matcher(table["say"], index),
        saying=_matcher((entry.split()[0] for entry in table["say"]), index),
        telling=_matcher(table["tell"], index),
        reckoning=_matcher(table["reckon"], index),
        finding=frozenset(map(fold, table["find"])),
        hearing=tuple(fold(word) for word in table["hear"]),
        registering=tuple(fold(word) for word in table["register"]),
        causing=tuple(fold(word) for word in table["cause"]),
        factions=frozenset(map(fold, table["factions"])),
        emerging=_matcher(table["emerge"], index),
        claiming=_words(table["claim_done"]),
        perfect=_words(table["perfect"]),
        quoting=tuple(fold(word) for word in table["quote"]),
        possessives=_words(table["possessives"]),
        adverbs=tuple(fold(word) for word in table["adverbs"]),
        persons=tuple(fold(word) for word in table["persons"]),
        proper=tuple(fold(word) for word in table["proper"]),
        speaking_kinds=frozenset(table["speaking_kinds"]),
        institutions=_matcher(table["institutions"], index),
        roles=_matcher(table["roles"], index),
        media=_matcher(table["media"], index),
        things=_matcher([*table["times"], *(noun for kind in _ARMS_AND_GOODS for noun in kinds[kind])], index),
        pronouns=_words(table["pronouns"]),
        personal=_words(table["personal"]),
        genders=table["genders"],
        anaphors=_words(table["anaphors"]),
        persons_meant=_words(table["persons_meant"]),
        function_words=_words(table["function_words"]),
        articles=_words(table["articles"]),
        epithets=_words(table["epithets"]),
        capitals=_words(name for _, country in _countries(language) for name in country.get("capitals", ())),
        offices=tuple(fold(word) for word in table["offices"]),
        feminine=tuple(table["feminine"]),
        neuter=tuple(table["neuter"]),
        plural=tuple(table["plural"]),
        forms=forms,
    )


def _calendar(table: Table) -> Calendar:
    weekdays = {fold(name): index for index, name in enumerate(table["weekdays"])}
    months = {fold(name): index for index, name in enumerate(table["months"], 1)}
    weekdays |= {fold(alias): weekdays[fold(name)] for alias, name in table["weekday_aliases"].items()}
    months |= {fold(alias): months[fold(name)] for alias, name in table["month_aliases"].items()}
    return Calendar(
        weekdays=weekdays,
        weekday_names=tuple(weekdays),
        months=months,
        relative={fold(name): days for name, days in table["relative"].items()},
        ahead=_words(table["ahead"]),
        counts={fold(word): count for word, count in table["counts"].items()} | {str(n): n for n in range(2, 100)},
        lengths={fold(noun): length for noun, length in table["lengths"].items()},
        over=_words(table["over"]),
        last_week=_words(table["last_week"]),
        windows=Matcher((form, row["period"]) for row in table["window"] for form in row["forms"]),
    )
