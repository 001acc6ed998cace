"""What a run left in its database and with its receivers, and how two runs differ."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from storage import queries
from storage.engine import open_database

RECEIVERS = ("one", "two")


@dataclass(frozen=True)
class Outcome:
    """Rows as they must be equal, and what is wrong with the deliveries."""

    articles: Counter[str]
    claims: Counter[str]
    alerts: Counter[str]
    faults: list[str]

    def differences(self, other: Outcome) -> list[str]:
        """What the other one has more or fewer of."""
        found = []
        for name in ("articles", "claims", "alerts"):
            mine, theirs = getattr(self, name), getattr(other, name)
            found += [f"{name}: missing {row}" for row in (mine - theirs).elements()]
            found += [f"{name}: too much {row}" for row in (theirs - mine).elements()]
        return found


def read(folder: Path) -> Outcome:
    """The outcome in a folder."""
    database = open_database(f"sqlite:///{folder / 'monitor.db'}")
    with database.read() as conn:
        versions = conn.exec_driver_sql(
            "SELECT url, number, versions.text_hash FROM articles JOIN versions ON versions.article_id = articles.id"
        ).all()
        claims = conn.exec_driver_sql(
            "SELECT articles.url, claims.version, span_start, text, metric, claimant, low, high, bound, unit, event, "
            "carried FROM claims JOIN articles ON articles.id = claims.article_id"
        ).all()
        alerts = queries.alerts(conn, queries.Filter())
        integrity = conn.exec_driver_sql("PRAGMA integrity_check").scalar()
    database.close()
    faults = [] if integrity == "ok" else [f"integrity: {integrity}"]
    rows = [[a["kind"], a["metric"], a["claimant"], _number(a["old"]), _number(a["new"])] for a in alerts]
    return Outcome(
        Counter(json.dumps(list(row)) for row in versions),
        Counter(json.dumps(list(row)) for row in claims),
        Counter(json.dumps(row) for row in rows),
        faults + _undelivered(alerts) + [fault for name in RECEIVERS for fault in _received(folder, name, alerts)],
    )


def _number(side: dict[str, object] | None) -> object:
    return side and [side["low"], side["high"], side["bound"]]


def _undelivered(alerts: list[dict[str, object]]) -> list[str]:
    states = Counter(delivery["state"] for alert in alerts for delivery in alert["deliveries"])  # type: ignore[attr-defined]
    return [f"deliveries: {dict(states)}"] if set(states) - {"sent"} else []


def _received(folder: Path, name: str, alerts: list[dict[str, object]]) -> list[str]:
    """Every alert must have come, and come again only under its key."""
    keys = defaultdict(set)
    log = folder / f"{name}.jsonl"
    for line in log.read_text("utf-8").splitlines() if log.exists() else ():
        row = json.loads(line)
        for alert in row["alerts"]:
            keys[alert].add(row["key"])
    never = [f"{name} never saw alert {alert['id']}" for alert in alerts if alert["id"] not in keys]
    return never + [f"{name} saw alert {alert} under {len(own)} keys" for alert, own in keys.items() if len(own) > 1]
