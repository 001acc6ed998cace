"""The command line: ``monitor COMMAND``.

Each group of commands is one module here; what they need is imported when they run. ``monitor --help`` answers at once
with ``help.txt``, what the tree of commands says of itself (a test holds them equal; ``make help-text`` writes it).
Exit codes: 0 done, 1 the work failed, 2 wrong usage or settings.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

GLOBAL = ("--config", "--database")
_HELP = (["--help"], ["-h"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code; errors are one sentence on standard error."""
    words = to_front(list(sys.argv[1:] if arguments is None else arguments))
    if words in _HELP:
        sys.stdout.write(help_text())
        return
    spare_the_collector()
    from monitor.cli.app import tree
    from monitor.errors import MonitorError

    try:
        app = tree(words)
        gc.freeze()
        gc.enable()
        app(args=words, prog_name="monitor")
    except MonitorError as error:
        print(f"monitor: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 (the last door: what comes here is a fault of the program's own)
        sys.exit(fault(error))


def spare_the_collector() -> None:
    """Leave Python's collector off until the command is there, and nothing for it to look through at the end.

    Imports make no garbage, and the system takes back what a process leaves: looking took a fifth of an extraction.
    """
    gc.disable()
    atexit.register(gc.freeze)


def help_text() -> str:
    """What ``monitor --help`` prints, on lines of 80 columns."""
    return Path(__file__).with_name("help.txt").read_text("utf-8")


def fault(error: Exception) -> int:
    """Tell of an error that nobody foresaw, with its traceback where MONITOR_DEBUG is set; the exit code."""
    if os.environ.get("MONITOR_DEBUG"):
        import traceback

        traceback.print_exception(error)
    name = type(error).__name__
    print(f"monitor: an error in the program ({name}); run with MONITOR_DEBUG=1 for the details", file=sys.stderr)
    return 1


def to_front(words: list[str]) -> list[str]:
    """The words with ``--config DIR`` and ``--database URL`` moved before the command, wherever they stood.

    What stands behind ``--`` is left alone.
    """
    end = words.index("--") if "--" in words else len(words)
    front: list[str] = []
    rest: list[str] = []
    at = 0
    while at < end:
        if words[at] in GLOBAL:
            front += words[at : at + 2]
            at += 2
        elif words[at].startswith(tuple(f"{name}=" for name in GLOBAL)):
            front.append(words[at])
            at += 1
        else:
            rest.append(words[at])
            at += 1
    return [*front, *rest, *words[end:]]
