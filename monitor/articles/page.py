"""The values that a walk over a page leaves: boxes, blocks of text, stamps, and what the head says."""

from __future__ import annotations

from dataclasses import dataclass, field


class Box:
    """A block-level element: tag, names (class, id, role …), the labels these suggest, its parent, and room for sums.

    Of all its text, ``weight`` is the running text, ``clean`` that outside of furniture; of the article's region,
    ``chars`` is all text, ``links`` its linked part, ``count`` the blocks and ``linked`` those that are mostly links.
    ``media`` says that it holds a picture or player, ``bad`` which furniture it is or stands in.
    """

    __slots__ = (
        "_outer", "bad", "chars", "clean", "count", "depth", "hidden", "labels", "linked", "links", "media", "name",
        "parent", "tag", "weight",
    )  # fmt: skip

    def __init__(self, tag: str, name: str, labels: frozenset[str], parent: Box | None, hidden: bool):
        self.tag, self.name, self.labels, self.parent, self.hidden = tag, name, labels, parent, hidden
        self.depth: int = parent.depth + 1 if parent else 0
        self.weight = self.clean = self.chars = self.links = self.count = self.linked = 0
        self.media = False
        self.bad: str | None = None
        self._outer: tuple[Box, ...] | None = None

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
    root: Box = field(default_factory=lambda: Box("body", "", frozenset(), None, False))
