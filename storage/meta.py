"""Facts of the program itself under a name: JSON values, and times."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from storage.schema import meta
from storage.sql import insert

_GET = select(meta.c.value).where(meta.c.key == bindparam("of"))


def get(conn: Connection, key: str, default: Any = None) -> Any:
    """The JSON value under a name, or the default."""
    row = conn.execute(_GET, {"of": key}).first()
    return default if row is None else row.value


def put(conn: Connection, key: str, value: Any) -> None:
    """Keep a JSON value under a name, in place of what stood there."""
    statement = insert(conn, meta).values(key=key, value=value)
    conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value}))


def remove(conn: Connection, key: str) -> None:
    """Forget a name."""
    conn.execute(delete(meta).where(meta.c.key == key))


def get_time(conn: Connection, key: str) -> datetime | None:
    """The time under a name, or None."""
    value = get(conn, key)
    return None if value is None else datetime.fromisoformat(value)


def put_time(conn: Connection, key: str, value: datetime) -> None:
    """Keep an aware time under a name."""
    if value.utcoffset() is None:
        raise ValueError(f"a stored time needs a time zone: {value!r}")
    put(conn, key, value.isoformat())


def with_prefix(conn: Connection, prefix: str) -> dict[str, Any]:
    """All names that begin so, with their values."""
    rows = conn.execute(select(meta).where(meta.c.key.startswith(prefix, autoescape=True)).order_by(meta.c.key))
    return {row.key: row.value for row in rows}
