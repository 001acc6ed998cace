"""An invented record of any size: ten claims an article, one in five a figure, of which one in ten is a change."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from storage import schema
from storage.engine import Database

METRICS, CLAIMANTS, PUBLISHERS, WORDS = 58, 75, 55, 4_000
NOW = datetime(2026, 6, 1, tzinfo=UTC)
EACH = 10  # claims of an article
TOGETHER = 2_000  # articles in one transaction
EVENTS = ("killed", "wounded", "deployed", "destroyed", "aid", "cost", "displaced", "other")
Rows = dict[Table, list[dict[str, Any]]]


def fill(database: Database, claims: int) -> None:
    """Write so many claims, with all that hangs on them, and let the database learn of its tables."""
    chance = random.Random(7)  # the same record each time
    for start in range(0, claims // EACH, TOGETHER):
        rows: Rows = {table: [] for table in (schema.articles, schema.versions, schema.claims, *_LATER)}
        for article in range(start, min(start + TOGETHER, claims // EACH)):
            _article(rows, article + 1, claims // EACH, chance)
        with database.write() as connection:
            for table, values in rows.items():
                if values:
                    connection.execute(insert(table), values)
    with database.write() as connection:
        _settle(connection)


_LATER = (schema.points, schema.changes, schema.alerts)


def _settle(connection: Connection) -> None:
    connection.execute(text("ANALYZE"))
    if connection.dialect.name == "postgresql":
        for table in (schema.articles, schema.versions, schema.claims, *_LATER):
            name = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({name}, (SELECT max(id) FROM {table.name}))"))  # noqa: S608 - our own names


def _article(rows: Rows, number: int, articles: int, chance: random.Random) -> None:
    at = NOW - timedelta(days=700) * (1 - number / articles)
    sentences = [_sentence(chance) for _ in range(EACH)]
    title, publisher = _sentence(chance, 6), f"Blatt {chance.randrange(PUBLISHERS)}"
    body = "\n".join([title, *sentences])
    times = {"published_at": at, "modified_at": None}
    rows[schema.articles].append(
        {
            "id": number,
            "url": f"https://blatt.example/{number}",
            "publisher": publisher,
            "title": title,
            "kind": "article",
        }
        | {"authors": [], "paywalled": False, "truncated": False, "first_seen_at": at, "last_seen_at": at}
        | {"dated_at": at, "version": 1, **times}
    )
    rows[schema.versions].append(
        {"id": number, "article_id": number, "number": 1, "title": title, "text": body, "text_hash": str(number)}
        | {"zones": [["paragraph", 0, len(body), None]], "seen_at": at, "rules": "1", "compared_at": at, **times}
    )
    for place, sentence in enumerate(sentences):
        _claim(rows, (number - 1) * EACH + place + 1, number, (title, publisher, sentence), at, chance)


def _claim(
    rows: Rows, number: int, article: int, said: tuple[str, str, str], at: datetime, chance: random.Random
) -> None:
    title, publisher, sentence = said
    metric = f"m{chance.randrange(METRICS)}" if chance.random() < 0.2 else None
    claimant = f"Quelle {chance.randrange(CLAIMANTS)}" if metric else None
    value = float(chance.randrange(1, 10 ** chance.randrange(2, 6)))
    shared = {"article_id": article, "version": 1, "topic": "t", "metric": metric, "claimant": claimant, "low": value}
    shared |= {"high": value, "bound": "exact", "unit": "person", "per": None, "place": None, "as_of": at.date()}
    shared |= {"published_at": at, "converted": None, "converted_unit": None}
    rows[schema.claims].append(
        shared
        | {
            "id": number,
            "event": chance.choice(EVENTS),
            "party": f"p{int(chance.expovariate(0.4))}",
            "text": str(value),
        }
        | {"span_start": 0, "span_end": 4, "quote": sentence, "zone": "paragraph", "title": title, "marks": []}
        | {"publisher": publisher, "implausible": False, "rule": "plain", "carried": False, "first_seen_at": at}
    )
    if metric:
        _figure(rows, shared, number, at, chance)


def _figure(rows: Rows, shared: dict[str, Any], claim: int, at: datetime, chance: random.Random) -> None:
    changed = chance.random() < 0.1
    rows[schema.points].append(
        shared
        | {"id": claim, "claim_id": claim, "scope": None, "change": "raised" if changed else None, "state": "held"}
        | {"state_at": at, "day": None, "seen_at": at, "origin": shared["article_id"], "trust": "normal"}
        | {"background": False, "day_given": True, "follows_up": False}
    )
    if changed:
        known = {"topic": "t", "metric": shared["metric"], "claimant": shared["claimant"]}
        rows[schema.changes].append(
            known
            | {"id": claim, "key": str(claim), "kind": "raised", "new_claim_id": claim, "reason": "", "at": at}
            | {"action": "send", "action_reason": ""}
        )
        told = {"id": claim, "kind": "change", "change_id": claim, "topic": "t", "severity": "notice"}
        rows[schema.alerts].append(told | {"title": "Titel", "body": "Text", "created_at": at})


def _sentence(chance: random.Random, words: int = 14) -> str:
    """Words of which some are in every third sentence and most in few."""
    picked = list(_words(chance, words))
    return " ".join(["Soldaten", *picked] if chance.random() < 0.3 else picked) + "."


def _words(chance: random.Random, count: int) -> Iterator[str]:
    return (f"Wort{int(chance.paretovariate(0.6)) % WORDS}" for _ in range(count))
