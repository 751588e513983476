"""Ledgers 台账 for the screen and for export: one spec gives page, count and file the same number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, LedgerColumn
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerPage, LedgerSpec


@dataclass(frozen=True, slots=True)
class LedgerExport:
    """A ledger about to be written: its title, headings, how many rows, and the rows as a stream."""

    title: str
    columns: tuple[LedgerColumn, ...]
    total: int
    rows: Iterator[tuple[Any, ...]]


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


def export(queries: Queries, spec: LedgerSpec) -> LedgerExport:
    """All rows of a ledger, within the caller's snapshot: the count and the stream agree."""
    ledger = _check(spec)
    return LedgerExport(
        ledger.label,
        queries.ledger_columns(spec.ledger),
        queries.ledger_count(spec),
        queries.ledger_iter(spec),
    )


def _check(spec: LedgerSpec) -> Ledger:
    ledger = named(spec.ledger)
    if spec.start and spec.end and spec.start > spec.end:
        raise Refused(f"开始日期 {spec.start} 晚于结束日期 {spec.end}，请改正。", (), "start")
    return ledger
