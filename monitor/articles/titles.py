"""The headline and its variants, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"\s+[|–—·•»›:-]\s+|\s*\|\s*|\s+/\s+(?=\S+$)")
_WORDS = re.compile(r"\w+")


def same(one: str, other: str) -> bool:
    """Whether two texts are one headline: the same words, up to quotes, dashes, case and one word in ten."""
    a, b = key(one), key(other)
    if not a or a == b:
        return a == b and bool(a)
    first, second = set(a.split()), set(b.split())
    return len(first) > 3 and len(first & second) >= 0.85 * max(len(first), len(second))


def key(text: str) -> str:
    """A headline's letters and digits, for comparing."""
    return " ".join(_WORDS.findall(text.lower()))


def without_brand(title: str, brands: Iterable[str]) -> str:
    """The title without the site's name (and a section before it) at its end or beginning."""
    names = {key(brand) for brand in brands if brand}
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        tail = key(title[cut.end() :])
        if cut.start() >= 10 and any(tail == name or (len(cuts) > 0 and _ends(tail, name)) for name in names):
            return title[: cut.start()].strip()
    if cuts and key(title[: cuts[0].start()]) in names:
        return title[cuts[0].end() :].strip()
    return title.strip()


def brands(publisher: str | None, site_name: str | None, url: str) -> tuple[str, ...]:
    """The names under which a site may sign: its publisher, its own name, its host with and without ending."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    domain = ".".join(labels[-2:])
    names = [publisher or "", site_name or "", host, domain, domain.rpartition(".")[0].replace("-", " ")]
    if len(labels) > 1:
        names.append(labels[-2])
    return tuple(dict.fromkeys(name for name in names if name))


def _ends(tail: str, name: str) -> bool:
    """Whether a tail of a title ends with the brand, behind at most three other words ("Politik | Name")."""
    return bool(name) and tail.endswith(" " + name) and len(tail.split()) - len(name.split()) <= 3
