"""A ledger to Excel, behind: one snapshot gives the count and the rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.services.ledger_export import export_file, file_name
from jiesu_desktop.storage.records import LedgerSpec

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

SHOWN, EVERY = "Excel 工作簿，屏幕所见的列 (*.xlsx)", "Excel 工作簿，全部列 (*.xlsx)"


def ask_file(ctx: Desk, ledger: str, parent: QWidget, *, every: bool = False) -> tuple[Path, bool] | None:
    """Ask where to, and whether with every column; None when 取消 was pressed."""
    folder = str(ctx.prefs.value("ledgers/folder", str(Path.home())))
    suggestion = Path(folder) / file_name(ledger, beijing(ctx.time.now()))
    first, second = (EVERY, SHOWN) if every else (SHOWN, EVERY)
    chosen, kind = QFileDialog.getSaveFileName(
        parent, f"导出{LEDGERS[ledger].label}", str(suggestion), f"{first};;{second}"
    )
    return (Path(chosen), kind == EVERY) if chosen else None


def export_ledger(ctx: Desk, spec: LedgerSpec, path: Path, columns: Sequence[str] | None) -> Progress:
    """Begin; the window shows bar, count, time left and 取消. A quiet line at the end gives rows and path.

    Args:
        columns: keys of those wanted, from left to right; None: every column.
    """
    path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
    ctx.prefs.setValue("ledgers/folder", str(path.parent))

    def work(progress: Progress) -> int:  # step raises once 取消 was pressed
        return export_file(ctx.store, ctx.time, ctx.who, spec, path, columns=columns, progress=progress.step)

    def done(rows: int) -> None:
        ctx.bridge.say(f"已导出 {rows:,} 件：{path}", "done")

    return ctx.tasks.run_long(f"导出{LEDGERS[spec.ledger].label}", work, done)
