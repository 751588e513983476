"""Two people changed one field: both texts side by side, and which shall stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.widgets.parts import button, fit_size, label

SHOWN = 400


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field: what stands now, saved by someone else, and what was typed here."""

    name: str
    caption: str
    theirs: str
    mine: str


class BothVersions(QDialog):
    """Asks about each field; what was typed here is proposed, nothing is lost by Esc.

    Signals:
        chosen(object): field → the text that shall stand.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Desk, conflicts: Sequence[Conflict], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("有人先保存了")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.conflicts = tuple(conflicts)
        self.mine: dict[str, QRadioButton] = {}
        self.theirs: dict[str, QRadioButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(10)
        layout.addWidget(label("您填写时，别人先保存了这件工单", "title"))
        layout.addWidget(
            label("同一字段有两种写法，逐项选择保留哪一种；只有一方改过的字段都会保留。", "muted", wrap=True)
        )
        layout.addWidget(self._fields(), 1)
        foot = QHBoxLayout()
        foot.addWidget(label("Ctrl+Enter 按所选保存　Esc 回到表单", "small"))
        foot.addStretch(1)
        foot.addWidget(button("全用对方的", lambda: self._all(self.theirs)))
        foot.addWidget(button("全用我的", lambda: self._all(self.mine)))
        foot.addWidget(button("按所选保存", self.save, "primary"))
        layout.addLayout(foot)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        fit_size(self, ctx.theme.px(720), ctx.theme.px(180 + 92 * min(len(conflicts), 5)))

    def _fields(self) -> QScrollArea:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for row, conflict in enumerate(self.conflicts):
            grid.addWidget(label(conflict.caption, "muted"), row * 2, 0)
            group = QButtonGroup(body)
            sides = ((self.theirs, "对方已保存", conflict.theirs), (self.mine, "我填写的", conflict.mine))
            for column, (side, words, text) in enumerate(sides, start=1):
                radio = side[conflict.name] = QRadioButton(words)
                group.addButton(radio)
                grid.addWidget(radio, row * 2, column)
                version = label(text[:SHOWN] or "（空）", wrap=True)
                version.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(version, row * 2 + 1, column)
            self.mine[conflict.name].setChecked(True)
        grid.setRowStretch(len(self.conflicts) * 2, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        return area

    def _all(self, side: dict[str, QRadioButton]) -> None:
        for radio in side.values():
            radio.setChecked(True)

    def save(self) -> None:
        """Hand on what was chosen."""
        texts = {c.name: c.mine if self.mine[c.name].isChecked() else c.theirs for c in self.conflicts}
        self.accept()
        self.chosen.emit(texts)
