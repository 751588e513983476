"""F1: every key on one page, as wide as the screen is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, KEY_GROUPS
from jiesu_desktop.gui.widgets.parts import button, label

_GAP = 14
_EDGES = 22 * 2 + 40
"""What the dialog needs at its sides, in pixels: margins, scroll bar, frame."""
_FIT = 90
"""Per cent of the keys that fit into one column; a longer one takes two."""
_SCROLLS = {
    Qt.Key.Key_Down: 40,
    Qt.Key.Key_Up: -40,
    Qt.Key.Key_PageDown: 400,
    Qt.Key.Key_PageUp: -400,
    Qt.Key.Key_End: 1_000_000,
    Qt.Key.Key_Home: -1_000_000,
}


def groups() -> dict[str, tuple[tuple[str, str], ...]]:
    """All keys by where they hold, the acts first."""
    return {
        "对选中的工单（队列、台账）": tuple((key, act.label) for act, key in ACT_KEYS.items()),
        **KEY_GROUPS,
    }


class KeyMap(QDialog):
    """The keys, in columns; Esc or F1 closes it.

    Signals:
        manual(): 使用说明 was pressed.
    """

    manual = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setWindowTitle("按键一览")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(12)
        layout.addWidget(label("按键一览", "title"))
        layout.addWidget(
            label("字母作用于选中的工单；正在填写时字母照常输入，不会触发操作。", "muted", wrap=True)
        )
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room = self.screen().availableSize()
        body = self._body(room.width() - _EDGES)
        self._area.setWidget(body)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._foot())
        wanted = body.sizeHint() + QSize(_EDGES, 180)
        self.resize(wanted.boundedTo(QSize(room.width(), room.height() - 40)))
        QShortcut(QKeySequence("F1"), self, self.reject)
        QShortcut(QKeySequence("Shift+F1"), self, self._to_manual)

    def _body(self, width: int) -> QWidget:
        """Each group under its heading, in as many columns as fit."""
        made = [
            (title, [self._pair(key, words) for key, words in pairs]) for title, pairs in groups().items()
        ]
        widths = sorted(part.sizeHint().width() for _, pairs in made for part in pairs)
        usual = widths[len(widths) * _FIT // 100]
        columns = max(1, (width + _GAP) // (usual + _GAP))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(5)
        row = 0
        for title, pairs in made:
            grid.addWidget(label(title, "muted"), row, 0, 1, columns)
            row, column = row + 1, 0
            for pair in pairs:
                needs = min(columns, -(-(pair.sizeHint().width() + _GAP) // (usual + _GAP)))
                if column + needs > columns:
                    row, column = row + 1, 0
                grid.addWidget(pair, row, column, 1, needs)
                column += needs
            row += 1
        for column in range(columns):
            grid.setColumnMinimumWidth(column, usual)
        grid.setRowStretch(row, 1)
        return body

    def _pair(self, key: str, words: str) -> QWidget:
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        tokens = self.ctx.theme.tokens
        for one in key.split():
            cap = label(one)
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cap.setStyleSheet(
                f"border: 1px solid {tokens.line}; border-radius: 4px; padding: 2px 6px; background: {tokens.panel};"
            )
            line.addWidget(cap)
        line.addWidget(label(words), 1)
        return pair

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(label("↑↓ PgUp PgDn 翻看　Enter 使用说明　Esc 关闭", "small"))
        foot.addStretch(1)
        manual = button("使用说明  Shift+F1", self._to_manual, "primary")
        close = button("关闭", self.reject)
        for one in (manual, close):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else the arrows go from button to button
            foot.addWidget(one)
        manual.setDefault(True)  # Enter presses it
        return foot

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows and PgUp, PgDn move the page."""
        step = _SCROLLS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + step)

    def _to_manual(self) -> None:
        self.accept()
        self.manual.emit()
