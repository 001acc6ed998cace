"""An index of the figures that are more than one number, for what a figure without a source agrees with."""

from alembic import op

from storage.migrations.first.parts import rows

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make it."""
    wide = "low IS NULL OR high IS NULL OR low <> high"
    op.create_index("ix_points_wide", "points", ["metric", "low", "high"], **rows(wide))
