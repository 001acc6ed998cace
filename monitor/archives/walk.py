"""All records of an archive, which is a file or a folder, in a fixed order; or some, by their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from monitor.archives import pages, texts, warc
from monitor.archives.values import Place, Record, unreadable
from monitor.errors import ReadError

WARCS = (".warc", ".warc.gz")
TEXTS = (".jsonl", ".ndjson")
PAGES = (".html", ".htm", ".xhtml")
KNOWN = (*WARCS, *TEXTS, *PAGES)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many bytes there are to read, and how many stand before each file."""

    total: int
    before: Mapping[Path, int]

    def until(self, place: Place) -> int:
        """How many bytes stand before a place."""
        return self.before[place.file] + place.offset


def extent(archive: Path) -> Extent:
    """What there is to read. Raises ``ReadError`` for what is no archive, or has nothing in it."""
    files = _files(archive)
    ends = list(accumulate(file.stat().st_size for file in files))
    return Extent(ends[-1], dict(zip(files, [0, *ends], strict=False)))


def records(archive: Path, start: Place | None = None, *, base: str = "", max_bytes: int) -> Iterator[Record]:
    """All records, or those from the place on at which one begins, file after file by name. Raises ``ReadError``.

    ``base`` is the address of a folder of pages that don't give their own; larger pages than ``max_bytes`` are passed
    over.
    """
    for file in _files(archive):
        if start is None or file > start.file:
            yield from _of(file, 0, archive, base, max_bytes)
        elif file == start.file:
            yield from _of(file, start.offset, archive, base, max_bytes)


def at(archive: Path, places: Iterable[Place], *, base: str = "", max_bytes: int) -> Iterator[Record]:
    """The records at these places. Raises ``ReadError``, also where the archive has changed since."""
    for place in places:
        record = next(_of(place.file, place.offset, archive, base, max_bytes), None)
        if record is None:
            raise unreadable(place.file, f"no record begins at byte {place.offset} any more")
        yield record


def _of(file: Path, offset: int, archive: Path, base: str, max_bytes: int) -> Iterator[Record]:
    if file.name.lower().endswith(WARCS):
        return warc.records(file, offset, max_bytes)
    if file.name.lower().endswith(TEXTS):
        return texts.records(file, offset, max_bytes)
    return pages.records(file, max_bytes, archive, base)


def _files(archive: Path) -> list[Path]:
    """The files to read, by name."""
    if archive.is_dir():
        found = sorted(file for file in archive.rglob("*") if file.is_file() and _is_known(file))
        if not found:
            raise ReadError(f"{archive} has no file that can be read ({', '.join(KNOWN)})")
        return found
    if not archive.is_file():
        raise ReadError(f"{archive} does not exist")
    if not _is_known(archive):
        raise ReadError(f"{archive} is none of the archives that can be read: a folder, or {', '.join(KNOWN)}")
    return [archive]


def _is_known(file: Path) -> bool:
    return file.name.lower().endswith(KNOWN)
