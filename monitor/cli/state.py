"""What commands share: settings found and read, the database opened, logs set up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from monitor.model import Metric
    from monitor.options import Settings
    from storage.engine import Database


def load(context: typer.Context) -> Settings:
    """The settings for this command line; warnings about them go to standard error."""
    from monitor import settings

    found = settings.find(context.obj.config, os.environ, Path.cwd())
    loaded = settings.load(found.folder, data=found.data, database=context.obj.database)
    for warning in loaded.warnings:
        typer.echo(f"monitor: {warning}", err=True)
    return loaded


def metrics(context: typer.Context) -> dict[str, Metric]:
    """All metrics of all topics of this command line's settings, by their keys."""
    return {metric.key: metric for topic in load(context).topics for metric in topic.metrics}


@contextmanager
def stored(context: typer.Context) -> Iterator[Database | None]:
    """The database to query, or None where there is none yet: then every list is empty."""
    from storage import engine, migrations

    database = engine.open_database(load(context).database.url)
    try:
        yield database if migrations.ready(database) else None
    finally:
        database.close()


def rows(context: typer.Context, ask: Any, *arguments: Any) -> list[dict[str, Any]]:
    """The rows of one query of ``storage.queries``, none where there is no database yet."""
    with stored(context) as database:
        if database is None:
            return []
        with database.read() as connection:
            result: list[dict[str, Any]] = ask(connection, *arguments)
            return result
