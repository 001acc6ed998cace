"""What stands over an article: its headline, the byline, and the short lines with its stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from monitor.articles import titles
from monitor.articles.body import NEAR, Area
from monitor.articles.page import Block, Box, Page

_HEADLINE_TAGS = frozenset(("h1", "h2", "h3"))
_BYLINE = re.compile(
    r"(?:(?:Ein(?:e)?\s+\w+\s+)?[Vv]on\s?:?|VON|By|(?:Autor(?:in|en|:in|\*in|:innen|\*innen|in/Autor)?|Text)\s?:?)\s+[A-ZÄÖÜ]"
)
_NAME = re.compile(
    r"[A-ZÄÖÜ][\w'’-]+(?:\s[A-ZÄÖÜ]\.)?(?:\s(?:von|van|de|zu|der|den|di|la|le|el|al|da))*(?:\s[A-ZÄÖÜ][\w'’-]+){1,3}"
)
_PARTS = re.compile(r"\s*[•·|]\s*")
_WORDS = 4  # fewer may stand at the end of many a title
_BYLINE_LENGTH = 160  # characters
_ABOVE, _BELOW = 8, 25  # blocks around the headline that are looked at


def headline(page: Page, stated: Sequence[str]) -> Block | None:
    """The block that shows the headline: a heading that says what the metadata say, else the first ``<h1>``, else any.

    ``stated`` are the metadata's headlines without the site's name.
    """
    headings = [block for block in page.blocks if _heading(block.box)]
    tops = [block for block in headings if _heading(block.box) == "h1"]
    alike = (block for block in (*tops, *headings) if any(_says(block.text, title) for title in stated))
    best = next((block for block in chain(alike, tops) if not _in_menu(block.box)), None)
    if best:
        return best
    wanted = {titles.key(title) for title in stated}
    short = (block for block in page.blocks if len(block.text) <= titles.LONGEST)
    alone = (block for block in short if titles.key(block.text) in wanted and not _in_menu(block.box))
    return next(alone, None)


def _says(text: str, title: str) -> bool:
    """Whether a heading is a headline, or that with a kicker, or that without its kicker."""
    if len(text) > titles.LONGEST:
        return False
    if titles.same(text, title) or titles.contains(text, title):
        return True
    return len(text.split()) >= _WORDS and titles.key(title).endswith(f" {titles.key(text)}")


def lines(page: Page, headline: Block | None, area: Area) -> list[Block]:
    """The short blocks in which bylines and stamps stand: around the headline down to the body, and behind the body."""
    first, last = span(headline, area)
    end = area.blocks[-1].index if area.blocks else last
    above = [block for block in page.blocks[first : last + 1] if block.box.bad not in ("card", "comments")]
    behind = [block for block in page.blocks[max(end - 1, last + 1) : end + NEAR] if not block.box.bad]
    return [block for block in (*above, *behind) if len(block.text) <= _BYLINE_LENGTH]


def span(headline: Block | None, area: Area) -> tuple[int, int]:
    """The first and last index of the blocks around the headline."""
    top = headline.index if headline else area.first
    return max(0, min(top, area.first) - _ABOVE), max(top + 2, min(top + _BELOW, area.first + 1))


def bylines(lines: Sequence[Block]) -> list[str]:
    """The lines that name the authors: worded as such, else labelled, else a name in a line of stamps."""
    worded = [block.text for block in lines if _BYLINE.match(block.text)]
    if worded:
        return worded[:1] if not any("author" in _labels(block.box) for block in lines) else _labelled(lines, worded)
    labelled = [block.text for block in lines if "author" in _labels(block.box) or block.box.tag == "address"]
    stamped = [part for block in lines if "meta" in _labels(block.box) for part in _PARTS.split(block.text)]
    return labelled or [part for part in stamped if _NAME.fullmatch(part)]


def _labelled(lines: Sequence[Block], worded: list[str]) -> list[str]:
    both = [block.text for block in lines if block.text in worded and "author" in _labels(block.box)]
    return both or worded[:1]


def _heading(box: Box) -> str | None:
    """The tag of the heading that a box is, or stands in as a ``<div>`` does."""
    if box.tag in _HEADLINE_TAGS:
        return box.tag
    return box.parent.tag if box.parent and box.parent.tag in _HEADLINE_TAGS else None


def _labels(box: Box) -> frozenset[str]:
    return box.labels | (box.parent.labels if box.parent else frozenset())


def _in_menu(box: Box) -> bool:
    return any(outer.tag in ("footer", "button", "menu") or "menu" in outer.name.split() for outer in box.path)
