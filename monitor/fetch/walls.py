"""Tell a bot wall from a page: an answer that asks for proof of a person. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_HEAD = 30_000  # bytes: a challenge is short, and its marks stand at its beginning
_CHALLENGE = 100_000  # bytes: a success that is longer holds a page, whatever it loads beside it
_REFUSED = frozenset({401, 403, 405, 406, 418, 428, 429, 503})


@dataclass(frozen=True, slots=True)
class _Signs:
    headers: tuple[tuple[str, str], ...]
    marks: tuple[bytes, ...]

    def show(self, headers: Mapping[str, str], head: bytes) -> bool:
        by_header = any(name in headers and value in headers[name].lower() for name, value in self.headers)
        return by_header or any(mark in head for mark in self.marks)


@dataclass(frozen=True, slots=True)
class _Wall:
    name: str
    always: _Signs
    refused: _Signs


def find_wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Name the guard whose challenge or refusal this answer is; None for an ordinary answer.

    ``headers`` have lower-case names; of the body, the beginning is enough.
    """
    refuses = status in _REFUSED
    if not refuses and not 200 <= status < 300:
        return None
    html = "html" in headers.get("content-type", "html").lower()
    head = body[:_HEAD] if html and (refuses or len(body) < _CHALLENGE) else b""
    met = (
        wall for wall in _walls() if wall.always.show(headers, head) or (refuses and wall.refused.show(headers, head))
    )
    return next((wall.name for wall in met), None)


@lru_cache(maxsize=1)
def _walls() -> tuple[_Wall, ...]:
    data = tomllib.loads(files(__package__).joinpath("walls.toml").read_text("utf-8"))
    return tuple(_Wall(wall["name"], _signs(wall.get("always")), _signs(wall.get("refused"))) for wall in data["wall"])


def _signs(given: dict[str, Any] | None) -> _Signs:
    given = given or {}
    return _Signs(tuple(given.get("headers", {}).items()), tuple(mark.encode() for mark in given.get("marks", ())))
