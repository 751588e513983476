"""Saving rows that people edit: each carries a version, and a stale write is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from jiesu_desktop.storage.errors import NotFound, Stale
from jiesu_desktop.storage.rows import clean


def save(
    connection: Connection,
    table: Table,
    row_id: int,
    values: Mapping[str, Any],
    expected_version: int | None,
    theirs: Callable[[int], Any] | None = None,
) -> int:
    """Insert (``row_id`` 0) or change one row. Returns its id.

    Args:
        expected_version: the version the person had before their eyes; None: whatever stands.
        theirs: reads the row that stands, for :class:`Stale` to carry.

    Raises:
        Stale, NotFound: nothing was written.
    """
    values = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    if row_id == 0:
        made = connection.execute(insert(table).values(version=1, **values)).inserted_primary_key
        return int(made[0]) if made is not None else 0
    found = check(connection, table, row_id, expected_version, theirs)
    connection.execute(update(table).where(table.c.id == row_id).values(version=found + 1, **values))
    return row_id


def remove(connection: Connection, table: Table, row_id: int, expected_version: int | None) -> None:
    """Delete one row. Raises as :func:`save`."""
    check(connection, table, row_id, expected_version, None)
    connection.execute(delete(table).where(table.c.id == row_id))


def check(
    connection: Connection,
    table: Table,
    row_id: int,
    expected: int | None,
    theirs: Callable[[int], Any] | None,
) -> int:
    """The version that stands. Raises as :func:`save`."""
    query = select(table.c.version).where(table.c.id == row_id)
    found = connection.scalar(query.with_for_update() if connection.dialect.name == "postgresql" else query)
    if found is None:
        raise NotFound(f"{table.name} {row_id}")
    if expected is not None and found != expected:
        raise Stale(expected, found, theirs(row_id) if theirs is not None else None)
    return int(found)
