"""Which part of the page is the article, and which boxes are furniture.

The text's home (``core``) is the deepest box that holds most of the page's running text outside of furniture. A box is
furniture by its tag, by what its names say, or by what it holds (a card that is mostly a link, a notice, a group of
links under "Mehr zum Thema"). Names lie: a box that holds the headline or a third of all running text never is, save
reader comments and consent dialogs, which are often longer than the article.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from monitor.articles import notices
from monitor.articles.inline import ends_sentence
from monitor.articles.page import Block, Box, Page
from monitor.articles.publishers import Rule

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
CAPTIONS = frozenset(("figcaption", "caption"))
CELLS = frozenset(("td", "th"))
_FURNITURE_TAGS = {
    "footer": "footer", "button": "button", "form": "form", "fieldset": "form", "dialog": "login", "menu": "navigation",
}  # fmt: skip
_FURNITURE = ("comments", "consent", "newsletter", "ad", "login", "navigation", "share", "bio", "teaser", "footnotes")
_LASTING = frozenset(("comments", "consent"))
_NEVER = frozenset(("body", "main", "html"))  # their names speak of the page's state
_PARAGRAPH_TAGS = frozenset(("p", "li", "ul", "ol", "blockquote", "td", "tr", "dd", "dl"))  # never a text's home
CORE_SHARE = 0.75  # of the clean text; a body in two equal parts has its home above both
GROUP_LIMIT = 420  # characters of running text: a notice or teaser card has less
LONG = 160  # characters: a line that is longer is no byline or stamp
SENTENCE = 50  # characters: shorter lines are stamps, names and buttons more often than sentences
NEAR = 12  # blocks around the article in which stamps, bylines and an offer to pay may stand
CARD_TITLE = 15  # characters: a link that is shorter is no headline


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


def find(page: Page, headline: Block | None, rule: Rule) -> Area:
    """The article's place on a page, with each furniture box marked (``bad``)."""
    _weigh(page, SENTENCE)
    if page.root.weight < 4 * SENTENCE:
        _weigh(page, SENTENCE // 2)
    _mark_names(page, headline, rule)
    core = _core(page, rule)
    limit = page.root.clean / 4
    spine = frozenset(box for box in page.boxes if box.clean > limit) | frozenset(core.path)
    inside = _inside(page, core)
    first = next((block.index for block in inside if block.score and not block.box.bad), 0)
    above = headline is not None and headline.index <= first
    start = headline.index + 1 if headline and above else _lead_above(page, first, inside)
    last = inside[-1].index if inside else start
    area = Area(core, spine, start, first, page.blocks[start : last + 1])
    _mark_around(page, headline, area, rule)
    _measure(area, page.boxes)
    _mark_groups(area)
    return area


def _inside(page: Page, core: Box) -> list[Block]:
    """The blocks in a box: they follow each other, so that the first and the last tell all."""
    first = next((block.index for block in page.blocks if within(block.box, core)), 0)
    last = next((block.index for block in reversed(page.blocks) if within(block.box, core)), -1)
    return page.blocks[first : last + 1]


def _lead_above(page: Page, first: int, inside: list[Block]) -> int:
    """Where the article starts if no headline shows it: with a lead shortly before its first sentence, or its core."""
    near = page.blocks[max(0, first - 12) : first]
    leads = (block.index for block in near if block.score and any("lead" in box.labels for box in block.box.path[:2]))
    return next(leads, inside[0].index if inside else 0)


def within(box: Box, ancestor: Box) -> bool:
    """Whether a box is the other or stands in it."""
    inner: Box | None = box
    while inner is not None and inner.depth > ancestor.depth:
        inner = inner.parent
    return inner is ancestor


def group(block: Block, spine: frozenset[Box]) -> Box:
    """The box a block stands in with what belongs to it: as large as may be without holding much running text."""
    box = block.box
    while box.parent is not None and box.parent not in spine and box.parent.clean <= GROUP_LIMIT:
        box = box.parent
    return box


def _weigh(page: Page, floor: int) -> None:
    """Score each block's running text and sum it up in the boxes."""
    for box in (page.root, *page.boxes) if page.root.weight else ():
        box.weight = 0
    for block in page.blocks:
        block.score = _running_text(block) if len(block.text) >= floor else 0
        block.box.weight += block.score
    for box in reversed(page.boxes):  # those inside come behind those around them
        if box.weight and box.parent:
            box.parent.weight += box.weight


def _running_text(block: Block) -> int:
    """How much running text a block holds: its unlinked characters, if it reads like sentences."""
    length = len(block.text)
    tag = block.box.tag
    if tag in HEADINGS or tag in CAPTIONS or block.links * 2 > length:
        return 0
    return length - block.links if length > LONG or ends_sentence(block.text) else 0


def _mark_names(page: Page, headline: Block | None, rule: Rule) -> None:
    """Mark furniture that holds running text by tag and names, then sum up what is left as ``clean``."""
    holders = frozenset(headline.box.path) if headline else frozenset()
    weighty = [box for box in page.boxes if box.weight]
    _mark(weighty, holders, page.root.weight / 3, rule)
    for block in page.blocks:
        if block.score and not block.box.bad:
            block.box.clean += block.score
    for box in reversed(weighty):
        if box.parent:
            box.parent.clean += box.clean


def _mark_around(page: Page, headline: Block | None, area: Area, rule: Rule) -> None:
    """Mark the other furniture of the article's region, where all of it counts; further away nobody asks for it."""
    first = min(area.start, area.first, headline.index if headline else area.start)
    last = max(area.start + len(area.blocks), headline.index if headline else 0)
    light = [box for box in _boxes_of(page.blocks[max(0, first - NEAR) : last + NEAR]) if not box.weight]
    holders = frozenset(headline.box.path) if headline else frozenset()
    _mark(light, holders, 0, rule)


def _boxes_of(blocks: Iterable[Block]) -> list[Box]:
    """The boxes that blocks stand in, each once, those outside first."""
    found: set[Box] = set()
    for block in blocks:
        box: Box | None = block.box
        while box is not None and box not in found:
            found.add(box)
            box = box.parent
    return sorted(found, key=attrgetter("depth"))


def _mark(boxes: Iterable[Box], holders: frozenset[Box], third: float, rule: Rule) -> None:
    """Mark furniture among boxes, those outside before those in them; what holds the headline is none by itself."""
    for box in boxes:
        inherited = box.parent.bad if box.parent else None
        box.bad = inherited or (_furniture(box, third, rule) if _telling(box, rule) and box not in holders else None)


def _telling(box: Box, rule: Rule) -> bool:
    """Whether a box's tag or names can say anything: most can't, and are passed over."""
    return bool(box.labels) or box.hidden or box.tag in _FURNITURE_TAGS or bool(rule.hosts)


def _furniture(box: Box, third: float, rule: Rule) -> str | None:
    """What a box is by its tag and names, unless it holds a third of all running text."""
    if box.tag in _NEVER or _named(box, rule.text):
        return None
    if _named(box, rule.furniture):
        return "rule"
    label = next((label for label in _FURNITURE if label in box.labels), None) if box.labels else None
    label = label or _FURNITURE_TAGS.get(box.tag) or ("hidden" if box.hidden else None)
    if label is None or label in _LASTING or box.hidden:
        return label
    return None if box.weight > third else label


def furniture(box: Box) -> str | None:
    """What furniture a box is or stands in by tags and names alone, also far from the article."""
    return next((label for outer in box.path if (label := _furniture(outer, float("inf"), Rule()))), None)


def _core(page: Page, rule: Rule) -> Box:
    named = next((box for box in page.boxes if rule.core in box.name.split()), None) if rule.core else None
    if named:
        return named
    enough = page.root.clean * CORE_SHARE
    best = next((box for box in reversed(page.boxes) if box.clean and box.clean >= enough), page.root)
    return next(box for box in best.path if box.tag not in _PARAGRAPH_TAGS)


def _named(box: Box, names: frozenset[str]) -> bool:
    return bool(names) and not names.isdisjoint(box.name.split())


def _measure(area: Area, boxes: list[Box]) -> None:
    """Sum up the region's text and links in its boxes below the spine, and tell its notices."""
    for block in area.blocks:
        box, length = block.box, len(block.text)
        block.notice = None if box.tag in CELLS else notices.kind(block.text, wall_only=box.bad is not None)
        if box not in area.spine:
            box.chars += length
            box.links += block.links
            box.count += 1
            box.linked += block.links * 10 > length * 7
    for box in reversed(boxes):
        outer = box.parent
        if box.count and outer is not None and outer not in area.spine:
            outer.chars += box.chars
            outer.links += box.links
            outer.count += box.count
            outer.linked += box.linked


def _mark_groups(area: Area) -> None:
    """Mark boxes that are furniture by what they hold, and all that stands in them."""
    around = _boxes_of(area.blocks)
    boxes = [box for box in around if box not in area.spine]
    nested = [box for box in boxes if box.tag == "article"]
    entries = sum(box.clean for box in nested) * 2 > area.core.clean
    for box in boxes:
        if box.bad is None and (_is_card(box) or (box.tag == "article" and not entries)):
            box.bad = "card"
    for block in area.blocks:
        label = _opens(block) if block.box.bad is None else None
        if label:
            group(block, area.spine).bad = label
    for box in around:
        if box.bad is None and box.parent is not None:
            box.bad = box.parent.bad


def _is_card(box: Box) -> bool:
    """Whether a box is a teaser or a group of them: mostly links, or a picture with a linked headline."""
    if box.count < 2:
        return False
    if box.linked * 2 >= box.count or box.links * 5 > box.chars * 3:
        return True
    return box.media and box.linked > 0 and box.clean <= GROUP_LIMIT and box.links > CARD_TITLE


def _opens(block: Block) -> str | None:
    """What a block's words say of the group it opens; a linked heading opens a card."""
    if block.box.tag in HEADINGS and block.links * 2 > len(block.text):
        return "card"
    if block.notice == "wall" and block.box.tag in HEADINGS:
        return "login"
    return block.notice if block.notice in ("promo", "consent", "machine") else None
