"""``monitor db …``: migrate, copy, put back, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

db = typer.Typer(help="Keep the database: migrate, back up, restore, check.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(db, name="db")


@db.command()
def upgrade(context: typer.Context) -> None:
    """Bring the database to this program's schema (a backup is made before)."""
    from monitor.cli.state import load
    from storage import engine, migrations

    database = engine.open_database(load(context).database.url)
    try:
        typer.echo(migrations.prepare(database))
    finally:
        database.close()


@db.command()
def backup(
    context: typer.Context, target: Annotated[Path, typer.Argument(help="File to write; must not exist.")]
) -> None:
    """Write a consistent copy of a SQLite database, also while the daemon runs."""
    from monitor.cli.state import load
    from storage import engine, migrations

    database = engine.open_database(load(context).database.url)
    try:
        migrations.backup(database, target)
        typer.echo(target)
    finally:
        database.close()


@db.command()
def check(context: typer.Context) -> None:
    """Read the whole database for damage: exit 1 and one sentence if there is any."""
    from monitor.cli.state import stored
    from storage import maintenance

    with stored(context) as database:
        if database is None:
            typer.echo("there is no database yet")
            return
        maintenance.check(database)
        typer.echo(f"{database.where} is sound")


@db.command()
def restore(
    context: typer.Context, source: Annotated[Path, typer.Argument(metavar="BACKUP", help="A copy made by db backup.")]
) -> None:
    """Put a backup in the database's place; the present one stays beside it as ….before-restore."""
    from monitor.cli import restore as restoring
    from monitor.cli.state import load
    from storage import engine

    database = engine.open_database(load(context).database.url)
    try:
        kept = restoring.restore(database, source)
        typer.echo(f"{database.path} is {source} now" + (f"; what was there is {kept}" if kept else ""))
    finally:
        database.close()
