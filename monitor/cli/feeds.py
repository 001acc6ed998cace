"""``monitor feeds …``: the feeds, their health, and changes to ``feeds.toml``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, Row, emit, local
from monitor.cli.waiting import wait_for
from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from monitor.cli.finding import Candidate
    from monitor.options import FeedConfig

feeds = typer.Typer(help="List, add, remove, test, check, import and export feeds.", no_args_is_help=True)
Style = Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")]
Column = Callable[[Row], str]


def register(app: typer.Typer) -> None:
    """Add the commands of this module, and those on lists of feeds."""
    from monitor.cli import asking, opml

    asking.register(feeds)
    opml.register(feeds)
    app.add_typer(feeds, name="feeds")


LISTED: Mapping[str, Column] = {
    "name": lambda row: row["name"],
    "state": lambda row: row["state"],
    "last success": lambda row: local(row["last_success_at"]),
    "next check": lambda row: local(row["next_check_at"]),
    "every": lambda row: _span(row["interval"]),
    "a day": lambda row: _number(row["entries_a_day"]),
    "on topic": lambda row: f"{round(100 * row['on_topic'] / row['articles'])} %" if row["articles"] else "",
    "error": lambda row: row["error"] or "",
    "url": lambda row: row["url"],
}


@feeds.command("list")
def listing(context: typer.Context, style: Style = Format.table) -> None:
    """Every feed with its health. Before the first run: the configured ones."""
    from monitor.cli.state import load, rows
    from storage import queries

    stored = rows(context, queries.feeds)
    emit(stored or [_configured(feed) for feed in load(context).feeds], style, LISTED)


def _configured(feed: FeedConfig) -> dict[str, Any]:
    from monitor.masking import mask

    empty = dict.fromkeys(("last_success_at", "next_check_at", "error", "interval", "entries_a_day"))
    return {
        "name": feed.name,
        "url": mask(feed.url),
        "publisher": feed.publisher,
        "state": "not polled yet",
        "entries": 0,
        "articles": 0,
        "on_topic": 0,
        **empty,
    }


def _span(seconds: int | None) -> str:
    """An interval for people: ``15m``, ``2h``."""
    if seconds is None:
        return ""
    return f"{seconds / 3600:.3g}h" if seconds >= 3600 else f"{seconds / 60:.3g}m"


def _number(value: float | None) -> str:
    return "" if value is None else str(value)


POLLS: Mapping[str, Column] = {
    "time": lambda row: local(row["at"]),
    "outcome": lambda row: row["outcome"].replace("_", " "),
    "status": lambda row: str(row["status"] or ""),
    "ms": lambda row: _number(row["elapsed_ms"]),
    "bytes": lambda row: _number(row["bytes"]),
    "entries": lambda row: str(row["entries"]),
    "new": lambda row: str(row["new"]),
    "error": lambda row: row["error"] or "",
}


@feeds.command()
def show(
    context: typer.Context,
    feed: Annotated[str, typer.Argument(help="A feed's name or address.")],
    limit: Annotated[int, typer.Option(min=1, help="How many of its last polls.")] = 20,
    raw: Annotated[bool, typer.Option("--raw", help="The last document that could not be parsed, as it came.")] = False,
    style: Style = Format.table,
) -> None:
    """One feed: its state, its hub, its last polls with status, time, bytes and new entries."""
    from monitor.cli.state import stored
    from storage import queries

    with stored(context) as database:
        row = None
        if database is not None:
            with database.read() as connection:
                row = queries.feed(connection, feed, limit)
                if row is not None and raw:
                    _print_raw(connection, row)
                    return
    if row is None:
        raise UsageError(f"there is no feed {feed!r} in the database; `monitor feeds list` shows all")
    if style is not Format.table:
        emit([row], style, {})
        return
    for line in _described(row):
        typer.echo(line)
    emit(row["last_polls"], style, POLLS)


def _described(row: Row) -> Iterator[str]:
    """What a person asks of a feed first."""
    yield f"{row['name']}  {row['url']}"
    every = f"every {_span(row['interval'])}, " if row["interval"] else ""
    yield f"{row['state']}, {every}next {local(row['next_check_at'])}"
    if row["moved_to"]:
        yield f"permanent redirect to {row['moved_to']}"
    if row["error"]:
        yield f"error ({row['failures']} in a row): {row['error']}"
    if hub := row["subscription"]:
        yield f"hub {row['hub']}: {hub['state']}, {hub['pushes']} pushes, last {local(hub['last_push_at']) or 'none'}"
    if kept := row["unparsed"]:
        words = f"{kept['size']:,} bytes of {local(kept['at'])} could not be read; `monitor feeds show NAME --raw`"
        yield f"{words} shows them: {kept['error']}"


def _print_raw(connection: Connection, row: Row) -> None:
    """The document to standard output, byte by byte."""
    from storage import unparsed

    document = unparsed.find(connection, int(row["id"]))
    if document is None:
        raise UsageError(f"everything that {row['name']} sent could be read; nothing is kept")
    sys.stdout.buffer.write(document.body)
    sys.stdout.buffer.flush()


@feeds.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A feed's address, or a site's: its feed is looked for.")],
    name: Annotated[str | None, typer.Option(help="Name in lists and logs (default: the feed's title).")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher (default: the name).")] = None,
    selector: Annotated[str | None, typer.Option(metavar="CSS", help="Of a page's links, if it has no feed.")] = None,
) -> None:
    """Find the feed behind an address and write it into feeds.toml, comments kept. In a terminal it asks which."""
    from monitor.cli import finding
    from monitor.cli.state import load
    from monitor.settings import feeds_file

    given = load(context)
    if selector:
        found = wait_for(finding.listing(given, url, selector))
    else:
        asks = sys.stdin.isatty() and sys.stdout.isatty()
        found = _chosen(wait_for(finding.find(given, url, most=finding.ENOUGH if asks else 1)))
    name = name or found.title or found.url
    feeds_file.add(given.folder, name=name, url=found.url, publisher=publisher or name, selector=selector)
    typer.echo(f"{name}: {found.url}")


def _chosen(found: Sequence[Candidate]) -> Candidate:
    """The only feed, or the one that the user picks; the best comes first."""
    if len(found) == 1:
        return found[0]
    from click import IntRange

    for number, feed in enumerate(found, 1):
        typer.echo(f"{number}  {feed.title} ({feed.entries} entries)  {feed.url}")
    choice: int = typer.prompt("Which one?", default=1, type=IntRange(1, len(found)))
    return found[choice - 1]


@feeds.command()
def remove(context: typer.Context, feed: Annotated[str, typer.Argument(help="Its name or address.")]) -> None:
    """Take a feed out of feeds.toml; what it brought stays stored."""
    from monitor.cli.state import load
    from monitor.settings import feeds_file

    typer.echo(f"removed {feeds_file.remove(load(context).folder, feed)}")
