"""JSON Lines: an article a line, as newsrooms' databases and collections of texts are exported.

A line has ``url`` and ``text`` (paragraphs by newlines) or ``html``, and may have ``title``, ``published``,
``modified``, ``seen`` (ISO 8601; naive: Berlin), ``authors``, ``publisher``, ``agency`` and ``language``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.archives.values import Place, Record, unreadable
from monitor.feeds.urls import is_web
from monitor.model import BERLIN, Article, Zone


def records(file: Path, offset: int, max_bytes: int) -> Iterator[Record]:
    """The lines from a byte on, at which one begins. Raises ``ReadError`` where the file can't be read."""
    try:
        with file.open("rb") as opened:
            opened.seek(offset)
            while line := opened.readline():
                place = Place(file, opened.tell() - len(line))
                if line.strip():
                    yield _record(place, line, max_bytes)
    except OSError as error:
        raise unreadable(file, error.strerror or "it is damaged") from error


def _record(place: Place, line: bytes, max_bytes: int) -> Record:
    given = _object(line) if len(line) <= max_bytes else None
    if given is None:
        return Record(place, passed="no JSON object, or too large")
    url, html, text = (given.get(name) for name in ("url", "html", "text"))
    if not isinstance(url, str) or not is_web(url):
        return Record(place, passed="no address")
    seen = _moment(given.get("seen"))
    if isinstance(html, str) and html:
        return Record(place, url, seen, html.encode(errors="replace"), "text/html; charset=utf-8")
    if isinstance(text, str) and text.strip():
        return Record(place, url, seen, article=_article(url, text, given))
    return Record(place, url, passed="neither text nor html")


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):  # of JSON or of its encoding
        return None
    return given if isinstance(given, dict) else None


def _article(url: str, text: str, given: dict[str, Any]) -> Article:
    lines = [line for part in text.splitlines() if (line := part.strip())]
    title, authors = _words(given, "title"), given.get("authors")
    if title and lines[1:] and lines[0] == title:  # the text begins with its headline
        del lines[0]
    named = [authors] if isinstance(authors, str) else authors if isinstance(authors, list) else []
    return Article(
        url,
        title or "",
        "\n".join(lines),
        zones=tuple(Zone("paragraph", line) for line in lines),
        published=_moment(given.get("published")),
        modified=_moment(given.get("modified")),
        authors=tuple(name for name in named if isinstance(name, str)),
        publisher=_words(given, "publisher"),
        agency=_words(given, "agency"),
        language=_words(given, "language"),
    )


def _words(given: dict[str, Any], name: str) -> str | None:
    value = given.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    """A time in UTC; what is none counts as not given."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if moment is None else (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
