"""What an archive gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from monitor.errors import ReadError
from monitor.model import Article


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record begins: the file, and the byte within it. Places of one archive are in the order of reading."""

    file: Path
    offset: int

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that was written as text."""
        file, _, offset = text.rpartition("@")
        return cls(Path(file), int(offset))


@dataclass(frozen=True, slots=True)
class Record:
    """One record. It has a page that is still to be read, or an article that needs no reading, or says why neither.

    ``url`` is the page's address, "" where the archive gives none; ``at`` is when the archive saw it (aware), None
    where it does not say.
    """

    place: Place
    url: str = ""
    at: datetime | None = None
    page: bytes | None = field(default=None, repr=False)
    content_type: str | None = None
    article: Article | None = None
    passed: str = ""  # why it is passed over


def unreadable(file: Path, why: str) -> ReadError:
    """The error of an archive that can't be read (on)."""
    return ReadError(f"{file} can't be read: {why}")
