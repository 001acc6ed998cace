"""What articles say: claims, the figures that they became, changes, and people's verdicts."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from storage.columns import ID, Figure
from storage.schema.parts import (
    TOLD,
    VALUE,
    WIDE,
    count,
    flag,
    key,
    listed_index,
    metadata,
    moment,
    of_article,
    of_version,
    optional_moment,
    optional_words,
    partial_index,
    words,
)

# One quantity in one version of an article.
claims = Table(
    "claims",
    metadata,
    key(),
    of_article(),
    Column("version", Integer, nullable=False),
    optional_words("topic"),
    optional_words("metric"),
    optional_words("claimant"),
    Column("low", Figure),
    Column("high", Figure),
    words("bound"),
    optional_words("unit"),
    optional_words("per"),
    optional_words("period"),
    optional_words("hedge"),
    optional_words("counted"),
    optional_words("event"),
    optional_words("party"),
    optional_words("attribution"),
    optional_words("place"),
    Column("converted", Figure),
    optional_words("converted_unit"),
    Column("as_of", Date),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    words("text"),
    words("quote"),
    words("zone"),
    words("title"),  # the version's headline: searched with the quote, and shown beside it
    words("publisher"),  # the article's
    flag("implausible"),
    optional_words("reason"),  # what it met, or why nothing, and what it was against the history; null until compared
    Column("marks", JSON, nullable=False),
    words("rule"),
    flag("carried"),  # it stood in the version before: evidence, but not listed again
    optional_moment("retired_at"),  # reprocessing no longer reads it: kept for what cites it, but not listed
    moment("published_at"),  # the version's, or the article's first sight where it has none
    moment("first_seen_at"),
    of_version(),
    # claims.of_version
    Index("ix_claims_version", "article_id", "version"),
    # queries.claims: one metric's, and all, newest first
    listed_index("ix_claims_metric", "metric", "published_at", "id"),
    listed_index("ix_claims_published", "published_at", "id"),
    # queries.claims: of one of these, newest first, however seldom it is met
    listed_index("ix_claims_claimant", "claimant", "published_at", "id"),
    listed_index("ix_claims_publisher", "publisher", "published_at", "id"),
    listed_index("ix_claims_event", "event", "published_at", "id"),
    listed_index("ix_claims_party", "party", "published_at", "id"),
    listed_index("ix_claims_unit", "unit", "published_at", "id"),
    listed_index("ix_claims_topic", "topic", "published_at", "id"),
    # queries.claims: by first sight, by as-of date, by value
    listed_index("ix_claims_seen", "first_seen_at", "id"),
    listed_index("ix_claims_as_of", "as_of", "id"),
    listed_index("ix_claims_value", text(VALUE), "id"),
    sqlite_autoincrement=True,
)

# A statement in a metric's history.
points = Table(
    "points",
    metadata,
    key(),
    Column("claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    of_article(),
    Column("version", Integer, nullable=False),
    words("topic"),
    words("metric"),
    optional_words("claimant"),
    optional_words("scope"),
    optional_words("change"),  # the kind of change that it was; null: a repeat
    words("state"),  # held, waiting, withdrawn
    moment("state_at"),
    Column("low", Figure),
    Column("high", Figure),
    words("bound"),
    optional_words("unit"),
    optional_words("per"),
    optional_words("place"),
    Column("day", Date),
    Column("converted", Figure),
    optional_words("converted_unit"),
    Column("as_of", Date, nullable=False),
    moment("published_at"),
    moment("seen_at"),
    count("feed_order"),
    count("position"),
    Column("origin", ID, nullable=False),  # the story, or whatever else tells voices apart
    words("trust"),
    flag("background"),  # told as something earlier
    flag("day_given"),  # the text names the incident's day
    flag("follows_up"),  # the text speaks of an incident that its reader knows
    # a claim is one point of a metric, however often the step that makes it runs
    UniqueConstraint("claim_id", "metric"),
    # points.of_metric, queries.history
    Index("ix_points_metric", "metric", "as_of", "id", "seen_at"),
    # queries.plotted: of one claimant, and of those that moved a metric the last ones
    Index("ix_points_metric_claimant", "metric", "claimant", "as_of"),
    partial_index("ix_points_moves", "metric", "as_of", where="change IS NOT NULL"),
    # points.of_metric of one incident or pledge
    partial_index("ix_points_scope", "metric", "scope", where="scope IS NOT NULL"),
    # points.of_article
    Index("ix_points_article", "article_id"),
    # queries.figures: newest first, of all and of one metric or claimant
    Index("ix_points_published", "published_at", "id"),
    Index("ix_points_metric_published", "metric", "published_at", "id"),
    # queries.figures: what was known on a day; the newest of a metric
    Index("ix_points_seen", "seen_at", "id"),
    Index("ix_points_metric_seen", "metric", "seen_at", "id"),
    Index("ix_points_claimant", "claimant", "published_at", "id"),
    # queries.figures: of a topic, and of a kind of change, newest first
    Index("ix_points_topic", "topic", "published_at", "id"),
    partial_index("ix_points_change", "change", "published_at", "id", where="change IS NOT NULL"),
    # the metric page's table by value and by claimant; past.within
    Index("ix_points_value", "metric", text(VALUE), "id"),
    # past.within: what no single number says
    partial_index("ix_points_wide", "metric", "low", "high", where=WIDE),
    # queries.overview: the latest figures that moved a metric; with the state no other index can do as much
    partial_index("ix_points_moved", "metric", "state", "as_of", "id", where="change IS NOT NULL"),
    sqlite_autoincrement=True,
)

# What a new figure meant, whether or not anybody was told.
changes = Table(
    "changes",
    metadata,
    key(),
    words("key", unique=True),  # kind, metric, scope, claimant and both claims: the same change is one row
    words("kind"),
    words("topic"),
    words("metric"),
    optional_words("claimant"),
    optional_words("scope"),
    optional_words("place"),
    Column("day", Date),
    Column("old_claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE")),
    Column("new_claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE")),
    words("reason"),  # why it is this kind
    words("action"),  # the policy's: send, hold, drop
    words("action_reason"),
    optional_moment("hold_until"),
    moment("at"),
    moment("published_at"),  # of the article that its new side stands in, or of the old
    optional_moment("retired_at"),  # a verdict or reprocessing found that it was none: kept for the alert on it
    # queries.changes of one metric
    Index("ix_changes_metric", "metric", "at"),
    # queries.changes: newest first
    Index("ix_changes_at", "at"),
    # queries.changes: by publication
    Index("ix_changes_published", "published_at", "id"),
    # deletion of an article, explain: the changes that a claim took part in
    Index("ix_changes_old_claim", "old_claim_id"),
    Index("ix_changes_new_claim", "new_claim_id"),
    # queries.changes by words, and of an article: those that tell a claim
    Index("ix_changes_told", text(TOLD), "id"),
    sqlite_autoincrement=True,
)

# What people decided: a claim is wrong, two claimants are one, a metric or incident is muted until a time.
verdicts = Table(
    "verdicts",
    metadata,
    key(),
    words("kind"),  # wrong, merge, mute
    words("author"),
    words("reason"),
    moment("at"),
    Column("claim_id", ID, ForeignKey("claims.id", ondelete="CASCADE")),  # wrong
    optional_words("claimant"),  # merge: this one
    optional_words("into"),  # merge: is that one
    optional_words("metric"),  # mute
    optional_words("place"),  # mute: of one incident alone
    Column("day", Date),
    optional_moment("until"),  # mute
    Column("metrics", JSON, nullable=False),  # whose history it touches
    optional_moment("undone_at"),
    optional_words("undone_by"),
    optional_moment("applied_at"),  # null: the history is still to be rebuilt by it
    # verdicts.unapplied
    partial_index("ix_verdicts_unapplied", "id", where="applied_at IS NULL"),
    # deletion of an article
    Index("ix_verdicts_claim", "claim_id"),
    sqlite_autoincrement=True,
)
