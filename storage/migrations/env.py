"""Where Alembic starts: it works on the connection, and in the transaction, that ``storage.migrations`` opened."""

from alembic import context

from storage.schema import metadata

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    version_table=attributes["version_table"],
    target_metadata=metadata,
    render_as_batch=attributes["connection"].dialect.name == "sqlite",  # SQLite alters a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
