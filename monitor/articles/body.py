"""Which part of the page is the article, and which boxes are furniture.

The text's home (``core``) is the deepest box that holds most of the page's running text outside of furniture. A box is
furniture by its tag, by what its names say, or by what it holds (a card that is mostly a link, a notice, a group of
links under "Mehr zum Thema"). Names lie: a box that holds the headline or a third of all running text never is, save
reader comments and consent dialogs, which are often longer than the article.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.articles import notices
from monitor.articles.inline import ends_sentence
from monitor.articles.tree import Block, Box, Page

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CAPTIONS = frozenset(("figcaption", "caption"))
_FURNITURE_TAGS = {
    "footer": "footer", "button": "button", "form": "form", "fieldset": "form", "dialog": "login", "menu": "navigation",
    "summary": "button",
}  # fmt: skip
_FURNITURE = ("comments", "consent", "newsletter", "ad", "login", "navigation", "share", "bio", "teaser")
_LASTING = frozenset(("comments", "consent"))
CORE_SHARE = 0.75  # of the clean text; a body in two equal parts has its home above both
LINKED_SHARE = 0.4  # of a box's text in links: a group of teasers
GROUP_LIMIT = 420  # characters of running text: a notice or teaser card has less
LONG = 160  # characters: a line that is longer is no byline or stamp
SENTENCE = 50  # characters: shorter lines are stamps, names and buttons more often than sentences


@dataclass(slots=True)
class Area:
    """The article's place: its core, the spine of boxes too big to be furniture, and its blocks.

    ``start`` is the index of the first block behind the headline, ``first`` that of the core's first sentence.
    """

    core: Box
    spine: frozenset[Box]
    start: int
    first: int
    blocks: list[Block]


def find(page: Page, headline: Block | None) -> Area:
    """The article's place on a page, with each furniture box marked (``bad``)."""
    _weigh(page, SENTENCE)
    if page.root.weight < 4 * SENTENCE:
        _weigh(page, SENTENCE // 2)
    _mark_names(page, headline)
    core = _core(page)
    limit = page.root.clean / 4
    spine = frozenset(box for box in page.boxes if box.clean > limit) | _ancestors(core)
    first = next((b.index for b in page.blocks if b.score and not b.box.bad and within(b.box, core)), 0)
    start = headline.index + 1 if headline and headline.index <= first else _first_inside(page, core)
    area = Area(core, spine, start, first, [])
    area.blocks = _region(page, area)
    _mark_groups(area)
    return area


def sentence_weight(block: Block, floor: int) -> int:
    """How much running text a block holds: its unlinked characters, if it reads like sentences."""
    length = len(block.text)
    tag = block.box.tag
    if length < floor or tag in HEADINGS or tag in CAPTIONS or block.links * 2 > length:
        return 0
    if length <= 140 and not ends_sentence(block.text):
        return 0
    return length - block.links


def within(box: Box | None, ancestor: Box) -> bool:
    """Whether a box is the other or stands in it."""
    while box is not None:
        if box is ancestor:
            return True
        box = box.parent
    return False


def _weigh(page: Page, floor: int) -> None:
    for box in page.boxes:
        box.weight = 0
    page.root.weight = 0
    for block in page.blocks:
        block.score = score = sentence_weight(block, floor)
        box: Box | None = block.box if score else None
        while box is not None:
            box.weight += score
            box = box.parent


def _mark_names(page: Page, headline: Block | None) -> None:
    """Mark furniture by tag and names, then sum up what is left as ``clean``."""
    holders = _ancestors(headline.box) if headline else frozenset()
    third = page.root.weight / 3
    for box in page.boxes:
        box.bad = (box.parent.bad if box.parent else None) or _furniture(box, third, holders)
    for block in page.blocks:
        score = 0 if block.box.bad else block.score
        box = block.box if score else None
        while box is not None:
            box.clean += score
            box = box.parent


def _furniture(box: Box, third: float, holders: frozenset[Box]) -> str | None:
    if box in holders:
        return None
    labels = box.labels
    label = next((label for label in _FURNITURE if label in labels), None) if labels else None
    label = label or _FURNITURE_TAGS.get(box.tag) or ("hidden" if box.hidden else None)
    if label is None or label in _LASTING or box.hidden:
        return label
    return None if box.weight > third else label


def _core(page: Page) -> Box:
    enough = page.root.clean * CORE_SHARE
    return next((box for box in reversed(page.boxes) if box.clean and box.clean >= enough), page.root)


def _ancestors(box: Box | None) -> frozenset[Box]:
    found = []
    while box is not None:
        found.append(box)
        box = box.parent
    return frozenset(found)


def _first_inside(page: Page, core: Box) -> int:
    return next((block.index for block in page.blocks if within(block.box, core)), 0)


def _region(page: Page, area: Area) -> list[Block]:
    """The blocks from the start to the core's end, those before the core only if no furniture stands between."""
    last = next((b.index for b in reversed(page.blocks) if within(b.box, area.core)), area.start)
    blocks = page.blocks[area.start : last + 1]
    for block in blocks:
        block.notice = notices.kind(block.text)
        box: Box | None = block.box
        while box is not None:
            box.chars += len(block.text)
            box.links += block.links
            box = box.parent
    return blocks


def _mark_groups(area: Area) -> None:
    """Mark boxes that are furniture by what they hold."""
    seen: set[Box] = set()
    for block in area.blocks:
        box: Box | None = block.box
        if box is not None and box.bad is None and box not in seen:
            seen.add(box)
            _mark_cards(box, area.spine)
        if block.box.bad is None:
            label = opens_furniture(block)
            if label:
                group(block, area.spine).bad = label
    _inherit(area.blocks)


def _mark_cards(box: Box, spine: frozenset[Box]) -> None:
    """Mark the outermost ancestor that is mostly links, or an article within the article."""
    current: Box | None = box
    while current is not None and current not in spine:
        nested = current.tag == "article" and "ticker" not in current.labels
        linked = current.links > LINKED_SHARE * current.chars
        if nested or (linked and current is not box):
            current.bad = "card"
        current = current.parent


def opens_furniture(block: Block) -> str | None:
    """What a block's words say of the group it opens: promo, consent; a linked heading opens a card."""
    if block.box.tag in HEADINGS and block.links * 2 > len(block.text):
        return "card"
    return block.notice if block.notice in ("promo", "consent", "machine") else None


def group(block: Block, spine: frozenset[Box]) -> Box:
    """The box a block stands in with what belongs to it: as large as may be without holding much running text."""
    box = block.box
    while box.parent is not None and box.parent not in spine and box.parent.clean <= GROUP_LIMIT:
        box = box.parent
    return box


def _inherit(blocks: list[Block]) -> None:
    """Carry marks that were set on groups down to the boxes in them."""
    for block in blocks:
        box: Box | None = block.box
        while box is not None and box.bad is None:
            box = box.parent
        if box is not None:
            block.box.bad = box.bad
