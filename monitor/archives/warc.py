"""WARC files (ISO 28500), plain or compressed record by record, as crawlers write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.archives.values import Place, Record, unreadable

PAGES = ("text/html", "application/xhtml+xml")
OK = "200"


def records(file: Path, offset: int, max_bytes: int) -> Iterator[Record]:
    """The records from a byte on, at which one begins. Raises ``ReadError`` for what is no WARC."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only those who load archives need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    try:
        with file.open("rb") as opened:
            opened.seek(offset)
            found = ArchiveIterator(opened)
            for record in found:
                read = _record(record, max_bytes)
                place = Place(file, found.get_record_offset())  # reads on to the record's end
                cut = getattr(record.raw_stream, "limit", 0) > 0  # bytes that the record promised
                yield Record(place, passed="cut off") if cut else replace(read, place=place)
    except ArchiveLoadFailed as error:
        raise unreadable(file, "it is no WARC file, or its records are not compressed one by one") from error
    except OSError as error:
        raise unreadable(file, error.strerror or "it is damaged") from error


def _record(record: Any, max_bytes: int) -> Record:
    """What a record gives: the page that a server sent, or one that was saved as it is (``resource``)."""
    place = Place(Path(), 0)  # set by the caller
    if why := _passed(record):
        return Record(place, passed=why)
    page = record.content_stream().read(max_bytes + 1)
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")  # some writers put it in brackets
    if len(page) > max_bytes:
        return Record(place, url, passed="too large")
    return Record(place, url, _moment(record.rec_headers.get_header("WARC-Date")), page, _type(record))


def _passed(record: Any) -> str:
    if record.rec_type not in {"response", "resource"}:
        return f"a record of the type {record.rec_type}"
    if record.rec_type == "response" and (record.http_headers is None or record.http_headers.get_statuscode() != OK):
        return "no answer with a page"
    if (_type(record) or "").partition(";")[0].strip().lower() not in PAGES:
        return "no page"
    return ""


def _type(record: Any) -> str | None:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    found: str | None = headers.get_header("Content-Type")
    return found


def _moment(text: str | None) -> datetime | None:
    """WARC-Date: ISO 8601 in UTC, since WARC 1.1 with any precision."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
