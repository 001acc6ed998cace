"""The whole schema in one place; each index names the query that needs it.

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

from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from storage.columns import ID, CleanText, Figure, Seconds, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", ID, primary_key=True)


def _text(name: str, *, primary_key: bool = False, unique: bool = False) -> Column[str]:
    return Column(name, CleanText, nullable=False, primary_key=primary_key, unique=unique)


def _optional_text(name: str) -> Column[str]:
    return Column(name, CleanText)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, default=0, server_default="0")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _time(name: str) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=False)


def _optional_time(name: str) -> Column[datetime]:
    return Column(name, UtcDateTime)


def _feed(*, primary_key: bool = False) -> Column[int]:
    return Column("feed_id", ID, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key)


def _article(*, primary_key: bool = False) -> Column[int]:
    return Column(
        "article_id", ID, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, primary_key=primary_key
    )


def _version() -> ForeignKeyConstraint:
    target = ["versions.article_id", "versions.number"]
    return ForeignKeyConstraint(["article_id", "version"], target, ondelete="CASCADE")


def _partial_index(
    name: str, *columns: str, where: str, unique: bool = False, sqlite_where: str | None = None
) -> Index:
    """An index of only the rows that its query looks at; SQLite takes it only for a query with the same words."""
    return Index(name, *columns, unique=unique, sqlite_where=text(sqlite_where or where), postgresql_where=text(where))


def _listed(name: str, *columns: str) -> Index:
    """An index of the claims that lists show: those that stood in an earlier version already are left out."""
    return _partial_index(name, *columns, where="NOT carried", sqlite_where="carried = 0")


# Facts of the program itself: the last pass, the baselines of metrics (JSON values).
meta = Table("meta", metadata, _text("key", primary_key=True), Column("value", JSON, nullable=False))

# ---------------------------------------------------------------- sources

# What the settings say of a feed, and the state of its polling.
feeds = Table(
    "feeds",
    metadata,
    _id(),
    _text("url", unique=True),
    _text("name"),
    _text("publisher"),
    _text("language"),
    _text("trust"),
    Column("interval_set", Seconds),  # the interval of the settings; null is the schedule's
    Column("position", Integer, nullable=False),  # order in feeds.toml
    _flag("active"),  # false: no longer in the settings; what it brought stays
    _time("added_at"),
    _time("next_check_at"),
    Column("interval", Seconds),  # as adapted
    _optional_text("format"),
    _optional_text("title"),
    _optional_text("home"),
    _optional_text("hub"),
    Column("ttl", Seconds),
    _optional_text("etag"),
    _optional_text("last_modified"),
    _optional_text("body_hash"),
    _optional_text("moved_to"),
    _count("moved_times"),  # how often in a row the permanent redirect held
    _count("failures"),  # in a row
    _optional_text("last_error"),
    Column("last_status", Integer),
    _optional_time("first_poll_at"),
    _optional_time("last_poll_at"),
    _optional_time("last_success_at"),
    _optional_time("last_new_at"),
    _count("polls_total"),
    _count("entries_total"),
    # feeds.due
    _partial_index("ix_feeds_due", "next_check_at", "position", where="active", sqlite_where="active = 1"),
)

# One row a request for a feed.
polls = Table(
    "polls",
    metadata,
    _id(),
    _feed(),
    _time("at"),
    _text("outcome"),
    Column("status", Integer),
    Column("elapsed_ms", Integer),
    Column("bytes", Integer),
    _count("entries"),
    _count("new"),
    _optional_text("error"),
    # feeds.polls: the last polls of a feed
    Index("ix_polls_feed", "feed_id", "id"),
    # maintenance.prune: the old ones
    Index("ix_polls_at", "at"),
    # feeds.arrivals: those that brought something
    _partial_index("ix_polls_new", "feed_id", "id", where="new > 0"),
)

# The last document of a feed that could not be parsed, for looking at; one row a feed.
unparsed = Table(
    "unparsed",
    metadata,
    _feed(primary_key=True),
    _time("at"),
    _text("url"),
    _optional_text("content_type"),
    _text("error"),
    Column("size", Integer, nullable=False),  # bytes of the whole, which may have been cut
    Column("body", LargeBinary, nullable=False),
)

# What a WebSub hub was asked to push, and what it has pushed; one row a feed.
subscriptions = Table(
    "subscriptions",
    metadata,
    _feed(primary_key=True),
    _text("hub"),
    _text("topic"),
    _text("token", unique=True),  # the last part of the callback's address
    _text("secret"),
    _text("state"),  # asked, active, denied, failed
    _time("next_at"),  # when the hub is asked again: a renewal, or another try
    _count("failures"),  # in a row
    _optional_time("leased_until"),
    _optional_time("last_push_at"),
    _optional_time("last_gap_at"),  # the last poll that found what no push had told
    _count("pushes"),
    _optional_text("error"),
    # subscriptions.due
    Index("ix_subscriptions_next", "next_at"),
)

# An item of a feed, until its article has been read.
entries = Table(
    "entries",
    metadata,
    _id(),
    _feed(),
    _text("key"),
    _text("url"),
    _text("title"),
    _text("summary_hash"),
    _optional_time("published_at"),
    _optional_time("updated_at"),
    _text("state"),  # pending, done, failed
    Column("due_at", UtcDateTime),  # when to read it; null unless pending
    _count("attempts"),
    _optional_text("error"),
    _time("first_seen_at"),
    _time("changed_at"),
    Column("article_id", ID, ForeignKey("articles.id", ondelete="SET NULL")),
    # entries.add: the known keys of a feed
    UniqueConstraint("feed_id", "key"),
    # entries.pending
    _partial_index("ix_entries_pending", "due_at", "id", where="state = 'pending'"),
    # queries.articles and the deletion of an article: the entries that led to it
    Index("ix_entries_article", "article_id"),
)

# ---------------------------------------------------------------- articles

# The same copy in several papers.
stories = Table(
    "stories",
    metadata,
    _id(),
    Column("first_article_id", ID, nullable=False),
    _optional_text("agency"),
    _optional_text("origin"),  # the agency, else the first publisher
    _time("created_at"),
)

# A page, known by its cleaned final address; what is said here is said by its latest version.
articles = Table(
    "articles",
    metadata,
    _id(),
    _text("url", unique=True),
    Column("feed_id", ID, ForeignKey("feeds.id", ondelete="SET NULL")),  # the feed that led to it first
    _text("publisher"),
    _text("title"),
    _text("kind"),  # article, ticker, none
    _optional_text("language"),
    Column("authors", JSON, nullable=False),
    _optional_text("agency"),
    _optional_text("canonical"),
    _optional_text("syndicated_from"),
    _flag("paywalled"),
    _flag("truncated"),
    _optional_time("published_at"),
    _optional_time("modified_at"),
    _time("first_seen_at"),
    _time("last_seen_at"),
    _time("dated_at"),  # the publication, or the first sight where the page gives none
    _count("version"),  # the latest version's number, 0 before the first
    _optional_text("etag"),
    _optional_text("last_modified"),
    _optional_time("next_recheck_at"),
    _count("rechecks_done"),
    Column("story_id", ID, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("signature", LargeBinary),  # MinHash, numbers of 32 bits, most significant byte first
    Column("words", Integer),  # of the text that was signed
    # articles.due_rechecks
    _partial_index("ix_articles_recheck", "next_recheck_at", "id", where="next_recheck_at IS NOT NULL"),
    # stories.articles_of
    Index("ix_articles_story", "story_id"),
    # queries.articles: newest first
    Index("ix_articles_dated", "dated_at", "id"),
    Index("ix_articles_publisher", "publisher", "dated_at", "id"),
    sqlite_autoincrement=True,
)

# Other addresses that led to an article.
aliases = Table(
    "aliases",
    metadata,
    _text("url", primary_key=True),
    _article(),
    # deletion of an article
    Index("ix_aliases_article", "article_id"),
)

# What a publisher's pages gave on a day, with the latest that lacked it: shows when a redesign breaks the reader.
harvests = Table(
    "harvests",
    metadata,
    _text("publisher", primary_key=True),
    Column("day", Date, primary_key=True),
    _count("pages"),
    _count("bodies"),
    _count("dates"),
    _count("figures"),
    _optional_text("without_body"),
    _optional_text("without_date"),
    _optional_text("without_figures"),
    # harvests.prune
    Index("ix_harvests_day", "day"),
)

# Which topics an article is on.
article_topics = Table(
    "article_topics",
    metadata,
    _article(primary_key=True),
    _text("topic", primary_key=True),
    _flag("relevant"),
    _count("score"),
    Column("terms", JSON, nullable=False),
)

# Each state of an article's text that was seen: headline, newline, zones by newlines.
versions = Table(
    "versions",
    metadata,
    _id(),
    _article(),
    Column("number", Integer, nullable=False),
    _text("title"),
    _text("text"),
    _text("text_hash"),  # SHA-256 of the text
    Column("zones", JSON, nullable=False),  # [[kind, start, end, at or null]]
    _optional_time("published_at"),
    _optional_time("modified_at"),
    _time("seen_at"),
    _text("rules"),  # the extraction's version, for reprocessing
    _optional_time("compared_at"),
    # articles.versions, articles.latest_version; two readers of one page can't both write the next version
    UniqueConstraint("article_id", "number"),
    # articles.uncompared
    _partial_index("ix_versions_uncompared", "id", where="compared_at IS NULL"),
)

# The MinHash bands of articles: derived, and found by their hash alone, therefore without a foreign key (its index
# would be as large as the table; an article's bands are found again by its signature).
bands = Table(
    "bands",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # date.toordinal() of the first sight
    Column("article_id", ID, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- claims and figures

# One quantity in one version of an article.
claims = Table(
    "claims",
    metadata,
    _id(),
    _article(),
    Column("version", Integer, nullable=False),
    _optional_text("topic"),
    _optional_text("metric"),
    _optional_text("claimant"),
    Column("low", Figure),
    Column("high", Figure),
    _text("bound"),
    _optional_text("unit"),
    _optional_text("per"),
    _optional_text("period"),
    _optional_text("hedge"),
    _optional_text("counted"),
    _optional_text("event"),
    _optional_text("party"),
    _optional_text("attribution"),
    _optional_text("place"),
    Column("converted", Figure),
    _optional_text("converted_unit"),
    Column("as_of", Date),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    _text("text"),
    _text("quote"),
    _text("zone"),
    _text("title"),  # the version's headline: searched with the quote, and shown beside it
    _text("publisher"),  # the article's
    _flag("implausible"),
    _optional_text("reason"),  # what it met, or why nothing, and what it was against the history; null until compared
    Column("marks", JSON, nullable=False),
    _text("rule"),
    _flag("carried"),  # it stood in the version before: evidence, but not listed again
    _optional_time("retired_at"),  # reprocessing no longer reads it: kept for what cites it, but not listed
    _time("published_at"),  # the version's, or the article's first sight where it has none
    _time("first_seen_at"),
    _version(),
    # claims.of_version
    Index("ix_claims_version", "article_id", "version"),
    # queries.claims: one metric's, and all, newest first
    _listed("ix_claims_metric", "metric", "published_at", "id"),
    _listed("ix_claims_published", "published_at", "id"),
    # queries.claims: of one of these, newest first, however seldom it is met
    _listed("ix_claims_claimant", "claimant", "published_at", "id"),
    _listed("ix_claims_publisher", "publisher", "published_at", "id"),
    _listed("ix_claims_event", "event", "published_at", "id"),
    _listed("ix_claims_party", "party", "published_at", "id"),
    _listed("ix_claims_unit", "unit", "published_at", "id"),
    # queries.claims: by first sight, by value
    _listed("ix_claims_seen", "first_seen_at", "id"),
    _listed("ix_claims_value", "low", "id"),
    sqlite_autoincrement=True,
)

# A statement in a metric's history.
points = Table(
    "points",
    metadata,
    _id(),
    Column("claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    _article(),
    Column("version", Integer, nullable=False),
    _text("topic"),
    _text("metric"),
    _optional_text("claimant"),
    _optional_text("scope"),
    _optional_text("change"),  # the kind of change that it was; null: a repeat
    _text("state"),  # held, waiting, withdrawn
    _time("state_at"),
    Column("low", Figure),
    Column("high", Figure),
    _text("bound"),
    _optional_text("unit"),
    _optional_text("per"),
    _optional_text("place"),
    Column("day", Date),
    Column("converted", Figure),
    _optional_text("converted_unit"),
    Column("as_of", Date, nullable=False),
    _time("published_at"),
    _time("seen_at"),
    _count("feed_order"),
    _count("position"),
    Column("origin", ID, nullable=False),  # the story, or whatever else tells voices apart
    _text("trust"),
    _flag("background"),  # told as something earlier
    _flag("day_given"),  # the text names the incident's day
    _flag("follows_up"),  # the text speaks of an incident that its reader knows
    # a claim is one point of a metric, however often the step that makes it runs
    UniqueConstraint("claim_id", "metric"),
    # points.of_metric, queries.history
    Index("ix_points_metric", "metric", "as_of"),
    # points.of_metric of one incident or pledge
    _partial_index("ix_points_scope", "metric", "scope", where="scope IS NOT NULL"),
    # points.of_article
    Index("ix_points_article", "article_id"),
    # queries.figures: newest first, of all and of one metric or claimant
    Index("ix_points_published", "published_at", "id"),
    Index("ix_points_metric_published", "metric", "published_at", "id"),
    Index("ix_points_claimant", "claimant", "published_at", "id"),
    # queries.overview: the latest figures that moved a metric
    _partial_index("ix_points_moved", "metric", "as_of", "id", where="change IS NOT NULL"),
    sqlite_autoincrement=True,
)

# What a new figure meant, whether or not anybody was told.
changes = Table(
    "changes",
    metadata,
    _id(),
    _text("key", unique=True),  # kind, metric, scope, claimant and both claims: the same change is one row
    _text("kind"),
    _text("topic"),
    _text("metric"),
    _optional_text("claimant"),
    _optional_text("scope"),
    _optional_text("place"),
    Column("day", Date),
    Column("old_claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE")),
    Column("new_claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE")),
    _text("reason"),  # why it is this kind
    _text("action"),  # the policy's: send, hold, drop
    _text("action_reason"),
    _optional_time("hold_until"),
    _time("at"),
    _optional_time("retired_at"),  # a verdict or reprocessing found that it was none: kept for the alert on it
    # queries.changes of one metric
    Index("ix_changes_metric", "metric", "at"),
    # queries.changes: newest first
    Index("ix_changes_at", "at"),
    # deletion of an article, explain: the changes that a claim took part in
    Index("ix_changes_old_claim", "old_claim_id"),
    Index("ix_changes_new_claim", "new_claim_id"),
    sqlite_autoincrement=True,
)

# What people decided: a claim is wrong, two claimants are one, a metric or incident is muted until a time.
verdicts = Table(
    "verdicts",
    metadata,
    _id(),
    _text("kind"),  # wrong, merge, mute
    _text("author"),
    _text("reason"),
    _time("at"),
    Column("claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE")),  # wrong
    _optional_text("claimant"),  # merge: this one
    _optional_text("into"),  # merge: is that one
    _optional_text("metric"),  # mute
    _optional_text("place"),  # mute: of one incident alone
    Column("day", Date),
    _optional_time("until"),  # mute
    Column("metrics", JSON, nullable=False),  # whose history it touches
    _optional_time("undone_at"),
    _optional_text("undone_by"),
    _optional_time("applied_at"),  # null: the history is still to be rebuilt by it
    # verdicts.unapplied
    _partial_index("ix_verdicts_unapplied", "id", where="applied_at IS NULL"),
    # deletion of an article
    Index("ix_verdicts_claim", "claim_id"),
    sqlite_autoincrement=True,
)

# ---------------------------------------------------------------- alerts

# What is told: a change that the policy let out, a summary, a health alert, the retraction of an alert.
alerts = Table(
    "alerts",
    metadata,
    _id(),
    _text("kind"),  # change, summary, health, retraction
    # one alert a change, however often the step that writes it runs
    Column("change_id", ID, ForeignKey("changes.id", ondelete="CASCADE"), unique=True),
    _optional_text("topic"),
    _text("severity"),
    _text("title"),
    _text("body"),
    _time("created_at"),
    _optional_time("hold_until"),
    # the alert that it takes back: an alert is taken back once
    Column("retracts_id", ID, ForeignKey("alerts.id", ondelete="CASCADE"), unique=True),
    # queries.alerts: newest first
    Index("ix_alerts_created", "created_at", "id"),
    sqlite_autoincrement=True,
)

# Alerts that go out together on one channel, and how that went.
messages = Table(
    "messages",
    metadata,
    _id(),
    _text("key", unique=True),  # the idempotency key that receivers see
    _text("channel"),
    _text("group_key"),  # what belongs together: an article, a digest
    _time("due_at"),
    _optional_time("sealed_at"),  # from then on nothing joins it: it may have been sent
    _text("state"),  # pending, sent, failed (tried again at next_attempt_at), dead
    _count("attempts"),
    _optional_time("next_attempt_at"),
    _optional_time("sent_at"),
    _optional_text("error"),
    # deliveries.due: what is still to be sent, in order
    _partial_index("ix_messages_open", "due_at", "id", where="state IN ('pending', 'failed')"),
    # alerts.add: the message that an alert joins
    _partial_index("ix_messages_group", "channel", "group_key", where="sealed_at IS NULL"),
)

# An alert's part in a message; its state is the message's.
deliveries = Table(
    "deliveries",
    metadata,
    Column("alert_id", ID, ForeignKey("alerts.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", ID, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    # deliveries.due: the alerts of a message
    Index("ix_deliveries_message", "message_id"),
)

# Alerts on feeds and the system itself; open until the trouble is over.
health = Table(
    "health",
    metadata,
    _id(),
    _text("kind"),
    _text("subject"),
    _text("message"),
    _count("times"),
    _time("opened_at"),
    _time("last_at"),
    _optional_time("closed_at"),
    # health.add: one open alert a kind and subject
    _partial_index("ix_health_open", "kind", "subject", where="closed_at IS NULL", unique=True),
)
