"""Which part of the page is the article: the box that holds most of its sentences, and what in it is furniture."""

from __future__ import annotations

from monitor.articles.tree import Block, Box, Page

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CAPTIONS = frozenset(("figcaption", "caption"))
# Tags that are furniture by their meaning, and labels that are so by their name. "Hard" ones stay furniture
# however much text they hold: a consent dialog is often longer than the article.
TAG_LABELS = {
    "nav": "navigation",
    "footer": "navigation",
    "button": "button",
    "form": "form",
    "dialog": "login",
    "fieldset": "form",
    "aside": "aside",
    "menu": "navigation",
}
HARD = frozenset(("comments", "consent"))
FURNITURE = ("comments", "consent", "newsletter", "ad", "login", "navigation", "share", "bio", "teaser")


def mark(page: Page, headline: Block | None) -> None:
    """Set ``bad`` on each box that is furniture, or stands in some, to its label."""
    scores = [(block, sentence_weight(block)) for block in page.blocks]
    for block, score in scores:
        if score:
            _add(block.box, score, "weight")
    total = page.root.weight or 1
    holders = _ancestors(headline.box) if headline else frozenset()
    for box in page.boxes:
        parent = box.parent
        box.bad = (parent.bad if parent else None) or _furniture(box, total, holders)
    for block, score in scores:
        if score and not block.box.bad:
            _add(block.box, score, "clean")


def sentence_weight(block: Block) -> int:
    """How much running text a block holds: its unlinked characters, if it reads like sentences."""
    text = block.text
    length = len(text)
    if length < 50 or block.box.tag in HEADINGS or block.box.tag in CAPTIONS or block.links * 2 > length:
        return 0
    if not (length > 140 or text.rstrip('"“”«»‘’)').endswith((".", "!", "?", ":", "…"))):
        return 0
    return length - block.links


def core(page: Page) -> Box:
    """The deepest box that holds three quarters of the page's running text."""
    enough = page.root.clean * 0.75
    best = page.root
    for box in page.boxes:
        if box.clean >= enough and box.clean:
            best = box
    return best


def inside(box: Box | None, core_box: Box) -> bool:
    """Whether a box is the core or stands in it."""
    while box is not None:
        if box is core_box:
            return True
        box = box.parent
    return False


def _add(box: Box | None, score: int, name: str) -> None:
    while box is not None:
        setattr(box, name, getattr(box, name) + score)
        box = box.parent


def _ancestors(box: Box | None) -> frozenset[Box]:
    found = set()
    while box is not None:
        found.add(box)
        box = box.parent
    return frozenset(found)


def _furniture(box: Box, total: int, holders: frozenset[Box]) -> str | None:
    label = next((label for label in FURNITURE if label in box.labels), None) or TAG_LABELS.get(box.tag)
    if box.hidden:
        return label or "hidden"
    if label is None:
        return None
    if label in HARD:
        return None if box in holders else label
    if box in holders or box.weight * 3 >= total:
        return None
    return label
