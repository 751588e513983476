"""Many rows at once by the drivers' own means: SQLAlchemy's share of a bulk insert is larger than SQLite's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from jiesu_desktop.storage.types import Json, Moment, dumps, to_micros

Row = Mapping[str, Any]


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns; values as the column types take them."""
    if not rows:
        return
    names = list(rows[0])
    quoted = ", ".join(connection.dialect.identifier_preparer.quote(name) for name in names)
    values = _values(table, names, rows, sqlite=connection.dialect.name == "sqlite")
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})", values)  # noqa: S608 - our own names
    else:
        copy(connection, f"COPY {table.name} ({quoted}) FROM STDIN", values)


def upsert(connection: Connection, table: Table) -> Any:
    """The engine's own INSERT, which knows ON CONFLICT; each dialect is imported only where it is used."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def copy(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL's COPY, several times as fast as its INSERT."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def _values(
    table: Table, names: Sequence[str], rows: Sequence[Row], *, sqlite: bool
) -> list[tuple[Any, ...]]:
    """Tuples of what the driver takes, converted column by column."""
    columns: list[list[Any]] = [list(column) for column in zip(*map(itemgetter(*names), rows), strict=True)]
    for at, name in enumerate(names):
        convert = _converter(table.c[name].type, sqlite=sqlite)
        if convert is not None:
            columns[at] = [None if value is None else convert(value) for value in columns[at]]
    return list(zip(*columns, strict=True))


def _converter(kind: Any, *, sqlite: bool) -> Callable[[Any], Any] | None:
    if isinstance(kind, Json):
        return dumps
    return to_micros if isinstance(kind, Moment) and sqlite else None
