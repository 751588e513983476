"""The directory to and from Excel; what a file would change is seen before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.exchange.directory_book import ReadDirectory, read_directory, write_directory
from jiesu_desktop.gui.directory.editors import FIELD_WORDS
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.widgets.parts import button, label, set_tone
from jiesu_desktop.services import directory as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.directory import DirectoryIntake

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

HEADINGS = ("单位", "哪一条", "内容", "现在", "文件里")


def write_book(ctx: Desk, path: Path) -> Progress:
    """Write every unit to a workbook, behind; a quiet line says how many and where."""
    path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")

    def work(_: Progress) -> int:
        with ctx.store.read() as queries:
            entries = queries.directory.entries(active_only=False)
        return write_directory(path, entries)

    def done(units: int) -> Any:
        ctx.bridge.say(f"已导出 {units} 个单位：{path}", "done")

    return ctx.tasks.run_long("导出通讯录", work, done)


class BookDialog(QDialog):
    """What a directory file would add and change; nothing is written before 导入 is pressed.

    Attributes:
        book: what the file holds, once it is read.
    """

    def __init__(self, ctx: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.path = ctx, path
        self.book: ReadDirectory | None = None
        self.setWindowTitle(f"导入通讯录 · {path.name}")
        self.headline = label("正在读文件…", "heading", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setHorizontalHeaderLabels(HEADINGS)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.take_button = button("导入  Ctrl+Enter", self.take_in, "primary")
        self.take_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.take_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        for widget in (self.headline, self.note):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addLayout(foot)
        self.resize(ctx.theme.px(860), ctx.theme.px(500))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.take_in)
        ctx.tasks.run_long("", self._look, self._show, self._failed, owner=self)

    def _look(self, _: Progress) -> tuple[ReadDirectory, DirectoryIntake]:
        book = read_directory(self.path)
        with self.ctx.store.begin() as uow:
            return book, service.preview(uow, self.ctx.time, self.ctx.who, book.entries)

    def _show(self, found: tuple[ReadDirectory, DirectoryIntake]) -> None:
        self.book, plan = found
        changes = bool(plan.added or plan.updated)
        self.headline.setText(
            plan.message if changes else f"文件里的 {plan.unchanged} 个单位与现有的完全相同"
        )
        refused = [f"第 {row} 行：{reason}" for row, reason in self.book.rejected]
        self.note.setText(
            "\n".join(["只增加和更新，不删除；空白格不改动现有内容。", *refused[:10]])
            + (f"\n…共 {len(refused)} 行没有读入" if len(refused) > 10 else "")
        )
        self.table.setRowCount(len(plan.differences))
        for row, one in enumerate(plan.differences):
            cells = (
                one.unit,
                one.of,
                FIELD_WORDS.get(one.field, one.field),
                one.before or "（空）",
                one.after,
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(plan.differences))
        self.take_button.setEnabled(changes)
        self.take_button.setFocus()

    def _failed(self, sentence: str, _: Exception) -> None:
        self.headline.setText(sentence)
        set_tone(self.headline, "error")
        self.take_button.setEnabled(self.book is not None)

    def take_in(self) -> None:
        """Write what was shown."""
        if self.book is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)
        entries = self.book.entries

        def write(uow: Any) -> Changes:
            return service.take_in(uow, self.ctx.time, self.ctx.who, entries).changes

        self.ctx.tasks.run_write(write, self._done, self._failed, owner=self)

    def _done(self, changes: Changes) -> None:
        self.ctx.bridge.say(changes.message, "done")
        self.accept()
