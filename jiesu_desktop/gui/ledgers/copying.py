"""Rows of a ledger to the clipboard: one order as lines for a message, several as a table for a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from jiesu_desktop.domain.ledgers import LedgerColumn
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.ledger_table import cell_text
from jiesu_desktop.storage.records import LedgerPage, LedgerSpec

COPIED_AT_MOST = 2_000  # rows; whoever wants more wants the export


def as_text(columns: Sequence[LedgerColumn], rows: Sequence[Sequence[Any]]) -> str:
    """Rows for pasting: one order as lines for a message, several as a table with its header for a sheet."""
    if len(rows) == 1:
        pairs = (
            (column, cell_text(value, column.key)) for column, value in zip(columns, rows[0], strict=True)
        )
        return "\n".join(f"{column.heading}：{text}" for column, text in pairs if text)
    lines = ["\t".join(column.heading for column in columns)]
    keys = [column.key for column in columns]
    lines += ["\t".join(map(cell_text, row, keys)) for row in rows]
    return "\n".join(lines)


def copy_rows(
    ctx: Desk, spec: LedgerSpec, rows: Sequence[int], places: Sequence[int], owner: QObject
) -> None:
    """Copy these rows of a ledger, as far as the columns at ``places`` go, left to right."""
    if not rows:
        return
    if rows[-1] - rows[0] >= COPIED_AT_MOST:
        ctx.bridge.say(f"一次最多复制 {COPIED_AT_MOST:,} 行，更多请导出 Excel", "info")
        return
    first, span = rows[0], rows[-1] - rows[0] + 1

    def copy(page: LedgerPage) -> None:
        columns = [page.columns[place] for place in places]
        chosen = [page.rows[row - first] for row in rows if row - first < len(page.rows)]
        text = as_text(columns, [[row[place] for place in places] for row in chosen])
        QGuiApplication.clipboard().setText(text)
        ctx.bridge.say(f"已复制 {len(chosen)} 行", "done")

    ctx.tasks.run_read(
        lambda queries: queries.ledger(spec, offset=first, limit=span, count=False),
        copy,
        key="ledger.copy",
        owner=owner,
    )
