"""A ledger to a workbook, and who exported what: the file and its record stand or fall together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Channel, Level, Who
from jiesu_desktop.exchange.atomic import put_back_unless_done
from jiesu_desktop.exchange.ledger_export import Provenance, write_ledger
from jiesu_desktop.services import ledgers
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import DeskEvent, LedgerSpec

EXPORT = "export"
"""Kind of the desk event."""


def conditions(spec: LedgerSpec) -> tuple[tuple[str, str], ...]:
    """The filters in words, for sheet 2 of the workbook; what filters nothing is left out."""
    days = f"{spec.start or '最早'} 至 {spec.end or '最近'}"
    named = (
        (LEDGERS[spec.ledger].date_heading, days if spec.start or spec.end else ""),
        ("承办单位", spec.unit),
        ("问题分类", spec.category),
        ("状态", State(spec.state).label if spec.state else ""),
        ("紧急程度", Level(spec.level).label if spec.level else ""),
        ("来源渠道", Channel(spec.channel).label if spec.channel else ""),
        ("全文", spec.text),
        ("待催办", "是" if spec.urge_until else ""),
    )
    return tuple((name, value) for name, value in named if value)


def export_file(
    store: Store,
    time: TimeSource,
    who: Who,
    spec: LedgerSpec,
    path: Path,
    *,
    columns: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the rows of ``spec`` to ``path`` and record who did; returns how many rows.

    Args:
        columns: keys of the columns wanted, in their order; None: every column of the ledger.
        progress: told (done, total); may raise to stop.

    Raises:
        Refused: days the wrong way round, or a column there is none of. UnwritableFile: the place cannot be written to.
        Cancelled: ``cancelled`` said so. StorageError: the record could not be kept; no file is left behind,
            and an older one of that name stands as it was.
    """
    at = time.now()
    words = conditions(spec)
    provenance = Provenance(who.name, who.workstation, at, words)
    with put_back_unless_done(
        path
    ):  # what nobody will know of must not lie about, nor have taken another's place
        with store.read() as queries:
            found = ledgers.export(queries, spec, at, columns)
            rows = write_ledger(
                path,
                found.title,
                found.columns,
                found.batches,
                provenance,
                figures=found.figures,
                total=found.total,
                progress=progress,
                cancelled=cancelled,
            )
        data = {
            "ledger": spec.ledger,
            "label": found.title,
            "conditions": [list(pair) for pair in words],
            "rows": rows,
            "file": str(path),
            "columns": [column.heading for column in found.columns],
        }
        event = DeskEvent(kind=EXPORT, at=at, actor=who.name, workstation=who.workstation, data=data)
        with store.begin() as uow:
            uow.desk.add_event(event)
    return rows


def exports(queries: Queries, limit: int = 200) -> list[DeskEvent]:
    """Who exported what, the newest first."""
    return queries.desk.events(EXPORT, limit)


def file_name(ledger: str, at: datetime) -> str:
    """What the file dialog suggests."""
    return f"{LEDGERS[ledger].label}_{at:%Y%m%d}.xlsx"
