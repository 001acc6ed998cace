"""Bounds for reading: a query that takes longer than it may is broken off by the database itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

_STEPS = 10_000  # of SQLite's virtual machine between two looks at the clock: well under a millisecond


@contextmanager
def limited(conn: Connection, seconds: float | None) -> Iterator[None]:
    """Within, no query of the connection may take longer; on SQLite all together; None bounds nothing."""
    if seconds is None:
        yield
    elif conn.dialect.name == "postgresql":
        conn.execute(text(f"SET LOCAL statement_timeout = {round(seconds * 1000)}"))
        yield
    else:
        driver: Any = conn.connection.driver_connection
        end = time.monotonic() + seconds
        driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)
