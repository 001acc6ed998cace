"""Words with wildcards, as topics write them: ``*`` stands for any letters, case is ignored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_LETTERS = r"[^\W\d_]*"


@lru_cache(maxsize=4096)
def _pattern(glob: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in unicodedata.normalize("NFC", glob.strip()).split("*"))
    body = _LETTERS.join(parts).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])", re.IGNORECASE)


def count(glob: str, text: str) -> int:
    """How often the whole words of ``text`` fit ``glob``; the parts of ``Ukraine-Krieg`` are words too."""
    return sum(1 for _ in _pattern(glob).finditer(unicodedata.normalize("NFC", text)))


def fitting(globs: Iterable[str], text: str) -> Iterator[str]:
    """The globs that some word (or phrase) of ``text`` fits, in their own order."""
    plain = unicodedata.normalize("NFC", text)
    return (glob for glob in globs if _pattern(glob).search(plain))


def fits(globs: Sequence[str], text: str | None) -> bool:
    """Whether a word of ``text`` fits one of the globs; no globs ask for nothing, no text fits none."""
    return not globs or (text is not None and next(fitting(globs, text), None) is not None)
