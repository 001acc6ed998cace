"""The schema's versions: making a database, bringing an older one up to date, refusing a strange one.

A database says in its table ``schema_version`` which revision it has; ``REVISIONS`` names those that this
program knows, oldest first. A new database is made straight from ``storage.schema``; older ones are changed
by the steps in ``versions``, for which Alembic is imported only then (it takes longer than most commands).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select, text

from monitor.errors import DatabaseVersionError
from storage import derived, schema
from storage.backup import backup
from storage.engine import Database

REVISIONS = ("0001", "0002", "0003", "0004")
HEAD = REVISIONS[-1]
SCRIPTS = Path(__file__).parent

__all__ = ["HEAD", "REVISIONS", "backup", "current", "prepare", "ready", "upgrade"]

# The same table that Alembic keeps.
_version = Table(
    "schema_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="schema_version_pkc"),
)

Prepared = Literal["created", "upgraded", "current"]

# Two processes that start at the same time must not both make the tables (PostgreSQL; SQLite has one writer).
_PREPARING = 7_305_131_001


def prepare(database: Database, *, backup: bool = True) -> Prepared:
    """Make a missing database, upgrade an older one, leave a current one alone; say which it was.

    An SQLite file is copied before it is upgraded (``monitor.db`` to ``monitor.db.before-0004``) unless ``backup`` is
    False. Raises ``DatabaseVersionError`` for a database that is newer or not this program's.
    """
    if current(database) == HEAD:
        return "current"
    if backup and current(database) is not None:
        _backup_before_upgrade(database)
    with database.write() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PREPARING})
        return _bring_up(database, conn)


def ready(database: Database) -> bool:
    """Whether there is a database that can be queried; False if it is missing or empty.

    Raises ``DatabaseVersionError`` also for an older one, which says how it is upgraded.
    """
    revision = current(database)
    if revision not in (HEAD, None):
        raise DatabaseVersionError(
            f"The database {database.where} was made by an older version of this program: run “monitor db upgrade”."
        )
    return revision == HEAD


def current(database: Database) -> str | None:
    """The database's revision; None if it is missing or empty, "" if it was made but holds no step yet.

    Raises ``DatabaseVersionError`` if it is newer or not this program's.
    """
    if not database.exists():
        return None
    with database.read() as conn:
        return _revision(database, conn)


def upgrade(database: Database) -> None:
    """Run the steps that are missing, without a backup, and be it all of them on an empty database."""
    with database.write() as conn:
        _run_steps(conn)


# ---------------------------------------------------------------- which revision


def _revision(database: Database, conn: Connection) -> str | None:
    tables = inspect(conn).get_table_names()
    if not tables:
        return None
    if _version.name not in tables:
        raise DatabaseVersionError(
            f"The database {database.where} holds other tables than this program's: give another one with --database."
        )
    found = conn.execute(select(_version.c.version_num)).scalar_one_or_none() or ""
    if found and found not in REVISIONS:
        raise DatabaseVersionError(
            f"The database {database.where} has the schema {found}, which this version of the program does not know "
            f"(it knows up to {HEAD}): install the newer version that made it, or give another one with --database."
        )
    return found


def _backup_before_upgrade(database: Database) -> None:
    if database.path:
        backup(database, database.path.with_name(f"{database.path.name}.before-{HEAD}"), replace=True)


def _bring_up(database: Database, conn: Connection) -> Prepared:
    """Look again, now that nobody else can write, and do what is still to be done."""
    match _revision(database, conn):
        case None:
            schema.metadata.create_all(conn)
            derived.create(conn)
            _version.create(conn)
            conn.execute(insert(_version).values(version_num=HEAD))
            return "created"
        case revision if revision == HEAD:
            return "current"
    _run_steps(conn)
    return "upgraded"


def _run_steps(conn: Connection) -> None:
    from alembic import command  # noqa: PLC0415 (takes longer to import than most commands run)
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": conn, "version_table": _version.name})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    derived.drop(conn)
    command.upgrade(config, "head")
    derived.create(conn)
