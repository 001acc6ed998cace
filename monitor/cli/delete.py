"""``monitor articles delete`` and ``deletions``: an article goes on request, and what was deleted, by whom and why."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.output import Format, emit
from monitor.errors import UsageError

if TYPE_CHECKING:
    from storage.deletions import Deletion


def delete(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id or address.")],
    why: Annotated[str, typer.Option("--why", help="Why, for those who come after.")],
    by: Annotated[str, typer.Option("--by", envvar=["MONITOR_USER", "USER"], help="Who wants it.")],
) -> None:
    """Delete an article with its texts, claims, figures, changes and alerts; it is not read again, nobody is told."""
    from monitor import daemon
    from monitor.cli import state

    asked = _asked(context, article, by, why)
    done = asyncio.run(daemon.settle(state.load(context), datetime.now(UTC)))
    typer.echo(f"article {asked.article_id} ({asked.url}): {'deleted' if done else 'the daemon will delete it'}")


def _asked(context: typer.Context, article: str, by: str, why: str) -> Deletion:
    from monitor.cli.state import stored
    from storage import articles, deletions

    with stored(context) as database:
        if database is None:
            raise UsageError("nothing is stored yet; start with `monitor run` or `monitor check`")
        with database.write() as connection:
            found = articles.find(connection, article)
            if found is None:
                raise UsageError(f"there is no article {article!r}; `monitor articles` lists them")
            return deletions.ask(connection, found.id, by=by, why=why, now=datetime.now(UTC))


def deletions(
    context: typer.Context,
    style: Annotated[Format, typer.Option("--format", help="table, json, jsonl or csv.")] = Format.table,
) -> None:
    """What was deleted, when, by whom and why."""
    from monitor.cli.state import stored
    from storage import deletions as storing

    with stored(context) as database:
        if database is None:
            emit([], style, COLUMNS)
            return
        with database.read() as connection:
            found = storing.listing(connection)
    emit([asdict(one) | {"article_id": str(one.article_id)} for one in found], style, COLUMNS)


COLUMNS = {
    name: (lambda row, name=name: str(row[name] or ""))
    for name in ("article_id", "url", "by", "why", "asked_at", "done_at")
}
