"""F1: every key on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, DESK_KEYS
from jiesu_desktop.gui.widgets.parts import button, label

ROWS = 14


class KeyMap(QDialog):
    """The keys, in columns; Esc or F1 closes it.

    Signals:
        manual(): 使用说明 was pressed.
    """

    manual = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键一览")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(label("按键一览", "title"))
        layout.addWidget(label("字母作用于选中的工单；正在填写时字母照常输入，不会触发操作。", "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        pairs = [(key, act.label) for act, key in ACT_KEYS.items()] + list(DESK_KEYS)
        for number, (key, words) in enumerate(pairs):
            row, column = number % ROWS, number // ROWS * 2
            cap = label(key)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            tokens = ctx.theme.tokens
            cap.setStyleSheet(
                f"border: 1px solid {tokens.line}; border-radius: 4px; padding: 3px 8px; background: {tokens.panel};"
            )
            grid.addWidget(cap, row, column)
            grid.addWidget(label(words), row, column + 1)
            grid.setColumnMinimumWidth(column + 1, ctx.theme.px(130))
        layout.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        manual = button("使用说明  Shift+F1", self._to_manual, "primary")
        close = button("关闭", self.reject)
        foot.addWidget(manual)
        foot.addWidget(close)
        layout.addLayout(foot)
        manual.setDefault(True)  # Enter presses it
        manual.setFocus()
        QShortcut(QKeySequence("F1"), self, self.reject)
        QShortcut(QKeySequence("Shift+F1"), self, self._to_manual)

    def _to_manual(self) -> None:
        self.accept()
        self.manual.emit()
