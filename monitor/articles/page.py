"""The values that a walk over a page leaves: boxes, blocks of text, stamps, and what the head says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from monitor.articles.words import label_words

_NAME_LENGTH = 2_000  # characters of an element's names; real ones have at most some 500
_NO_LABELS: frozenset[str] = frozenset()
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Box:
    """A block-level element: tag, names (class, id, role …), the labels these suggest, its parent, and room for sums.

    Of all its text, ``weight`` is the running text, ``clean`` that outside of furniture; of the article's region,
    ``chars`` is all text, ``links`` its linked part, ``count`` the blocks and ``linked`` those that are mostly links.
    ``media`` says that it holds a picture or player, ``bad`` which furniture it is or stands in. Its element is asked
    for ``name``, ``labels`` and ``hidden`` when they are first needed: of most boxes of a page they never are.
    """

    __slots__ = (
        "_element", "_hidden", "_labels", "_name", "_outer", "bad", "chars", "clean", "count", "depth", "linked",
        "links", "media", "parent", "tag", "weight",
    )  # fmt: skip

    def __init__(self, tag: str, parent: Box | None, element: LexborNode | None):
        self.tag, self.parent, self._element = tag, parent, element
        self.depth: int = parent.depth + 1 if parent else 0
        self.weight = self.clean = self.chars = self.links = self.count = self.linked = 0
        self.media = False
        self.bad: str | None = None
        self._labels: frozenset[str] | None = None
        self._outer: tuple[Box, ...] | None = None

    @property
    def labels(self) -> frozenset[str]:
        return self._ask() if self._labels is None else self._labels

    @property
    def name(self) -> str:
        if self._labels is None:
            self._ask()
        return self._name

    @property
    def hidden(self) -> bool:
        if self._labels is None:
            self._ask()
        return self._hidden

    def _ask(self) -> frozenset[str]:
        """Take from the element's attributes what they say; gives the labels."""
        self._name, self._hidden, self._labels = "", False, _NO_LABELS
        attributes = self._element.attributes if self._element else None
        if attributes:
            get = attributes.get
            self._name = name = (get("class") or "")[:_NAME_LENGTH]
            if len(attributes) > 1 or not name:
                parts = (name, get("id"), get("role"), get("itemprop"), get("aria-label"))
                self._name = name = " ".join(filter(None, parts))[:_NAME_LENGTH]
                style = get("style")
                self._hidden = "hidden" in attributes or (style is not None and bool(_HIDING.search(style)))
            self._labels = label_words(name) if name else _NO_LABELS
        return self._labels

    @property
    def path(self) -> tuple[Box, ...]:
        """The box and those it stands in, from inside outwards.

        The outer ones are kept, as each block asks for them several times; not the box itself, which would make a
        circle that only the garbage collector could free.
        """
        if self._outer is None:
            self._outer = self.parent.path if self.parent else ()
        return (self, *self._outer)


class Block:
    """A run of text: ``links`` counts its characters inside links, ``bold`` says that all of it is bold.

    ``score`` is the running text in it, ``notice`` the kind of notice it is; both are set where the article is sought.
    """

    __slots__ = ("bold", "box", "index", "links", "notice", "score", "text")

    def __init__(self, text: str, box: Box, links: int, bold: bool, index: int):
        self.text, self.box, self.links, self.bold, self.index = text, box, links, bold, index
        self.score = 0
        self.notice: str | None = None


@dataclass(slots=True)
class Stamp:
    """A ``<time>`` element: its attribute, the text it shows, the text before it, its box, and its block's index."""

    value: str
    text: str
    before: str
    box: Box
    index: int


@dataclass(slots=True)
class Turn:
    """A link that reads as if it turned the article's page: where it leads, and the box it stands in."""

    href: str
    box: Box


@dataclass(slots=True)
class Page:
    """What one walk found; ``metas`` keeps each name's values in order, names in lower case."""

    language: str | None = None
    title: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    root: Box = field(default_factory=lambda: Box("body", None, None))
