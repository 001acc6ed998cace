"""The word lists of ``language/*.toml`` in the shape in which the reading asks for them.

There is one of each that holds lists, so they need no comparing and showing, which would take long to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from monitor.claims.context.forms import Forms
from monitor.claims.context.matching import Index, Matcher, Search
from monitor.claims.glance import Glance


@dataclass(frozen=True, slots=True)
class Cue:
    """What a verb or noun says of the things counted beside it (see ``verbs.toml``).

    ``public`` and ``nobody`` tell whose money is meant where nobody is named: the country's, or no country's.
    """

    event: str
    kinds: frozenset[str]
    agent: bool
    weight: int
    public: bool = False
    nobody: bool = False

    def speaks_of(self, kind: str) -> bool:
        """Whether things of this kind are meant."""
        return kind in self.kinds or "any" in self.kinds


class Named(NamedTuple):
    """A country as a word names it: ``form`` is name, adjective, people, leader, body or place.

    ``base`` is the name in its base form, ``town`` tells a capital from its country.
    """

    party: str
    form: str
    base: str
    town: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Grammar:
    """Words that carry clauses and noun phrases (``cues.toml``; Konjunktiv from ``sources.toml``)."""

    auxiliaries: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    attributes: frozenset[str]
    no_attributes: frozenset[str]
    konjunktiv: frozenset[str]
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Speech:
    """Words that name a source (``sources.toml``); ``openers`` are the words and marks at which a report may begin,
    ``alone`` those of them that need no noun of reports behind them."""

    reports: Matcher[str]
    plain: Matcher[str]
    evidence: Matcher[str]
    before: frozenset[str]
    after: frozenset[str]
    openers: frozenset[str]
    alone: frozenset[str]
    citing: Matcher[str]
    carry: Matcher[str]
    own: frozenset[str]
    say: Matcher[str]
    saying: Matcher[str]
    telling: Matcher[str]
    reckoning: Matcher[str]
    finding: frozenset[str]
    hearing: tuple[str, ...]
    registering: tuple[str, ...]
    causing: tuple[str, ...]
    factions: frozenset[str]
    emerging: Matcher[str]
    claiming: frozenset[str]
    perfect: frozenset[str]
    quoting: tuple[str, ...]
    possessives: frozenset[str]
    adverbs: tuple[str, ...]
    persons: tuple[str, ...]
    proper: tuple[str, ...]
    speaking_kinds: frozenset[str]
    institutions: Matcher[str]
    roles: Matcher[str]
    media: Matcher[str]
    things: Matcher[str]
    pronouns: frozenset[str]
    personal: frozenset[str]
    genders: Mapping[str, str]
    anaphors: frozenset[str]
    persons_meant: frozenset[str]
    function_words: frozenset[str]
    articles: frozenset[str]
    epithets: frozenset[str]
    capitals: frozenset[str]
    offices: tuple[str, ...]
    feminine: tuple[str, ...]
    neuter: tuple[str, ...]
    plural: tuple[str, ...]
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calendar:
    """Words for days, months and windows of time (``times.toml``)."""

    weekdays: Mapping[str, int]
    weekday_names: tuple[str, ...]
    months: Mapping[str, int]
    relative: Mapping[str, int]
    ahead: frozenset[str]
    windows: Matcher[str]
    counts: Mapping[str, int]
    lengths: Mapping[str, str]
    over: frozenset[str]
    last_week: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Nouns:
    """What nouns say of what they count (``events.toml``)."""

    kinds: Matcher[str]
    military: Matcher[str]
    neutral: Matcher[str]
    hollow: Matcher[str]
    survey: Matcher[str]
    civil: Matcher[str]
    strangers: Matcher[str]
    uprooted: Matcher[str]
    counted: Matcher[Cue]
    about: Matcher[tuple[Cue, ...]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sides:
    """What is known of countries beside their names: who fights whom, and words that each country uses of itself.

    ``alliances`` are parties that are no countries; ``guests`` fight in a war on another's land; ``watches`` tells of
    whose soldiers a country that is not at war speaks; ``federal`` words mean the state of any of the ``federations``;
    ``manners`` are words of the press of one of them.
    """

    opponents: Mapping[str, tuple[str, ...]]
    attacked: Mapping[str, str]
    currencies: Mapping[str, str]
    alliances: frozenset[str]
    guests: frozenset[str]
    watches: Mapping[str, str]
    federal: frozenset[str]
    federations: tuple[str, ...]
    manners: Matcher[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Vocabulary:
    """All word lists of one language. ``moods`` are the cues for hedges and marks, by their names in ``cues.toml``;
    ``index`` tells of which lists a word is; ``search`` looks for the lists that every sentence is searched for,
    ``search_cues`` for those that matter beside figures and sources; ``glance`` tells of a word whether it may be a
    sign of a "name", a "voice", an "office" or a "poll".
    """

    verbs: Matcher[tuple[Cue, ...]]
    nouns: Nouns
    parties: Matcher[Named]
    sides: Sides
    grammar: Grammar
    moods: Matcher[str]
    speech: Speech
    calendar: Calendar
    forms: Forms
    index: Index
    search: Search
    search_cues: Search
    glance: Glance
