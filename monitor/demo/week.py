"""The invented week: papers, and what each prints when. Read from the TOML files in ``week/``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Literal

from monitor.model import Trust

FeedFormat = Literal["rss", "atom", "rdf", "json"]
Template = Literal["ldjson", "plain", "messy"]


@dataclass(frozen=True, slots=True)
class Paper:
    """An invented publisher, with the format of its feed and the template of its pages."""

    key: str
    name: str
    format: FeedFormat
    template: Template
    trust: Trust


@dataclass(frozen=True, slots=True)
class Piece:
    """A state of an article from ``due`` on. A later piece with the same paper and slug replaces it silently.

    ``changes`` names what it does to the followed figures (``"raised nk_killed"``), ``note`` says why it is there.
    """

    paper: str
    slug: str
    due: datetime
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    changes: tuple[str, ...]
    note: str
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Papers by key, pieces in the order in which they appear, and the times at which to look."""

    papers: dict[str, Paper]
    pieces: tuple[Piece, ...]
    passes: tuple[datetime, ...]


@cache
def load() -> Week:
    """The week that is shipped."""
    tables = [tomllib.loads(file.read_text("utf-8")) for file in _files()]
    papers = {key: Paper(key, **row) for table in tables for key, row in table.get("publisher", {}).items()}
    pieces = sorted((_piece(row) for table in tables for row in table.get("piece", ())), key=lambda piece: piece.due)
    passes = sorted(at for table in tables for at in table.get("passes", ()))
    return Week(papers, tuple(pieces), tuple(passes))


def _files() -> list[Any]:
    folder = resources.files(__package__) / "week"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def _piece(row: dict[str, Any]) -> Piece:
    paragraphs = tuple(part.strip() for part in row["text"].strip().split("\n\n"))
    return Piece(
        paper=row["publisher"],
        slug=row["slug"],
        due=row["due"],
        title=row["title"],
        lead=row["lead"],
        paragraphs=paragraphs,
        changes=tuple(row["changes"]),
        note=row["note"],
        agency=row.get("agency"),
    )
