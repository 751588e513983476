"""All rows of a ledger as a stream, for an export: a hundred thousand in a second, a thousand in memory.

SQLAlchemy's types, asked for each cell, would cost as much again as the database itself, so values come as the driver
has them and are made ready a column at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from jiesu_desktop.domain.ledgers import LedgerColumn
from jiesu_desktop.storage import ledger_sql
from jiesu_desktop.storage.ledger_filter import TABLES
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.tables import tickets
from jiesu_desktop.storage.types import Moment, from_micros, to_micros

EXTRA = "extra:"
"""What the key of an upstream column of no name of ours begins with; the header follows."""

_AT_ONCE = 1000
Values = Sequence[Any]


def stream(
    connection: Connection,
    spec: LedgerSpec,
    columns: Sequence[LedgerColumn],
    moment: Callable[[int], Any] = from_micros,
) -> Generator[tuple[Any, ...], None, None]:
    """The rows of ``spec``, in order, with the values of ``columns``.

    Args:
        moment: makes of microseconds since 1970 UTC what is to stand for a moment.
    """
    ledger = ledger_sql.ledger_of(spec)
    own = [column.key for column in columns if not column.key.startswith(EXTRA)]
    headers = [column.key.removeprefix(EXTRA) for column in columns if column.key.startswith(EXTRA)]
    values = [ledger_sql.expression(ledger, key) for key in own]
    last = tickets.c.extra if headers else TABLES[ledger.source].c.id
    query = (
        select(*(type_coerce(value, NullType()) for value in (*values, last)))
        .select_from(ledger_sql.source(ledger))
        .where(*ledger_sql.filtered(connection, spec).conditions)
        .order_by(*ledger_sql.order_by(ledger, spec))
    )
    moments = [at for at, value in enumerate(values) if isinstance(value.type, Moment)]
    places = _places(columns, own, headers)
    # a generator, so that an export that never begins opens no cursor on the server
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as result:
        for rows in result.partitions():
            made: list[Values] = list(zip(*rows, strict=True))
            extra = made.pop()
            for at in moments:
                made[at] = _moments(made[at], moment)
            made += _brought(extra, headers)
            yield from zip(*(made[place] for place in places), strict=True)


def _places(columns: Sequence[LedgerColumn], own: Sequence[str], headers: Sequence[str]) -> list[int]:
    """Where each column's values stand: our own first, those that upstream brought behind."""
    place = {key: at for at, key in enumerate((*own, *(EXTRA + header for header in headers)))}
    return [place[column.key] for column in columns]


def _moments(column: Values, moment: Callable[[int], Any]) -> Values:
    if datetime in set(map(type, column)):  # PostgreSQL's driver gives them
        column = [None if value is None else to_micros(value) for value in column]
    return [None if value is None else moment(value) for value in column]


def _brought(column: Values, headers: Sequence[str]) -> list[Values]:
    """The values of upstream's own columns; one JSON text of many is read several times as fast as many."""
    if not headers:
        return []
    texts = column and isinstance(column[0], str)
    pairs = map(dict, json.loads(f"[{','.join(column)}]") if texts else column)
    brought = list(pairs)
    return [[found.get(header, "") for found in brought] for header in headers]
