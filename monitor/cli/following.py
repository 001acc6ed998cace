"""``--follow``: new rows as they come, until stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from monitor.cli.output import Format, Row, emit
from monitor.errors import UsageError

if TYPE_CHECKING:
    from storage.engine import Database
    from storage.values import Filter

EVERY = 2.0  # seconds between two looks
PAGE = 500
Ask = Callable[..., list[dict[str, Any]]]


def follow(
    context: typer.Context, ask: Ask, columns: Mapping[str, Callable[[Row], str]], style: Format, asked: Filter
) -> None:
    """Print what is there, then whatever comes, until Ctrl-C. Raises UsageError without a database."""
    from monitor.cli.state import stored

    if style in (Format.json, Format.csv):
        raise UsageError("--follow prints a table or --format jsonl: what has no end is no JSON array")
    with stored(context) as database:
        if database is None:
            raise UsageError("there is no database yet; start `monitor run` first")
        try:
            for rows in arriving(database, ask, asked, lambda: time.sleep(EVERY)):
                emit(rows, style, columns)
        except KeyboardInterrupt:
            return


def arriving(
    database: Database, ask: Ask, asked: Filter, wait: Callable[[], object]
) -> Iterator[Sequence[dict[str, Any]]]:
    """The newest rows that are there, oldest first, then those that come; ``wait`` lies between two looks."""
    with database.read() as connection:
        newest = ask(connection, replace(asked, sort="id", newest_first=True, limit=asked.limit or PAGE))
    yield newest[::-1]
    last = int(newest[0]["id"]) if newest else 0
    while True:
        wait()
        with database.read() as connection:
            rows = ask(connection, replace(asked, sort="id", newest_first=False, after=last, limit=PAGE))
        if rows:
            last = int(rows[-1]["id"])
            yield rows
