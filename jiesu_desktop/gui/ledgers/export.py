"""A ledger to Excel, behind: one snapshot gives the count and the rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.exchange.ledger_export import Provenance, write_ledger
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.services import ledgers as service
from jiesu_desktop.storage.records import LedgerSpec

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk


def conditions(spec: LedgerSpec) -> tuple[tuple[str, str], ...]:
    """The filters in words, for sheet 2 of the workbook; what filters nothing is left out."""
    days = " 至 ".join(f"{day}" if day else "…" for day in (spec.start, spec.end))
    named = (
        (LEDGERS[spec.ledger].date_heading, days if spec.start or spec.end else ""),
        ("承办单位", spec.unit),
        ("问题分类", spec.category),
        ("状态", State(spec.state).label if spec.state else ""),
        ("紧急程度", Level(spec.level).label if spec.level else ""),
        ("来源渠道", Channel(spec.channel).label if spec.channel else ""),
        ("全文", spec.text),
    )
    return tuple((name, value) for name, value in named if value)


def export_ledger(ctx: Desk, spec: LedgerSpec, path: Path) -> Progress:
    """Begin; the window shows bar, count, time left and 取消. A quiet line at the end gives rows and path."""
    provenance = Provenance(ctx.who.name, ctx.who.workstation, ctx.time.now(), conditions(spec))

    def work(progress: Progress) -> int:
        with ctx.store.read() as queries:
            export = service.export(queries, spec, provenance.exported_at)
            return write_ledger(
                path,
                export.title,
                export.columns,
                export.rows,
                provenance,
                figures=export.figures,
                total=export.total,
                progress=progress.step,  # raises when 取消 was pressed
            )

    def done(rows: int) -> Any:
        ctx.bridge.say(f"已导出 {rows:,} 件：{path}", "done")

    return ctx.tasks.run_long(f"导出{LEDGERS[spec.ledger].label}", work, done)
