"""``monitor feeds test`` and ``monitor feeds check``: feeds asked at once, or as soon as the daemon can."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, Row, emit, local
from monitor.cli.waiting import wait_for
from monitor.errors import MonitorError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.fetch import Fetcher, Response
    from monitor.model import FeedDocument
    from monitor.options import FeedConfig, Settings
    from storage.engine import Database

Style = Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")]


def register(feeds: typer.Typer) -> None:
    """Add the commands of this module to ``monitor feeds``."""
    feeds.command()(test)
    feeds.command()(check)


def check(context: typer.Context, feed: Annotated[str, typer.Argument(help="A feed's name or address.")]) -> None:
    """Let a feed be asked by the daemon's next round, a minute after its last poll at the soonest."""
    from monitor.cli.state import stored

    with stored(context) as database:
        moment = _ask_soon(database, feed) if database else None
    if moment is None:
        raise UsageError(f"there is no feed {feed!r} that is asked; `monitor feeds list` shows all")
    typer.echo(f"{feed}: due at {local(moment)}")


def _ask_soon(database: Database, feed: str) -> datetime | None:
    from datetime import UTC, datetime

    from monitor.pipeline.forced import ask_soon
    from storage import queries

    with database.write() as connection:
        row = queries.feed(connection, feed, 0)
        return ask_soon(connection, int(row["id"]), datetime.now(UTC)) if row else None


TESTED: Mapping[str, Callable[[Row], str]] = {
    "name": lambda row: row["name"],
    "ok": lambda row: "ok" if row["ok"] else "FAILED",
    "result": lambda row: row["result"],
    "url": lambda row: row["url"],
}


def test(
    context: typer.Context,
    feed: Annotated[str | None, typer.Argument(help="A configured feed's name or address, or any address.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every configured feed.")] = False,
    style: Style = Format.table,
) -> None:
    """Ask feeds once, store nothing, and say what came. Exit code 1 if one failed."""
    from monitor.cli.state import load
    from monitor.options import FeedConfig

    given = load(context)
    if not everything and feed is None:
        raise UsageError("name a feed, or use --all")
    chosen = given.feeds if everything else [f for f in given.feeds if feed in (f.name, f.url)]
    if not chosen and feed and "://" in feed:
        chosen = [FeedConfig(name=feed, url=feed, publisher="")]
    if not chosen and everything:
        raise UsageError(f"no feed is configured in {given.folder / 'feeds.toml'}; `monitor feeds add` adds one")
    if not chosen:
        raise UsageError(f"there is no feed {feed!r} in {given.folder / 'feeds.toml'}")
    rows = wait_for(probe(given, chosen))
    emit(rows, style, TESTED)
    if not all(row["ok"] for row in rows):
        raise typer.Exit(1)


async def probe(given: Settings, chosen: Sequence[FeedConfig]) -> list[dict[str, Any]]:
    """Each feed's outcome; a bar on standard error shows how far it is, in a terminal."""
    import asyncio

    from rich.console import Console
    from rich.progress import Progress

    from monitor.fetch import Fetcher

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("Asking feeds", total=len(chosen))

        async def one(fetcher: Fetcher, feed: FeedConfig) -> dict[str, Any]:
            row = await _probed(fetcher, feed)
            progress.advance(task)
            return row

        async with Fetcher(given.fetch) as fetcher:
            return list(await asyncio.gather(*(one(fetcher, feed) for feed in chosen)))


async def _probed(fetcher: Fetcher, feed: FeedConfig) -> dict[str, Any]:
    from monitor.masking import mask

    row = {"name": feed.name, "url": mask(feed.url), "ok": False}
    try:
        response = await fetcher.get(
            feed.url, headers=feed.headers, cookies=feed.cookies, proxy=feed.proxy, kind="feed"
        )
        document = _read(feed, response)
    except MonitorError as error:
        return row | {"result": str(error)}
    newest = max((entry.published for entry in document.entries if entry.published), default=None)
    return row | {"ok": True, "result": f"{document.format}, {len(document.entries)} entries, newest {local(newest)}"}


def _read(feed: FeedConfig, response: Response) -> FeedDocument:
    """What came, read as the daemon reads it: a page without a feed by the selector of its links."""
    from monitor.feeds import parse
    from monitor.feeds.listing import read_listing

    kind = response.content_type
    if feed.selector:
        return read_listing(response.body, response.url, feed.selector, content_type=kind)
    return parse(response.body, response.url, content_type=kind)
