"""The first schema.

Written out, not taken from ``storage.schema``: that goes on changing, and this step never does.
"""

from storage.migrations.first import alerts, articles, record, sources

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables, those first that others refer to."""
    articles.bands()
    sources.feeds()
    alerts.health()
    alerts.messages()
    sources.meta()
    articles.stories()
    articles.articles()
    sources.polls()
    sources.unparsed()
    sources.subscriptions()
    sources.farewells()
    articles.aliases()
    articles.harvests()
    articles.article_topics()
    sources.entries()
    articles.versions()
    record.claims()
    record.changes()
    record.points()
    record.verdicts()
    alerts.alerts()
    alerts.deliveries()
