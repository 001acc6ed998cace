"""A small settings folder to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from monitor import settings
from monitor.options import Settings

FEEDS = """[[feed]]
name = "Hafenbote"
url = "https://hafenbote.example/feed"
"""

TOPIC = """title = "Hafenstreik"

[relevance]
any = ["Streik*", "Hafen*"]

[[metric]]
key = "strikers"
title = "Streikende"
kind = "strength"
event = "other"
unit = "person"
"""

Write = Callable[..., Path]
Load = Callable[..., Settings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A valid folder without monitor.toml."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "feeds.toml").write_text(FEEDS, encoding="utf-8")
    (tmp_path / "topics" / "strike.toml").write_text(TOPIC, encoding="utf-8")
    return tmp_path


@pytest.fixture
def load(folder: Path) -> Load:
    """Loads the folder after writing the given texts (monitor, feeds, topic); no environment unless given."""

    def load(
        *,
        monitor: str | None = None,
        feeds: str | None = None,
        topic: str | None = None,
        environ: dict[str, str] | None = None,
        data: Path | None = None,
        database: str | None = None,
    ) -> Settings:
        for name, text in (("monitor.toml", monitor), ("feeds.toml", feeds), ("topics/strike.toml", topic)):
            if text is not None:
                (folder / name).write_text(text, encoding="utf-8")
        return settings.load(folder, data=data, environ=environ or {}, database=database)

    return load
