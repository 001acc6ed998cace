"""Tell a bot wall from a page: an answer that asks for proof of a person. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_HEAD = 30_000  # bytes: a challenge is short, and its marks stand at its beginning
_CHALLENGE = 100_000  # bytes: an answer with status 200 that is longer holds a page, whatever it loads beside it
_REFUSED = frozenset({401, 403, 405, 429, 503})


@dataclass(frozen=True, slots=True)
class _Wall:
    name: str
    headers: tuple[tuple[str, str], ...]
    passed: tuple[bytes, ...]
    marks: tuple[bytes, ...]


def find_wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Name the guard whose challenge or refusal this answer is; None for an ordinary answer."""
    if status not in _REFUSED and status != 200:
        return None
    head = body[:_HEAD] if _may_be_challenge(status, headers, body) else b""
    return next((wall.name for wall in _walls() if _answers(wall, status, headers, head)), None)


def _may_be_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    html = "html" in headers.get("content-type", "html").lower()
    return html and (status != 200 or len(body) < _CHALLENGE)


def _answers(wall: _Wall, status: int, headers: Mapping[str, str], head: bytes) -> bool:
    """The header of a guard that also marks answers it lets through counts only on a refusal."""
    if any(
        name in headers and value in headers[name].lower() and (value or status != 200) for name, value in wall.headers
    ):
        return True
    marks = wall.passed if status == 200 else wall.passed + wall.marks
    return any(mark in head for mark in marks)


@lru_cache(maxsize=1)
def _walls() -> tuple[_Wall, ...]:
    data = tomllib.loads(files(__package__).joinpath("walls.toml").read_text("utf-8"))
    return tuple(
        _Wall(
            name=wall["name"],
            headers=tuple(wall["headers"].items()),
            passed=tuple(mark.encode() for mark in wall["passed"]),
            marks=tuple(mark.encode() for mark in wall["marks"]),
        )
        for wall in data["wall"]
    )
