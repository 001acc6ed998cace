"""What stands over an article: its headline, the byline, and the short lines with its stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.articles import titles
from monitor.articles.tree import Block, Box, Page

_HEADLINE_TAGS = frozenset(("h1", "h2", "h3"))
_BYLINE = re.compile(r"(?:(?:Ein(?:e)?\s+\w+\s+)?[Vv]on|VON|By|Autor(?:in|en|:innen|\*innen)?\s?:|Text\s?:)\s+[A-ZÄÖÜ]")
_BYLINE_LENGTH = 160  # characters
_ABOVE, _BELOW = 8, 25  # blocks around the headline in which bylines and stamps stand


def headline(page: Page, stated: Sequence[str]) -> Block | None:
    """The heading that shows the headline: one that says what the metadata say, else the first ``<h1>``.

    ``stated`` are the metadata's headlines without the site's name. The same heading may stand in a menu that follows
    the reader down the page; the last one before the longest stretch of text counts, so that the text follows it.
    """
    headings = [block for block in page.blocks if (_tag(block) in _HEADLINE_TAGS) and not _in_menu(block.box)]
    alike = [
        block for block in headings if any(titles.same(block.text, t) or titles.contains(block.text, t) for t in stated)
    ]
    first = [block for block in alike if _tag(block) == "h1"] or alike
    return first[0] if first else next((block for block in headings if _tag(block) == "h1"), None)


def lines(page: Page, headline: Block | None, body_start: int) -> list[Block]:
    """The short blocks around the headline, down to the body: bylines and stamps are among them."""
    first, last = span(headline, body_start)
    return [
        block
        for block in page.blocks[first : last + 1]
        if len(block.text) <= _BYLINE_LENGTH and block.box.bad != "card"
    ]


def span(headline: Block | None, body_start: int) -> tuple[int, int]:
    """The first and last index of the blocks around the headline."""
    top = headline.index if headline else body_start
    return max(0, min(top, body_start) - _ABOVE), max(top + 2, min(top + _BELOW, body_start + 1))


def bylines(lines: Sequence[Block]) -> list[str]:
    """The lines that name the authors, those labelled so first."""
    labelled = [block.text for block in lines if "author" in _labels(block.box) or block.box.tag == "address"]
    worded = [block.text for block in lines if _BYLINE.match(block.text)]
    return [text for text in labelled if _BYLINE.match(text)] or worded or labelled


def _tag(block: Block) -> str:
    """The block's heading tag, also where a ``<div>`` stands in the heading."""
    box = block.box
    return (
        box.parent.tag if box.tag not in _HEADLINE_TAGS and box.parent and box.parent.tag in _HEADLINE_TAGS else box.tag
    )


def _labels(box: Box) -> frozenset[str]:
    return box.labels | (box.parent.labels if box.parent else frozenset())


def _in_menu(box: Box | None) -> bool:
    while box is not None:
        if box.tag in ("footer", "button", "menu") or "menu" in box.name.split():
            return True
        box = box.parent
    return False
