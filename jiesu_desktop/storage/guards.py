"""What SQLAlchemy's metadata cannot hold: the append-only triggers and the text index, in one place.

Batch migrations rebuild SQLite tables and lose their triggers without a word, and ``alembic check`` does not see
them, so :func:`install` runs after every migration.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

APPEND_ONLY = ("events", "desk_events")
TEXT_INDEX = "ticket_text"

_SQLITE_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_SQLITE_FTS = """
CREATE VIRTUAL TABLE IF NOT EXISTS ticket_text
USING fts5(grams, content='', tokenize='ascii')
"""

# Terms gathered in memory before they are written: the default of 1 MB makes bulk indexing four times as slow.
_SQLITE_FTS_MEMORY = "INSERT INTO ticket_text (ticket_text, rank) VALUES ('hashsize', 33554432)"

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$
"""

_POSTGRES_TRIGGER = """
CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

_POSTGRES_TEXT = """
CREATE TABLE IF NOT EXISTS ticket_text (
  ticket_id bigint PRIMARY KEY REFERENCES tickets(id), grams text[] NOT NULL, body text NOT NULL);
CREATE INDEX IF NOT EXISTS ix_ticket_text_grams ON ticket_text USING gin (grams) WITH (fastupdate = on);
"""


def install(connection: Connection) -> None:
    """Put up whatever of it is missing. Harmless to repeat."""
    standing = [table for table in APPEND_ONLY if inspect(connection).has_table(table)]
    if connection.dialect.name == "sqlite":
        for table in standing:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(_SQLITE_TRIGGER.format(table=table, verb=verb))
        connection.exec_driver_sql(_SQLITE_FTS)
        connection.exec_driver_sql(_SQLITE_FTS_MEMORY)
        return
    connection.exec_driver_sql(_POSTGRES_FUNCTION)
    for table in standing:
        connection.exec_driver_sql(_POSTGRES_TRIGGER.format(table=table))
    connection.exec_driver_sql(_POSTGRES_TEXT)


def is_ours(name: str | None, kind: str) -> bool:
    """Whether ``alembic check`` should look at it: not at what this module puts up."""
    return not (kind == "table" and name is not None and name.startswith(TEXT_INDEX))
