"""What is told to whom: alerts, messages and their deliveries; and the health of sources."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from storage.columns import ID
from storage.schema.parts import count, key, metadata, moment, optional_moment, optional_words, partial_index, words

# What is told: a change that the policy let out, a summary, a health alert, the retraction of an alert.
alerts = Table(
    "alerts",
    metadata,
    key(),
    words("kind"),  # change, summary, health, retraction
    # one alert a change, however often the step that writes it runs
    Column("change_id", ID, ForeignKey("changes.id", ondelete="CASCADE"), unique=True),
    optional_words("topic"),
    words("severity"),
    words("title"),
    words("body"),
    moment("created_at"),
    optional_moment("published_at"),  # the change's; a retraction's is that of what it takes back
    optional_moment("hold_until"),
    # the alert that it takes back: an alert is taken back once
    Column("retracts_id", ID, ForeignKey("alerts.id", ondelete="CASCADE"), unique=True),
    # queries.alerts: newest first
    Index("ix_alerts_created", "created_at", "id"),
    # queries.alerts: by publication
    Index("ix_alerts_published", "published_at", "id"),
    sqlite_autoincrement=True,
)

# Alerts that go out together on one channel, and how that went.
messages = Table(
    "messages",
    metadata,
    key(),
    words("key", unique=True),  # the idempotency key that receivers see
    words("channel"),
    words("group_key"),  # what belongs together: an article, a digest
    moment("due_at"),
    optional_moment("sealed_at"),  # from then on nothing joins it: it may have been sent
    words("state"),  # pending, sent, failed (tried again at next_attempt_at), dead
    count("attempts"),
    optional_moment("next_attempt_at"),
    optional_moment("sent_at"),
    optional_words("error"),
    # deliveries.due: what is still to be sent, in order
    partial_index("ix_messages_open", "due_at", "id", where="state IN ('pending', 'failed')"),
    # queries.counts: how many are not sent
    partial_index("ix_messages_unsent", "state", where="state <> 'sent'"),
    # alerts.add: the message that an alert joins
    partial_index("ix_messages_group", "channel", "group_key", where="sealed_at IS NULL"),
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
    key(),
    words("kind"),
    words("subject"),
    words("message"),
    count("times"),
    moment("opened_at"),
    moment("last_at"),
    optional_moment("closed_at"),
    # health.add: one open alert a kind and subject
    partial_index("ix_health_open", "kind", "subject", where="closed_at IS NULL", unique=True),
)
