"""Bringing a database to this program's schema, with Alembic configured in code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from jiesu_desktop.storage import guards
from jiesu_desktop.storage import tables as _orders  # noqa: F401 - declares its tables
from jiesu_desktop.storage import tables_desk as _desk  # noqa: F401 - declares its tables
from jiesu_desktop.storage.errors import NewerDatabase, NotADatabase
from jiesu_desktop.storage.tables_base import metadata

HEAD = "0004"
"""The newest revision. Said here as well, so that opening a database that needs nothing imports no Alembic."""

_LOCK = 5_170_012_345  # any number: two desks must not migrate one PostgreSQL at once


def config(connection: Connection | None = None) -> Any:
    """Alembic's configuration, without an ini file; ``connection`` is handed over to env.py."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def current(connection: Connection) -> str | None:
    """The revision a database stands at; None when it is empty.

    Raises:
        NewerDatabase: a revision this program does not know.
        NotADatabase: it holds tables, but not ours.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise NotADatabase("其中是其他程序的数据")
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found != HEAD and found not in _known():
        raise NewerDatabase(f"版本 {found}")
    return found


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database up, in the caller's transaction, and put its guards up again."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    from alembic import command

    command.upgrade(config(connection), revision)
    guards.install(connection)


def differences(connection: Connection) -> list[Any]:
    """What ``alembic check`` would complain of: schema and tables.py disagree. Empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts=options())
    return list(compare_metadata(context, metadata))


def options() -> dict[str, Any]:
    """How migrations run, shared by env.py and :func:`differences`."""
    return {
        "target_metadata": metadata,
        "render_as_batch": True,
        "compare_type": True,
        "include_name": lambda name, kind, _parents: guards.is_ours(name, kind),
    }


def run(context: Any, connection: Connection) -> None:
    """What env.py does with Alembic's ``context`` module."""
    context.configure(connection=connection, **options())
    context.run_migrations()
