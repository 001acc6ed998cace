"""Numerals: digits in the formats of the German-speaking press, and number words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from num2words import num2words

from monitor.claims.lexicon import load
from monitor.claims.numerals import Numerals, compile_words, digits, is_grouped, percent, plain


@pytest.fixture(scope="module")
def numerals() -> Numerals:
    return compile_words(load())


DIGITS = [
    ("417", "417"),  # plain
    ("12.345", "12345"),  # dot
    ("1.234.567", "1234567"),  # dots
    ("12 345", "12345"),  # blank
    ("12\xa0345", "12345"),  # no-break space
    ("12\u202f345", "12345"),  # narrow no-break space
    ("12\u2009345", "12345"),  # thin space
    ("12'345", "12345"),  # Swiss apostrophe
    ("12’345", "12345"),  # typographic apostrophe
    ("2.000,352", "2000.352"),  # dot and decimal comma
    ("93’762.37", "93762.37"),  # Swiss decimal point
    ("0,77", "0.77"),  # decimal comma
    ("1.5", "1.5"),  # one digit after a dot is a decimal
    ("1.25", "1.25"),  # two as well
    ("4,800", "4.800"),  # a comma alone never groups
    ("1,234,567", "1234567"),  # but two commas do
    ("14. 059", "14059"),  # a stray blank after the dot
    ("007", "7"),  # leading zeros
]


@pytest.mark.parametrize(("text", "value"), DIGITS)
def test_digits_are_read_in_every_format(text: str, value: str) -> None:
    assert digits(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "1.23.4", "abc", "1..2", "9" * 40, "12.345.6"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert digits(text) is None


def test_grouping_is_told_from_decimals() -> None:
    assert is_grouped("12.345")
    assert is_grouped("12’345.60")
    assert not is_grouped("12345")
    assert not is_grouped("12,5")


WORDS = [
    ("null", "0"),
    ("eins", "1"),
    ("zwo", "2"),
    ("dreissig", "30"),  # Swiss spelling
    ("fuenfundfuenfzig", "55"),  # without umlauts
    ("zwoelf", "12"),
    ("hundert", "100"),  # without "ein"
    ("hundertzwanzig", "120"),
    ("hundertundeins", "101"),  # with "und"
    ("tausendfünf", "1005"),
    ("neunzehnhundertachtzig", "1980"),  # by hundreds
    ("zweihunderttausend", "200000"),
    ("zweihundertsechstausendundsieben", "206007"),
    ("anderthalb", "1.5"),
    ("eineinhalb", "1.5"),
    ("zweieinhalb", "2.5"),
    ("zweieinhalbtausend", "2500"),
    ("dreier", "3"),  # genitive
    ("zweien", "2"),  # dative
]


@pytest.mark.parametrize(("word", "value"), WORDS)
def test_number_words_are_read(numerals: Numerals, word: str, value: str) -> None:
    assert numerals.cardinal(word) == Decimal(value)


@pytest.mark.parametrize(
    "word",
    [
        "tausendtausend",  # a magnitude twice
        "sechzighundert",  # sixty hundreds
        "fünfzigdrei",  # tens before ones without "und"
        "achtung",  # begins like a number
        "zweifel",
        "einsicht",
        "siebenschläfer",
        "ein",  # the article alone
        "hundert" * 20,  # too long for any number
    ],
)
def test_words_that_are_no_numbers_give_none(numerals: Numerals, word: str) -> None:
    assert numerals.cardinal(word) is None


@pytest.mark.no_cover  # a long run over much text: other tests say what is covered
def test_number_words_round_trip(numerals: Numerals) -> None:
    numbers = [*range(2000), *range(2000, 1_000_000, 977)]
    wrong = [n for n in numbers if numerals.cardinal(num2words(n, lang="de")) != n]
    assert wrong == []


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("erste", 1),
        ("zweiter", 2),
        ("dritten", 3),
        ("siebtes", 7),
        ("achter", 8),
        ("zwölfte", 12),
        ("zwanzigstem", 20),
        ("einundzwanzigsten", 21),
        ("hundertste", 100),
        ("beste", None),
        ("gäste", None),
        ("letzte", None),
    ],
)
def test_ordinals_are_read_in_every_case(numerals: Numerals, word: str, number: int | None) -> None:
    assert numerals.ordinal(word) == number


def test_shares_have_two_places() -> None:
    assert percent(Fraction(2, 3)) == Decimal("66.67")
    assert percent(Fraction(1, 2)) == 50


def test_whole_numbers_become_integers() -> None:
    assert isinstance(plain(Decimal("2.50") * 2), int)
    assert plain(Decimal("2.5")) == 2.5
