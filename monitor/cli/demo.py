"""``monitor demo``: an invented week of news through the real pipeline, offline, within a minute."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, clip, emit, local, quantity
from monitor.cli.waiting import wait_for
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.demo.site import Newsstand
    from monitor.options import Settings
    from storage.engine import Database

SHOWN = "nk_casualties"  # the metric whose history the demo draws


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(demo)


def demo(
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Leave settings and database in this new folder.")
    ] = None,
) -> None:
    """Watch an invented week of four papers: its alerts, a metric's history, and what to try next."""
    if keep and keep.exists() and any(keep.iterdir()):
        raise UsageError(f"{keep} is not empty; --keep takes a new folder")
    if keep:
        _show(keep.absolute(), kept=True)
        return
    with TemporaryDirectory(prefix="zahlenmonitor-") as folder:
        _show(Path(folder), kept=False)


def _show(folder: Path, *, kept: bool) -> None:
    """Run the week in ``folder``, then print what a user would look at."""
    from monitor.demo.site import Newsstand
    from storage import engine, migrations, queries

    with Newsstand() as stand:
        settings = _settings(folder, stand)
        database = engine.open_database(settings.database.url)
        try:
            migrations.prepare(database)
            wait_for(_play(settings, database, stand))
            with database.read() as connection:
                alerts = queries.alerts(connection, queries.Filter(time_field="seen"))
                history = queries.history(connection, SHOWN)
                articles = queries.articles(connection, queries.Filter())
        finally:
            database.close()
    _print(settings, alerts, history, len(articles), folder if kept else None)


def _settings(folder: Path, stand: Newsstand) -> Settings:
    """The shipped settings with the invented papers as feeds, and nothing that leaves this machine."""
    from monitor import settings
    from monitor.options import AlertSettings, FeedConfig

    settings.init(folder)
    feeds = tuple(FeedConfig(name, url, publisher, trust=trust) for name, url, publisher, trust in stand.feeds())
    _write_feeds(folder / "feeds.toml", feeds)
    given = settings.load(folder, environ={})
    fetch = replace(given.fetch, per_host_gap=timedelta(0), allow_private_networks=True)
    return replace(given, fetch=fetch, alerts=AlertSettings(first_run="send", channels=()))


def _write_feeds(file: Path, feeds: Sequence[Any]) -> None:
    """The invented papers as ``feeds.toml``."""
    import tomlkit

    rows = [{"name": f.name, "url": f.url, "publisher": f.publisher, "trust": f.trust} for f in feeds]
    file.write_text(tomlkit.dumps({"feed": rows}), "utf-8")


async def _play(settings: Settings, database: Database, stand: Newsstand) -> None:
    """One pass at each of the week's times, with a bar on standard error."""
    from loguru import logger
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from monitor import pipeline
    from storage import feeds

    logger.remove()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("passes"))
    bar = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)
    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        with bar as progress:
            task = progress.add_task("Reading the week", total=len(stand.week.passes))
            for at in stand.week.passes:
                stand.advance(at)
                await tools.writing(lambda conn, now=at: feeds.sync(conn, settings.feeds, now))  # type: ignore[misc]  # bound now
                await pipeline.one_pass(tools, at, everything=True)
                progress.update(task, advance=1, description=f"Reading the week: {local(at)}")


COLUMNS = {
    "at": lambda row: local(row["created_at"]),
    "kind": lambda row: row["kind"],
    "metric": lambda row: row["metric"],
    "claimant": lambda row: clip(row["claimant"] or "–", 30),
    "old → new": lambda row: f"{quantity(row['old'])} → {quantity(row['new'])}",
    "evidence": lambda row: clip((row["new"] or row["old"])["quote"], 90),
}


def _print(
    settings: Settings,
    alerts: Sequence[dict[str, Any]],
    history: Sequence[dict[str, Any]],
    articles: int,
    kept: Path | None,
) -> None:
    """Alerts, the plot, the way on."""
    from monitor.cli import plot

    typer.echo(f"{len(alerts)} alerts from {articles} articles of {len(settings.feeds)} invented papers in one week:\n")
    emit(alerts, Format.table, COLUMNS)
    titles = {metric.key: metric.title for topic in settings.topics for metric in topic.metrics}
    typer.echo(f"\n{plot.series(history, titles[SHOWN])}" if history else "")
    typer.echo("\nWhat to try next:")
    if kept:
        typer.echo(f"  monitor --config {kept} alerts --format json      each alert with old and new quote")
        typer.echo(f"  monitor --config {kept} history nk_deployed       another metric's series")
        typer.echo(f"  monitor --config {kept} claims --unmatched        figures that no metric follows")
    else:
        typer.echo("  monitor demo --keep demo      the same, and leave settings and database in ./demo to look around")
    typer.echo("  monitor init                  a copy of the settings to edit: feeds, topics, metrics")
    typer.echo("  monitor run                   the daemon")
