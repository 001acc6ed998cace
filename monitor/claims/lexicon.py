"""The words of the language, read from TOML: one table a file, by the file's name without its ending.

The package's ``language/`` folder holds the German words. A file of the same name in a user's folder adds to the
package's (lists grow, tables merge, single values are replaced); a new file is a new table.

What the package's files say is kept as Python keeps what it compiles of modules, in ``__pycache__`` beside them and
under the same rules: made anew when a file's size or date differs, left out where nothing may be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

from monitor.claims.shapes import misshapen
from monitor.errors import SettingsError

PACKAGE = Path(__file__).parent / "language"

Table = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Language:
    """All word lists of one language, later folders over earlier ones; each file is read when it is first asked for.

    Compared by identity, so that what is compiled from it can be cached.
    """

    folders: tuple[Path, ...]
    _read: dict[str, Table] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> Table:
        """The table of ``name.toml``; empty where there is no such file. Raises SettingsError for a broken one."""
        if name not in self._read:
            merged: Any = {}
            for folder in self.folders:
                merged = _merge(merged, read(folder / f"{name}.toml"))
            self._read[name] = MappingProxyType(merged)
        return self._read[name]

    def names(self) -> list[str]:
        """The names of all tables, sorted."""
        return sorted({path.stem for folder in self.folders for path in folder.glob("*.toml")})


def load(folder: Path | None = None) -> Language:
    """The package's words, with those of ``folder`` added.

    Raises SettingsError for a file there that can't be read or has not the shape of the package's.
    """
    return _default() if folder is None else _with_user_words(folder)


@cache
def _default() -> Language:
    return Language((PACKAGE,))


@cache
def _with_user_words(folder: Path) -> Language:
    for path in sorted(folder.glob("*.toml")):
        for where, detail in misshapen(read(path), _default().table(path.stem), path.stem):
            raise SettingsError(f"the word list's {where} {detail}", file=path)
    return Language((PACKAGE, folder))


def read(path: Path) -> dict[str, Any]:
    """One file's table; empty where there is no such file. Raises SettingsError for a broken one."""
    try:
        return _kept(path) if path.parent == PACKAGE else _parsed(path.read_bytes(), path)
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise SettingsError("the word list can't be read", file=path) from None


def _parsed(data: bytes, path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - it takes longer to import than the kept lists to read

    try:
        return tomllib.loads(data.decode())
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the word list is no valid TOML ({error})", file=path) from None


class _Kept(SourceFileLoader):
    """Reads a word list as if it were a module that is nothing but its table."""

    def source_to_code(  # type: ignore[override] # the stubs of two of its parents contradict each other
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> CodeType:
        """What is kept of a file."""
        return compile(repr(_parsed(bytes(data), Path(path))), path, "eval")


def _kept(path: Path) -> dict[str, Any]:
    try:
        code = _Kept(path.stem, str(path)).get_code(path.stem)
    except (ImportError, EOFError, TypeError, ValueError):  # what was kept is damaged
        return _parsed(path.read_bytes(), path)
    assert code is not None
    table: dict[str, Any] = eval(code)  # noqa: S307 - a literal, from a file that Python itself would run
    return table


def _merge(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return {**ours, **{key: _merge(ours[key], theirs[key]) if key in ours else theirs[key] for key in theirs}}
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(item for item in theirs if item not in ours)]
    return theirs
