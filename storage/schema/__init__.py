"""The whole schema, a module a group of tables; each index names the query that needs it.

Times are UTC, ``day`` and ``as_of`` are days in Europe/Berlin, durations are seconds. A row that hangs on an
article goes with it. Rows that people cite by their id (articles, claims, figures, changes, alerts) never hand
that id on (``sqlite_autoincrement``; PostgreSQL's sequences do that anyway). After a change here: a new revision
in ``migrations/versions``; a test holds the two equal.

What is derived from these tables, full text and views, is in ``storage.derived``.

    feeds ─ polls                     articles ─ aliases, topics of an article
      └──── entries ──────────────────── │ └──── versions ─ claims ─ points
                                      stories, bands          ├───── changes ─ alerts ─ deliveries ─ messages
                                                              └───── verdicts
"""

from __future__ import annotations

from storage.schema.alerts import alerts, deliveries, health, messages
from storage.schema.articles import aliases, article_topics, articles, bands, harvests, stories, versions
from storage.schema.parts import metadata
from storage.schema.record import changes, claims, points, verdicts
from storage.schema.sources import entries, farewells, feeds, meta, polls, subscriptions, unparsed

__all__ = [
    "alerts",
    "aliases",
    "article_topics",
    "articles",
    "bands",
    "changes",
    "claims",
    "deliveries",
    "entries",
    "farewells",
    "feeds",
    "harvests",
    "health",
    "messages",
    "meta",
    "metadata",
    "points",
    "polls",
    "stories",
    "subscriptions",
    "unparsed",
    "verdicts",
    "versions",
]
