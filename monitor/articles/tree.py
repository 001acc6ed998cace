"""One walk over the parsed page: everything the reader needs, as plain values.

``survey`` gives a ``Page``: the head's metadata, the scripts with linked data, the stamps, and the body's text as
``Block`` values (runs of text that no block-level tag interrupts) hanging in ``Box`` values (block-level elements).
Later steps work on these alone, so that the parser's tree is touched once. Python's share of the time is spent here,
for each node that is looked at. So the parser itself goes from node to node and passes over the blanks between tags,
which are every other node; and elements are asked for what they are only where text or a picture was found in them,
from inside outwards, as half of them hold nothing.
"""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from monitor.articles import inline
from monitor.articles.page import Block, Box, Page, Stamp, Turn
from monitor.articles.words import WORDS

# What the walk does with a tag; ``words.toml`` names them, and one that it doesn't name opens a box.
_TEXT, _BOX, _FOOT, _MARK, _PLAIN, _HEAD, _MEDIA, _SKIP = range(8)
_KINDS: dict[str, int] = {
    "-": _SKIP,
    "-text": _TEXT,
    "-comment": _SKIP,
    "-doctype": _SKIP,
    **dict.fromkeys(WORDS["tags"]["skipped"], _SKIP),
    **dict.fromkeys(WORDS["tags"]["head"], _HEAD),
    **dict.fromkeys(WORDS["tags"]["media"], _MEDIA),
    **dict.fromkeys(WORDS["tags"]["inline"], _PLAIN),
    **dict.fromkeys(WORDS["tags"]["marks"], _MARK),
    "footer": _FOOT,
}
_OPTIONS = int(LexborDocumentOptions.WO_EVENTS)  # what a browser does when the tree changes, which none does here
_NAMED_TAGS = 1000  # Lexbor's numbers for tags it knows are below; others are numbered anew in each document
_known: dict[int, tuple[str, int]] = {}  # a tag's number: its name and what the walk does; asking for names is slow
MAX_DEPTH = 80  # boxes in boxes; real pages have some 25, and what is deeper counts as its surroundings
_MOST_MARKED = 50  # elements
_FOOTED = frozenset(("article", "figure", "blockquote", "section"))
_TURN_LENGTH = 40  # characters
_RAISED_LENGTH = 30  # characters
_MOST_TURNS = 1_000  # links that turn pages; an article's further pages are a dozen
_TURNS = frozenset(WORDS["paging"]["links"])
_TURN_PART: str = WORDS["paging"]["link_part"]


def _learn(node: LexborNode) -> tuple[str, int]:
    """A node's tag and what the walk does with it, remembered where its number lasts."""
    tag = node.tag or "-"
    entry = tag, _KINDS.get(tag, _BOX)
    number = node.tag_id
    if number < _NAMED_TAGS:
        _known[number] = entry
    return entry


def survey(html: str) -> Page:
    """The page's values, from its HTML (already guarded against bombs)."""
    page = Page()
    root = LexborHTMLParser(html, options=_OPTIONS).root
    if root is not None:
        page.language = root.attributes.get("lang") or None
        _Walk(page, root).run()
    return page


def marked(html: str, selector: str) -> list[str]:
    """The texts of the elements that a CSS selector finds, in order, each once.

    It parses the page again, so it is for the few pages that lack something.
    """
    found = LexborHTMLParser(html).css(selector)
    texts = (inline.clean(node.text(separator=" ") or "") for node in found[:_MOST_MARKED])
    return list(dict.fromkeys(text for text in texts if text))


def _read_head(node: LexborNode, tag: str, page: Page) -> None:
    if tag == "meta":
        _read_meta(node.attributes, page)
    elif tag == "link":
        attributes = node.attributes
        rel, href = attributes.get("rel"), attributes.get("href")
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


def _turns_page(said: str) -> bool:
    """Whether a link's words (in lower case) turn a page: a number of one, "weiter", "nächste Seite"."""
    return said in _TURNS or _TURN_PART in said or (len(said) < 3 and said.isdecimal())


# What an element means for the text right in it: its box (None: it is not read), the link it stands in, whether it is
# bold, and the number of the innermost ``<span>``. A plain tuple, as there is one for each element with text.
_Place = tuple[Box | None, LexborNode | None, bool, int]
_NOWHERE: _Place = (None, None, False, 0)


