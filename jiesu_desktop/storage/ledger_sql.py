"""A ledger's declaration turned into SQL. Page, count and export share one WHERE: :func:`where`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, LedgerColumn, Source
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act, Basis, Channel, Level, Outcome
from jiesu_desktop.domain.urging import BY_CHANNEL, BY_STATE, URGED_BY_CHANNEL
from jiesu_desktop.storage import search
from jiesu_desktop.storage.alert_sql import delivered, heard_at, nobody_told, shelved
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.tables import callbacks, calls, tickets
from jiesu_desktop.storage.tables_desk import alerts
from jiesu_desktop.storage.types import Moment

_t = tickets.c
_ASKED = {
    "applied": "申请中",
    "approved": "已批准",
    "granted": "已批准",
    "refused": "已驳回",
    "settled": "已销账",
}
_STAGES = {
    "suspected": "疑似紧急",
    "new": "新单",
    "warn": "临期",
    "due": "到期",
    "overdue": "超期",
    "flood": "汇总",
    "missed": "未运行",
    "past": "导入前",
    "news": "新单",
    "desk": "本机",
}


def _labels(kind: type[StrEnum]) -> dict[str, str]:
    return {member.value: member.label for member in kind}  # type: ignore[attr-defined]


def _labelled(column: ColumnElement[Any], labels: dict[str, str]) -> ColumnElement[Any]:
    return case(labels, value=column, else_=column)


_ours_first = func.coalesce
_SHARED: dict[str, ColumnElement[Any]] = {
    **{name: _t[name] for name in ("number", "title", "content", "category")},
    "unit": _t.s_unit,
    "level": _labelled(_t.s_level, _labels(Level)),
    "phase": _t.s_phase,
    "channel": _labelled(_t.channel, _labels(Channel)),
}
_KEYS: dict[Source, dict[str, ColumnElement[Any]]] = {
    Source.TICKETS: {
        **{
            name: _t[name]
            for name in [
                "kind",
                "status_upstream",
                "caller",
                "phone",
                "district",
                "street",
                "community",
                "place",
                "received_at",
                "upstream_due_at",
                "result",
                "reply",
                "valid_callback",
                "role",
                "level_upstream",
            ]
        },
        **{
            name: _t[f"s_{name}"]
            for name in [
                "obtained_at",
                "dispatched_at",
                "assist_units",
                "first_dispatcher",
                "returned_at",
                "return_code",
                "return_reason",
                "deferred_at",
                "defer_reason",
                "defer_unit",
                "defer_until",
                "defer_progress",
                "defer_progress_at",
                "settled_at",
                "excluded_at",
                "exclude_code",
                "exclude_reason",
                "raised_at",
                "reported_at",
                "confirmed_units",
                "urged_count",
                "last_urged_at",
                "round",
            ]
        },
        **_SHARED,
        # What the desk knows itself, else what upstream said of an order that came in finished.
        "closed_at": _ours_first(_t.s_closed_at, _t.closed_at, type_=Moment),
        "contacted": _ours_first(_t.s_contacted, _t.contacted),
        "resolved": _ours_first(_t.s_resolved, _t.resolved),
        "satisfied": _ours_first(_t.s_satisfied, _t.satisfied),
        "return_taken": case((_t.s_return_taken, "是"), (_t.s_returned_at.is_not(None), "否"), else_=""),
        "deferred": _labelled(_t.s_deferred, _ASKED),
        "excluded": _labelled(_t.s_excluded, _ASKED),
        "basis": _labelled(_t.s_basis, _labels(Basis)),
    },
    Source.CALLS: {
        **_SHARED,
        "called_at": calls.c.occurred_at,
        "kind_of_call": _labelled(calls.c.kind, _labels(Act)),
        "called_unit": calls.c.unit,
        "contact": calls.c.contact,
        "dialled": calls.c.phone,
        "outcome": _labelled(calls.c.outcome, _labels(Outcome)),
        "text": calls.c.text,
        "leader": calls.c.leader,
        "until": calls.c.until,
        "actor": calls.c.actor,
        "workstation": calls.c.workstation,
    },
    Source.CALLBACKS: {
        **_SHARED,
        "called_at": callbacks.c.occurred_at,
        "means": callbacks.c.means,
        "outcome": _labelled(callbacks.c.outcome, _labels(Outcome)),
        "contacted": callbacks.c.contacted,
        "resolved": callbacks.c.resolved,
        "satisfied": callbacks.c.satisfied,
        "no": case(
            (and_(callbacks.c.resolved == "未解决", callbacks.c.satisfied == "不满意"), "双否"),
            (or_(callbacks.c.resolved == "未解决", callbacks.c.satisfied == "不满意"), "单否"),
            else_="",
        ),
        "text": callbacks.c.text,
        "demand": callbacks.c.demand,
        "suggestion": callbacks.c.suggestion,
        "next_step": callbacks.c.next_step,
        "next_at": callbacks.c.next_at,
        "actor": callbacks.c.actor,
        "workstation": callbacks.c.workstation,
    },
    Source.ALERTS: {
        **_SHARED,
        "raised_at": alerts.c.raised_at,
        "clock": _labelled(alerts.c.clock, _labels(ClockKind)),
        "stage": _labelled(alerts.c.stage, _STAGES),
        "called_unit": alerts.c.unit,
        "priority": alerts.c.priority,
        "repeat": alerts.c.repeat,
        "due_at": alerts.c.at,
        "spoken": alerts.c.spoken,
        "flash": delivered("flash"),
        "tray": delivered("tray"),
        "voice": delivered("voice"),
        "heard_at": heard_at(),
        "nobody": case((nobody_told(), "无人被提醒"), else_=""),
        "shelved": shelved(),
        "acknowledged_at": alerts.c.acknowledged_at,
        "acknowledged_by": alerts.c.acknowledged_by,
        "ended_at": alerts.c.ended_at,
        "end_reason": alerts.c.end_reason,
    },
}

_TABLES = {
    Source.TICKETS: tickets,
    Source.CALLS: calls,
    Source.CALLBACKS: callbacks,
    Source.ALERTS: alerts,
}
# Each stands word for word in the WHERE of a partial index of tables.py.
_MEMBERS: dict[str, list[ColumnElement[bool]]] = {
    "tickets": [],
    "returned": [_t.s_returned_at.is_not(None)],
    "deferred": [_t.s_deferred_at.is_not(None)],
    "self": [_t.channel == Channel.SELF.value],
    "other": [_t.channel == Channel.OTHER.value],
    "urgent": [_t.s_ever_urgent],
    "urged": [calls.c.ledger == "urged", calls.c.withdrawn.is_(False)],
    "callbacks": [callbacks.c.withdrawn.is_(False)],
    "calls": [calls.c.ledger == "calls", calls.c.withdrawn.is_(False)],
    "excluded": [_t.s_excluded_at.is_not(None)],
    "hard": [_t.s_hard],
    "alerts": [],
}


def ledger_of(spec: LedgerSpec) -> Ledger:
    """Its declaration. ValueError, in Chinese, for a name that is none."""
    if spec.ledger not in LEDGERS:
        raise ValueError(f"没有这个台账：{spec.ledger}")
    return LEDGERS[spec.ledger]


def expression(ledger: Ledger, key: str) -> ColumnElement[Any]:
    """A column's value. ValueError for a key the ledger does not have."""
    found = _KEYS[ledger.source].get(key)
    if found is None:
        raise ValueError(f"台账没有这一列：{key}")
    return found


