"""Addresses of databases: which are taken, and where a relative file lies."""

from __future__ import annotations

from pathlib import Path

FORMS = "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"


def database_url(url: str, data: Path) -> str:
    """``url`` as SQLAlchemy takes it: a relative SQLite file starts from ``data``, ``postgresql`` gets its driver.

    Raises ValueError, with half a sentence, for anything but SQLite and PostgreSQL.
    """
    scheme, slashes, rest = url.partition("://")
    if slashes and scheme in {"postgresql", "postgres", "postgresql+psycopg"} and "/" in rest.rstrip("/"):
        return f"postgresql+psycopg://{rest}"
    if not slashes or scheme not in {"sqlite", "sqlite+pysqlite"} or (rest and not rest.startswith("/")):
        raise ValueError(f"this is no address of a database; write {FORMS}")
    name, query, options = rest[1:].partition("?")
    if name in {"", ":memory:"} or name.startswith("file:"):
        return url
    return f"{scheme}:///{data / name}{query}{options}"
