"""Whether a word list has the shape of the package's own, so that what compiles the lists finds what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_NAMES = {str: "a text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


def misshapen(given: Any, ours: Any, path: str) -> Iterator[tuple[str, str]]:
    """What in ``given`` has another type than at the same place in ``ours``: its path, and what is wrong.

    A table may have new keys; they take the shape that all of ours have there, if they have one. A list of tables may
    have new rows; they need the keys that all of ours have, and no others than any of ours has.
    """
    given = dict(given) if isinstance(given, Mapping) else given
    ours = dict(ours) if isinstance(ours, Mapping) else ours
    if _name(given) != _name(ours):
        yield path, f"is {_name(given)}, not {_name(ours)}"
    elif isinstance(given, Mapping):
        yield from _in_table(given, ours, path)
    elif isinstance(given, list):
        yield from _in_list(given, ours, path)


def _name(value: Any) -> str:
    return _NAMES.get(type(value), type(value).__name__)


def _in_table(given: Mapping[str, Any], ours: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    shapes = {_name(value) for value in ours.values()}
    pattern = next(iter(ours.values())) if len(shapes) == 1 else None
    for key, value in given.items():
        if key in ours:
            yield from misshapen(value, ours[key], f"{path}.{key}")
        elif pattern is not None and _name(value) != _name(pattern):
            yield f"{path}.{key}", f"is {_name(value)}, not {_name(pattern)}"


def _in_list(given: Sequence[Any], ours: Sequence[Any], path: str) -> Iterator[tuple[str, str]]:
    rows = [row for row in ours if isinstance(row, Mapping)]
    for number, item in enumerate(given, 1):
        where = f"{path}, entry {number}"
        if ours and _name(item) != _name(ours[0]):
            yield where, f"is {_name(item)}, not {_name(ours[0])}"
        elif rows:
            yield from _in_row(item, rows, where)


def _in_row(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], where: str) -> Iterator[tuple[str, str]]:
    known = {key: value for other in rows for key, value in other.items()}
    needed = set.intersection(*(set(other) for other in rows))
    yield from ((where, f"lacks »{key}«") for key in sorted(needed - set(row)))
    yield from ((where, f"has »{key}«, which nothing reads") for key in sorted(set(row) - set(known)))
    for key in sorted(set(row) & set(known)):
        yield from misshapen(row[key], known[key], f"{where}, {key}")
