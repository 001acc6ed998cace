"""What is derived from the tables of ``storage.schema``: full text, counts, and views for people who ask in SQL.

Nothing here holds data of its own. It is dropped before the steps of a migration run and made anew after them, so
that no step needs to know of it.

SQLite has FTS5 tables over the rows themselves (``content=``), kept by triggers; PostgreSQL has a generated column with
its German search document and a GIN index of it: what is sought in rows that another index gives is then not read anew
from their texts. ``storage.queries.search`` asks both. The counts are ``storage.tallies``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from sqlalchemy import Connection

from storage import tallies

# Table and the columns of it that are searched together.
SEARCHED = {"claims": ("title", "quote"), "versions": ("title", "text"), "alerts": ("title", "body")}
# What few claims have: usual words within one of these are looked for in the newest first, which only PostgreSQL needs
# an index for (FTS5 gives its hits in that order).
NARROWING = ("metric", "claimant")
VIEWS = tuple(files("storage").joinpath("views.sql").read_text("utf-8").split(";\n\n"))


def create(conn: Connection) -> None:
    """Make the full-text index and the counts, filled from the rows that are there, and the views."""
    _run(conn, statements(conn.dialect.name))


def statements(dialect: str) -> Iterator[str]:
    """What ``create`` runs, in its order."""
    yield from _search(dialect)
    yield from tallies.made(dialect)
    yield from VIEWS


def drop(conn: Connection) -> None:
    """Take all away; what is not there is passed over."""
    _run(conn, (f"DROP VIEW IF EXISTS {view_name(view)}" for view in reversed(VIEWS)))
    _run(conn, tallies.gone(conn.dialect.name))
    if conn.dialect.name == "postgresql":
        _run(conn, (f"DROP INDEX IF EXISTS {_narrowed(column)}" for column in NARROWING))
        _run(conn, (f"ALTER TABLE IF EXISTS {table} DROP COLUMN IF EXISTS {table}_search" for table in SEARCHED))
        return
    for table in SEARCHED:
        _run(conn, (f"DROP TRIGGER IF EXISTS {table}_search_{event}" for event in ("added", "gone", "changed")))
        _run(conn, [f"DROP TABLE IF EXISTS {table}_search"])


def view_name(view: str) -> str:
    """The name in a view's statement."""
    return view.partition("CREATE VIEW ")[2].split()[0]


def _search(dialect: str) -> Iterator[str]:
    for table, columns in SEARCHED.items():
        yield from _german(table, columns) if dialect == "postgresql" else _fts(table, columns)
    for column in NARROWING if dialect == "postgresql" else ():
        rows = f"{column} IS NOT NULL AND NOT carried"
        yield f"CREATE INDEX {_narrowed(column)} ON claims ({column}, id) WHERE {rows}"


def _narrowed(column: str) -> str:
    return f"ix_claims_search_{column}"


def _german(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """A column with PostgreSQL's German search document of each row, and its index."""
    words = " || ' ' || ".join(columns)
    document = f"tsvector GENERATED ALWAYS AS (to_tsvector('german', {words})) STORED"
    yield f"ALTER TABLE {table} ADD COLUMN {table}_search {document}"
    yield f"CREATE INDEX ix_{table}_search ON {table} USING gin ({table}_search)"


def _fts(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """An FTS5 table over another table's rows; a row that goes must be told with the words that it had."""
    name, listed = f"{table}_search", ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    add = f"INSERT INTO {name} (rowid, {listed}) VALUES (new.id, {new});"
    remove = f"INSERT INTO {name} ({name}, rowid, {listed}) VALUES ('delete', old.id, {old});"
    # Umlauts are found without their dots too, as PostgreSQL's German stems are.
    options = f"content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 2'"
    yield f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, {options})"
    yield f"INSERT INTO {name} ({name}) VALUES ('rebuild')"
    yield f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {add} END"
    yield f"CREATE TRIGGER {name}_gone AFTER DELETE ON {table} BEGIN {remove} END"
    yield f"CREATE TRIGGER {name}_changed AFTER UPDATE OF {listed} ON {table} BEGIN {remove} {add} END"


def _run(conn: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        conn.exec_driver_sql(statement)