class _Walk:
    """The walk over a page: an open block of text is closed at each block-level border.

    ``places`` are the elements that hold something, by the parser's number; ``box`` is that of the open block.
    """

    def __init__(self, page: Page, root: LexborNode):
        self.page, self.root = page, root
        self.places: dict[int, _Place] = {root.mem_id: (page.root, None, False, 0)}
        self.box = page.root
        self.text = inline.Buffer()

    def run(self) -> None:
        """Visit every node once, in the page's order."""
        pieces, known = self.text.pieces, _known.get
        for node in self.root.traverse(include_text=True, skip_empty=True):
            tag, kind = known(node.tag_id) or _learn(node)
            if kind == _TEXT:
                self._read(node)
            elif kind <= _FOOT:
                if pieces:
                    self._end_block()
            elif kind == _MARK:
                self._mark(node, tag)
            elif kind == _HEAD:
                _read_head(node, tag, self.page)
            elif kind == _MEDIA:
                self._note_media(node)
        self._end_block()

    def _place(self, node: LexborNode | None) -> _Place:
        """What an element means for its text, found out on the way up to the next element that is known."""
        places, unknown = self.places, []
        place = None
        while node is not None and (place := places.get(number := node.mem_id)) is None:
            unknown.append((number, node))
            node = node.parent
        if place is None:
            return _NOWHERE
        for number, inner in reversed(unknown):
            place = places[number] = self._inside(inner, place)
        return place

    def _inside(self, node: LexborNode, outer: _Place) -> _Place:
        """What an element makes of the place it stands in."""
        around, link, bold, span = outer
        if around is None:
            return outer
        tag, kind = _known.get(node.tag_id) or _learn(node)
        if kind == _PLAIN:
            return outer
        if kind == _MARK:
            return _marked(node, tag, outer)
        if kind > _FOOT or (kind == _FOOT and _ends_page(around)):
            return _NOWHERE
        if around.depth >= MAX_DEPTH:
            return outer
        box = Box(tag, around, node)
        self.page.boxes.append(box)
        return box, link, bold, span

    def _enter(self, node: LexborNode) -> _Place | None:
        """The place a node stands in, None if it is not read; another box than the last one's ends the block."""
        parent = node.parent
        place = (self.places.get(parent.mem_id) if parent else None) or self._place(parent)
        box = place[0]
        if box is None:
            return None
        if box is not self.box:
            if self.text.pieces:
                self._end_block()
            self.box = box
        return place

    def _read(self, node: LexborNode) -> None:
        """A text: blanks that were passed over before it are put back."""
        place, words = self._enter(node), node.text_content
        if place is None or not words:
            return
        text = self.text
        if text.pieces and text.open_end and not words[0].isspace() and _after_blank(node):
            text.pieces.append(" ")
        _, link, bold, span = place
        text.add(words, linked=link is not None, bold=bold, span=span)
        if link is not None and len(words) <= _TURN_LENGTH:
            self._note_turn(words, link)

    def _mark(self, node: LexborNode, tag: str) -> None:
        """Those inline tags that add to the text or say something by themselves."""
        if tag == "br":
            if self.text.pieces and self._enter(node):
                self.text.pieces.append(inline.BREAK)
        elif tag == "sup":
            place = self._enter(node)
            if place and (raised := _raised(node)):
                self.text.add_raised(raised, linked=place[1] is not None or node.css_first("a") is not None)
        elif tag == "time" and self._enter(node):
            self._note_stamp(node)

    def _note_media(self, node: LexborNode) -> None:
        """A picture or player is noted in the two boxes around it."""
        if node.attrs.get("width") in ("0", "1"):  # a counting pixel
            return
        box = self._place(node.parent)[0]
        if box is not None:
            box.media = True
            if box.parent is not None:
                box.parent.media = True

    def _note_turn(self, words: str, link: LexborNode) -> None:
        """A link's text: keep where it leads if it may turn a page."""
        if _turns_page(words.strip().lower()) and len(self.page.turns) < _MOST_TURNS:
            self.page.turns.append(Turn(link.attributes.get("href") or "", self.box))

    def _note_stamp(self, node: LexborNode) -> None:
        before = inline.clean("".join(self.text.pieces[-2:]))[-40:]
        value, shown = node.attributes.get("datetime") or "", inline.clean(node.text())
        self.page.stamps.append(Stamp(value, shown, before, self.box, len(self.page.blocks)))

    def _end_block(self) -> None:
        text, blocks = self.text, self.page.blocks
        parts = text.parts()
        total = sum(map(len, parts))
        bold = text.bold * 10 > total * 9
        for part in parts:
            blocks.append(Block(part, self.box, text.linked * len(part) // total, bold, len(blocks)))
        text.clear()


def _marked(node: LexborNode, tag: str, outer: _Place) -> _Place:
    """What an inline mark makes of the place it stands in; what is raised is read as a whole."""
    box, link, bold, span = outer
    if tag == "a":
        return box, node, bold, span
    if tag == "span":
        return box, link, bold, node.mem_id
    if tag in ("b", "strong"):
        return box, link, True, span
    return _NOWHERE if tag == "sup" and _raised(node) else outer


def _raised(node: LexborNode) -> str | None:
    """What a ``<sup>`` raises: a few characters, none where it was never closed and holds half of the page."""
    text = node.text()
    return text if len(text) <= _RAISED_LENGTH else None


def _ends_page(box: Box) -> bool:
    """Whether a footer in this box is the page's, not an article's or a picture's: it holds no text."""
    return not any(outer.tag in _FOOTED for outer in box.path)


def _after_blank(node: LexborNode | None) -> bool:
    """Whether nothing but a blank parts a text of a block from the text before it."""
    while node is not None:
        before = node.prev
        if before is None:
            node = node.parent
            continue
        node = before
        while (last := node.last_child) is not None:
            node = last
        if node.is_text_node:
            return bool(node.is_empty_text_node)
    return False
