"""``monitor feeds import`` and ``monitor feeds export``: lists of feeds as other readers keep them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.errors import ReadError

if TYPE_CHECKING:
    from monitor.feeds.opml import Outline
    from monitor.options import FeedConfig


def register(feeds: typer.Typer) -> None:
    """Add the commands of this module to ``monitor feeds``."""
    feeds.command("import")(import_)
    feeds.command("export")(export)


def import_(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file.")]
) -> None:
    """Add every feed of an OPML file that is not known yet to feeds.toml, comments kept."""
    from monitor.cli.state import load
    from monitor.feeds import opml
    from monitor.settings import feeds_file

    given = load(context)
    try:
        outlines = opml.read(file.read_bytes())
    except OSError as error:
        raise ReadError(f"{file} can't be read: {error.strerror or 'no such file'}") from None
    added = 0
    for name, url in unknown(outlines, given.feeds):
        feeds_file.add(given.folder, name=name, url=url, publisher=name)
        typer.echo(f"{name}: {url}")
        added += 1
    typer.echo(f"{added} feeds added, {len(outlines) - added} known already", err=True)


def unknown(outlines: Iterable[Outline], present: Iterable[FeedConfig]) -> Iterator[tuple[str, str]]:
    """Name and address of each feed that is not there yet; of two with one name the second gets a number."""
    from monitor.settings.checks import same_address

    feeds = list(present)
    names, addresses = {feed.name for feed in feeds}, {same_address(feed.url) for feed in feeds}
    for outline in outlines:
        address = same_address(outline.url)
        if address in addresses:
            continue
        name, number = outline.title, 1
        while name in names:
            number += 1
            name = f"{outline.title} {number}"
        names.add(name)
        addresses.add(address)
        yield name, outline.url


def export(context: typer.Context) -> None:
    """Print the configured feeds as OPML, their addresses unmasked; pages read by a selector are no feeds."""
    from monitor.cli.state import load
    from monitor.feeds import opml

    given = load(context)
    for feed in given.feeds:
        if feed.selector:
            typer.echo(f"monitor: left out {feed.name}: a page that is read by a selector is no feed", err=True)
    outlines = [opml.Outline(feed.name, feed.url) for feed in given.feeds if not feed.selector]
    sys.stdout.write(opml.write(outlines, "Zahlenmonitor").decode("utf-8"))
