"""Sentences with gaps and their translations, from a table in TOML: one entry says all of its kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_GAP = re.compile(r"\{(\w+)\}")
# What can stand in some gaps; any other takes as little as fits, quotes and all.
_KINDS = {"address": r"\S+", "moment": r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with gaps, as an expression whose groups are the gaps, and its translation with the same."""

    sentence: re.Pattern[str]
    german: str

    def filled(self, parts: Mapping[str, str]) -> str:
        """The translation with its gaps filled."""
        return _GAP.sub(lambda gap: parts[gap[1]], self.german)


@cache
def phrases(table: str, section: str) -> Sequence[Phrase]:
    """The sentences of a section of ``table.toml``, in their order."""
    said = tomllib.loads(files("monitor.web").joinpath(f"{table}.toml").read_text("utf-8"))
    return [Phrase(_expression(english), german) for english, german in said[section].items()]


def _expression(sentence: str) -> re.Pattern[str]:
    pieces = _GAP.split(sentence)
    parts = (re.escape(piece) if number % 2 == 0 else _gap(piece) for number, piece in enumerate(pieces))
    return re.compile("".join(parts), re.DOTALL)


def _gap(name: str) -> str:
    return f"(?P<{name}>{_KINDS.get(name, '.+?')})"