def row_id(ledger: Ledger) -> ColumnElement[Any]:
    """What tells its rows apart."""
    return _TABLES[ledger.source].c.id


def where(connection: Connection, spec: LedgerSpec) -> tuple[list[ColumnElement[bool]], bool]:
    """The conditions, and whether any of them is about the order rather than the row's own table."""
    ledger = ledger_of(spec)
    members = _due(connection, ledger, spec.urge_until) if spec.urge_until else _MEMBERS[ledger.name]
    asked = [*members, *_days(expression(ledger, ledger.date_key), spec.start, spec.end)]
    about = list(_about_the_order(connection, spec))
    return [*asked, *about], bool(about)


def _due(connection: Connection, ledger: Ledger, until: datetime) -> list[ColumnElement[bool]]:
    """Due to be urged in this ledger (``domain.urging.ledger_of``); the few that can be are read by their own index."""
    return [_t.s_urge_from <= literal(until, Moment), _urged_in(ledger.name, _plain(connection))]


def _plain(connection: Connection) -> Callable[[str], ColumnElement[Any]]:
    """A column of ``tickets`` whose index SQLite is not to use."""
    if connection.dialect.name != "sqlite":
        return lambda name: _t[name]
    return lambda name: literal_column(f"+tickets.{name}", _t[name].type)


