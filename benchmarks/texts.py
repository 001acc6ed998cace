"""German texts to read: dense in figures as a war's bulletin, or running on as most of a newspaper does."""

from __future__ import annotations

from itertools import cycle, islice

from tests.gold.loader import PROSE, load

_ASIDE = 3  # paragraphs of an annotated text that are set into one of plain prose
_RUNNING = 60


def dense() -> list[str]:
    """The annotated set: some 50 figures in 1,000 words."""
    return [document.text for document in load()]


def running() -> list[str]:
    """Plain prose with the headline and two paragraphs of an annotated text in each: some 20 figures in 1,000 words."""
    prose = [path.read_text("utf-8").strip().split("\n") for path in sorted(PROSE.glob("*.txt"))]
    pairs = islice(zip(cycle(prose), cycle(dense()), strict=False), _RUNNING)
    return [_mixed(paragraphs, news.split("\n"), number) for number, (paragraphs, news) in enumerate(pairs)]


def _mixed(paragraphs: list[str], news: list[str], number: int) -> str:
    title, *lines = news[:_ASIDE]
    at = number % len(paragraphs)
    return "\n".join([title, *paragraphs[:at], *lines, *paragraphs[at:]])


def of_length(characters: int, between: str) -> str:
    """Running text of so many characters, paragraphs parted by ``between``: a blank makes one endless line."""
    paragraphs = cycle([line for text in running() for line in text.split("\n")])
    parts, length = [], 0
    while length < characters:
        parts.append(next(paragraphs))
        length += len(parts[-1]) + len(between)
    return between.join(parts)[:characters]
