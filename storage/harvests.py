"""What publishers' pages gave, a row a publisher, day and site, with the latest page that lacked each trait."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, func, select

from monitor.model import Harvest
from storage import sql
from storage.schema import harvests

EXAMPLES = {"bodies": "without_body", "dates": "without_date", "figures": "without_figures"}


def add(conn: Connection, publisher: str, day: date, site: str, harvest: Harvest, url: str) -> None:
    """Count a page of the publisher on a site; where it lacks a trait, it is the day's example there."""
    counts = {name: getattr(harvest, name) for name in ("pages", *EXAMPLES)}
    lacking = {column: url for trait, column in EXAMPLES.items() if not counts[trait]}
    new = sql.insert(conn, harvests).values(publisher=publisher, day=day, site=site, **counts, **lacking)
    summed = {name: harvests.c[name] + count for name, count in counts.items()}
    conn.execute(new.on_conflict_do_update(index_elements=["publisher", "day", "site"], set_=summed | lacking))


def of_publisher(conn: Connection, publisher: str, since: date) -> dict[date, Harvest]:
    """The publisher's days from ``since`` on."""
    sums = (func.sum(harvests.c[name]) for name in ("pages", *EXAMPLES))
    chosen = select(harvests.c.day, *sums).where(harvests.c.publisher == publisher, harvests.c.day >= since)
    return {day: Harvest(*counts) for day, *counts in conn.execute(chosen.group_by(harvests.c.day))}


def example(conn: Connection, publisher: str, trait: str, since: date) -> str | None:
    """The latest page of the publisher that lacked a trait."""
    column = harvests.c[EXAMPLES[trait]]
    chosen = select(column).where(harvests.c.publisher == publisher, harvests.c.day >= since, column.is_not(None))
    url: str | None = conn.execute(chosen.order_by(harvests.c.day.desc()).limit(1)).scalar()
    return url


def prune(conn: Connection, before: date) -> int:
    """Forget days before a day; how many rows went."""
    return conn.execute(delete(harvests).where(harvests.c.day < before)).rowcount
