"""Where articles come from: feeds, their polls, entries and hubs; and facts of the program itself."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from storage.columns import ID, Seconds, UtcDateTime
from storage.schema.parts import (
    count,
    flag,
    key,
    metadata,
    moment,
    of_feed,
    optional_moment,
    optional_words,
    partial_index,
    words,
)

# Facts of the program itself: the last pass, the baselines of metrics (JSON values).
meta = Table("meta", metadata, words("key", primary_key=True), Column("value", JSON, nullable=False))

# What the settings say of a feed, and the state of its polling.
feeds = Table(
    "feeds",
    metadata,
    key(),
    words("url", unique=True),
    words("name"),
    words("publisher"),
    words("language"),
    words("trust"),
    Column("interval_set", Seconds),  # the interval of the settings; null is the schedule's
    Column("position", Integer, nullable=False),  # order in feeds.toml
    flag("active"),  # false: no longer in the settings; what it brought stays
    moment("added_at"),
    moment("next_check_at"),
    Column("interval", Seconds),  # as adapted
    Column("rate", Float),  # new entries an hour, as learned
    Column("shown", Integer),  # entries that the feed shows at once
    optional_words("format"),
    optional_words("title"),
    optional_words("home"),
    optional_words("hub"),
    Column("ttl", Seconds),
    optional_words("etag"),
    optional_words("last_modified"),
    optional_words("body_hash"),
    optional_words("moved_to"),
    count("moved_times"),  # how often in a row the permanent redirect held
    count("failures"),  # in a row
    optional_words("last_error"),
    Column("last_status", Integer),
    optional_moment("first_poll_at"),
    optional_moment("last_poll_at"),
    optional_moment("last_success_at"),
    optional_moment("last_new_at"),
    count("polls_total"),
    count("polls_failed"),  # of them
    count("entries_total"),
    # feeds.due
    partial_index("ix_feeds_due", "next_check_at", "position", where="active", sqlite_where="active = 1"),
)

# One row a request for a feed.
polls = Table(
    "polls",
    metadata,
    key(),
    of_feed(),
    moment("at"),
    words("outcome"),
    Column("status", Integer),
    Column("elapsed_ms", Integer),
    Column("bytes", Integer),
    count("entries"),
    count("new"),
    optional_words("error"),
    # feeds.polls: the last polls of a feed
    Index("ix_polls_feed", "feed_id", "id"),
    # maintenance.prune: the old ones
    Index("ix_polls_at", "at"),
    # feeds.arrivals: those that brought something
    partial_index("ix_polls_new", "feed_id", "id", where="new > 0"),
)

# The last document of a feed that could not be parsed, for looking at; one row a feed.
unparsed = Table(
    "unparsed",
    metadata,
    of_feed(primary_key=True),
    moment("at"),
    words("url"),
    optional_words("content_type"),
    words("error"),
    Column("size", Integer, nullable=False),  # bytes of the whole, which may have been cut
    Column("body", LargeBinary, nullable=False),
)

# What a WebSub hub was asked to push, and what it has pushed; one row a feed.
subscriptions = Table(
    "subscriptions",
    metadata,
    of_feed(primary_key=True),
    words("hub"),
    words("topic"),
    words("token", unique=True),  # the last part of the callback's address
    words("secret"),
    words("state"),  # asked, active, denied, failed
    moment("next_at"),  # when the hub is asked again: a renewal, or another try
    count("failures"),  # in a row
    optional_moment("leased_until"),
    optional_moment("last_push_at"),
    optional_moment("last_gap_at"),  # the last poll that found what no push had told
    count("pushes"),
    optional_words("error"),
    # subscriptions.due
    Index("ix_subscriptions_next", "next_at"),
)

# Subscriptions that hubs are asked to end: of feeds that were removed, or that name another hub now.
farewells = Table(
    "farewells",
    metadata,
    words("token", primary_key=True),  # the last part of the callback's address, as it was
    words("hub"),
    words("topic"),
    moment("next_at"),  # when the hub is asked, or asked again
    count("failures"),
    # subscriptions.leaving
    Index("ix_farewells_next", "next_at"),
)

# An item of a feed, until its article has been read.
entries = Table(
    "entries",
    metadata,
    key(),
    of_feed(),
    words("key"),
    words("url"),
    words("title"),
    words("summary_hash"),
    optional_moment("published_at"),
    optional_moment("updated_at"),
    words("state"),  # pending, done, failed
    Column("due_at", UtcDateTime),  # when to read it; null unless pending
    count("attempts"),
    optional_words("error"),
    moment("first_seen_at"),
    moment("changed_at"),
    Column("article_id", ID, ForeignKey("articles.id", ondelete="SET NULL")),
    # entries.add: the known keys of a feed
    UniqueConstraint("feed_id", "key"),
    # entries.pending
    partial_index("ix_entries_pending", "due_at", "id", where="state = 'pending'"),
    # queries.counts: how many are not done, and of which feeds
    partial_index("ix_entries_open", "state", "feed_id", where="state <> 'done'"),
    # queries.articles and the deletion of an article: the entries that led to it
    Index("ix_entries_article", "article_id"),
)
