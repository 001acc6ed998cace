"""A replayed week as its TOML file tells it: a topic, papers, and steps with what is printed and what is due."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import tomlkit

from monitor import settings
from monitor.model import Topic, Trust


@dataclass(frozen=True)
class Text:
    """A state of an article; ``modified`` is what the page says of an open update."""

    paper: str
    slug: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime | None = None
    agency: str | None = None


@dataclass(frozen=True)
class Due:
    """An alert as a week expects it, or as it was made; a claimant ``*`` is not judged."""

    kind: str
    metric: str
    claimant: str
    old: str
    new: str

    def meets(self, made: Due) -> bool:
        """Whether an alert that was made is the one expected."""
        same = (self.kind, self.metric, self.old, self.new) == (made.kind, made.metric, made.old, made.new)
        return same and self.claimant in {"*", made.claimant}

    @classmethod
    def of(cls, row: dict[str, Any]) -> Due:
        """An alert as the query layer gives it."""
        return cls(row["kind"], row["metric"], row["claimant"] or "-", _number(row["old"]), _number(row["new"]))


def _number(side: dict[str, Any] | None) -> str:
    """``4``, ``3000..3500``, or ``-`` for nothing; a bound's number stands alone."""
    if side is None:
        return "-"
    numbers = [str(side[name]) for name in ("low", "high") if side[name] is not None]
    return "..".join(dict.fromkeys(numbers))


@dataclass(frozen=True)
class Step:
    """A pass at a time."""

    at: datetime
    note: str
    texts: tuple[Text, ...]
    due: tuple[Due, ...]


@dataclass(frozen=True)
class Week:
    """``papers``: key to name and trust."""

    topic: Topic
    papers: dict[str, tuple[str, Trust]]
    steps: tuple[Step, ...]


def load(file: Path, folder: Path) -> Week:
    """The week of a file; its topic goes through a settings file in ``folder``, as a user's would."""
    table = tomllib.loads(file.read_text("utf-8"))
    topic = folder / f"{file.stem}.toml"
    topic.write_text(tomlkit.dumps(table["topic"]), "utf-8")
    papers: dict[str, tuple[str, Trust]] = {key: (row["name"], row["trust"]) for key, row in table["papers"].items()}
    return Week(settings.topic(topic), papers, tuple(_step(row) for row in table["step"]))


def _step(row: dict[str, Any]) -> Step:
    texts = tuple(_text(text) for text in row.get("print", ()))
    return Step(row["at"], row["note"], texts, tuple(Due(*due) for due in row["alerts"]))


def _text(row: dict[str, Any]) -> Text:
    paragraphs = tuple(part.strip() for part in row["text"].strip().split("\n\n"))
    plain: dict[str, Any] = {name: row[name] for name in ("paper", "slug", "title", "lead", "published")}
    return Text(paragraphs=paragraphs, modified=row.get("modified"), agency=row.get("agency"), **plain)
