"""Settings: found, read, checked, shown and edited.

    found = settings.find(explicit, os.environ, Path.cwd())
    given = settings.load(found.folder, data=found.data)

``load`` checks with pydantic, which takes longer to import than ``monitor --help`` may last: it is reached
only when settings are read. The values themselves (``Settings`` and its parts) are in ``monitor.options``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from monitor.masking import mask
from monitor.model import Topic
from monitor.options import (
    AlertSettings,
    ChannelConfig,
    DatabaseSettings,
    FeedConfig,
    FetchSettings,
    LogSettings,
    ScheduleSettings,
    Settings,
    WebSettings,
)
from monitor.settings.places import Found, data_folder, find, init, shipped_folder, user_folder

__all__ = [
    "AlertSettings",
    "ChannelConfig",
    "DatabaseSettings",
    "FeedConfig",
    "FetchSettings",
    "Found",
    "LogSettings",
    "ScheduleSettings",
    "Settings",
    "WebSettings",
    "data_folder",
    "find",
    "init",
    "load",
    "mask",
    "shipped_folder",
    "show",
    "topic",
    "user_folder",
]


def load(
    folder: Path,
    *,
    data: Path | None = None,
    environ: Mapping[str, str] | None = None,
    database: str | None = None,
) -> Settings:
    """The settings of ``folder``: ``feeds.toml``, ``topics/*.toml`` and, where it is there, ``monitor.toml``.

    ``data`` is where relative paths start (default: ``folder``), ``environ`` the environment (default: this
    process's), ``database`` an address that goes before file and environment (``--database``). Raises
    SettingsError: one sentence a mistake, a line each, of all files together.
    """
    from monitor.settings import folder as reading  # noqa: PLC0415 - see above
    from monitor.settings.fields import Folder  # noqa: PLC0415

    given = dict(os.environ if environ is None else environ)
    if database:
        given["MONITOR_DATABASE_URL"] = database
    absolute = folder.absolute()
    return reading.load(Folder(absolute, (data or absolute).absolute(), given))


def topic(file: Path) -> Topic:
    """The topic that a file declares, wherever it lies; its name without ending is the key. Raises SettingsError."""
    from monitor.settings import folder as reading  # noqa: PLC0415 - see above

    return reading.topic(file)


def show(settings: Settings) -> str:
    """The settings as TOML-like text for people, with defaults filled in and every secret hidden."""
    from monitor.settings import listing  # noqa: PLC0415 - only one command needs it

    return listing.text(settings)
