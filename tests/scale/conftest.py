"""The queue and workers under test: a real PostgreSQL with a database of the test's own, a real site on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.options import DatabaseSettings, ScaleSettings, Settings
from storage import migrations
from storage.engine import Database, open_database
from tests.pipeline.conftest import settings, site

__all__ = ["settings", "site"]  # fixtures that are shared


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    """A database in which the queue gets its tables too."""
    opened = open_database(postgresql_url)
    migrations.prepare(opened)
    yield opened
    opened.close()


@pytest.fixture
def scaled(settings: Settings, postgresql_url: str, tmp_path: Path) -> Settings:
    """The pipeline's settings with workers."""
    return replace(settings, database=DatabaseSettings(postgresql_url), scale=ScaleSettings(workers=True, jobs=8))
