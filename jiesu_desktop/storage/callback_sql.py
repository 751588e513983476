"""Which orders wait for a call-back, and when: those that have none yet, and those whose caller is to be rung again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from jiesu_desktop.domain.tickets import Level
from jiesu_desktop.storage.records import CallbackCounts, CallbackRow
from jiesu_desktop.storage.tables import tickets
from jiesu_desktop.storage.types import Moment

_t = tickets.c
_waiting = and_(_t.s_live, _t.s_phase == "待回访")
_due: ColumnElement[Any] = func.coalesce(_t.s_revisit_at, _t.s_next_due_at, type_=Moment)
_COLUMNS = (
    _t.id,
    _t.number,
    func.coalesce(func.nullif(_t.title, ""), _t.category).label("title"),
    _t.place,
    _t.community,
    _t.street,
    _t.caller,
    _t.phone,
    _t.s_unit,
    _t.s_level,
    _t.s_closed_at,
    _t.s_next_due_at,
    _t.s_revisit_at,
    _t.s_callback_attempts,
    _t.s_resolved,
    _t.s_satisfied,
)


def _now(now: datetime) -> ColumnElement[bool]:
    """May be rung now: no later moment was agreed."""
    return or_(_t.s_revisit_at.is_(None), _t.s_revisit_at <= literal(now, Moment))


def waiting(now: datetime, *, due: bool, limit: int) -> Select[Any]:
    """The rows by the moment they are due; with ``due`` without those to be rung later."""
    query = select(*_COLUMNS).where(_waiting, *([_now(now)] if due else []))
    return query.order_by(_due.is_(None), _due, _t.id).limit(limit)


def to_row(row: Any) -> CallbackRow:
    """A row of :func:`waiting`."""
    return CallbackRow(
        id=row.id,
        number=row.number,
        title=row.title,
        place=row.place or row.community or row.street,
        caller=row.caller,
        phone=row.phone,
        unit=row.s_unit,
        level=Level(row.s_level),
        closed_at=row.s_closed_at,
        due_at=row.s_next_due_at,
        revisit_at=row.s_revisit_at,
        attempts=row.s_callback_attempts,
        resolved=row.s_resolved,
        satisfied=row.s_satisfied,
    )


def counting(now: datetime) -> Select[int, int, int]:
    """One row: how many wait, may be rung now, and are over their limit or the moment agreed."""
    one: ColumnElement[Any] = literal(1)
    late = _due <= literal(now, Moment)
    return select(
        func.count().label("waiting"),
        func.count(case((_now(now), one))).label("due"),
        func.count(case((late, one))).label("late"),
    ).where(_waiting)


def to_counts(row: Any) -> CallbackCounts:
    """The row of :func:`counting`."""
    return CallbackCounts(waiting=row.waiting, due=row.due, late=row.late)
