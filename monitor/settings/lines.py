"""On which line of a TOML text a key stands.

``tomllib`` gives values without places. This reads the text once more, just as far as is needed for that:
headers, keys, and where a value that runs over several lines ends.
"""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]\]?\s*(?:#.*)?$")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|[\[\]{}]|#.*')


def index(text: str) -> dict[Path, int]:
    """The line (from 1) of each table and key; the n-th table of an array has n (from 0) in its path."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    value = _Value()
    for number, line in enumerate(text.split("\n"), start=1):
        if value.open:
            value.feed(line)
        elif header := _HEADER.match(line):
            table = _enter(_parts(header[2]), array=header[1] == "[[", counts=counts)
            if isinstance(table[-1], int):
                lines.setdefault(table[:-1], number)  # the array as a whole is where its first table is
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _parts(key[1]), number)
            value.feed(line[key.end() :])
    return lines


def find(lines: dict[Path, int], path: Path) -> int | None:
    """The line of ``path``, or of the nearest thing around it: what stands inside a value has that key's line."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None


class _Value:
    """Whether a value goes on in the next line: inside brackets or inside a text with three quotes."""

    def __init__(self) -> None:
        self._depth = 0
        self._quotes = ""

    @property
    def open(self) -> bool:
        return self._depth > 0 or bool(self._quotes)

    def feed(self, line: str) -> None:
        at = 0
        while at < len(line):
            if self._quotes:
                at = self._leave(line, at)
            elif found := _TOKEN.search(line, at):
                at = found.end()
                self._take(found[0])
            else:
                return

    def _leave(self, line: str, at: int) -> int:
        end = line.find(self._quotes, at)
        if end < 0:
            return len(line)
        self._quotes = ""
        return end + 3

    def _take(self, mark: str) -> None:
        if mark in {'"""', "'''"}:
            self._quotes = mark
        elif mark in "[{":
            self._depth += 1
        elif mark in "]}":
            self._depth -= 1


def _parts(key: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, key))


def _enter(names: Path, *, array: bool, counts: dict[Path, int]) -> Path:
    """The path a header opens: each array on the way stands for its newest table."""
    path: Path = ()
    for place, name in enumerate(names):
        path += (name,)
        if array and place == len(names) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path += (counts[path] - 1,)
    return path
