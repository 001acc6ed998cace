"""The columns of the tables that ``monitor claims``, ``figures``, ``changes``, ``alerts`` and ``articles`` print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from monitor.cli.output import Row, clip, local, quantity

Column = Callable[[Row], str]


def text_of(name: str) -> Column:
    """A column that shows a field as it is."""
    return lambda row: "–" if row.get(name) is None else str(row[name])


def old_to_new(row: Row) -> str:
    """``200–999 → 850``."""
    return f"{quantity(row.get('old'))} → {quantity(row.get('new'))}"


def _object(row: Row) -> str:
    """What a verdict is about: ``claim 12``, ``GUR → HUR``, ``nk_killed until 20.01.2025 00:00``."""
    if row["kind"] == "wrong":
        return f"claim {row['claim_id']}"
    if row["kind"] == "merge":
        return f"{row['claimant']} → {row['into']}"
    incident = ", ".join(row[name] for name in ("place", "day") if row[name])
    return f"{row['metric']}{f' ({incident})' if incident else ''} until {local(row['until'])}"


CLAIMS: Mapping[str, Column] = {
    "published": lambda row: local(row["published_at"]),
    "quantity": quantity,
    "event": text_of("event"),
    "party": text_of("party"),
    "claimant": lambda row: row["claimant"] or row["attribution"] or "–",
    "metric": text_of("metric"),
    "publisher": text_of("publisher"),
    "quote": lambda row: clip(row["quote"], 160),
}
FIGURES: Mapping[str, Column] = {
    "as of": text_of("as_of"),
    "metric": text_of("metric"),
    "claimant": text_of("claimant"),
    "quantity": quantity,
    "change": text_of("change"),
    "publisher": text_of("publisher"),
    "quote": lambda row: clip(row["quote"], 160),
}
CHANGES: Mapping[str, Column] = {
    "at": lambda row: local(row["created_at"]),
    "kind": text_of("kind"),
    "metric": text_of("metric"),
    "claimant": text_of("claimant"),
    "old → new": old_to_new,
    "verdict": text_of("verdict"),
    "reason": text_of("reason"),
}
ALERTS: Mapping[str, Column] = {
    "at": lambda row: local(row["created_at"]),
    "kind": text_of("kind"),
    "alert": text_of("title"),
    "old → new": old_to_new,
    "publisher": lambda row: (row.get("new") or row.get("old") or {}).get("publisher") or "–",
    "delivered": lambda row: ", ".join(f"{d['channel']} {d['state']}" for d in row["deliveries"]) or "–",
}
VERDICTS: Mapping[str, Column] = {
    "id": text_of("id"),
    "at": lambda row: local(row["created_at"]),
    "verdict": lambda row: f"{row['kind']} {_object(row)}",
    "by": text_of("by"),
    "why": text_of("why"),
    "state": lambda row: f"undone by {row['undone_by']}" if row["undone_at"] else "in force",
}
HEALTH: Mapping[str, Column] = {
    "at": lambda row: local(row["created_at"]),
    "kind": text_of("kind"),
    "subject": text_of("subject"),
    "message": text_of("message"),
}
ARTICLES: Mapping[str, Column] = {
    "id": text_of("id"),
    "published": lambda row: local(row["published_at"]),
    "publisher": text_of("publisher"),
    "title": lambda row: clip(row["title"], 90),
    "versions": text_of("versions"),
    "claims": text_of("claims"),
}
