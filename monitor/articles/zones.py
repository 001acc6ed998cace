"""From blocks to labelled zones."""

from __future__ import annotations

from monitor.articles import body
from monitor.articles.tree import Block, Box, Page
from monitor.model import Zone


def collect(page: Page, headline: Block | None, description: str) -> list[Zone]:
    """The article's zones in reading order."""
    body.mark(page, headline)
    core = body.core(page)
    start = headline.index + 1 if headline else 0
    zones: list[Zone] = []
    for block in page.blocks[start:]:
        inside = body.inside(block.box, core)
        if not inside and zones and any(z.kind == "paragraph" for z in zones):
            continue
        kind = label(block, inside)
        if kind:
            zones.append(Zone(kind, block.text))
    return trim(zones)


def label(block: Block, inside: bool):
    box = block.box
    text = block.text
    if box.bad and box.bad not in ("aside",):
        return None
    chain = labels(box)
    if box.tag == "figcaption" or "caption" in chain or in_tag(box, ("figure", "figcaption")):
        return "caption" if inside else None
    if block.links * 2 > len(text):
        return None
    if not inside:
        return "lead" if len(text) > 50 else None
    if box.tag in body.HEADINGS:
        return "subheading"
    if box.tag == "li":
        return "list"
    if box.tag in ("td", "th"):
        return "table"
    if box.tag == "p" or body.sentence_weight(block):
        if "meta" in box.labels or "author" in chain:
            return None
        return "paragraph"
    return None


def labels(box: Box | None):
    found = set()
    for _ in range(4):
        if box is None:
            break
        found |= box.labels
        box = box.parent
    return found


def in_tag(box, tags):
    for _ in range(4):
        if box is None:
            return False
        if box.tag in tags:
            return True
        box = box.parent
    return False


def trim(zones):
    kept = list(zones)
    while kept and kept[-1].kind in ("subheading", "caption"):
        kept.pop()
    return kept
