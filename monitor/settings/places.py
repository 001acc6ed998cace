"""Where settings lie: the search order, the user's folders, and a copy to edit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import SettingsError

NAME = "zahlenmonitor"
PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Found:
    """The settings folder in use; ``data`` is where relative paths start, ``shipped`` says that it's not the user's."""

    folder: Path
    shipped: bool
    data: Path


def find(explicit: Path | None, environ: Mapping[str, str], cwd: Path) -> Found:
    """The first of: ``explicit`` (--config), $MONITOR_CONFIG, ./config, the user's config folder, the shipped defaults.

    The first two must exist (else SettingsError); the next two count only if they hold a ``feeds.toml``.
    """
    for given in (explicit, environ.get("MONITOR_CONFIG")):
        if given:
            return _own(_existing(cwd / Path(given).expanduser()))
    for folder in (cwd / "config", user_folder(environ)):
        if (folder / "feeds.toml").is_file():
            return _own(folder)
    return Found(shipped_folder(), shipped=True, data=data_folder(environ))


def user_folder(environ: Mapping[str, str]) -> Path:
    """The user's own settings folder, by the XDG base directory specification."""
    return _base(environ, "XDG_CONFIG_HOME", ".config") / NAME


def data_folder(environ: Mapping[str, str]) -> Path:
    """The user's data folder, where database and files lie while the shipped settings are in use."""
    return _base(environ, "XDG_DATA_HOME", ".local/share") / NAME


def shipped_folder() -> Path:
    """The settings that come with the program: in the installed package, or beside it in a checkout."""
    inside = PACKAGE / "config"
    return inside if (inside / "feeds.toml").is_file() else PACKAGE.parent / "config"


def init(target: Path) -> list[Path]:
    """Copies the shipped settings to ``target`` and gives the files written; overwrites nothing (SettingsError)."""
    source = shipped_folder()
    files = sorted(
        file.relative_to(source) for file in source.rglob("*.toml") if not _is_hidden(file.relative_to(source))
    )
    if present := [target / file for file in files if (target / file).exists()]:
        raise SettingsError(
            "the file is there already, and nothing is overwritten; name another folder", file=present[0]
        )
    try:
        return [_copy(source / file, target / file) for file in files]
    except OSError as error:
        raise SettingsError(f"the settings can't be written here ({error.strerror})", file=target) from error


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target


def _is_hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def _own(folder: Path) -> Found:
    return Found(folder, shipped=False, data=folder)


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise SettingsError("there is no such settings folder; `monitor init` writes one", file=folder)
    return Path(os.path.normpath(folder))


def _base(environ: Mapping[str, str], variable: str, default: str) -> Path:
    """An XDG folder; the specification says that a relative path is to be ignored."""
    given = Path(environ.get(variable, ""))
    return given if given.is_absolute() else Path(environ.get("HOME") or Path.home()) / default
