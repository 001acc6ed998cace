"""Text out of a feed's bytes, whatever it says of its charset.

Bytes that are valid UTF-8 and not plain ASCII are UTF-8: no other text looks like that by chance. Only then
counts what the document declares, then what the server says, then a guess. Latin-1 is read as cp1252, as in
browsers, and stray cp1252 bytes within UTF-8 are mended one by one.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"), (b"{\x00", "utf-16-le"), (b"\x00{", "utf-16-be"))
_IN_DOCUMENT = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_LATIN = frozenset({"iso8859-1", "latin-1", "ascii", "cp1252", "us-ascii"})
_FOREIGN = 0.2  # a German text has fewer than one letter in twenty beyond ASCII; other scripts have nearly all


def decode(data: bytes, content_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Decode a feed; give its text and notes on what had to be mended. Never fails."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.decode(charset, "replace").removeprefix("\ufeff"), ()
    for start, charset in _WIDE:
        if data.startswith(start):
            return data.decode(charset, "replace"), ()
    declared = _declared(data, content_type)
    if _is_stateful(declared):
        return data.decode(declared, "replace"), ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)
    wrong = declared not in {"", "utf-8", "ascii"} and not text.isascii()
    return text, (f"declared as {declared}, but UTF-8",) if wrong else ()


def _declared(data: bytes, content_type: str | None) -> str:
    """Give Python's name of the declared charset, the document's before the server's; "" for none that is known."""
    in_document = _IN_DOCUMENT.search(data[:500])
    in_header = _IN_HEADER.search(content_type or "")
    for name in (in_document and in_document[1].decode("ascii"), in_header and in_header[1]):
        with suppress(LookupError):
            if name:
                return codecs.lookup(name).name
    return ""


def _is_stateful(charset: str) -> bool:
    """Tell whether a charset writes other letters with ASCII bytes, so that its text passes for UTF-8."""
    return charset.startswith(("iso2022", "utf-7", "hz"))


def _decode_other(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    if declared in _LATIN:
        return _mixed(data, "cp1252"), ()
    if declared not in {"", "utf-8"} and not declared.startswith("utf-"):
        return data.decode(declared, "replace"), ()
    sample = data[:50_000]
    if sum(byte > 127 for byte in sample) > _FOREIGN * len(sample) and (best := from_bytes(sample).best()):
        return data.decode(best.encoding, "replace"), (f"charset guessed as {best.encoding}",)
    return _mixed(data, "utf-8"), ("cp1252 bytes within UTF-8",)


def _mixed(data: bytes, charset: str) -> str:
    return data.decode(charset, "monitor.cp1252")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that stopped a decoder as cp1252, or, in its five gaps, as the control characters of Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong)
    return text, error.end


codecs.register_error("monitor.cp1252", _as_cp1252)
