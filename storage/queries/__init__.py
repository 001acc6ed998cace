"""The one query layer for command line, web and API: each function gives rows that are ready for JSON.

``query(conn, Filter(…))`` gives a list of flat dicts, oldest first unless the filter says otherwise. Ids are strings,
whole numbers ``int``, times ISO 8601 in UTC to the second (``2025-01-13T06:00:00Z``), days ISO dates.
"""

from storage.queries.alerts import alerts
from storage.queries.articles import articles
from storage.queries.changes import changes
from storage.queries.claims import claims
from storage.queries.counts import counts
from storage.queries.feeds import feed, feeds
from storage.queries.figures import figures, history
from storage.queries.health import health
from storage.queries.jobs import jobs
from storage.queries.overview import Move, overview
from storage.queries.plots import Plotted, alerts_on, plotted
from storage.queries.verdicts import verdicts
from storage.values import Filter

__all__ = [
    "Filter",
    "Move",
    "Plotted",
    "alerts",
    "alerts_on",
    "articles",
    "changes",
    "claims",
    "counts",
    "feed",
    "feeds",
    "figures",
    "health",
    "history",
    "jobs",
    "overview",
    "plotted",
    "verdicts",
]
