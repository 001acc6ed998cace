"""A page that lists articles, read as if it were a feed: for sites without one."""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.errors import FeedError
from monitor.feeds.charset import decode
from monitor.feeds.mend import MOST_ENTRIES
from monitor.feeds.text import plain
from monitor.feeds.urls import clean, is_web
from monitor.model import Entry, FeedDocument

_LARGEST = 5_000_000  # characters
_DEEPEST = 300  # elements of one name that are open at once; beyond, the parser's time grows with the square
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^<>]*>")
# Empty elements, and those whose end may be left out.
_NEVER_OPEN = frozenset((
    "area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "dd", "dt",
    "li", "option", "optgroup", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
_HEADINGS = "h1, h2, h3, h4"


def read_listing(data: bytes, url: str, selector: str, *, content_type: str | None = None) -> FeedDocument:
    """Give the links that a CSS selector finds on a page, or within what it finds, in the page's order.

    Titles are the links' texts, or a heading's within. Raises FeedError for a selector that can't be read, or that
    finds nothing.
    """
    text, _ = decode(data, content_type)
    _refuse_bomb(text)
    tree = LexborHTMLParser(text[:_LARGEST])
    try:
        nodes = tree.css(selector)
    except SelectolaxError as error:
        raise FeedError(f"The selector “{selector}” can't be read.") from error
    links = [link for node in nodes for link in ([node] if node.tag == "a" else node.css("a[href]"))]
    entries = _entries(links, url)
    if not entries:
        raise FeedError(f"The selector “{selector}” finds no links on the page.")
    title = tree.css_first("title")
    return FeedDocument(format="listing", title=plain(title.text(), 300) if title else "", home=url, entries=entries)


def _entries(links: list[LexborNode], base: str) -> tuple[Entry, ...]:
    """Make an entry of each address; of several links to one, the longest text is its title."""
    titles: dict[str, str] = {}
    for link in links[: MOST_ENTRIES * 4]:
        address = clean(link.attributes.get("href") or "", base)
        if is_web(address) and address != clean(base):
            titles[address] = max(titles.get(address, ""), _title(link), key=len)
    return tuple(Entry(key=address, url=address, title=title) for address, title in list(titles.items())[:MOST_ENTRIES])


def _title(link: LexborNode) -> str:
    heading = link.css_first(_HEADINGS)
    return plain((heading or link).text(separator=" "), 1_000)


def _refuse_bomb(text: str) -> None:
    """Refuse a page whose elements stay open by the hundreds."""
    open_now: Counter[str] = Counter()
    for closing, name in _TAG.findall(text):
        element = name.lower()
        open_now[element] += -1 if closing else 1
        if open_now[element] > _DEEPEST and element not in _NEVER_OPEN:
            raise FeedError("The page's elements are nested too deep to be read.")
