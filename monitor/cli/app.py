"""The tree of commands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import (
    backfill,
    channels,
    db,
    demo,
    explain,
    export,
    extract,
    feeds,
    load,
    query,
    reprocess,
    run,
    setup,
    topics,
    verdicts,
    web,
)

app = typer.Typer(
    help="Keeps the record of figures in the German-language press: who said which number about what, when.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # Rich takes longer to import than all else that the help needs
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="--config and --database may stand before or behind the command.",
)


@dataclass(frozen=True)
class Options:
    """What stands before every command."""

    config: Path | None
    database: str | None


def version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from importlib.metadata import version as installed

        typer.echo(f"zahlenmonitor {installed('zahlenmonitor')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder with monitor.toml, feeds.toml, topics/.")
    ] = None,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Database to use instead of the configured one.")
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Remember the options that every command takes."""
    context.obj = Options(config, database)


for module in (
    run,
    extract,
    query,
    export,
    load,
    explain,
    reprocess,
    backfill,
    feeds,
    setup,
    db,
    web,
    channels,
    topics,
    verdicts,
    demo,
):
    module.register(app)
