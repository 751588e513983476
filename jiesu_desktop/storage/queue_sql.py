"""The queue as SQL: which orders, in which order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, not_, null, or_, select, true

from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Act, Channel, Level
from jiesu_desktop.storage import search
from jiesu_desktop.storage.records import QUEUE_VIEWS, QueueRow, QueueView
from jiesu_desktop.storage.tables import tickets
from jiesu_desktop.storage.types import Moment

_c = tickets.c
_urgent = _c.s_level != Level.GENERAL.value
_first = or_(_urgent, _c.s_suspected_open)  # 疑似紧急 stands with the urgent until somebody has judged
# What is still to be worked on or followed up. A closed order waits on the call-back page.
_in_hand = _c.s_state.not_in([State.CLOSED.value, State.CALLED_BACK.value])
_BY_PHASE = {
    "to_sign": "待签收",
    "to_report": "待上报",
    "to_dispatch": "待派发",
    "to_confirm": "待确认",
    "to_feedback": "待反馈",
    "to_close": "待办结",
    "to_callback": "待回访",
    "to_archive": "待归档",
}
_FROM_WIDE_ROWS = frozenset({"to_review"})
"""Views that ask for more than the queue's index holds: counted by themselves, over the few rows of their phase."""

ROW_COLUMNS = (
    _c.id,
    _c.number,
    _c.s_level,
    _c.s_ever_urgent,
    _c.s_suspected,
    _c.s_suspected_open,
    _c.s_state,
    _c.s_phase,
    _c.title,
    _c.category,
    _c.place,
    _c.community,
    _c.street,
    _c.s_unit,
    _c.s_next_act,
    _c.s_next_clock,
    _c.s_next_due_at,
    _c.s_next_warn_at,
    _c.s_paused,
    _c.s_first_dispatcher,
    _c.s_obtained_at,
    _c.channel,
    _c.s_round,
    _c.version,
)


def to_row(row: Any) -> QueueRow:
    """A row of :data:`ROW_COLUMNS`. The place is the most exact one given; answered suspicions are left out."""
    return QueueRow(
        id=row.id,
        number=row.number,
        level=Level(row.s_level),
        ever_urgent=row.s_ever_urgent,
        suspected=row.s_suspected if row.s_suspected_open else None,
        state=row.s_state,
        phase=row.s_phase,
        title=row.title,
        category=row.category,
        place=row.place or row.community or row.street,
        unit=row.s_unit,
        next_act=Act(row.s_next_act) if row.s_next_act else None,
        next_clock=row.s_next_clock,
        next_due_at=row.s_next_due_at,
        next_warn_at=row.s_next_warn_at,
        paused=row.s_paused,
        first_dispatcher=row.s_first_dispatcher,
        obtained_at=row.s_obtained_at,
        channel=Channel(row.channel),
        round=row.s_round,
        version=row.version,
    )


def _moment(now: datetime) -> ColumnElement[Any]:
    return literal(now, Moment)


def _pressing(now: datetime) -> ColumnElement[bool]:
    """临期 or 超期: due, or a warning point is reached."""
    reached = or_(_c.s_next_due_at <= _moment(now), _c.s_next_warn_at <= _moment(now))
    return and_(_c.s_paused.is_(False), reached)


def in_view(name: str, now: datetime, operator: str) -> ColumnElement[bool]:
    """Whether a live order belongs to a view. ValueError for a name that is none of QUEUE_VIEWS."""
    if name in _BY_PHASE:
        return _c.s_phase == _BY_PHASE[name]
    conditions: dict[str, ColumnElement[bool]] = {
        "all": _in_hand,
        "urgent": and_(_in_hand, _urgent),
        "suspected": _c.s_suspected_open,
        "pressing": _pressing(now),
        # the last word of every unit is there, and no 答复人员 has passed it
        "to_review": and_(
            _c.s_phase == "待办结", _c.s_feedback_final.is_(True), _c.s_review_passed.is_not(True)
        ),
        "returned": _c.s_state == State.RETURNED.value,
        "paused": _c.s_state == State.ON_ACCOUNT.value,
        "mine": and_(_in_hand, _c.s_first_dispatcher == operator),
    }
    if name not in conditions:
        raise ValueError(f"no such view: {name}")
    return conditions[name]


def where(connection: Connection, view: QueueView, now: datetime) -> ColumnElement[bool]:
    """Everything a view asks for."""
    asked = [_c.s_live, in_view(view.name, now, view.operator)]
    asked += [
        column == value
        for column, value in ((_c.s_unit, view.unit), (_c.s_level, view.level), (_c.channel, view.channel))
        if value
    ]
    if words := search.meant(connection, view.text):
        asked.append(search.among_hits(connection, words))
    return and_(*asked)


def order_by(sort: str, now: datetime) -> list[ColumnElement[Any]]:
    """How to sort: '' is the order of clocks.md; a leading '-' turns the first key round.

    Overdue, urgent warning, general warning, urgent, rest — each by due moment; what is paused or has no limit
    stands last of its group; of two due at the same moment the urgent one goes first; the id keeps equals apart. ValueError for a sort there is none of.
    """
    key, down = sort.removeprefix("-"), sort.startswith("-")
    last: list[ColumnElement[Any]] = [_c.s_next_due_at.is_(None), _c.s_next_due_at, not_(_first), _c.id]
    if key == "":
        return [_rank(now), _c.s_paused, *last]
    columns: dict[str, ColumnElement[Any]] = {
        "level": case(
            {level.value: rank for rank, level in enumerate(reversed(Level))}, value=_c.s_level, else_=9
        ),
        "phase": _c.s_phase,
        "number": _c.number,
        "title": _c.title,
        "category": _c.category,
        "place": _c.place,
        "unit": _c.s_unit,
        "next_act": _c.s_next_act,
        "due": _c.s_next_due_at,
        "first_dispatcher": _c.s_first_dispatcher,
        "obtained": _c.s_obtained_at,
    }
    if key not in columns:
        raise ValueError(f"no such sort: {sort}")
    column = columns[key]
    return [column.is_(None), column.desc() if down else column, *last]


def _rank(now: datetime) -> ColumnElement[Any]:
    at = _moment(now)
    runs = _c.s_paused.is_(False)
    warns = and_(runs, _c.s_next_warn_at <= at)
    return case(
        (and_(runs, _c.s_next_due_at <= at), 0),
        (and_(warns, _first), 1),
        (warns, 2),
        (_first, 3),
        else_=4,
    )


def counting(now: datetime, operator: str) -> Any:
    """One SELECT with the count of every view, labelled by its name."""
    one: ColumnElement[Any] = literal(1)

    def count(name: str) -> ColumnElement[Any]:
        if name in _FROM_WIDE_ROWS:
            apart = select(func.count()).select_from(tickets).where(_c.s_live, in_view(name, now, operator))
            return apart.correlate(None).scalar_subquery().label(name)
        return func.count(case((in_view(name, now, operator), one), else_=null())).label(name)

    return select(*(count(name) for name in QUEUE_VIEWS)).where(_c.s_live, true())
