"""From blocks to the article's labelled zones, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from monitor.articles import body, notices
from monitor.articles.body import Area
from monitor.articles.inline import ends_sentence
from monitor.articles.titles import key
from monitor.articles.tree import Block, Box
from monitor.model import Zone

Kind = Literal["lead", "subheading", "paragraph", "list", "table", "infobox", "caption", "quote", "correction"]
_BIO_VERBS = ("ist", "war", "arbeitet", "schreibt", "berichtet", "leitet")
_ASIDE_TAGS = frozenset(("aside", "details"))
_CREDIT = re.compile(
    r"(?:\b(?:Foto|Bild|Grafik|Quelle|Copyright|Screenshot|Symbolbild|Archivbild|Credit)s?\s?[:.(/]|©|\(c\))[^.]{0,120}$"
    r"|(?:/|\bvia |\()(?:dpa|AFP|AP|APA|Reuters|imago|Imago|IMAGO|Getty\w*|picture alliance|Keystone|epa|EPA|Shutterstock)\)?$"
    r"|\(?(?:Archivbild|Archivfoto|Symbolbild|Archiv|Symbolfoto)\)?\.?$"
)


@dataclass(slots=True)
class Piece:
    """A block with the zone kind it was given."""

    kind: Kind
    block: Block
    text: str


def collect(area: Area, description: str, authors: tuple[str, ...]) -> list[Zone]:
    """The article's zones: furniture, notices, stamps and repeats left out."""
    labeller = _Labeller(area, description, authors)
    pieces = [Piece(kind, block, block.text) for block in area.blocks if (kind := labeller.label(block))]
    pieces = _without_idle_headings(_without_repeats(pieces), area)
    return [Zone(piece.kind, piece.text) for piece in _rows_joined(pieces)]


class _Labeller:
    """Gives each block its kind; knows the article's place and the boxes its sentences stand in."""

    def __init__(self, area: Area, description: str, authors: tuple[str, ...]):
        self.area, self.description, self.authors = area, key(description), authors
        sentences = [block.box for block in area.blocks if not block.box.bad and body.sentence_weight(block)]
        self.styles = {(box.tag, box.name, box.parent) for box in sentences}
        self.names = {(box.tag, box.name) for box in sentences if box.name.strip()}
        self.lead_seen = False
        sentences_at = [block.index for block in area.blocks if not block.box.bad and body.sentence_weight(block)]
        self.tail = sentences_at[-3] if len(sentences_at) > 5 else 1 << 30

    def label(self, block: Block) -> Kind | None:
        """The block's kind, or None if it is no part of the article."""
        inside = body.within(block.box, self.area.core)
        if not inside:
            return self._label_before(block)
        if block.box.bad:
            return None
        notice = notices.kind(block.text)
        if notice == "correction":
            return "correction"
        if notice and not (notice == "stamp" and block.box.tag in body.HEADINGS):
            return None
        if self._is_signature(block):
            return None
        if self._is_caption(block):
            return "caption"
        if block.links * 2 > len(block.text) and len(block.text) < 200:
            return None
        return self._label_text(block)

    def _label_before(self, block: Block) -> Kind | None:
        """Between headline and core stands the lead, even in a box that names itself teaser; and pictures."""
        if block.box.bad not in (None, "teaser") or notices.kind(block.text) or self._is_signature(block):
            return None
        if self._is_caption(block):
            return "caption" if block.box.bad is None else None
        known = bool(self.description) and (key(block.text).startswith(self.description[:60]))
        if known or body.sentence_weight(block) or ("lead" in _labels(block.box, 2) and len(block.text) > body.SENTENCE):
            return "lead"
        return None

    def _label_text(self, block: Block) -> Kind | None:
        box, text = block.box, block.text
        if box.tag in body.HEADINGS:
            return "subheading"
        if box.tag in ("td", "th"):
            return "table"
        labels = _labels(box, 3)
        if box.tag == "li" or (box.parent is not None and box.parent.tag == "li") or box.tag in ("dt", "dd"):
            return "list"
        sentence = body.sentence_weight(block)
        if labels & {"author", "meta"} and not self._in_body(labels, block):
            return None
        if not sentence and not self._among_paragraphs(block):
            return None
        if box.tag == "blockquote" or _has_tag(box, "blockquote") or "quote" in _labels(box, 2):
            return "quote"
        if self._is_infobox(box):
            return "infobox"
        if not self.lead_seen and ("lead" in box.labels or (self.description and key(text) == self.description)):
            self.lead_seen = True
            return "lead"
        if block.bold and not ends_sentence(text) and len(text) < 120:
            return "subheading"
        return "paragraph"

    def _in_body(self, labels: set[str], block: Block) -> bool:
        return len(block.text) > 200

    def _among_paragraphs(self, block: Block) -> bool:
        """Whether a short line stands where, and looks as, the sentences do."""
        box = block.box
        if (box.tag, box.name, box.parent) in self.styles or (box.tag, box.name) in self.names:
            return True
        return box.tag == "p" and len(block.text) > 3

    def _is_signature(self, block: Block) -> bool:
        """Whether a block is the byline or tells of the author."""
        return self._is_byline(block) or (block.index >= self.tail and self._is_bio(block.text))

    def _is_bio(self, text: str) -> bool:
        opening = text[:120]
        return any(f"{name} {verb} " in opening for name in self.authors for verb in _BIO_VERBS)

    def _is_byline(self, block: Block) -> bool:
        text = block.text
        if len(text) > 160 or ends_sentence(text):
            return False
        return text.startswith(("Von ", "von ", "VON ", "Ein Kommentar von", "Eine Analyse von")) and any(
            name.split()[-1] in text for name in self.authors
        )

    def _is_caption(self, block: Block) -> bool:
        box, text = block.box, block.text
        if box.tag in body.CAPTIONS or "caption" in _labels(box, 3) or _has_tag(box, "figcaption"):
            return True
        if _has_tag(box, "figure") and not _has_tag(box, "blockquote") and not _has_tag(box, "table"):
            return True
        if len(text) < 400 and _CREDIT.search(text):
            return True
        return _beside_media(block, self.area)

    def _is_infobox(self, box: Box) -> bool:
        current: Box | None = box
        while current is not None and current not in self.area.spine:
            if current.tag in _ASIDE_TAGS or "infobox" in current.labels:
                return True
            current = current.parent
        return False


