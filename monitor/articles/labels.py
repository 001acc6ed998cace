"""Which kind of zone a block is: by its tag, its place, its names and its words."""

from __future__ import annotations

import re
from typing import Literal

from monitor.articles import body
from monitor.articles.body import Area
from monitor.articles.inline import ends_sentence
from monitor.articles.page import Block, Box
from monitor.articles.titles import key, same
from monitor.articles.words import WORDS

Kind = Literal["lead", "subheading", "paragraph", "list", "table", "infobox", "caption", "quote", "correction"]

_ASIDE_TAGS = frozenset(("aside", "details"))
_LIST_TAGS = frozenset(("li", "dt", "dd"))
_CREDIT = re.compile("|".join(WORDS["captions"]["endings"]))
_CREDIT_SIGNS = tuple(WORDS["captions"]["signs"])
_BIO_VERBS = tuple(WORDS["bylines"]["bio_verbs"])
_BYLINE_STARTS = tuple(WORDS["bylines"]["starts"])
_LEVELS = 6  # boxes upwards in which a tag still speaks of the block
_NEAR = 3  # and a name
_CAPTION_LENGTH = 400  # characters
_LEGEND_LENGTH = 300  # characters: of a picture's text that has no tag or name to tell it
_CREDIT_LENGTH = 130  # characters
_HEADING_LENGTH = 120  # characters: a bold line up to this length is a subheading
_OPENING = 200  # characters of a text that tell whether it begins like the description
_LONGEST_LEAD = 2_000  # characters: what is longer is no description
_SIGNED = 3  # sentences at the end of an article among which its author is introduced


