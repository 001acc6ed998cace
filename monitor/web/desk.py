"""What every request is answered with: the database, the settings, the clock, the guard, the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from jinja2 import Environment
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from monitor.model import Metric
from monitor.options import Settings
from monitor.web.guard import Guard
from storage import migrations
from storage.engine import Database

SECONDS = 5.0  # that the queries of one request may take together


class NotThereError(Exception):
    """There is nothing at this address: 404."""


class NoDatabaseError(Exception):
    """The database has not been made yet: 503."""


@dataclass(frozen=True)
class Desk:
    """``clock`` gives the time in UTC."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    guard: Guard
    templates: Environment = field(repr=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that can't write and whose queries are bounded. Raises NoDatabaseError, DatabaseError."""
        if not self._ready:
            raise NoDatabaseError
        with self.database.read(SECONDS) as connection:
            yield connection

    @property
    def _ready(self) -> bool:
        """Whether the database was made; once it is there it stays."""
        if "_seen" not in self.__dict__ and migrations.ready(self.database):
            self.__dict__["_seen"] = True
        return "_seen" in self.__dict__

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """All metrics of all topics by their keys, in the order of the settings."""
        return {metric.key: metric for topic in self.settings.topics for metric in topic.metrics}

    @cached_property
    def claimants(self) -> tuple[str, ...]:
        """All claimants' names, sorted."""
        return tuple(sorted({claimant.name for topic in self.settings.topics for claimant in topic.claimants}))

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """All feeds' publishers, sorted."""
        return tuple(sorted({feed.publisher for feed in self.settings.feeds}, key=str.lower))

    def page(self, request: Request, template: str, answer_status: int = 200, **values: Any) -> Response:
        """An HTML page; ``signed`` and ``form_key`` are what its frame needs of the session."""
        frame = {
            "path": request.url.path,
            "signed": self.guard.token is not None,
            "form_key": self.guard.form_key(request),
            "now": self.clock(),
        }
        return HTMLResponse(self.templates.get_template(template).render(frame | values), answer_status)


def number(text: str) -> int:
    """An id of an address; NotThereError for what can't be one."""
    if text.isascii() and text.isdecimal() and len(text) < 16:
        return int(text)
    raise NotThereError
