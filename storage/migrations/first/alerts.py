"""The first revision's tables of alerts, messages, deliveries and the health of sources."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.parts import ID, TIME, rows


def messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("sealed_at", TIME),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", TIME),
        sa.Column("sent_at", TIME),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    op.create_index("ix_messages_group", "messages", ["channel", "group_key"], **rows("sealed_at IS NULL"))
    op.create_index("ix_messages_open", "messages", ["due_at", "id"], **rows("state IN ('pending', 'failed')"))
    op.create_index("ix_messages_unsent", "messages", ["state"], **rows("state <> 'sent'"))


def alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("change_id", ID),
        sa.Column("topic", sa.Text()),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("hold_until", TIME),
        sa.Column("retracts_id", ID),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name="fk_alerts_change_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["retracts_id"], ["alerts.id"], name="fk_alerts_retracts_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.UniqueConstraint("change_id", name="uq_alerts_change_id"),
        sa.UniqueConstraint("retracts_id", name="uq_alerts_retracts_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_created", "alerts", ["created_at", "id"])
    op.create_index("ix_alerts_published", "alerts", ["published_at", "id"])


def deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("alert_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_deliveries_alert_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_deliveries_message_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert_id", "message_id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_message", "deliveries", ["message_id"])


def health() -> None:
    op.create_table(
        "health",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_health"),
    )
    op.create_index("ix_health_open", "health", ["kind", "subject"], unique=True, **rows("closed_at IS NULL"))
