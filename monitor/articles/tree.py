"""One walk over the parsed page: everything the reader needs, as plain values.

``survey`` gives a ``Page``: the head's metadata, the scripts with linked data, the stamps, and the body's text as
``Block`` values (a run of text that no block-level tag interrupts) hanging in ``Box`` values (block-level elements).
Later steps work on these alone, so that the parser's tree is touched once. Python's share of the time is spent here:
the loop in ``_Walk.run`` is the one place where speed decides the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.articles import inline
from monitor.articles.words import label_words

# What the walk does with a tag. A tag that isn't named here opens a box.
_TEXT, _SKIP, _HEAD, _MEDIA, _PLAIN, _MARK, _BOX = range(7)
_KINDS: dict[str, int] = {
    "-": _SKIP,
    "-text": _TEXT,
    **dict.fromkeys(("meta", "link", "script", "title"), _HEAD),
    # Struck-out text (del, s, strike) is what the author took back. A <nav> never holds the article.
    **dict.fromkeys(
        [
            "-comment",
            "-doctype",
            "style",
            "noscript",
            "template",
            "svg",
            "canvas",
            "select",
            "option",
            "input",
            "textarea",
            "map",
            "frame",
            "frameset",
            "source",
            "progress",
            "meter",
            "datalist",
            "del",
            "s",
            "strike",
            "nav",
            "base",
        ],
        _SKIP,
    ),
    **dict.fromkeys(
        ["img", "picture", "video", "audio", "iframe", "object", "embed", "applet", "amp-img", "amp-video"], _MEDIA
    ),
    **dict.fromkeys(
        [
            "abbr",
            "acronym",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "mark",
            "nobr",
            "q",
            "ruby",
            "rt",
            "samp",
            "small",
            "sub",
            "tt",
            "u",
            "var",
            "wbr",
            "label",
        ],
        _PLAIN,
    ),
    **dict.fromkeys(("a", "b", "strong", "br", "sup", "time", "span"), _MARK),
}
MAX_DEPTH = 150  # boxes in boxes; real pages have some 40, and what is deeper counts as its surroundings
_NAMING = frozenset(("class", "id", "role", "itemprop", "aria-label"))
_BOLD = frozenset(("b", "strong"))
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Box:
    """A block-level element: tag, names (class, id, role …), the labels these suggest, its parent, and room for sums.

    Of all its text, ``weight`` is the running text, ``clean`` that outside of furniture; of the article's region,
    ``chars`` is all text, ``links`` what of it is linked, ``count`` the blocks and ``linked`` those that are mostly links.
    ``media`` says that it holds a picture or player, ``bad`` which furniture it is or stands in.
    """

    __slots__ = (
        "_path", "bad", "chars", "clean", "count", "depth", "hidden", "labels", "linked", "links", "media", "name", "parent",
        "tag", "weight",
    )  # fmt: skip

    def __init__(self, tag: str, name: str, labels: frozenset[str], parent: Box | None, hidden: bool):
        self.tag, self.name, self.labels, self.parent, self.hidden = tag, name, labels, parent, hidden
        self.depth: int = parent.depth + 1 if parent else 0
        self.weight = self.clean = self.chars = self.links = self.count = self.linked = 0
        self.media = False
        self.bad: str | None = None
        self._path: tuple[Box, ...] | None = None

    @property
    def path(self) -> tuple[Box, ...]:
        """The box and those it stands in, from inside outwards; kept, as each block asks for it several times."""
        if self._path is None:
            self._path = (self, *(self.parent.path if self.parent else ()))
        return self._path


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
    root: Box = field(default_factory=lambda: Box("body", "", frozenset(), None, False))


def survey(html: str) -> Page:
    """The page's values, from its HTML (already guarded against bombs)."""
    page = Page()
    root = LexborHTMLParser(html).root
    if root is None:
        return page
    page.language = root.attributes.get("lang") or None
    for child in root.iter():
        if child.tag == "head":
            for node in child.iter():
                _read_head(node, node.tag, page)
        else:
            _Walk(page).run(child)
    return page


def _read_head(node: LexborNode, tag: str | None, page: Page) -> None:
    if tag == "meta":
        _read_meta(node.attributes, page)
    elif tag == "link":
        rel, href = node.attributes.get("rel"), node.attributes.get("href")
        if rel and href:
            page.links.setdefault(rel.strip().lower(), href.strip())
    elif tag == "script":
        _read_script(node, page)
    elif tag == "title" and not page.title:
        page.title = inline.clean(node.text() or "")


