"""From a page's bytes to text, whatever its charset says or hides.

A byte order mark is believed; else UTF-8 if the bytes are UTF-8 (hardly any other text is, by chance), whatever header
and meta tag say; else header, then meta tag, then a guess. ISO-8859-1 is read as Windows-1252, as browsers do.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_HEAD = 4096  # bytes in which a page says its charset
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w:.-]{2,40})", re.I
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WINDOWS = frozenset(("iso8859-1", "ascii", "latin-1", "iso8859-15"))
# UTF-8 that was read as Windows-1252 and encoded again: "Ã¼" for "ü", "â€ž" for "„".
_TWICE = re.compile("Ã[¤¶¼ŸœŸ„–\u009f\u0084\u0096\u009c]|â€[žœ“”™˜¦]|Â[\u00a0§°»«]")
MAX_BAD = 0.001  # share of undecodable bytes that a page in UTF-8 may have (cut off, or a pasted part)


def decode(data: bytes, content_type: str | None = None) -> tuple[str, str | None]:
    """The page's text and, where something had to be mended, a note that says what."""
    text, note = _decode(data, content_type)
    mended = _undoubled(text)
    if mended is not text:
        return mended, "text was encoded twice"
    return text, note


def without_surrogates(text: str) -> str:
    """Text without the halves of characters that some decoders leave, which can't be encoded again."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decode(data: bytes, content_type: str | None) -> tuple[str, str | None]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), None
    declared = [name for name in (_from_header(content_type), _from_meta(data)) if name]
    text = _as_utf8(data)
    if text is not None:
        lied = declared and declared[0] not in ("utf-8", "ascii") and not data.isascii()
        return text, f"declared {declared[0]}, is utf-8" if lied else None
    for name in declared:
        if name != "utf-8":
            return data.decode(name, "replace"), None
    return _guessed(data, declared)


def _as_utf8(data: bytes) -> str | None:
    """The text if the bytes are UTF-8, but for a last character cut off or a few bad bytes in a long page."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    multibyte = len(data) - len(text) + bad
    return text if bad <= 1 + MAX_BAD * len(data) and multibyte > 4 * bad else None


def _guessed(data: bytes, declared: list[str]) -> tuple[str, str | None]:
    best = from_bytes(data[:200_000], cp_isolation=["utf_8", "cp1252", "cp1250", "iso8859_15", "mac_roman"]).best()
    name = best.encoding if best is not None and best.encoding != "utf_8" else "cp1252"
    was = f"declared {declared[0]}, read as {name}" if declared else f"no charset, read as {name}"
    return data.decode(name, "replace"), was


def _from_header(content_type: str | None) -> str | None:
    match = _HEADER.search(content_type) if content_type else None
    return _known(match[1]) if match else None


def _from_meta(data: bytes) -> str | None:
    match = _META.search(data[:_HEAD])
    return _known((match[1] or match[2]).decode("ascii")) if match else None


def _known(label: str) -> str | None:
    """Python's name of a charset, with ISO-8859-1 as the Windows-1252 it is on the web; None if there is none."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name in ("utf-16", "utf-16-le", "utf-16-be", "utf-7"):  # said in ASCII, so it can't be
        return "utf-8"
    return "cp1252" if name in _WINDOWS else name


def _undoubled(text: str) -> str:
    """The text with double encoding undone, if there is much of it and undoing works."""
    if len(_TWICE.findall(text[:400_000])) < 3 or re.search("[äöüß]", text[:400_000]):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
