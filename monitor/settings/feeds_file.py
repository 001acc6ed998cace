"""Adding feeds to ``feeds.toml`` and taking them out, with every comment and blank line kept.

The text is edited, not written anew: a table's end is where the next begins, and comments directly above a
table are about it. What comes out is read once more before it replaces the file, so that a slip here can
damage nothing.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from monitor.errors import SettingsError
from monitor.settings import lines
from monitor.settings.checks import same_address
from monitor.settings.places import PACKAGE


def block(feed: Mapping[str, Any]) -> str:
    """The ``[[feed]]`` table for keys of feeds.toml (name, url, publisher, interval …); empty ones are left out."""
    table = tomlkit.table()
    for key, value in feed.items():
        if isinstance(value, Mapping) and value:
            table.add(key, _inline(value))
        elif value:
            table.add(key, value)
    return "[[feed]]\n" + tomlkit.dumps(table)


def _inline(value: Mapping[str, Any]) -> tomlkit.items.InlineTable:
    table = tomlkit.inline_table()
    table.update(value)
    return table


def add(folder: Path, *, name: str, url: str, **options: Any) -> None:
    """Appends a feed to ``folder/feeds.toml``; ``options`` are its other keys (publisher, interval, headers …).

    Raises SettingsError where a feed of this name or address is there already, and, with the block to paste,
    where the file can't be written.
    """
    file = folder / "feeds.toml"
    text, feeds = _read(file)
    for present in feeds:
        if present.get("name") == name or same_address(present.get("url", "")) == same_address(url):
            raise SettingsError(f'the feed "{present.get("name")}" at {present.get("url")} is there already', file=file)
    addition = block({"name": name, "url": url, **options})
    blank = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    advice = f"add these lines to it:\n\n{addition}"
    _write(file, text + blank + addition, [*feeds, tomllib.loads(addition)["feed"][0]], advice)


def remove(folder: Path, name: str) -> str:
    """Takes the feed with this name or address out of ``folder/feeds.toml`` and gives its name.

    Raises SettingsError where there is no such feed, and, with what to delete, where the file can't be written.
    """
    file = folder / "feeds.toml"
    text, feeds = _read(file)
    found = [place for place, feed in enumerate(feeds) if name in {feed.get("name"), feed.get("url")}]
    if not found:
        raise SettingsError(f'there is no feed with the name or address "{name}"', file=file)
    kept, cut = _without(text, found[0])
    rest = feeds[: found[0]] + feeds[found[0] + 1 :]
    _write(file, kept, rest, f"delete these lines from it:\n\n{cut}")
    return str(feeds[found[0]].get("name", name))


def _read(file: Path) -> tuple[str, list[dict[str, Any]]]:
    try:
        text = file.read_text(encoding="utf-8")
        feeds: list[dict[str, Any]] = tomllib.loads(text).get("feed", [])
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("the file can't be read, so nothing was changed", file=file) from error
    return text, feeds


def _without(text: str, place: int) -> tuple[str, str]:
    """The text without its n-th feed, and what was cut: the comments directly above it, its table, a blank line."""
    rows = text.splitlines(keepends=True)
    places = lines.index(text)
    start = (lines.find(places, ("feed", place)) or 1) - 1
    inside = [line for path, line in places.items() if path[:2] == ("feed", place)]
    others = [line - 1 for path, line in places.items() if line - 1 > start and path[:2] != ("feed", place)]
    first = _above(rows, start)
    last = _last(rows, max([start + 1, *inside]), min([len(rows), *others]))
    return "".join(rows[:first] + rows[last:]), "".join(rows[first:last])


def _above(rows: list[str], line: int) -> int:
    """Where the comments that stand directly above a table begin."""
    while line > 0 and rows[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _last(rows: list[str], line: int, limit: int) -> int:
    """Where a table ends: behind its last key, whose value may run on, and one blank line; comments after it stay."""
    for number in range(line, limit):
        if rows[number].strip() and not rows[number].lstrip().startswith("#"):
            line = number + 1
    return line + 1 if line < limit and not rows[line].strip() else line


def _write(file: Path, text: str, feeds: list[dict[str, Any]], advice: str) -> None:
    """Replaces the file at once, keeping its rights; first it is made sure that it says what it should."""
    if file.is_relative_to(PACKAGE):
        raise SettingsError(f"the shipped file is not edited; `monitor init` writes a copy, then {advice}", file=file)
    sound = False
    with contextlib.suppress(tomllib.TOMLDecodeError):
        sound = tomllib.loads(text).get("feed", []) == feeds
    if not sound:
        raise SettingsError(f"the file is written in a way that can't be edited here; {advice}", file=file)
    try:
        _replace(file.resolve(), text)
    except OSError as error:
        raise SettingsError(f"the file can't be written; {advice}", file=file) from error


def _replace(file: Path, text: str) -> None:
    mode = file.stat().st_mode
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(mode)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
