"""Ledgers 台账 for the screen and for export: one spec gives page, count and file the same number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiesu_desktop.domain import alert_measures
from jiesu_desktop.domain.alert_measures import ShiftMeasures
from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, LedgerColumn, Source
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerPage, LedgerSpec


@dataclass(frozen=True, slots=True)
class LedgerExport:
    """A ledger about to be written.

    Attributes:
        total: how many rows there are.
        batches: the rows as a stream, some at a time: of each column its values, as the database's driver has them.
        figures: (name, value) about the rows.
    """

    title: str
    columns: tuple[LedgerColumn, ...]
    total: int
    batches: Iterator[Sequence[Sequence[Any]]]
    figures: tuple[tuple[str, str | int], ...] = ()


def named(name: str) -> Ledger:
    """The ledger of that name.

    Raises:
        Refused: there is none; says which there are.
    """
    if name not in LEDGERS:
        raise Refused(f"没有名为“{name}”的台账，可选：{'、'.join(LEDGERS)}。")
    return LEDGERS[name]


def page(queries: Queries, spec: LedgerSpec, *, offset: int = 0, limit: int = 100) -> LedgerPage:
    """Some rows of a ledger and how many there are."""
    _check(spec)
    return queries.ledger(spec, offset=offset, limit=limit)


def export(
    queries: Queries, spec: LedgerSpec, now: datetime, columns: Sequence[str] | None = None
) -> LedgerExport:
    """All rows of a ledger, within the caller's snapshot: the count and the stream agree.

    Args:
        columns: keys of those wanted, in their order; None: all.
    """
    ledger = _check(spec)
    every = queries.ledger_columns(spec.ledger)
    chosen = every if columns is None else _chosen(every, columns)
    totals = queries.ledger_totals(spec, now)
    return LedgerExport(
        ledger.label,
        chosen,
        totals.rows,
        queries.ledger_batches(spec, chosen),
        (*totals.figures, *(_measured(queries, spec, now) if ledger.source is Source.ALERTS else ())),
    )


def _chosen(every: Sequence[LedgerColumn], keys: Sequence[str]) -> tuple[LedgerColumn, ...]:
    known = {column.key: column for column in every}
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        raise Refused(f"台账没有这一列：{'、'.join(unknown)}。" if unknown else "至少要导出一列。")
    return tuple(known[key] for key in dict.fromkeys(keys))


@dataclass(frozen=True, slots=True)
class AlertMeasures:
    """How the alerts of a ledger fared: each shift's figures, and all of them together (None without any)."""

    shifts: tuple[ShiftMeasures, ...]
    whole: ShiftMeasures | None


def measures(queries: Queries, spec: LedgerSpec, now: datetime) -> AlertMeasures:
    """The measures of the alerts that ``spec`` shows; a shift still running is measured until ``now``."""
    policy = queries.policies.in_force(now)
    if policy is None:
        return AlertMeasures((), None)
    facts, rules = queries.alert_facts(spec), policy.alerts
    return AlertMeasures(alert_measures.by_shift(facts, rules, now), alert_measures.whole(facts, rules, now))


def _measured(queries: Queries, spec: LedgerSpec, now: datetime) -> tuple[tuple[str, str], ...]:
    found = measures(queries, spec, now)
    if found.whole is None:
        return (("提醒", "没有提醒"),)
    return (("提醒合计", found.whole.sentence), *((one.shift.label, one.sentence) for one in found.shifts))


def _check(spec: LedgerSpec) -> Ledger:
    ledger = named(spec.ledger)
    if spec.start and spec.end and spec.start > spec.end:
        raise Refused(f"开始日期 {spec.start} 晚于结束日期 {spec.end}，请改正。", (), "start")
    return ledger
