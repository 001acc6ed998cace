"""A database is made, brought up to date, or refused; and both ways to the schema lead to the same one."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.types import TypeEngine

from monitor.errors import DatabaseError, DatabaseVersionError
from storage import derived, meta, migrations, schema
from storage.engine import Database, open_database


def described(conn: Connection) -> dict[str, Any]:
    """All that a database says of its tables, in an order of its own making."""
    found = inspect(conn)
    tables = {
        name: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(name)},
            "key": found.get_pk_constraint(name),
            "foreign": sorted(map(str, found.get_foreign_keys(name))),
            "unique": sorted(map(str, found.get_unique_constraints(name))),
            "indexes": sorted(str(i | {"dialect_options": _words(i)}) for i in found.get_indexes(name)),
        }
        for name in found.get_table_names()
    }
    made = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') ORDER BY name"
    own = conn.exec_driver_sql(made).all() if conn.dialect.name == "sqlite" else []
    return {"tables": tables, "views": sorted(found.get_view_names()), "statements": list(map(tuple, own))}


def _derived(name: str | None) -> bool:
    """Whether a table or index is none of the schema's: part of the full-text index, or the counts."""
    return "_search" in (name or "") or name == "tallies"


def _words(index: Any) -> dict[str, str]:
    return {key: str(value) for key, value in index["dialect_options"].items()}


# SQLAlchemy reads no index of an expression from SQLite; ``described`` compares their words.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_a_fresh_database_and_a_migrated_one_are_equal(database_url: str) -> None:
    migrated = open_database(database_url)
    migrations.upgrade(migrated)
    with migrated.read() as conn:
        by_steps = described(conn)
    with migrated.write() as conn:
        derived.drop(conn)
        schema.metadata.drop_all(conn)
        conn.execute(text("DROP TABLE schema_version"))
    assert migrations.prepare(migrated) == "created"
    with migrated.read() as conn:
        assert described(conn) == by_steps
        made = [name for name in by_steps["tables"] if not _derived(name)]
        assert len(made) == len(schema.metadata.tables) + 1
        assert by_steps["views"] == sorted(map(derived.view_name, derived.VIEWS))
    migrated.close()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_steps_lead_to_what_the_schema_says(database_url: str) -> None:
    database = open_database(database_url)
    migrations.upgrade(database)
    with database.read() as conn:
        opts = {"version_table": "schema_version", "compare_type": _differ}
        context = MigrationContext.configure(conn, opts=opts | {"include_name": lambda name, *_: not _derived(name)})
        assert compare_metadata(context, schema.metadata) == []
    database.close()


def _differ(context: Any, inspected: Any, declared: Any, found: TypeEngine[Any], wanted: TypeEngine[Any]) -> bool:
    """Whether two types are different ones in this database, whatever they are in Python."""
    dialect = context.dialect
    return found.compile(dialect) != wanted.compile(dialect) and str(found) not in ("DOUBLE", "DOUBLE PRECISION")


def test_the_revisions_named_are_those_of_the_steps() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.SCRIPTS))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps) == migrations.REVISIONS[::-1]


def test_a_missing_database_is_made_and_then_left_alone(database_url: str) -> None:
    database = open_database(database_url)
    assert (migrations.current(database), migrations.ready(database)) == (None, False)
    assert migrations.prepare(database) == "created"
    assert migrations.prepare(database) == "current"
    assert (migrations.current(database), migrations.ready(database)) == (migrations.HEAD, True)
    database.close()


def test_processes_that_start_together_make_it_once(database_url: str) -> None:
    databases = [open_database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(migrations.prepare, databases)) == ["created", "current", "current", "current"]
    for database in databases:
        database.close()


def older(database_url: str) -> Database:
    """A database as a version of the program before all steps would have left it."""
    database = open_database(database_url)
    with database.write() as conn:
        conn.execute(text("CREATE TABLE schema_version (version_num VARCHAR(32) NOT NULL)"))
    return database


def test_an_older_database_is_upgraded_after_a_backup(database_url: str) -> None:
    database = older(database_url)
    with pytest.raises(DatabaseVersionError, match="monitor db upgrade"):
        migrations.ready(database)
    assert migrations.prepare(database) == "upgraded"
    assert migrations.ready(database)
    if database.path:
        copy = open_database(f"sqlite:///{database.path}.before-{migrations.HEAD}")
        assert migrations.current(copy) == ""
        copy.close()
    database.close()


