"""Articles with their versions, other addresses, topics, stories and what tells copies apart."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
)

from storage.columns import ID
from storage.schema.parts import (
    count,
    flag,
    key,
    metadata,
    moment,
    of_article,
    optional_moment,
    optional_words,
    partial_index,
    words,
)

# The same copy in several papers.
stories = Table(
    "stories",
    metadata,
    key(),
    Column("first_article_id", ID, nullable=False),
    optional_words("agency"),
    optional_words("origin"),  # the agency, else the first publisher
    moment("created_at"),
)

# A page, known by its cleaned final address; what is said here is said by its latest version.
articles = Table(
    "articles",
    metadata,
    key(),
    words("url", unique=True),
    Column("feed_id", ID, ForeignKey("feeds.id", ondelete="SET NULL")),  # the feed that led to it first
    words("publisher"),
    words("title"),
    words("kind"),  # article, ticker, none
    optional_words("language"),
    Column("authors", JSON, nullable=False),
    optional_words("agency"),
    optional_words("canonical"),
    optional_words("syndicated_from"),
    flag("paywalled"),
    flag("truncated"),
    Column("topical", Boolean, nullable=False, default=False, server_default=false()),  # on one of the topics
    optional_moment("published_at"),
    optional_moment("modified_at"),
    moment("first_seen_at"),
    moment("last_seen_at"),
    moment("dated_at"),  # the publication, or the first sight where the page gives none
    count("version"),  # the latest version's number, 0 before the first
    optional_words("etag"),
    optional_words("last_modified"),
    optional_moment("next_recheck_at"),
    count("rechecks_done"),
    Column("story_id", ID, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("signature", LargeBinary),  # MinHash, numbers of 32 bits, most significant byte first
    # articles.due_rechecks
    partial_index("ix_articles_recheck", "next_recheck_at", "id", where="next_recheck_at IS NOT NULL"),
    # stories.articles_of
    Index("ix_articles_story", "story_id"),
    # queries.articles: newest first
    Index("ix_articles_dated", "dated_at", "id"),
    # queries.articles: what was known on a day
    Index("ix_articles_seen", "first_seen_at", "id"),
    Index("ix_articles_publisher", "publisher", "dated_at", "id"),
    sqlite_autoincrement=True,
)

# Other addresses that led to an article.
aliases = Table(
    "aliases",
    metadata,
    words("url", primary_key=True),
    of_article(),
    # deletion of an article
    Index("ix_aliases_article", "article_id"),
)

# What a publisher's pages gave on a day, with the latest that lacked it: shows when a redesign breaks the reader.
# A row for each site, because a site's pages are one worker's: no other one waits to count its own.
harvests = Table(
    "harvests",
    metadata,
    words("publisher", primary_key=True),
    Column("day", Date, primary_key=True),
    words("site", primary_key=True),
    count("pages"),
    count("bodies"),
    count("dates"),
    count("figures"),
    optional_words("without_body"),
    optional_words("without_date"),
    optional_words("without_figures"),
    # harvests.prune
    Index("ix_harvests_day", "day"),
)

# Which topics an article is on.
article_topics = Table(
    "article_topics",
    metadata,
    of_article(primary_key=True),
    words("topic", primary_key=True),
    flag("relevant"),
    count("score"),
    Column("terms", JSON, nullable=False),
    # queries.articles: those on a topic
    partial_index("ix_article_topics_topic", "topic", "article_id", where="relevant", sqlite_where="relevant = 1"),
)

# Each state of an article's text that was seen: headline, newline, zones by newlines.
versions = Table(
    "versions",
    metadata,
    key(),
    of_article(),
    Column("number", Integer, nullable=False),
    words("title"),
    words("text"),
    words("text_hash"),  # SHA-256 of the text
    Column("zones", JSON, nullable=False),  # [[kind, start, end, at or null]]
    optional_moment("published_at"),
    optional_moment("modified_at"),
    moment("seen_at"),
    words("rules"),  # the extraction's version, for reprocessing
    optional_moment("compared_at"),
    # articles.versions, articles.latest_version; two readers of one page can't both write the next version
    UniqueConstraint("article_id", "number"),
    # articles.uncompared
    partial_index("ix_versions_uncompared", "id", where="compared_at IS NULL"),
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
