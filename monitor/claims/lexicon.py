"""The words of the language, read from TOML: one table a file, by the file's name without its ending.

The package's ``language/`` folder holds the German words. A file of the same name in a user's folder adds to the
package's (lists grow, tables merge, single values are replaced); a new file is a new table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from monitor.errors import SettingsError

PACKAGE = Path(__file__).parent / "language"

Table = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Language:
    """All word lists of one language. Compared by identity, so that what is compiled from it can be cached."""

    tables: Mapping[str, Table]

    def table(self, name: str) -> Table:
        """The table of ``name.toml``; empty where there is no such file."""
        return self.tables.get(name, MappingProxyType({}))


def load(folder: Path | None = None) -> Language:
    """The package's words, with those of ``folder`` added. Raises SettingsError for a file that can't be read."""
    return _default() if folder is None else _merged(folder)


@cache
def _default() -> Language:
    return Language(_read_all(PACKAGE))


def _merged(folder: Path) -> Language:
    tables = dict(_default().tables)
    for name, table in _read_all(folder).items():
        tables[name] = MappingProxyType(_merge(tables.get(name, {}), table))
    return Language(MappingProxyType(tables))


def _read_all(folder: Path) -> Mapping[str, Table]:
    return MappingProxyType({path.stem: MappingProxyType(_read(path)) for path in sorted(folder.glob("*.toml"))})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError("the word list can't be read", file=path) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the word list is no valid TOML ({error})", file=path) from None


def _merge(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return {**ours, **{key: _merge(ours[key], theirs[key]) if key in ours else theirs[key] for key in theirs}}
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(item for item in theirs if item not in ours)]
    return theirs
