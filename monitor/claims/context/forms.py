"""The closed classes of words on which the grammar turns: articles, prepositions, endings (``cues.toml``, [forms])."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from monitor.claims.context.tokens import fold


@dataclass(frozen=True, slots=True)
class Forms:
    """Sets of words, and tuples of beginnings or endings, under the names that they have in ``cues.toml``."""

    equal: frozenset[str]
    be: frozenset[str]
    that: frozenset[str]
    have: frozenset[str]
    name_links: frozenset[str]
    sports: tuple[str, ...]
    worldwide: frozenset[str]
    world_bodies: frozenset[str]
    world_compounds: tuple[str, ...]
    in_return: frozenset[str]
    admitting: tuple[str, ...]
    reported_to: frozenset[str]
    recipient: frozenset[str]
    foreign_links: frozenset[str]
    common_plurals: tuple[str, ...]
    name_places: frozenset[str]
    name_adjectives: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    genitive_links: frozenset[str]
    definite: frozenset[str]
    inner_prepositions: frozenset[str]
    number_of: frozenset[str]
    partitive: frozenset[str]
    partitive_entry: frozenset[str]
    partitive_links: frozenset[str]
    circumstance: frozenset[str]
    aside: frozenset[str]
    ruling: frozenset[str]
    genitive_numbers: frozenset[str]
    irreal: frozenset[str]
    possible: frozenset[str]
    shall: frozenset[str]
    perfect_infinitive: frozenset[str]
    pluperfect: frozenset[str]
    pointing: frozenset[str]
    since: frozenset[str]
    place_prepositions: frozenset[str]
    target_prepositions: frozenset[str]
    origin_prepositions: frozenset[str]
    doer_prepositions: frozenset[str]
    other_prepositions: frozenset[str]
    oblique: frozenset[str]
    feminine_countries: frozenset[str]
    region_words: frozenset[str]
    armies: tuple[str, ...]
    genitive_articles: frozenset[str]
    long_genitive: tuple[str, ...]
    nominalised: tuple[str, ...]
    weak_nouns: tuple[str, ...]
    dative_articles: frozenset[str]
    no_genitive: tuple[str, ...]
    names_in_ern: frozenset[str]
    dative_plural: tuple[str, ...]
    both: frozenset[str]
    army_offices: tuple[str, ...]
    receiving: tuple[str, ...]
    all_prepositions: frozenset[str]
    oblique_articles: frozenset[str]
    nobody_says: frozenset[str]
    never_alone: frozenset[str]
    common_endings: tuple[str, ...]
    report_beginnings: tuple[str, ...]
    pair_links: frozenset[str]
    changes: frozenset[str]
    since_when: frozenset[str]
    part_of_known: frozenset[str]
    reporting: frozenset[str]
    definite_source: frozenset[str]
    genitive_source: frozenset[str]
    adding: frozenset[str]
    adding_verbs: frozenset[str]
    reflexive: tuple[str, ...]
    denied_prepositions: frozenset[str]
    comparing: frozenset[str]
    equalling: tuple[str, ...]
    war_stems: tuple[str, ...]
    attack_stems: tuple[str, ...]
    civil_stems: tuple[str, ...]
    announcing: tuple[str, ...]
    retaking: tuple[str, ...]
    taking: tuple[str, ...]
    more: tuple[str, ...]
    more_of: tuple[str, ...]
    on_behalf: frozenset[str]
    participle_endings: tuple[str, ...]
    breakdown: tuple[str, ...]
    asked: frozenset[str]
    urging: tuple[str, ...]
    conditional: frozenset[str]
    last_year: frozenset[str]
    passive_stems: tuple[str, ...]
    determiners: frozenset[str]
    passive: frozenset[str]
    each: frozenset[str]
    enemies: tuple[str, ...]
    invaders: tuple[str, ...]
    sides: frozenset[str]
    releasing: tuple[str, ...]
    civil_offices: tuple[str, ...]
    losing: tuple[str, ...]
    mourning: tuple[str, ...]
    controlling: tuple[str, ...]
    handing: tuple[str, ...]
    returning: tuple[str, ...]
    back: frozenset[str]
    one_owns: frozenset[str]
    possessives: frozenset[str]
    of_country: tuple[str, ...]
    coming_to: frozenset[str]
    attacking: tuple[str, ...]
    nations: tuple[str, ...]
    budgets: tuple[str, ...]
    utilities: tuple[str, ...]
    purposes: frozenset[str]
    befallen: tuple[str, ...]
    patients: tuple[str, ...]
    hospitals: tuple[str, ...]
    epidemic_stems: tuple[str, ...]
    firms: tuple[str, ...]
    sanctions: tuple[str, ...]
    withdrawing: tuple[str, ...]
    owning: frozenset[str]
    ourselves: frozenset[str]
    there_is: frozenset[str]

    def is_of_world(self, low: str) -> bool:
        """Whether a lower-case word names the world or an organisation of its states."""
        return low in self.worldwide or low in self.world_bodies or low.startswith(self.world_compounds)


def read_forms(table: Mapping[str, Sequence[str]]) -> Forms:
    """The forms of a language; its table must have them all."""
    read: dict[str, Any] = {field.name: _read(table[field.name], str(field.type)) for field in fields(Forms)}
    return Forms(**read)


def _read(words: Sequence[str], kind: str) -> frozenset[str] | tuple[str, ...]:
    folded = (fold(word) for word in words)
    return tuple(folded) if kind.startswith("tuple") else frozenset(folded)
