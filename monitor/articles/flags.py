"""Whether a page is an article at all, and whether all of it is there."""

from __future__ import annotations

from typing import Literal, NamedTuple

from monitor.articles import jsonld, notices
from monitor.articles.body import Area
from monitor.articles.metadata import Metadata
from monitor.articles.page import Page
from monitor.articles.words import WORDS
from monitor.model import Zone

FEW_WORDS = 25
TICKER_ENTRIES = 3
_NO_ARTICLE_TYPES = frozenset(WORDS["types"]["none"])
_CARDS = 8  # teaser cards: a page with so many, and little text between them, is an index
_BEHIND = 8  # blocks behind the text in which an offer to pay may stand
_CUT_OFF = ("…", "...", "[…]", "[...]")
_FREE_PART = 1500  # characters: a free part before the wall is rarely longer
_SNIPPET = 600  # characters: so short, and not free, a text has been cut


class Flags(NamedTuple):
    """What kind of page it is; whether it says it must be paid for; whether its text breaks off."""

    kind: Literal["article", "ticker", "none"]
    paywalled: bool
    truncated: bool


def of(meta: Metadata, page: Page, area: Area, zones: list[Zone], text: str) -> Flags:
    """The flags of a page with these zones and this running text."""
    end = area.blocks[-1].index + 1 if area.blocks else 0
    behind = [block for block in page.blocks[end : end + _BEHIND] if not block.box.hidden]
    notes = (*(block.notice for block in area.blocks), *(notices.kind(block.text, wall_only=True) for block in behind))
    wall = "wall" in notes
    paywalled = meta.free is False or wall
    return Flags(_kind(meta, page, zones, text), paywalled, paywalled and _breaks_off(text, wall))


def _breaks_off(text: str, wall: bool) -> bool:
    if text.rstrip().endswith(_CUT_OFF):
        return True
    return len(text) < (_FREE_PART if wall else _SNIPPET)


def _kind(meta: Metadata, page: Page, zones: list[Zone], text: str) -> Literal["article", "ticker", "none"]:
    if sum(zone.kind == "ticker" for zone in zones) >= TICKER_ENTRIES:
        return "ticker"
    said = bool(meta.node) or meta.og_type == "article"
    words = len(text.split(maxsplit=FEW_WORDS))
    other = meta.og_type.startswith(("video", "profile", "music")) or any(
        jsonld.types(node) & _NO_ARTICLE_TYPES for node in meta.nodes
    )
    if words == 0 or (words < FEW_WORDS and (other or not (said or _is_dated(meta, page)))):
        return "none"
    if not said and not _is_dated(meta, page) and (other or _cards(page) >= _CARDS or _mostly_linked(page)):
        return "none"
    return "article"


def _cards(page: Page) -> int:
    return sum(block.box.bad == "card" and block.box.tag.startswith("h") for block in page.blocks)


def _is_dated(meta: Metadata, page: Page) -> bool:
    return bool(meta.published or page.stamps)


def _mostly_linked(page: Page) -> bool:
    """Whether more of the page's text is in links than is running text: an index, whatever it says of itself."""
    return sum(block.links for block in page.blocks) > page.root.clean
