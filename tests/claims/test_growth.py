"""Work grows with the text and no faster, also within one endless sentence: counted in calls, which no clock disturbs.

The clock's own figures are rows of ``make bench``.
"""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile

import pytest

from benchmarks.texts import ENDLESS
from monitor import extract

pytestmark = pytest.mark.no_cover  # counting calls under coverage takes three times as long

_CHARACTERS = 900  # as many as a sentence is read with at once; where work in view of all words would be least seen


@pytest.mark.parametrize("row", ENDLESS.values(), ids=ENDLESS)
def test_ten_times_the_words_of_one_sentence_are_ten_times_the_work(row: str) -> None:
    times = _CHARACTERS // len(row) + 1
    extract(row * times)  # reads the word lists, and remembers the words
    short, long = (_calls(extract, row * count) for count in (times, 10 * times))
    assert long <= 11 * short


def test_ten_times_the_paragraphs_are_ten_times_the_work() -> None:
    block = ".\n".join(row.rstrip(" ,") for row in ENDLESS.values()) + ".\n"
    extract(block)
    short, long = (_calls(extract, block * count) for count in (2, 20))
    assert long <= 11 * short


def test_a_reader_that_compares_each_word_with_each_is_told() -> None:
    def pairs(text: str) -> int:
        return sum(one.startswith(other) for one in text.split() for other in text.split())

    row = ENDLESS["attributions"]
    assert _calls(pairs, row * 30) > 90 * _calls(pairs, row * 3)


def _calls(read: Callable[[str], object], text: str) -> int:
    """How many functions, of C too, are called and generators asked to read ``text``."""
    profile = Profile()
    profile.runcall(read, text)
    return sum(entry.callcount for entry in profile.getstats())
