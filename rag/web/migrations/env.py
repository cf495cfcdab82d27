"""Alembic runs this: the migrations take place on the connection that `rag.web.postgres` has open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
