"""The word lists of quantities: no word twice in a list, none in two that exclude each other, none out of reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from monitor.claims.lexicon import load

NAMES = ["numbers", "units", "qualifiers", "nouns", "traps", "periods"]


def lists(table: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """All lists of strings in a table, with their paths."""
    if isinstance(table, Mapping):
        for key, value in table.items():
            yield from lists(value, f"{path}.{key}")
    elif isinstance(table, list) and all(isinstance(item, str) for item in table):
        yield path, table
    elif isinstance(table, list):
        for number, item in enumerate(table):
            yield from lists(item, f"{path}[{number}]")


@pytest.mark.parametrize("name", NAMES)
def test_no_list_has_a_word_twice(name: str) -> None:
    twice = {path: [w for w, n in Counter(words).items() if n > 1] for path, words in lists(load().table(name), name)}
    assert {path: words for path, words in twice.items() if words} == {}


def test_no_noun_is_both_person_and_thing() -> None:
    nouns = load().table("nouns")
    assert set(nouns["person"]) & set(nouns["piece"]) == set()


def test_no_name_means_two_units() -> None:
    units = load().table("units")["unit"]
    for key in ("words", "signs", "prefix"):
        names = Counter(name for unit in units for name in unit.get(key, ()))
        assert [name for name, count in names.items() if count > 1] == []


def test_words_that_are_looked_up_in_lower_case_are_written_so() -> None:
    tables = [load().table("nouns"), load().table("qualifiers"), {"unit": [{"words": u["words"]} for u in UNITS]}]
    capitals = [word for table in tables for _, words in lists(table, "") for word in words if word != word.lower()]
    assert capitals == []


UNITS = [unit for unit in load().table("units")["unit"] if "words" in unit]


def test_no_phrase_has_two_bounds() -> None:
    qualifiers = load().table("qualifiers")
    bounds = ("exact", "about", "at_least", "more_than", "at_most", "less_than")
    phrases = Counter(text for bound in bounds for text in qualifiers.get(bound, ()))
    assert [text for text, count in phrases.items() if count > 1] == []
