"""What a ledger's rows come to: the figures of its footer and of sheet 2 of its export, counted by the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select

from jiesu_desktop.domain.ledgers import Ledger, Source
from jiesu_desktop.domain.states import LIVE, State
from jiesu_desktop.domain.tickets import Act, Level, Outcome
from jiesu_desktop.storage import ledger_sql
from jiesu_desktop.storage.alert_sql import nobody_told
from jiesu_desktop.storage.ledger_filter import TABLES
from jiesu_desktop.storage.records import LedgerSpec, LedgerTotals
from jiesu_desktop.storage.tables import callbacks, calls, tickets
from jiesu_desktop.storage.tables_desk import alerts
from jiesu_desktop.storage.types import Moment

_t, _b = tickets.c, callbacks.c
Figures = Mapping[str, ColumnElement[bool]]

_BY_STATE: Mapping[str, frozenset[State]] = {
    "未办结": LIVE,
    "待回访": frozenset({State.CLOSED}),
    "已回访": frozenset({State.CALLED_BACK}),
    "已归档": frozenset({State.ARCHIVED}),
    "已退回": frozenset({State.RETURNED}),
    "已剔除": frozenset({State.EXCLUDED}),
}
"""Every state is in one of them."""

_URGENT: Figures = {"其中紧急": _t.s_level != Level.GENERAL.value}
_unresolved, _unhappy = _b.resolved == "未解决", _b.satisfied == "不满意"
_OF_ALERTS: Figures = {
    "已知道": alerts.c.acknowledged_at.is_not(None),
    "未知道": alerts.c.acknowledged_at.is_(None),
    "无人被提醒": nobody_told(),
}
_FIGURES: Mapping[str, Figures] = {
    "returned": {
        **_URGENT,
        "待接收": and_(_t.s_state == State.RETURNED.value, _t.s_return_taken.is_(False)),
        "已接收": and_(_t.s_state == State.RETURNED.value, _t.s_return_taken),
    },
    "deferred": {
        **_URGENT,
        "申请中": _t.s_deferred == "applied",
        "挂账中": _t.s_deferred == "approved",
        "未批准": _t.s_deferred == "refused",
        "已销账": _t.s_deferred == "settled",
        "已终止": _t.s_deferred == "lapsed",
    },
    "excluded": {
        **_URGENT,
        "申请中": _t.s_excluded == "applied",
        "已批准": _t.s_excluded == "granted",
        "已驳回": _t.s_excluded == "refused",
    },
    "urged": {
        "催办": calls.c.kind == Act.URGE.value,
        "督办": calls.c.kind == Act.SUPERVISE.value,
        "已告知": calls.c.outcome == Outcome.TOLD.value,
    },
    "calls": {
        "上报": calls.c.kind == Act.REPORT.value,
        "电话确认": calls.c.kind == Act.CONFIRM.value,
        "已告知": calls.c.outcome == Outcome.TOLD.value,
        "未打通": calls.c.outcome != Outcome.TOLD.value,
    },
    "callbacks": {
        "已联系": _b.contacted == "是",
        "未联系": or_(_b.contacted.is_(None), _b.contacted != "是"),
        "单否": or_(and_(_unresolved, func.coalesce(_b.satisfied, "") != "不满意"),
                  and_(_unhappy, func.coalesce(_b.resolved, "") != "未解决")),
        "双否": and_(_unresolved, _unhappy),
    },
    "alerts": _OF_ALERTS,
}  # fmt: skip
"""Ledger → its own figures; ledgers of orders have those by state behind them."""


def totals(connection: Connection, spec: LedgerSpec, now: datetime) -> LedgerTotals:
    """The exact figures of what the spec shows."""
    ledger = ledger_sql.ledger_of(spec)
    if ledger.source is not Source.TICKETS:
        return _of_rows(connection, spec, ledger)
    own = _FIGURES.get(ledger.name, _URGENT)
    query = _counting(connection, spec, ledger, own, _t.s_state).group_by(_t.s_state)
    found = {row[0]: row[1:] for row in connection.execute(query)}
    sums = [sum(column) for column in zip(*found.values(), strict=True)] or [0] * (1 + len(own))
    figures = dict(zip(own, sums[1:], strict=True))
    figures["超期"] = _overdue(connection, spec, now)
    for label, states in _BY_STATE.items():
        figures[label] = sum(found[state.value][0] for state in states if state.value in found)
    return LedgerTotals(sums[0], tuple(figures.items()))


def _of_rows(connection: Connection, spec: LedgerSpec, ledger: Ledger) -> LedgerTotals:
    own = _FIGURES[ledger.name]
    rows, *counts = connection.execute(_counting(connection, spec, ledger, own)).one()
    return LedgerTotals(rows, tuple(zip(own, counts, strict=True)))


def _counting(
    connection: Connection, spec: LedgerSpec, ledger: Ledger, figures: Figures, *first: ColumnElement[Any]
) -> Any:
    asked = ledger_sql.filtered(connection, spec)
    if first and asked.broad:
        asked = ledger_sql.filtered(
            connection, spec, led=False
        )  # the index by state gives the groups in order
    counts = (func.count().filter(condition) for condition in figures.values())
    return select(*first, func.count(), *counts).select_from(TABLES[ledger.source]).where(*asked.conditions)


def _overdue(connection: Connection, spec: LedgerSpec, now: datetime) -> int:
    """Of the few on the queue those whose limit has passed."""
    asked = ledger_sql.filtered(connection, spec, led=False)
    late = and_(_t.s_live, _t.s_paused.is_(False), _t.s_next_due_at < literal(now, Moment))
    return connection.scalar(select(func.count()).select_from(tickets).where(late, *asked.conditions)) or 0
