"""What alembic runs a step in: a connection that `data.stores.history` has made."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema="atlas",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
