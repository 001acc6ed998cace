"""The tree of commands, or of it what one command line asks for: importing all takes longer than most commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import GLOBAL

# The modules of this package and the commands that each registers, in the order in which --help lists them.
COMMANDS = {
    "run": ("run", "check", "worker"),
    "extract": ("extract",),
    "query": ("claims", "figures", "changes", "history", "alerts", "articles"),
    "export": ("export",),
    "load": ("load",),
    "explain": ("explain",),
    "reprocess": ("reprocess",),
    "backfill": ("backfill",),
    "feeds": ("feeds",),
    "setup": ("init", "doctor"),
    "db": ("db",),
    "web": ("web",),
    "channels": ("test-alert",),
    "topics": ("topic",),
    "verdicts": ("mute", "verdict"),
    "demo": ("demo",),
}


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


def tree(words: Sequence[str] = ()) -> typer.Typer:
    """All commands; with the words of a command line (global options in front) only those of the asked one's module."""
    app = typer.Typer(
        help="Keeps the record of figures in the German-language press: who said which number about what, when.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # Rich takes longer to import than all else that the help needs
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="--config and --database may stand before or behind the command.",
    )
    app.callback()(options)
    asked = command_of(words)
    for module in [name for name, commands in COMMANDS.items() if asked in commands] or COMMANDS:
        import_module(f"monitor.cli.{module}").register(app)
    return app


def command_of(words: Sequence[str]) -> str | None:
    """The first word that is no global option and no value of one."""
    values = {at + 1 for at, word in enumerate(words) if word in GLOBAL}
    return next((word for at, word in enumerate(words) if at not in values and not word.startswith("-")), None)