def _urged_in(name: str, column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[bool]:
    for state, ledger in BY_STATE.items():
        if ledger == name:
            return column("s_state") == state.value
    for channel, ledger in BY_CHANNEL.items():
        if ledger == name:
            states = sorted(state.value for state in URGED_BY_CHANNEL)
            return and_(column("channel") == channel.value, column("s_state").in_(states))
    raise ValueError(f"这个台账没有定期催办：{name}")


def urging_due(connection: Connection, cutoffs: Mapping[str, datetime]) -> Select[Any]:
    """One row with the count of each ledger's orders due to be urged, labelled by its name."""
    column = _plain(connection)
    counts = (
        func.count(
            case((and_(_t.s_urge_from <= literal(until, Moment), _urged_in(name, column)), literal(1)))
        ).label(name)
        for name, until in cutoffs.items()
    )
    return select(*counts).where(_t.s_urge_from <= literal(max(cutoffs.values()), Moment))


def _days(column: ColumnElement[Any], start: date | None, end: date | None) -> Iterable[ColumnElement[bool]]:
    if start is not None:
        yield column >= literal(_midnight(start), Moment)
    if end is not None:
        yield column < literal(_midnight(end + timedelta(days=1)), Moment)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _about_the_order(connection: Connection, spec: LedgerSpec) -> Iterable[ColumnElement[bool]]:
    equal = {
        "s_unit": spec.unit,
        "s_state": spec.state,
        "s_level": spec.level,
        "channel": spec.channel,
    }
    asked = {name: value for name, value in equal.items() if value}
    leads = _leading(asked, spec) if connection.dialect.name == "sqlite" else set(asked)
    for name, value in asked.items():
        column = _t[name] if name in leads else literal_column(f"+tickets.{name}", _t[name].type)
        yield column == value
    if spec.category:
        yield from _category(connection, spec.category)
    if words := search.words_of(spec.text):
        yield search.among_hits(connection, words)


def _leading(asked: Mapping[str, str], spec: LedgerSpec) -> set[str]:
    """The filter whose index SQLite is to use; the others it checks in that index.

    Left alone it takes the index of whichever equality looks rarest and then reads the wide rows for the rest, which
    took 0.9 s at a million orders where this takes 0.02.
    """
    if spec.unit:
        return {"s_unit"}
    if spec.category:
        return set()
    return set(asked) if len(asked) == 1 else set()


def _category(connection: Connection, category: str) -> Iterable[ColumnElement[bool]]:
    """That class and those below it. On SQLite a range as well, for the index to be used."""
    below = category + "->"
    if connection.dialect.name == "sqlite":
        yield and_(_t.category >= category, _t.category < category + "-?")  # '?' follows '>'
    yield or_(_t.category == category, _t.category.startswith(below, autoescape=True))


def source(ledger: Ledger, *, joined: bool) -> FromClause:
    """What to select from. Without ``joined`` only the ledger's own table."""
    table = _TABLES[ledger.source]
    if table is tickets or not joined:
        return table
    return table.join(tickets, tickets.c.id == table.c.ticket_id, isouter=ledger.source is Source.ALERTS)


def order_by(ledger: Ledger, spec: LedgerSpec) -> list[ColumnElement[Any]]:
    """By the chosen column, the ledger's own date by default; the id keeps equals apart."""
    column = expression(ledger, spec.sort or ledger.date_key)
    row = row_id(ledger)
    return [column.desc(), row.desc()] if spec.descending else [column, row]


def counting(connection: Connection, spec: LedgerSpec) -> Select[Any]:
    """How many rows."""
    ledger = ledger_of(spec)
    only_text = LedgerSpec(ledger="tickets", text=spec.text, sort=spec.sort, descending=spec.descending)
    if spec == only_text and (words := search.words_of(spec.text)):  # the text index alone knows
        hits = search.hits(connection, words).columns(id=_t.id.type)
        return select(func.count()).select_from(hits.subquery())
    conditions, joined = where(connection, spec)
    return select(func.count()).select_from(source(ledger, joined=joined)).where(*conditions)


def paging(connection: Connection, spec: LedgerSpec, offset: int, limit: int | None) -> Select[Any]:
    """The row ids of a page, in order: read from an index alone where the sort allows."""
    ledger = ledger_of(spec)
    conditions, joined = where(connection, spec)
    needs = joined or (bool(spec.sort) and ledger.source is not Source.TICKETS)
    return (
        select(row_id(ledger))
        .select_from(source(ledger, joined=needs))
        .where(*conditions)
        .order_by(*order_by(ledger, spec))
        .limit(limit)
        .offset(offset)
    )


def rows(ledger: Ledger, columns: Iterable[LedgerColumn]) -> Select[Any]:
    """Row id, ticket id, the extra columns, then the values of ``columns``."""
    table = _TABLES[ledger.source]
    ticket_id = table.c.id if table is tickets else table.c.ticket_id
    extra = _t.extra if table is tickets else literal(None)
    values = (expression(ledger, column.key).label(f"v{i}") for i, column in enumerate(columns))
    return select(table.c.id, ticket_id, extra, *values).select_from(source(ledger, joined=True))
