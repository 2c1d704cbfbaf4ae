"""Alembic's entry: runs migrations on the connection that the casebook hands over, inside its transaction."""

from alembic import context

from recounted.casebook.tables import metadata

# SQLite can do DDL in a transaction, which Alembic does not assume: half a migration must never stay behind.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
