"""Run by alembic: uses the connection and the transaction that `kam.store.schema` hands over."""

from alembic import context

from kam.models.all import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
