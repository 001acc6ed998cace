"""Every error a user can meet.

MonitorError
├── UsageError            exit 2: wrong words on the command line
├── SettingsError         exit 2: a settings file is unreadable or wrong (file, key, line)
├── DatabaseError         exit 1
│   ├── DatabaseVersionError  exit 2: the database is newer than the program, or not ours
│   ├── LockedError       exit 1: another process works on this database
│   ├── ConflictError     exit 1: a transaction was undone because of another one at the same moment
│   └── TooSlowError      exit 1: a query was broken off because its time was up
├── FetchError            one request failed; says how lasting the failure is
├── FeedError             what was fetched is no feed
├── ReadError             a page or text could not be read
└── DeliveryError         a channel refused a message; says whether a retry can help
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal


class MonitorError(Exception):
    """Root of all; its text is one sentence for a person, without a library's words."""

    exit_code = 1


class UsageError(MonitorError):
    """The command line asks for something that can't be done."""

    exit_code = 2


class SettingsError(MonitorError):
    """A settings file is missing, unreadable or wrong."""

    exit_code = 2

    def __init__(self, message: str, *, file: Path | None = None, key: str | None = None, line: int | None = None):
        self.file, self.key, self.line = file, key, line
        where = str(file) if file else ""
        if line is not None:
            where += f", line {line}"
        if key:
            where += f", key {key}" if where else f"key {key}"
        super().__init__(f"{where}: {message}" if where else message)


class DatabaseError(MonitorError):
    """The database can't be reached, read or written."""


class DatabaseVersionError(DatabaseError):
    """The database's schema is newer than this program, or not this program's."""

    exit_code = 2


class LockedError(DatabaseError):
    """Another process holds this database's lock."""


class ConflictError(DatabaseError):
    """A deadlock or a serialization failure: nothing was written, and another try may succeed."""


class TooSlowError(DatabaseError):
    """A query took longer than it may."""


class FetchError(MonitorError):
    """A request failed. ``lasting`` is temporary (network, 5xx, 429), soft (403, bot wall) or hard (404, 410).

    ``wall`` names the bot wall that answered instead of the site.
    """

    def __init__(
        self,
        message: str,
        *,
        url: str,
        lasting: Literal["temporary", "soft", "hard"] = "temporary",
        status: int | None = None,
        retry_after: float | None = None,
        wall: str | None = None,
    ):
        self.url, self.lasting, self.status, self.retry_after, self.wall = url, lasting, status, retry_after, wall
        super().__init__(message)


class FeedError(MonitorError):
    """The document at a feed's address is no feed that can be read."""


class ReadError(MonitorError):
    """A page or text can't be read."""


class DeliveryError(MonitorError):
    """A channel did not take a message; ``permanent`` says that no retry will help."""

    def __init__(self, message: str, *, permanent: bool = False, retry_after: float | None = None):
        self.permanent, self.retry_after = permanent, retry_after
        super().__init__(message)
