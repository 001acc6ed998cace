"""Find the feeds behind a site's address. Pure: the caller fetches the page, and tries what is found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from monitor.feeds.charset import decode
from monitor.feeds.urls import clean, is_web, same_site

_HEAD = 500_000  # characters of a page that are looked at
_TAG = re.compile(r"<(base|link|a)\s([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def discover(html: str | bytes, url: str) -> list[str]:
    """Give addresses at which a site's feeds may be, the likeliest first.

    First what the page declares, then links that look like feeds, then the well-known places of the site. ``url`` is
    the page's own address. Feeds that are not news (comments, weather) stand behind the others of their kind.
    """
    text = html if isinstance(html, str) else decode(html[:_HEAD])[0]
    tags = list(_tags(text[:_HEAD]))
    bases = [attributes["href"] for name, attributes in tags if name == "base" and attributes.get("href")]
    base = clean(bases[0], url) if bases else url
    declared = [attributes["href"] for name, attributes in tags if name == "link" and _declares_feed(attributes)]
    linked = [attributes.get("href", "") for name, attributes in tags if name == "a"]
    own = [address for text in linked if _looks_like_feed(address := clean(text, base)) and same_site(address, url)]
    found = [*_news_first([clean(text, base) for text in declared]), *_news_first(own), *well_known(url)]
    return [address for address in dict.fromkeys(found) if is_web(address)]


def well_known(url: str) -> list[str]:
    """Give the places at which sites of all kinds keep their feeds, for the site of this address."""
    return [clean(path, url) for path in _words()["paths"]]


def sitemaps(robots: str, url: str) -> list[str]:
    """Give the sitemaps that a site's robots.txt names, those for news first."""
    found = [address for text in _SITEMAP.findall(robots) if is_web(address := clean(text, url))]
    return sorted(dict.fromkeys(found), key=lambda address: "news" not in address.lower())


def _tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in _TAG.finditer(html):
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[2])}
        yield match[1].lower(), values


def _declares_feed(attributes: dict[str, str]) -> bool:
    relations = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    return "alternate" in relations and kind in _words()["types"] and bool(attributes.get("href"))


def _looks_like_feed(address: str) -> bool:
    return is_web(address) and urlsplit(address).path.lower().endswith(tuple(_words()["endings"]))


def _news_first(addresses: list[str]) -> list[str]:
    return sorted(addresses, key=lambda address: any(word in address.lower() for word in _words()["aside"]))


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("discovery.toml").read_text("utf-8"))
