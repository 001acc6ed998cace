"""What went wrong in a database, as one sentence for the person who runs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError  # noqa: A004 (SQLAlchemy's own name for an exhausted pool)

from monitor.errors import ConflictError, DatabaseError, TooSlowError

_SLOW = "The query takes longer than it may; ask for less: a metric, a shorter time, fewer words."

# SQLite's result codes, without the extension in the upper bits: https://sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_BUSY: "The database {where} is locked by another process; try again when it has finished.",
    sqlite3.SQLITE_LOCKED: "The database {where} is locked by another process; try again when it has finished.",
    sqlite3.SQLITE_READONLY: "The database {where} can't be written: the file, its folder or the disk is read-only.",
    sqlite3.SQLITE_FULL: "The database {where} can't be written: the disk is full.",
    sqlite3.SQLITE_IOERR: "The database {where} can't be read or written: the disk reports an error.",
    sqlite3.SQLITE_CORRUPT: "The database {where} is damaged; restore it from a backup.",
    sqlite3.SQLITE_NOTADB: "The file {where} is not an SQLite database; give another one.",
    sqlite3.SQLITE_INTERRUPT: _SLOW,
    sqlite3.SQLITE_CANTOPEN: "The database {where} can't be opened: it does not exist, or may not be read.",
}

# PostgreSQL's SQLSTATE, longest match first: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "53100": "The database {where} can't be written: the server's disk is full.",
    "53300": "The database {where} takes no more connections.",
    "25006": "The database {where} can't be written: the server is read-only.",
    "40001": "The database {where} was changed by another process at the same moment; try again.",
    "40P01": "The database {where} is locked by another process; try again when it has finished.",
    "55P03": "The database {where} is locked by another process; try again when it has finished.",
    "3D000": "The database {where} does not exist on the server; create it there first.",
    "42501": "The database {where} does not let this user do that; check the user's rights.",
    "57014": _SLOW,
    "28": "The database {where} does not accept this user or password.",
    "57": "The database {where} was shut down while it was in use.",
    "08": "The connection to the database {where} was lost.",
}

# Two transactions could not both be: this one was undone whole, and may succeed if it is tried again.
_CONFLICTS = frozenset({"40001", "40P01"})

_UNREACHABLE = (
    "The database {where} can't be reached; check that the server runs and that address, name and user are right."
)
_BUSY = "All connections to the database {where} are in use; try again when the other work has finished."
_TOO_LARGE = "The database {where} can't hold a number that large."
_OTHER = "The database {where} refused an operation."


def sentence(error: BaseException | None, where: str) -> str:
    """What to tell about an error of a database driver; ``where`` is the masked address."""
    return _template(error).format(where=where)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Any error of driver, pool or SQLAlchemy inside leaves as a ``DatabaseError`` with one clear sentence."""
    try:
        yield
    except DBAPIError as error:
        raise _kind(error.orig)(sentence(error.orig, where)) from error
    except TimeoutError as error:
        raise DatabaseError(_BUSY.format(where=where)) from error
    except SQLAlchemyError as error:
        raise DatabaseError(_OTHER.format(where=where)) from error
    except OverflowError as error:  # SQLite's driver lets its own out bare
        raise DatabaseError(_TOO_LARGE.format(where=where)) from error


def _kind(error: BaseException | None) -> type[DatabaseError]:
    if _broken_off(error):
        return TooSlowError
    return ConflictError if getattr(error, "sqlstate", None) in _CONFLICTS else DatabaseError


def _broken_off(error: BaseException | None) -> bool:
    """Whether the database ended a query because its time was up."""
    code = getattr(error, "sqlite_errorcode", None), getattr(error, "sqlstate", None)
    return code[0] == sqlite3.SQLITE_INTERRUPT or code[1] == "57014"


def _template(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, _OTHER)
    state: str | None = getattr(error, "sqlstate", None)
    if state is None and type(error).__name__ == "OperationalError":
        return _UNREACHABLE
    return next((text for code, text in _POSTGRESQL.items() if (state or "").startswith(code)), _OTHER)
