"""Stories: articles that carry the same copy, found by one-permutation MinHash over word 4-grams.

A signature is stored for good, so nothing here may depend on the platform, Python's version or its hash seed. A new
scheme takes another number of bins: signatures of different lengths meet nothing, and the texts of the last 14 days, in
which alone copies are looked for, are signed anew when it comes (the texts are stored). The bands
of a signature are looked up in the database; the candidates that come back are sorted by their estimated similarity,
and their texts decide: an estimate from 126 numbers is off by 0.04, which is too much for a border.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from operator import eq

BANDS, ROWS = 21, 3
BINS = 2 * BANDS * ROWS  # the bands use the first half; all are used to estimate
_WORDS = 4  # a shingle's length
_MASK = (1 << 64) - 1
_BASE = 0xD6E8FEB86659FD93
_TOP = pow(_BASE, _WORDS - 1, 1 << 64)
_VALUE = (1 << 32) - 1
_EMPTY = -1

POSSIBLE = 0.3  # an estimate under which no text is worth a look: five standard deviations under a copy's likeness
# Copies of one report reach 0.6 even with new headlines and cut paragraphs; other reports of one event stay under 0.2.
SAME = 0.5
# A copy cut to less than its half shares little of the union, but nearly all that it still has.
OVERLAP, CONTAINED = 0.4, 0.85

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article whose bands met: its id, its story, its signature."""

    article: int
    story: int
    signature: tuple[int, ...]


def words(text: str) -> list[str]:
    """The text's words as they are compared: composed, case folded, without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def signature(text: str) -> tuple[int, ...]:
    """The text's signature, 126 numbers of 32 bits; empty for a text without a word."""
    bins = [_EMPTY] * BINS
    for shingle in _shingles(words(text)):
        index, value = ((shingle >> 32) * BINS) >> 32, shingle & _VALUE
        if bins[index] == _EMPTY or value < bins[index]:
            bins[index] = value
    return tuple(_densified(bins)) if any(value != _EMPTY for value in bins) else ()


def bands(values: Sequence[int]) -> list[tuple[int, int]]:
    """A signature's 21 bands: number and key, a signed 64-bit integer. Two texts that share one may be copies."""
    if not values:
        return []
    keys = []
    for band in range(BANDS):
        mixed = band + 1
        for value in values[band * ROWS : (band + 1) * ROWS]:
            mixed = _mix(mixed * 0x9E3779B97F4A7C15 + value)
        keys.append((band, mixed - (1 << 64) if mixed >> 63 else mixed))
    return keys


def similar(a: Sequence[int], b: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two texts' 4-grams, 0 to 1, from their signatures."""
    if not a or len(a) != len(b):
        return 0.0
    equal: int = sum(map(eq, a, b))
    return equal / len(a)


def likely(values: Sequence[int], candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates whose text may carry the same copy, the most similar first; of equals the older story."""
    measured = [(similar(values, candidate.signature), candidate) for candidate in candidates]
    near = [(share, candidate) for share, candidate in measured if share >= POSSIBLE]
    return [candidate for _, candidate in sorted(near, key=lambda pair: (-pair[0], pair[1].story))]


def is_copy(one: str, other: str) -> bool:
    """Whether two texts carry the same copy: by the Jaccard similarity of their 4-grams, and how much of the shorter
    one stands in the longer."""
    mine, theirs = set(_shingles(words(one))), set(_shingles(words(other)))
    common = len(mine & theirs)
    share = common / (len(mine | theirs) or 1)
    return share >= SAME or (share >= OVERLAP and common >= CONTAINED * min(len(mine), len(theirs)))


@lru_cache(maxsize=16384)
def _token(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def _shingles(text_words: Sequence[str]) -> Iterator[int]:
    """A number of 64 bits for each 4-gram (one for a shorter text): a rolling polynomial over its words, then mixed."""
    tokens = [_token(word) for word in text_words]
    if not tokens:
        return
    rolled = 0
    for token in tokens[:_WORDS]:
        rolled = (rolled * _BASE + token) & _MASK
    yield _mix(rolled)
    for gone, token in zip(tokens, tokens[_WORDS:], strict=False):
        rolled = ((rolled - gone * _TOP) * _BASE + token) & _MASK
        yield _mix(rolled)


def _mix(number: int) -> int:
    """SplitMix64's finisher: each bit of the input moves half of the output's."""
    number &= _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)


def _densified(bins: list[int]) -> Iterator[int]:
    """Each empty bin takes the value of a full one, chosen by a hash that is the same for every text."""
    for index, value in enumerate(bins):
        attempt, source = 0, index
        while bins[source] == _EMPTY:
            attempt += 1
            source = (_mix(index * 0x10001 + attempt) * BINS) >> 64
        yield value if source == index else bins[source]
