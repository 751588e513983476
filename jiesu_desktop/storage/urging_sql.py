"""Which orders are due to be urged, in SQL: ``domain.urging.ledger_of`` over the copy of the summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, literal_column, select

from jiesu_desktop.domain.urging import BY_CHANNEL, BY_STATE, URGED_BY_CHANNEL
from jiesu_desktop.storage.tables import tickets
from jiesu_desktop.storage.types import Moment

_t = tickets.c


def due(connection: Connection, ledger: str, until: datetime) -> ColumnElement[bool]:
    """Due to be urged in this ledger, read by the index of the few that may be. ValueError: it is not urged."""
    return and_(_t.s_urge_from <= literal(until, Moment), _urged_in(connection, ledger))


def counting(connection: Connection, cutoffs: Mapping[str, datetime]) -> Select[Any]:
    """One row with the count of each ledger's orders that are due, labelled by its name."""
    counts = (
        func.count(case((due(connection, name, until), literal(1)))).label(name)
        for name, until in cutoffs.items()
    )
    return select(*counts).where(_t.s_urge_from <= literal(max(cutoffs.values()), Moment))


def _urged_in(connection: Connection, name: str) -> ColumnElement[bool]:
    state, channel = _plain(connection, "s_state"), _plain(connection, "channel")
    for where, ledger in BY_STATE.items():
        if ledger == name:
            return state == where.value
    for came_by, ledger in BY_CHANNEL.items():
        if ledger == name:
            return and_(channel == came_by.value, state.in_(sorted(one.value for one in URGED_BY_CHANNEL)))
    raise ValueError(f"这个台账没有定期催办：{name}")


def _plain(connection: Connection, name: str) -> ColumnElement[Any]:
    """A column whose index SQLite is not to use."""
    return _t[name] if connection.dialect.name != "sqlite" else literal_column(f"+tickets.{name}", _t[name].type)
