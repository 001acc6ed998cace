"""``monitor load``: a frozen record that somebody else made, checked and put into an SQLite file to ask in SQL."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.export import LISTS
from monitor.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(load)


def load(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the frozen record.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new SQLite file.")],
) -> None:
    """Check a frozen record's files and put them into an SQLite file, a table a list, for datasette or SQL."""
    if file.exists():
        raise UsageError(f"{file} is there already; give a new file")
    checked(folder)
    try:
        with closing(sqlite3.connect(file)) as connection, connection:
            counts = fill(connection, folder)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
        file.unlink(missing_ok=True)
        raise UsageError(f"{folder} can't be loaded into {file}: it is no frozen record of this program") from error
    for name, rows in counts.items():
        typer.echo(f"{name}: {rows}", err=True)
    typer.echo(file)


def checked(folder: Path) -> None:
    """Raise UsageError unless every file that is loaded has the checksum that the record gives it."""
    try:
        lines = (folder / "SHA256SUMS").read_text("ascii").splitlines()
        digests = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        for name in ("schema.json", *(f"{name}.jsonl" for name in LISTS)):
            with (folder / name).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != digests[name]:
                    raise UsageError(f"{folder / name} is not what was frozen: its checksum differs")
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"{folder} holds no whole frozen record; monitor export --snapshot makes one") from error


def fill(connection: sqlite3.Connection, folder: Path) -> dict[str, int]:
    """Make a table of each list, its columns the fields in ``schema.json``; how many rows each has."""
    defined = json.loads((folder / "schema.json").read_text("utf-8"))["$defs"]
    return {name: _table(connection, name, list(defined[kind]["properties"]), folder) for name, kind in LISTS.items()}


def _table(connection: sqlite3.Connection, name: str, fields: list[str], folder: Path) -> int:
    columns = ", ".join('"' + field.replace('"', '""') + '"' for field in fields)
    connection.execute(f"CREATE TABLE {name} ({columns}, PRIMARY KEY (id)) WITHOUT ROWID")
    places = ", ".join("?" for _ in fields)
    rows = ([_value(field, row[field]) for field in fields] for row in _rows(folder / f"{name}.jsonl"))
    return connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows).rowcount  # noqa: S608 - our own words


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _value(field: str, value: Any) -> Any:
    """Ids as numbers, so that they sort; what has parts as JSON."""
    if isinstance(value, str) and (field == "id" or field.endswith("_id")):
        return int(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