FIRST = (
    "INSERT INTO feeds (id, url, name, publisher, language, trust, position, active, added_at, next_check_at)"
    " VALUES (1, 'https://n.example/f', 'f', 'N', 'de', 'normal', 0, TRUE, '2025-01-13', '2025-01-13')",
    "INSERT INTO harvests (publisher, day, pages, bodies, dates, figures) VALUES ('N', '2025-01-13', 9, 8, 7, 6)",
)


def test_what_the_first_schema_holds_is_there_in_the_newest(database_url: str) -> None:
    database = older(database_url)
    with database.write() as conn:
        config = Config(attributes={"connection": conn, "version_table": "schema_version"})
        config.set_main_option("script_location", str(migrations.SCRIPTS))
        command.upgrade(config, "0001")
        for statement in FIRST:
            conn.execute(text(statement))
    assert migrations.prepare(database) == "upgraded"
    with database.read() as conn:
        assert conn.execute(text("SELECT url, polls_failed FROM feeds")).all() == [("https://n.example/f", 0)]
        assert conn.execute(text("SELECT publisher, site, pages, figures FROM harvests")).all() == [("N", "", 9, 6)]
    database.close()


def test_a_backup_can_be_done_without(tmp_path: Path) -> None:
    database = older(f"sqlite:///{tmp_path / 'monitor.db'}")
    assert migrations.prepare(database, backup=False) == "upgraded"
    assert not list(tmp_path.glob("*.before-*"))
    database.close()


@pytest.mark.parametrize("ask", [migrations.prepare, migrations.ready, migrations.current])
def test_a_newer_database_is_refused_and_left_as_it_is(database_url: str, ask: Callable[[Database], object]) -> None:
    database = open_database(database_url)
    migrations.prepare(database)
    with database.write() as conn:
        conn.execute(text("UPDATE schema_version SET version_num = '9999'"))
    with pytest.raises(DatabaseVersionError, match=r"schema 9999.*install the newer version") as error:
        ask(database)
    assert error.value.exit_code == 2
    assert database.where in str(error.value)
    database.close()


@pytest.mark.parametrize("ask", [migrations.prepare, migrations.ready, migrations.current])
def test_a_database_of_another_program_is_refused(database_url: str, ask: Callable[[Database], object]) -> None:
    database = open_database(database_url)
    with database.write() as conn:
        conn.execute(text("CREATE TABLE recipes (id INTEGER)"))
    with pytest.raises(DatabaseVersionError, match=r"other tables.*--database"):
        ask(database)
    with database.read() as conn:
        assert inspect(conn).get_table_names() == ["recipes"]
    database.close()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = older(database_url)
    monkeypatch.setattr(migrations, "_run_steps", _half_way)
    with pytest.raises(DatabaseError):
        migrations.prepare(database)
    with database.read() as conn:
        assert inspect(conn).get_table_names() == ["schema_version"]
    database.close()


def _half_way(conn: Connection) -> None:
    schema.feeds.create(conn)
    conn.execute(text("SELECT * FROM nothing"))


# ---------------------------------------------------------------- copies


def test_a_copy_is_made_while_the_database_is_written(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.write() as conn:
        meta.put(conn, "a", 1)
    with sqlite_database.write() as conn:
        meta.put(conn, "a", 2)
        migrations.backup(sqlite_database, tmp_path / "copy.db")
    copy = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    with copy.read() as conn:
        assert meta.get(conn, "a") == 1
    copy.close()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_replaces_nothing_unasked(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(DatabaseError, match="is there already"):
        migrations.backup(sqlite_database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("url", "target", "told"),
    [
        ("sqlite:///{}/none.db", "copy.db", "There is no database"),
        ("sqlite:///{}/monitor.db", "no/folder/copy.db", "can't be written"),
        ("sqlite:///{}/text.db", "copy.db", "is not an SQLite database"),
        ("postgresql://localhost/monitor", "copy.db", "pg_dump"),
    ],
)
def test_a_copy_that_cannot_be_made_is_told(
    sqlite_database: Database, tmp_path: Path, url: str, target: str, told: str
) -> None:
    (tmp_path / "text.db").write_text("Einkauf: " * 500, encoding="utf-8")
    with pytest.raises(DatabaseError, match=told):
        migrations.backup(open_database(url.format(tmp_path)), tmp_path / target)
    assert not (tmp_path / target).exists()
