"""导出记录: who exported what, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.widgets.parts import button, fit_size, label
from jiesu_desktop.services import ledger_export
from jiesu_desktop.storage.records import DeskEvent

HEADINGS = ("时间", "导出人", "工位", "台账", "条数", "筛选", "列", "文件")
_WIDTHS = (132, 70, 70, 96, 60, 190, 50)


class ExportRecords(QDialog):
    """A list that only tells."""

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setWindowTitle("导出记录")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(len(HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, ctx.theme.px(width))
        self.nothing = label("还没有导出过台账。", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot = QHBoxLayout()
        foot.addWidget(label("每次导出都记在这里，不能修改。窗口和命令行的导出都记。", "small"))
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept, "primary"))
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 18)
        box.addWidget(label("导出记录", "title"))
        box.addWidget(self.table, 1)
        box.addWidget(self.nothing, 1)
        box.addLayout(foot)
        fit_size(self, ctx.theme.px(980), ctx.theme.px(520))
        ctx.tasks.run_read(ledger_export.exports, self._show, owner=self)

    def _show(self, events: Sequence[DeskEvent]) -> None:
        self.table.setVisible(bool(events))
        self.nothing.setVisible(not events)
        self.table.setRowCount(len(events))
        for row, event in enumerate(events):
            for place, text in enumerate(words_of(event)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, place, item)
        if events:
            self.table.selectRow(0)
            self.table.setFocus()


def words_of(event: DeskEvent) -> tuple[str, ...]:
    """A record as its cells."""
    data = event.data
    asked = "、".join(f"{name} {value}" for name, value in data.get("conditions", []))
    return (
        f"{beijing(event.at):%Y-%m-%d %H:%M}",
        event.actor,
        event.workstation,
        str(data.get("label", "")),
        f"{data.get('rows', 0):,}",
        asked or "全部",
        str(len(data.get("columns", []))),
        str(data.get("file", "")),
    )