def _labels(box: Box | None, levels: int) -> set[str]:
    found: set[str] = set()
    while box is not None and levels:
        found |= box.labels
        box, levels = box.parent, levels - 1
    return found


def _has_tag(box: Box | None, tag: str) -> bool:
    for _ in range(5):
        if box is None:
            return False
        if box.tag == tag:
            return True
        box = box.parent
    return False


def _beside_media(block: Block, area: Area) -> bool:
    """Whether a block is all the text of a box with a picture or player in it."""
    box: Box | None = block.box
    while box is not None and box not in area.spine and box.chars <= len(block.text) + 60:
        if box.media:
            return True
        box = box.parent
    return False


def _without_repeats(pieces: list[Piece]) -> list[Piece]:
    """Each text once: what an earlier or longer piece holds whole is left out."""
    whole = "\n".join(key(piece.text) for piece in pieces)
    kept, seen = [], set()
    for piece in pieces:
        words = key(piece.text)
        if piece.kind not in ("subheading", "list", "table"):
            repeated = words in seen or (len(words) > 30 and whole.count(words) > 1 and _shorter(words, pieces))
            if repeated:
                continue
        seen.add(words)
        kept.append(piece)
    return kept


def _shorter(words: str, pieces: list[Piece]) -> bool:
    return any(len(key(piece.text)) > len(words) and words in key(piece.text) for piece in pieces)


def _without_idle_headings(pieces: list[Piece], area: Area) -> list[Piece]:
    """Without headings that no text follows: at the end, or in a box of their own whose rest was left out."""
    kept: list[Piece] = []
    following: Piece | None = None
    for piece in reversed(pieces):
        if piece.kind == "subheading" and not _heads(piece, following, area):
            continue
        kept.append(piece)
        if piece.kind != "caption":
            following = piece
    return kept[::-1]


def _heads(piece: Piece, following: Piece | None, area: Area) -> bool:
    if following is None:
        return False
    box = piece.block.box.parent
    while box is not None and box not in area.spine and box.chars <= len(piece.text):
        box = box.parent
    return box is None or box in area.spine or body.within(following.block.box, box)


def _rows_joined(pieces: list[Piece]) -> list[Piece]:
    """A table's row is one zone: its cells joined by bars."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and piece.kind == last.kind == "table" and piece.block.box.parent is last.block.box.parent:
            joined[-1] = Piece("table", piece.block, f"{last.text} | {piece.text}")
        else:
            joined.append(piece)
    return joined
