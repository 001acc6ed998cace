"""Text inside a block: what inline tags do to it.

Blanks collapse, but a no-break space stays (it tells ``10 000`` from two numbers); soft hyphens and zero-width
characters go; footnote marks do not glue to the number before them; raised units and powers keep their meaning.
"""

from __future__ import annotations

import re

BREAK = "\v"  # a <br>, until the block is closed
# Controls too: NUL and its like come from broken exports, and databases refuse them.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u180e]+")
_MARGIN = " \u00a0\n\t\r\f"
_BLANKS = re.compile("  +")
_MIXED_BLANKS = re.compile("(?: \u00a0|\u00a0 |\u00a0{2})[ \u00a0]*")
_BREAKS = re.compile(rf" ?{BREAK}[ \u00a0{BREAK}]*")
_SENTENCE_END = (".", "!", "?", ":", "…")
_CLOSING_QUOTES = "\"'“”«»‘’)"
_FOOTNOTE = re.compile(r"\[?\(?(?:\d{1,2}|[*†‡]{1,3}|[a-z])(?:\s*[,;]\s*\d{1,2})*\)?\]?$")
_RAISED = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")
_LENGTH_UNIT = re.compile(r"(?:^|[\s\d.,(/])(?:[kcdm]?m|ft|in|sm)$", re.I)
_POWER_BASE = re.compile(r"(?:^|[^\d.,\u00a0])(?:10|2|x)$")
_POWER = re.compile(r"[-+−]?\d{1,2}|n")


def clean(text: str) -> str:
    """The text with blanks collapsed, invisible characters cut and no-break spaces kept."""
    text = text.strip(_MARGIN)
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    if "\u00a0" in text:
        text = _MIXED_BLANKS.sub(" ", text)
    return text.strip(" \u00a0")


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence: with a stop, question or exclamation mark, or a colon."""
    return text.rstrip(_CLOSING_QUOTES).endswith(_SENTENCE_END)


def raised(before: str, mark: str, *, linked: bool) -> str:
    """What a superscript adds to the text before it: nothing for a footnote, ``²`` for a unit or power."""
    mark = mark.strip()
    if linked:
        return "" if _FOOTNOTE.match(mark) else mark
    if mark in ("2", "3") and _LENGTH_UNIT.search(before):
        return mark.translate(_RAISED)
    if _POWER.fullmatch(mark) and _POWER_BASE.search(before):
        return mark.replace("−", "-").translate(_RAISED)
    return "" if _FOOTNOTE.match(mark) else mark


class Buffer:
    """The open block's text, with counts of the characters that are linked and bold."""

    __slots__ = ("bold", "linked", "pieces", "span")

    def __init__(self) -> None:
        self.linked = self.bold = self.span = 0
        self.pieces: list[str] = []

    def clear(self) -> None:
        """Forget the text."""
        self.pieces.clear()
        self.linked = self.bold = self.span = 0

    @property
    def open_end(self) -> bool:
        """Whether the text so far ends without a blank."""
        return not self.pieces[-1][-1:].isspace()

    def add(self, text: str, *, linked: bool, bold: bool, span: int) -> None:
        """Append a text node, and whether it is; ``span`` tells the ``<span>`` it stands in, 0 for none.

        Blanks before the first word are no text.
        """
        if text.isspace():
            if self.pieces:
                self.pieces.append(text if "\u00a0" in text else " ")
            return
        if self.span != span:
            self._bridge(text)
        self.span = span
        if linked:
            self.linked += len(text.strip())
        if bold:
            self.bold += len(text.strip())
        self.pieces.append(text)

    def _bridge(self, text: str) -> None:
        """A span behind a sentence, or behind another span, is set apart on the page: part words that would glue."""
        last = self.pieces[-1][-1:] if self.pieces else ""
        if text[:1].isupper() and last and (last in _SENTENCE_END or (self.span and last.islower())):
            self.pieces.append(" ")

    def add_raised(self, mark: str, *, linked: bool) -> None:
        """Append what of a ``<sup>`` stays; ``linked`` if it is, or holds, a link."""
        before = "".join(self.pieces[-3:])[-12:]
        self.pieces.append(raised(before, mark, linked=linked))

    def parts(self) -> list[str]:
        """The text as paragraphs: two line breaks part them, as does one behind a whole sentence."""
        text = clean("".join(self.pieces))
        if BREAK not in text:
            return [text] if text else []
        return _split(text)


def _split(text: str) -> list[str]:
    parts, current, position = [], "", 0
    for match in _BREAKS.finditer(text):
        current += text[position : match.start()]
        position = match.end()
        if match.group().count(BREAK) > 1 or ends_sentence(current):
            parts.append(current)
            current = ""
        elif current:
            current += " "
    parts.append(current + text[position:])
    return [part for part in (part.strip(" \u00a0") for part in parts) if part]
