"""The headline among its variants, without the site's name and without the kicker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"\s+[|–—·•»›:/-]\s+|\s*\|\s*|\s*:\s+")
_TRUNCATED = re.compile(r"(?:\.\.\.|…)\s*$")
_DATE_BEHIND = re.compile(r"(?: \d+){1,3}$")
_WORDS = re.compile(r"\w+")
LONGEST = 400  # characters: what is longer is no headline, but text in the wrong place
_LONGEST_KEY = 50_000  # characters: texts that are alike so far are the same; a book in one paragraph costs no more
_BEST_LENGTH = 10  # characters: shorter remains of a cut are no headline


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A text's letters and digits in lower case, words apart by blanks, for comparing; of a huge text the beginning."""
    return " ".join(_WORDS.findall(text[:_LONGEST_KEY].lower()))


def same(one: str, other: str) -> bool:
    """Whether two texts are one headline: the same words, up to quotes, dashes, case and one word in seven."""
    a, b = key(one), key(other)
    if not a or a == b:
        return bool(a)
    first, second = set(a.split()), set(b.split())
    return len(first) > 3 and len(first & second) >= 0.85 * max(len(first), len(second))


def contains(text: str, headline: str) -> bool:
    """Whether a text holds a headline word for word, as a kicker with its headline does."""
    words = key(headline)
    return len(words) > _BEST_LENGTH and f" {words} " in f" {key(text)} "


@lru_cache(maxsize=64)  # the search for the headline asks for what the variants ask again
def without_brand(title: str, brands: tuple[str, ...]) -> str:
    """The title without the site's name (and a section before it) at its end, or the name at its beginning."""
    title = title[:LONGEST]
    names = [name for name in map(key, brands) if name]
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        if cut.start() >= _BEST_LENGTH and any(_is_brand(key(title[cut.end() :]), name) for name in names):
            return title[: cut.start()].strip()
    if cuts and key(title[: cuts[0].start()]) in names:
        return title[cuts[0].end() :].strip()
    return title.strip()


def brands(publisher: str | None, site_name: str | None, url: str) -> tuple[str, ...]:
    """The names under which a site may sign: its publisher, its own name, its host with and without ending."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names = [publisher or "", site_name or "", host, ".".join(labels[-2:])]
    if len(labels) > 1 and not labels[-1].isdigit():
        names += [labels[-2], labels[-2].replace("-", " ")]
    return tuple(dict.fromkeys(name for name in names if name))


def variants(linked: str, shown: str | None, stated: Sequence[str], names: tuple[str, ...]) -> tuple[str, ...]:
    """The headline's variants, best first.

    ``linked`` is linked data's headline, ``shown`` what stands over the article, ``stated`` what meta tags and
    ``<title>`` say, ``names`` the site's names. This is also their order of trust, but one that was cut off counts
    least; and where linked data give none, one without its kicker stands for both, and so does the part in which two
    end alike behind two kickers.
    """
    titles = [without_brand(title, names) for title in (linked, shown or "", *stated)]
    titles = [title for title in titles if title]
    whole = [title for title in titles if not _TRUNCATED.search(title)] or titles
    if not whole:
        return ()
    bare = None if linked else _bare(whole[0], whole[1:])
    return tuple(dict.fromkeys([*([bare] if bare else []), *whole, *titles]))


def _bare(title: str, others: Sequence[str]) -> str | None:
    """The title without its kicker, as another one shows it."""
    alone = (other for other in others if len(other.split()) >= 4 and key(title).endswith(f" {key(other)}"))
    return next(alone, None) or _common_end(title, others)


def _common_end(title: str, others: Sequence[str]) -> str | None:
    """What is left of a title behind a separator, if another one ends with it too, behind a kicker of its own."""
    for cut in _SEPARATOR.finditer(title):
        rest = key(title[cut.end() :])
        if len(rest.split()) >= 4 and any(o.endswith(f" {rest}") and key(title) not in o for o in map(key, others)):
            return title[cut.end() :].strip()
    return None


def _is_brand(tail: str, name: str) -> bool:
    """Whether a title's tail is the brand, with a date behind it or at most three other words before it."""
    tail = _DATE_BEHIND.sub("", tail)
    return tail == name or (tail.endswith(f" {name}") and len(tail.split()) - len(name.split()) <= 3)
