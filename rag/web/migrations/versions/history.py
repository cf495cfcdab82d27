"""The first form: conversations as SQLite's file has them, and what replicas share beside."""

from alembic import op

revision = "1"
down_revision = None

_TABLES = (
    "CREATE TABLE conversations (id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, "
    "changed DOUBLE PRECISION NOT NULL)",
    "CREATE INDEX conversations_of_reader ON conversations (reader, changed)",
    "CREATE INDEX conversations_by_time ON conversations (changed)",
    "CREATE TABLE exchanges (conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, "
    "place INTEGER NOT NULL, asked DOUBLE PRECISION NOT NULL, question TEXT NOT NULL, state TEXT NOT NULL, "
    "mark TEXT NOT NULL, word TEXT NOT NULL, said TEXT NOT NULL, answer TEXT NOT NULL, "
    "PRIMARY KEY (conversation, place))",
    # Who signed in, by the hash of the cookie.
    "CREATE TABLE signed_in (token TEXT PRIMARY KEY, name TEXT NOT NULL, until TIMESTAMPTZ NOT NULL)",
    # What was asked within the last minute, by hashed names: a crash of the database may forget it.
    "CREATE UNLOGGED TABLE requests (name TEXT NOT NULL, at TIMESTAMPTZ NOT NULL)",
    "CREATE INDEX requests_of_name ON requests (name, at)",
    "CREATE INDEX requests_by_time ON requests (at)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _TABLES:
        op.execute(statement)
