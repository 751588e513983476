"""From the drivers' errors to ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DBAPIError

from jiesu_desktop.storage.errors import (
    DiskFull,
    Duplicate,
    Locked,
    NotADatabase,
    ReadOnly,
    StorageError,
    Unreachable,
)

_SQLITE = {
    "SQLITE_READONLY": ReadOnly,
    "SQLITE_PERM": ReadOnly,
    "SQLITE_CANTOPEN": ReadOnly,
    "SQLITE_FULL": DiskFull,
    "SQLITE_BUSY": Locked,
    "SQLITE_LOCKED": Locked,
    "SQLITE_NOTADB": NotADatabase,
    "SQLITE_CORRUPT": NotADatabase,
    "SQLITE_CONSTRAINT_UNIQUE": Duplicate,
}
_POSTGRES = {
    "53100": DiskFull,
    "25006": ReadOnly,
    "55P03": Locked,
    "40P01": Locked,
    "40001": Locked,
    "23505": Duplicate,
    "3D000": Unreachable,
    "28000": Unreachable,
    "28P01": Unreachable,
}


def explained(error: BaseException) -> StorageError | None:
    """Our error for a driver's, or None where it is a bug of ours and should be seen as one."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, SqliteError):
        name = getattr(cause, "sqlite_errorname", "")
        kind = next((ours for prefix, ours in _SQLITE.items() if name.startswith(prefix)), None)
        if kind is None and name.startswith("SQLITE_IOERR"):
            # A file system that filled up under the shared-memory file reports it as an I/O error.
            kind = DiskFull if name in ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE") else StorageError
        return kind() if kind is not None else None
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        kind = _POSTGRES.get(state) or (Unreachable if state[:2] in ("08", "57") else None)
        return kind() if kind is not None else None
    # Known by name: psycopg is imported only where PostgreSQL is used.
    refused = type(cause).__module__.startswith("psycopg") and type(cause).__name__ == "OperationalError"
    return Unreachable(_first_line(cause)) if refused else None


def _first_line(cause: object) -> str:
    return str(cause).strip().splitlines()[0][:200] if str(cause).strip() else ""


@contextmanager
def explaining() -> Iterator[None]:
    """Raise ours instead of the driver's, keeping the driver's as the cause."""
    try:
        yield
    except Exception as error:
        ours = None if isinstance(error, StorageError) else explained(error)
        if ours is None:
            raise
        raise ours from error
