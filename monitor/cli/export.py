"""``monitor export --snapshot``: the whole record frozen in a folder that another person can cite, check and load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

LISTS = {"claims": "Claim", "figures": "Figure", "changes": "Change", "alerts": "Alert", "articles": "Article"}
PAGE = 2_000  # rows in memory at once
README = """A frozen record of Zahlenmonitor, made {at}.

One JSON object a line in each .jsonl file, oldest first; schema.json (JSON Schema 2020-12) says the fields and types,
manifest.json the numbers of rows and how to cite it. Check the files with: sha256sum --check SHA256SUMS
Load them into SQLite with: monitor load THIS_FOLDER record.db
"""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(export)


def export(
    context: typer.Context,
    snapshot: Annotated[Path, typer.Option("--snapshot", metavar="DIR", help="A new folder for the frozen record.")],
) -> None:
    """Freeze the record: JSON Lines, schema, checksums, all of one moment."""
    from monitor.cli.state import stored

    if snapshot.exists() and any(snapshot.iterdir()):
        raise UsageError(f"{snapshot} is not empty; --snapshot takes a new folder")
    with stored(context) as database:
        if database is None:
            raise UsageError("there is no database yet; nothing can be frozen")
        with database.read() as connection:
            for name, rows in freeze(connection, snapshot, datetime.now(UTC)).items():
                typer.echo(f"{name}: {rows}", err=True)
    typer.echo(snapshot)


def freeze(connection: Connection, folder: Path, at: datetime) -> dict[str, int]:
    """Write the lists as one moment saw them, with schema, manifest and checksums; how many rows each has."""
    from storage import migrations, queries

    folder.mkdir(parents=True, exist_ok=True)
    counts = {name: _lines(connection, folder / f"{name}.jsonl", getattr(queries, name)) for name in LISTS}
    made: dict[str, Any] = {
        "made_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "database_schema": migrations.HEAD,
        "rows": counts,
    }
    made["cite_as"] = f"Zahlenmonitor, frozen record of {made['made_at']}, SHA-256 {_digest(folder)}"
    _json(folder / "manifest.json", made)
    _json(folder / "schema.json", _schema())
    (folder / "README.txt").write_text(README.format(at=made["made_at"]), "utf-8")
    _checksums(folder, sorted(file for file in folder.iterdir() if file.is_file()))
    return counts


def _lines(connection: Connection, file: Path, ask: Callable[..., list[dict[str, Any]]]) -> int:
    """A list as JSON Lines by its ids; how many."""
    from storage.values import Filter

    count, after = 0, None
    with file.open("w", encoding="utf-8") as stream:
        while rows := ask(connection, Filter(sort="id", after=after, limit=PAGE)):
            stream.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
            count, after = count + len(rows), int(rows[-1]["id"])
    return count


def _digest(folder: Path) -> str:
    """One checksum for all rows: that of the lists' checksums, in the lists' order."""
    whole = hashlib.sha256()
    for name in LISTS:
        with (folder / f"{name}.jsonl").open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()


def _schema() -> dict[str, Any]:
    from monitor.web.api.schemas import SCHEMAS

    fields = {f"{name}.jsonl": {"$ref": f"#/$defs/{kind}"} for name, kind in LISTS.items()}
    defined = {kind: SCHEMAS[kind] for kind in LISTS.values()}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": fields, "$defs": defined}


def _json(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _checksums(folder: Path, files: Iterable[Path]) -> None:
    """SHA-256 of each file, as ``sha256sum --check`` reads them."""
    lines = []
    for file in files:
        with file.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {file.name}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), "ascii")
