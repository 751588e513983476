"""A ledger's declaration turned into SQL. Page, count, totals and export share one WHERE: :func:`filtered`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, Source
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act, Basis, Channel, Level, Outcome
from jiesu_desktop.storage import search
from jiesu_desktop.storage.alert_sql import delivered, escalated, heard_at, nobody_told, shelved
from jiesu_desktop.storage.ledger_filter import TABLES, Filter, order_id
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
    "lapsed": "已终止",
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
    "line": "本机",
}


def _labels(kind: type[StrEnum]) -> dict[str, str]:
    return {member.value: member.label for member in kind}  # type: ignore[attr-defined]


def _labelled(column: ColumnElement[Any], labels: dict[str, str]) -> ColumnElement[Any]:
    return case(labels, value=column, else_=column)


_ours_first = func.coalesce
_SORTS: dict[str, ColumnElement[Any]] = {
    "level": case({level.value: rank for rank, level in enumerate(Level)}, value=_t.s_level, else_=-1)
}
"""Columns that are not sorted as they read: 紧急 is more than 一般."""
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
        "escalated": escalated(),
        "shelved": shelved(),
        "acknowledged_at": alerts.c.acknowledged_at,
        "acknowledged_by": alerts.c.acknowledged_by,
        "ended_at": alerts.c.ended_at,
        "end_reason": alerts.c.end_reason,
    },
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
    return TABLES[ledger.source].c.id


def filtered(
    connection: Connection, spec: LedgerSpec, *, led: bool = True, words: Sequence[search.Word] | None = None
) -> Filter:
    """What the spec asks.

    Args:
        led: False: what the caller adds is to be searched by.
        words: what its text means, where that is not :func:`search.meant`.
    """
    ledger = ledger_of(spec)
    dated = expression(ledger, ledger.date_key)
    return Filter(connection, ledger, dated, spec, led=led, words=words)


def order_by(ledger: Ledger, spec: LedgerSpec) -> list[ColumnElement[Any]]:
    """By the chosen column, then the ledger's own date, which stands second in the filters' indexes; the id keeps equals apart."""
    dated = expression(ledger, ledger.date_key)
    chosen = _SORTS.get(spec.sort, expression(ledger, spec.sort or ledger.date_key))
    tail = [row_id(ledger)] if chosen is dated else [dated, row_id(ledger)]
    first = chosen.desc() if spec.descending else chosen
    if _may_be_blank(ledger, chosen):
        # as SQLite does by itself, and so told it still reads an index; PostgreSQL alone would put blanks the other end
        first = chosen.desc().nulls_last() if spec.descending else chosen.asc().nulls_first()
    return [first, *(column.desc() if spec.descending else column for column in tail)]


def _may_be_blank(ledger: Ledger, column: ColumnElement[Any]) -> bool:
    """Whether some row may have nothing there. An index of PostgreSQL serves a sort that says where blanks go no longer."""
    if column is expression(ledger, ledger.date_key):
        return False
    outer = (
        TABLES[ledger.source] is alerts and getattr(column, "table", None) is tickets
    )  # alerts of no order
    return outer or not isinstance(column, Column) or bool(column.nullable)


def counting(connection: Connection, spec: LedgerSpec) -> Select[Any]:
    """How many rows."""
    ledger = ledger_of(spec)
    only_text = LedgerSpec(ledger="tickets", text=spec.text, sort=spec.sort, descending=spec.descending)
    if spec == only_text and (words := search.meant(connection, spec.text)):  # the text index alone knows
        hits = search.hits(connection, words)
        return select(func.count()).select_from(hits.subquery())
    asked = filtered(connection, spec)
    return select(func.count()).select_from(TABLES[ledger.source]).where(*asked.conditions)


def paging(connection: Connection, spec: LedgerSpec, offset: int, limit: int | None) -> Select[Any]:
    """The row ids of a page, in order: read from an index alone where the sort allows."""
    ledger = ledger_of(spec)
    asked = filtered(connection, spec)
    return (
        select(row_id(ledger))
        .select_from(source(ledger, orders=bool(spec.sort)))
        .where(*asked.conditions)
        .order_by(*order_by(ledger, spec))
        .limit(limit)
        .offset(offset)
    )


def source(ledger: Ledger, *, orders: bool = True) -> FromClause:
    """A ledger's rows, with their orders beside them; those of no order as well."""
    table = TABLES[ledger.source]
    return table if table is tickets or not orders else table.outerjoin(tickets, _t.id == table.c.ticket_id)


def rows(ledger: Ledger) -> Select[Any]:
    """Row id, ticket id, the extra columns, then the values of the ledger's own columns."""
    table = TABLES[ledger.source]
    extra = _t.extra if table is tickets else literal(None)
    values = (expression(ledger, column.key).label(f"v{i}") for i, column in enumerate(ledger.columns))
    return select(table.c.id, order_id(ledger), extra, *values).select_from(source(ledger))
