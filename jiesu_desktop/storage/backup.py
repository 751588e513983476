"""Copies of a SQLite database, made while it is in use, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from jiesu_desktop.clock import beijing
from jiesu_desktop.storage.errors import BackupFailed, RestoreFailed, Unsupported

_POSTGRES = "PostgreSQL 请用 pg_dump / pg_restore 备份和恢复"


def name_before(revision: str, at: datetime) -> str:
    """The file name of the copy made before a migration away from ``revision``."""
    return f"before-{revision}-{beijing(at):%Y%m%d-%H%M%S}.sqlite3"


def copy(engine: Engine, target: Path) -> Path:
    """Copy the whole database to one file, checked, under its name only once it is complete.

    Raises:
        Unsupported: PostgreSQL has its own tools.
        BackupFailed: no room, no right to write, or the copy is not sound; no file is left.
    """
    if engine.dialect.name != "sqlite":
        raise Unsupported(_POSTGRES)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(str(engine.url.database))) as source:
            _copy(source, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        raise BackupFailed(f"{target}：{error}") from error
    return target


def restore(file: Path, database: Path) -> None:
    """Put a copy in the place of the database, which nobody may have open.

    Raises:
        RestoreFailed: the copy is not a sound database; nothing was changed.
    """
    part = database.with_name(database.name + ".part")
    try:
        if not file.is_file():
            raise RestoreFailed(f"找不到 {file}")
        database.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            _copy(source, part)
        for leftover in ("-wal", "-shm"):  # they belong to the database that goes
            database.with_name(database.name + leftover).unlink(missing_ok=True)
        part.replace(database)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        raise RestoreFailed(f"{file}（{error}）") from error


def _copy(source: sqlite3.Connection, part: Path) -> None:
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(str(part))) as made:
        source.backup(made, pages=4096)
        made.execute("PRAGMA journal_mode=DELETE")
        found = made.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