class Labeller:
    """Gives each block its kind; knows the article's place and the boxes that its sentences stand in."""

    def __init__(self, area: Area, description: str, titles: tuple[str, ...], authors: tuple[str, ...]):
        self.area, self.description, self.titles, self.authors = area, key(description), titles, authors
        sentences = [block for block in area.blocks if block.score and not block.box.bad]
        self.styles = {_style(block.box) for block in sentences}
        self.tail = sentences[-_SIGNED].index if len(sentences) > _SIGNED else len(area.blocks) + (1 << 30)
        self.signatures = {key(name) for name in authors}
        self.lead_seen = False

    def label(self, block: Block) -> Kind | None:
        """The block's kind, or None if it is no part of the article."""
        above, near = block.index < self.area.first, self._near(block.box)
        if self._is_furniture(block, above) or self._is_headline(block):
            return None
        if block.notice == "correction" or (block.score and "correction" in _labels(near[:_NEAR])):
            return "correction"
        if above and self._is_lead(block, near):
            self.lead_seen = True
            return "lead"
        if self._is_caption(block, near):
            return None if block.box.bad else "caption"
        if block.box.bad or not body.within(block.box, self.area.core):
            return None
        return self._label_by_tag(block) or self._label_prose(block, near)

    def _near(self, box: Box) -> list[Box]:
        """The box and the next few around it that are small enough to speak of the block, not of the article."""
        return [outer for outer in box.path[:_LEVELS] if outer not in self.area.spine]

    def _is_furniture(self, block: Block, above: bool) -> bool:
        """Above the first sentence stands the lead, even in a box that names itself a teaser."""
        if block.box.bad and not (above and block.box.bad == "teaser"):
            return True
        heading = block.box.tag in body.HEADINGS
        if block.notice not in (None, "correction") and not (heading and block.notice == "stamp"):
            return True
        share = 0.9 if block.box.tag in _LIST_TAGS else 0.5  # an item may be a link with a figure beside it
        if block.links > share * len(block.text):
            return True
        return self._is_byline(block) or (block.index >= self.tail and self._is_bio(block.text))

    def _is_headline(self, block: Block) -> bool:
        """Whether a heading says the headline again."""
        return block.box.tag in body.HEADINGS and any(same(block.text, title) for title in self.titles)

    def _is_lead(self, block: Block, near: list[Box]) -> bool:
        """Whether a block above the body is the lead: it says the description, is called so, or is a sentence."""
        if block.box.tag in body.CAPTIONS or _has_tag(near, "figure"):
            return False
        if block.box.tag in body.HEADINGS:
            return len(block.text) > body.SENTENCE and block.box.tag != "h1"
        if self.description and key(block.text[:_OPENING]).startswith(self.description[: body.SENTENCE]):
            return True
        if "lead" in _labels(near[:2]) and len(block.text) > body.SENTENCE:
            return True
        return bool(block.score) and not self._is_caption(block, near) and block.box.tag not in _LIST_TAGS

    def _label_by_tag(self, block: Block) -> Kind | None:
        box = block.box
        if box.tag in body.HEADINGS:
            return "subheading"
        if box.tag in body.CELLS and box not in self.area.spine:  # else the table is the page's layout
            return "table"
        if box.tag in _LIST_TAGS or (box.parent is not None and box.parent.tag in _LIST_TAGS):
            return "list"
        return None

    def _label_prose(self, block: Block, near: list[Box]) -> Kind | None:
        box, text = block.box, block.text
        if not (block.score or self._among_paragraphs(block) or _is_fact(block)):
            return None
        if len(text) <= body.LONG and _labels(near[:_NEAR]) & {"author", "meta"}:
            return None
        if "quote" in _labels(near[:2]) or _has_tag(near, "blockquote"):
            return "quote"
        if _is_infobox(near):
            return "infobox"
        if not self.lead_seen and ("lead" in box.labels or self._is_description(text)):
            self.lead_seen = True
            return "lead"
        heading = block.bold and not ends_sentence(text) and len(text) < _HEADING_LENGTH
        return "subheading" if heading else "paragraph"

    def _is_description(self, text: str) -> bool:
        return len(text) <= _LONGEST_LEAD and key(text) == self.description

    def _among_paragraphs(self, block: Block) -> bool:
        """Whether a short line is a paragraph: by its tag, or as it looks as the sentences beside it do."""
        if "lead" in block.box.labels and ends_sentence(block.text):
            return True
        return len(block.text) > 2 and (block.box.tag == "p" or _style(block.box) in self.styles)

    def _is_bio(self, text: str) -> bool:
        opening = text[:120]
        return any(f"{name} {verb} " in opening for name in self.authors for verb in _BIO_VERBS)

    def _is_byline(self, block: Block) -> bool:
        text = block.text
        if len(text) > body.LONG or ends_sentence(text):
            return False
        if key(text) in self.signatures:
            return True
        return text.startswith(_BYLINE_STARTS) and any(name.rpartition(" ")[2] in text for name in self.authors)

    def _is_caption(self, block: Block, near: list[Box]) -> bool:
        if block.box.tag in body.CAPTIONS or "caption" in _labels(near[:_NEAR]) or _has_tag(near, "figcaption"):
            return True
        if _has_tag(near, "figure"):
            return not (_has_tag(near, "blockquote") or _has_tag(near, "table"))
        if len(block.text) < _CAPTION_LENGTH and _has_credit(block.text[-_CREDIT_LENGTH:]):
            return True
        return _beside_media(block, near)


def _has_credit(end: str) -> bool:
    """Whether a text ends with a picture's credit; most lack all of its signs, and are told without the expressions."""
    return any(sign in end for sign in _CREDIT_SIGNS) and _CREDIT.search(end) is not None


def _beside_media(block: Block, near: list[Box]) -> bool:
    """Whether a block is all the text of a box with a picture or player in it."""
    room = len(block.text) + 60
    if len(block.text) > _LEGEND_LENGTH or _is_infobox(near):
        return False
    return any(box.media for box in (near[1:] if block.box.tag == "p" else near) if box.chars <= room)


def _is_infobox(near: list[Box]) -> bool:
    return any(box.tag in _ASIDE_TAGS or "infobox" in box.labels for box in near)


def _is_fact(block: Block) -> bool:
    """Whether a line that is no sentence gives a figure in a box of facts."""
    boxes = block.box.path[:_NEAR]
    return any("infobox" in box.labels for box in boxes) and any(map(str.isdigit, block.text))


def _has_tag(near: list[Box], tag: str) -> bool:
    return any(box.tag == tag for box in near)


def _style(box: Box) -> tuple[str, str, Box | None]:
    """What makes two boxes look alike: tag and names; the same parent too where there are no names."""
    return (box.tag, box.name, None if box.name.strip() else box.parent)


def _labels(near: list[Box]) -> frozenset[str]:
    return near[0].labels if len(near) == 1 else frozenset[str]().union(*(box.labels for box in near))
