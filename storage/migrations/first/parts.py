"""What several tables of the first revision have."""

from typing import Any

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def rows(condition: str) -> Any:
    """The rows that a partial index holds, as both databases' options take them."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def listed(name: str, *columns: str | sa.TextClause) -> None:
    """An index of the claims that did not stand in an earlier version already."""
    where = sa.text("carried = 0"), sa.text("NOT carried")
    op.create_index(name, "claims", list(columns), unique=False, sqlite_where=where[0], postgresql_where=where[1])
