"""Publishers whose pages stop giving what they gave: counted with each page, told once, closed when it is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from monitor import drift
from monitor.model import BERLIN, Article, Harvest
from storage import harvests, health

_SAID = {"bodies": "a body", "dates": "a date", "figures": "a figure"}


def note(conn: Connection, publisher: str, site: str, page: Article, now: datetime) -> None:
    """Count a page as it was read; ``site`` is the one that was asked for it."""
    harvests.add(conn, publisher, now.astimezone(BERLIN).date(), site, drift.of(page), page.url)


def watch(conn: Connection, publishers: Iterable[str], now: datetime) -> None:
    """Open or close these publishers health alerts, by the last days against the weeks before."""
    today = now.astimezone(BERLIN).date()
    recent_from = today - drift.RECENT + drift.DAY
    for publisher in publishers:
        days = harvests.of_publisher(conn, publisher, recent_from - drift.USUAL)
        usual = drift.total([harvest for day, harvest in days.items() if day < recent_from])
        recent = drift.total([harvest for day, harvest in days.items() if day >= recent_from])
        fallen = drift.fallen(usual, recent)
        if fallen:
            health.add(conn, "drift", publisher, _message(conn, publisher, fallen, usual, recent, recent_from), now)
        elif recent.pages >= drift.MIN_RECENT:
            health.close(conn, "drift", publisher, now)


def _message(conn: Connection, publisher: str, fallen: list[str], usual: Harvest, recent: Harvest, since: date) -> str:
    """What fell, with figures and an example, in one sentence a trait."""
    return " ".join(
        f"{publisher}: since {since.isoformat()} only {getattr(recent, trait)} of {recent.pages} pages gave "
        f"{_SAID[trait]} (usually {getattr(usual, trait) / usual.pages:.0%}), for example not "
        f"{harvests.example(conn, publisher, trait, since)}"
        for trait in fallen
    )
