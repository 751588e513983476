"""Which orders are due to be urged, in SQL: ``domain.urging.ledger_of`` over the copy of the summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, literal_column, select

from jiesu_desktop.domain.urging import BY_CHANNEL, BY_STATE, URGED_BY_CHANNEL
from jiesu_desktop.storage.tables import tickets
from jiesu_desktop.storage.types import Moment

_t = tickets.alias("urged_orders")
"""Under a name of its own, so that it may stand inside a ledger's query."""


def due(connection: Connection, ledger: str, until: datetime) -> ColumnElement[bool]:
    """Whether an order is due to be urged in this ledger. ValueError: it is not urged.

    As a list of ids, which SQLite then looks up one by one: left to itself it reads a million rows in the order they are
    to be shown in (85 ms), where these few take 2.
    """
    return tickets.c.id.in_(select(_t.c.id).where(_due(connection, ledger, until)))


def counting(connection: Connection, cutoffs: Mapping[str, datetime]) -> Any:
    """One row with the count of each ledger's orders that are due, labelled by its name."""
    counts = (
        func.count(case((_due(connection, name, until), literal(1)))).label(name)
        for name, until in cutoffs.items()
    )
    return select(*counts).where(_t.c.s_urge_from <= literal(max(cutoffs.values()), Moment))


def _due(connection: Connection, name: str, until: datetime) -> ColumnElement[bool]:
    counted = _t.c.s_urge_from <= literal(until, Moment)
    state, channel = _plain(connection, "s_state"), _plain(connection, "channel")
    for where, ledger in BY_STATE.items():
        if ledger == name:
            return and_(counted, state == where.value)
    for came_by, ledger in BY_CHANNEL.items():
        if ledger == name:
            states = sorted(one.value for one in URGED_BY_CHANNEL)
            return and_(counted, channel == came_by.value, state.in_(states))
    raise ValueError(f"这个台账没有定期催办：{name}")


def _plain(connection: Connection, name: str) -> ColumnElement[Any]:
    """A column whose index SQLite is not to use."""
    column = _t.c[name]
    return (
        column if connection.dialect.name != "sqlite" else literal_column(f"+{_t.name}.{name}", column.type)
    )
