"""All rows of a ledger as a stream, for an export: a hundred thousand in two seconds, some hundred in memory.

Values come as the driver has them, without SQLAlchemy's types and rows, and are made ready a column at a time: SQLite's texts
are the bytes it keeps, UTF-8, since to make two million words of them and turn those back takes as long as to read them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Text, cast, select, type_coerce
from sqlalchemy.types import NullType

from jiesu_desktop.domain.ledgers import LedgerColumn
from jiesu_desktop.storage import ledger_sql
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.tables import tickets

EXTRA = "extra:"
"""What the key of an upstream column of no name of ours begins with; the header follows."""

_AT_ONCE = 500
Values = Sequence[Any]


def stream(
    connection: Connection, spec: LedgerSpec, columns: Sequence[LedgerColumn]
) -> Generator[list[Values], None, None]:
    """The rows of ``spec``, in order and in batches: of each of ``columns`` its values."""
    ledger = ledger_sql.ledger_of(spec)
    own = [column.key for column in columns if not column.key.startswith(EXTRA)]
    headers = [column.key.removeprefix(EXTRA) for column in columns if column.key.startswith(EXTRA)]
    values = [type_coerce(ledger_sql.expression(ledger, key), NullType()) for key in own]
    places = _places(columns, own, headers)
    query = (
        select(*values, cast(tickets.c.extra, Text) if headers else ledger_sql.row_id(ledger))
        .select_from(ledger_sql.source(ledger))
        .where(*ledger_sql.filtered(connection, spec).conditions)
        .order_by(*ledger_sql.order_by(ledger, spec))
    )
    # a generator, so that an export that never begins opens no cursor on the server
    with connection.execute(query, execution_options={"stream_results": True}) as result:
        for rows in _driver_rows(result):
            made: list[Values] = list(zip(*rows, strict=True))
            made[len(own) :] = _brought(made[len(own)], headers)
            yield [made[place] for place in places]


def _driver_rows(result: CursorResult[*tuple[Any, ...]]) -> Iterator[Sequence[Values]]:
    """The rows as the driver makes them; SQLAlchemy's own would take a quarter of the whole time."""
    first = result.fetchmany(1)  # it may hold one already, and no more
    cursor = result.cursor
    if not first or cursor is None:  # closed at the end
        return
    rows: Sequence[Values] = first
    while rows:
        yield rows
        with _texts_as_kept(cursor.connection):
            rows = cursor.fetchmany(_AT_ONCE)


@contextmanager
def _texts_as_kept(connection: object) -> Iterator[None]:
    if not isinstance(connection, sqlite3.Connection):
        yield
        return
    usual = connection.text_factory
    connection.text_factory = bytes
    try:
        yield
    finally:
        connection.text_factory = usual


def _places(columns: Sequence[LedgerColumn], own: Sequence[str], headers: Sequence[str]) -> list[int]:
    """Where each column's values stand: our own first, those that upstream brought behind."""
    place = {key: at for at, key in enumerate((*own, *(EXTRA + header for header in headers)))}
    return [place[column.key] for column in columns]


def _brought(column: Values, headers: Sequence[str]) -> list[Values]:
    """The values of upstream's own columns, from JSON of lists of (header, value): few different ones, as a rule."""
    if not headers:
        return []
    texts = list(dict.fromkeys(column))
    words = (text.decode() if isinstance(text, bytes) else text for text in texts)
    brought = list(map(dict, json.loads(f"[{','.join(words)}]")))
    valued = [
        {text: found.get(header, "") for text, found in zip(texts, brought, strict=True)}
        for header in headers
    ]
    return [[by_text[text] for text in column] for by_text in valued]
