"""From the article's blocks to its labelled zones, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from monitor.articles import body
from monitor.articles.body import Area
from monitor.articles.labels import Kind, Labeller
from monitor.articles.page import Block
from monitor.articles.titles import key
from monitor.model import Zone

OUTSIDE_TEXT = frozenset(("caption", "correction", "headline"))
_MOST = 2000  # pieces: in a longer text only whole repeats are sought, as the search grows with its square
_REPEAT_LENGTH = 30  # characters: shorter texts may stand twice for good reason


@dataclass(slots=True)
class Piece:
    """A block that is part of the article: its kind, and the number and time of the ticker entry it belongs to."""

    kind: Kind
    block: Block
    text: str
    entry: int | None = None
    at: datetime | None = None


def collect(area: Area, description: str, titles: tuple[str, ...], authors: tuple[str, ...]) -> list[Piece]:
    """The article's pieces: furniture, notices, stamps, repeats and headings of nothing left out."""
    labeller = Labeller(area, description, titles, authors)
    pieces = [Piece(kind, block, block.text) for block in area.blocks if (kind := labeller.label(block))]
    return _without_idle_headings(_without_repeats(pieces), area)


def join(pieces: list[Piece]) -> list[Zone]:
    """The zones: a table's row is one, and so is a ticker's entry (its captions stand apart)."""
    zones: list[Zone] = []
    last: Piece | None = None
    for piece in pieces:
        if last and _continues_row(last, piece):
            zones[-1] = Zone("table", f"{zones[-1].text} | {piece.text}")
        elif last and piece.entry is not None and piece.entry == last.entry and piece.kind not in OUTSIDE_TEXT:
            zones[-1] = Zone("ticker", f"{zones[-1].text}\n{piece.text}", piece.at)
        else:
            ticker = piece.entry is not None and piece.kind not in OUTSIDE_TEXT
            zones.append(Zone("ticker" if ticker else piece.kind, piece.text, piece.at))
        last = piece if piece.kind not in OUTSIDE_TEXT else None
    return zones


def _continues_row(last: Piece, piece: Piece) -> bool:
    return piece.kind == last.kind == "table" and piece.block.box.parent is last.block.box.parent


def _without_repeats(pieces: list[Piece]) -> list[Piece]:
    """Each text once: what came before, or another piece holds whole, is left out."""
    keys = [key(piece.text) for piece in pieces]
    times = Counter(keys)
    whole = "\n".join(keys) if len(keys) <= _MOST else ""
    kept: list[Piece] = []
    seen: set[str] = set()
    for piece, words in zip(pieces, keys, strict=True):
        within_another = len(words) > _REPEAT_LENGTH and whole.count(words) > times[words]
        repeated = words in seen and (len(words) > _REPEAT_LENGTH or piece.kind == "paragraph")
        if repeated or (within_another and piece.kind not in ("list", "table", "subheading")):
            continue
        seen.add(words)
        kept.append(piece)
    return kept


def _without_idle_headings(pieces: list[Piece], area: Area) -> list[Piece]:
    """Without headings that no text follows: at the end, or in a box of their own whose rest was left out."""
    kept: list[Piece] = []
    following: Piece | None = None
    for piece in reversed(pieces):
        if piece.kind == "subheading" and not _heads(piece, following, area):
            continue
        kept.append(piece)
        if piece.kind not in OUTSIDE_TEXT:
            following = piece
    return kept[::-1]


def _heads(piece: Piece, following: Piece | None, area: Area) -> bool:
    if following is None:
        return False
    box = piece.block.box.parent
    while box is not None and box not in area.spine and box.chars <= len(piece.text):
        box = box.parent
    return box is None or box in area.spine or body.within(following.block.box, box)
