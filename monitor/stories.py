"""Stories: articles that carry the same copy, found by one-permutation MinHash over word 4-grams.

A signature is stored for good, so nothing here may depend on the platform, Python's version or its hash seed. The bands
of a signature are looked up in the database; the candidates that come back are measured against each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

BANDS, ROWS = 21, 3
BINS = 2 * BANDS * ROWS  # the bands use the first half; all are used to measure, so that 0.4 and 0.6 stay apart
_WORDS = 4  # a shingle's length
_MASK = (1 << 64) - 1
_VALUE = (1 << 32) - 1
_EMPTY = -1

# Copies of one report reach 0.6 even with new headlines and cut paragraphs; other reports of one event stay under 0.2.
SAME = 0.55
# A copy cut to half its length shares half of the union, but nearly all that it still has.
OVERLAP, CONTAINED = 0.45, 0.85

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article whose bands met: its story, its signature, its number of words."""

    story: int
    signature: tuple[int, ...]
    words: int


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
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def choose(values: Sequence[int], size: int, candidates: Iterable[Candidate]) -> Candidate | None:
    """The candidate whose story a text of ``size`` words joins: the most similar one of those that carry its copy."""
    measured = [(similar(values, candidate.signature), candidate) for candidate in candidates]
    copies = [(share, candidate) for share, candidate in measured if _is_copy(share, size, candidate.words)]
    return max(copies, key=lambda pair: (pair[0], -pair[1].story))[1] if copies else None


def _is_copy(share: float, size: int, other: int) -> bool:
    return share >= SAME or (share >= OVERLAP and _contained(share, size, other) >= CONTAINED)


def _contained(share: float, size: int, other: int) -> float:
    """How much of the shorter text stands in the longer one, from the Jaccard similarity and both lengths."""
    shorter = min(size, other)
    return share * (size + other) / ((1 + share) * shorter) if shorter else 0.0


@lru_cache(maxsize=65536)
def _token(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def _shingles(text_words: Sequence[str]) -> Iterator[int]:
    tokens = [_token(word) for word in text_words]
    for start in range(max(1, len(tokens) - _WORDS + 1) if tokens else 0):
        mixed = 0
        for token in tokens[start : start + _WORDS]:
            mixed = (mixed * 0xD6E8FEB86659FD93 + token) & _MASK
        yield _mix(mixed)


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
