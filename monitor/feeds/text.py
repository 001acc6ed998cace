"""Plain text out of the titles and summaries of feeds."""

from __future__ import annotations

import re
from html import unescape

_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"\s+")
_CONTINUED = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # what bytes 80 to BF become in cp1252
_TWICE_ENCODED = re.compile(f"[ÂÃ]{_CONTINUED}|â{_CONTINUED}{{2}}")


def plain(markup: str, limit: int = 10_000) -> str:
    """Give the text of a piece of markup: no tags, entities resolved, blanks single, at most ``limit`` characters.

    Feeds escape their titles once, twice or not at all; two rounds reach the text of each. A ``<`` that opens
    no tag stays ("Inflation < 2 %").
    """
    text = markup[: limit * 4]
    if "<" in text or "&" in text:
        text = unescape(_without_tags(unescape(_without_tags(text))))
    text = _mend_encoding(_INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", text).strip()[:limit]


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    text = _COMMENT.sub("", _UNSEEN.sub("", _CDATA.sub(r"\1", text)))
    return _TAG.sub("", _BREAK.sub(" ", text))


def _mend_encoding(text: str) -> str:
    """Undo UTF-8 that was read as cp1252 and encoded again ("TÃ¼r"), piece by piece, where it can only be that."""
    if "Ã" not in text and "â" not in text and "Â" not in text:
        return text
    return _TWICE_ENCODED.sub(_decode_again, text)


def _decode_again(match: re.Match[str]) -> str:
    return b"".join(map(_byte, match[0])).decode("utf-8", "replace")


def _byte(char: str) -> bytes:
    """Give the byte that was read as this character; cp1252's five gaps are read as Latin-1."""
    return bytes([ord(char)]) if ord(char) < 256 else char.encode("cp1252")