def _read_meta(attributes: dict[str, str | None], page: Page) -> None:
    content = attributes.get("content")
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
    if content and name:
        page.metas.setdefault(name.strip().lower(), []).append(content)


def _read_script(node: LexborNode, page: Page) -> None:
    kind = node.attributes.get("type")
    if kind and "ld+json" in kind.lower():
        child = node.first_child
        if child is not None and child.text_content:
            page.scripts.append(child.text_content)


class _Walk:
    """The walk over ``<body>``: an open block of text is closed at each block-level border."""

    def __init__(self, page: Page):
        self.page = page
        self.box = page.root
        self.beyond = 0
        self.text = inline.Buffer()
        self.times: list[tuple[str, int]] = []

    def run(self, body: LexborNode) -> None:
        """Visit every node once, without recursion: a page may nest deeper than Python's stack."""
        ancestors: list[tuple[LexborNode, str, int]] = []
        add, kind_of = self.text.add, _KINDS.get
        node: LexborNode | None = body
        while node is not None:
            tag = node.tag or "-"
            kind = kind_of(tag, _BOX)
            if kind == _TEXT:
                add(node.text_content or "")
            elif kind >= _PLAIN:
                if kind != _PLAIN:
                    self._open(node, tag, kind)
                child = node.first_child
                if child is not None:
                    ancestors.append((node, tag, kind))
                    node = child
                    continue
                self._close(tag, kind)
            elif kind != _SKIP:
                self._note(node, tag, kind)
            following = node.next if ancestors else None
            while following is None and ancestors:
                node, tag, kind = ancestors.pop()
                self._close(tag, kind)
                following = node.next if ancestors else None
            node = following
        self._end_block()

    def _note(self, node: LexborNode, tag: str, kind: int) -> None:
        """A void node: a picture is noted in the two boxes around it, what belongs in the head is read."""
        if kind == _HEAD:
            _read_head(node, tag, self.page)
            return
        if node.attributes.get("width") in ("0", "1"):
            return  # a counting pixel
        self.box.media = True
        if self.box.parent is not None:
            self.box.parent.media = True

    def _open(self, node: LexborNode, tag: str, kind: int) -> None:
        if kind == _BOX:
            self._open_box(node, tag)
        else:
            self._open_mark(node, tag)

    def _open_mark(self, node: LexborNode, tag: str) -> None:
        text = self.text
        if tag == "a":
            text.link_depth += 1
        elif tag in _BOLD:
            text.bold_depth += 1
        elif tag == "br":
            text.pieces.append(inline.BREAK)
        elif tag == "sup":
            text.open_superscript()
        elif tag == "time":
            self.times.append((node.attributes.get("datetime") or "", len(text.pieces)))

    def _open_box(self, node: LexborNode, tag: str) -> None:
        if self.text.pieces:
            self._end_block()
        if self.box.depth >= MAX_DEPTH:
            self.beyond += 1
            return
        attributes = node.attributes
        name, hidden = "", False
        if attributes:
            name = " ".join([value for key, value in attributes.items() if value and key in _NAMING])
            style = attributes.get("style")
            hidden = "hidden" in attributes or (style is not None and bool(_HIDING.search(style)))
        self.box = Box(tag, name, label_words(name), self.box, hidden)
        self.page.boxes.append(self.box)

    def _close(self, tag: str, kind: int) -> None:
        if kind == _BOX:
            if self.text.pieces:
                self._end_block()
            if self.beyond:
                self.beyond -= 1
            elif self.box.parent is not None:
                self.box = self.box.parent
        elif kind == _MARK:
            self._close_mark(tag)

    def _close_mark(self, tag: str) -> None:
        text = self.text
        if tag == "span":
            text.seam = True
        elif tag == "a":
            text.link_depth -= 1
        elif tag in _BOLD:
            text.bold_depth -= 1
        elif tag == "sup":
            text.close_superscript()
        elif tag == "time":
            value, start = self.times.pop()
            before, shown = (inline.clean("".join(part)) for part in (text.pieces[:start], text.pieces[start:]))
            self.page.stamps.append(Stamp(value, shown, before[-40:], self.box, len(self.page.blocks)))

    def _end_block(self) -> None:
        text = self.text
        parts = text.parts() if text.pieces else []
        blocks = self.page.blocks
        total = sum(map(len, parts))
        for part in parts:
            links = text.linked * len(part) // total
            blocks.append(Block(part, self.box, links, text.bold * 10 > total * 9, len(blocks)))
        text.clear()
        self.times = [(value, 0) for value, _ in self.times]
