"""The row of tabs with their counts, and the search field at its right."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from jiesu_desktop.gui.context import Desk

TABS = (
    ("queue", "工单队列"),
    ("directory", "通讯录"),
    ("ledgers", "台账"),
    ("callbacks", "回访"),
    ("roster", "值班"),
    ("settings", "设置"),
)
"""Pages that do something; 统计报表 joins them when it is built."""


class Tab(QPushButton):
    """A tab with up to two counts: what presses (red) and how many there are (grey)."""

    def __init__(self, ctx: Desk, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.ctx = ctx
        self.pressing, self.total = 0, 0
        self.setProperty("role", "tab")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def show_counts(self, pressing: int, total: int) -> None:
        """Show other counts; zero shows nothing."""
        if (pressing, total) != (self.pressing, self.total):
            self.pressing, self.total = pressing, total
            self.updateGeometry()
            self.update()

    def _badges(self) -> list[tuple[str, str, str]]:
        tokens = self.ctx.theme.tokens
        badges = [(str(self.pressing), tokens.overdue_strong, "#FFFFFF")] if self.pressing else []
        return [*badges, (str(self.total), tokens.track, tokens.muted)] if self.total else badges

    def _badge_width(self, text: str) -> int:
        return max(20, QFontMetrics(self.ctx.theme.font(-1)).horizontalAdvance(text) + 13)

    def sizeHint(self) -> QSize:
        """Room for the badges."""
        extra = sum(self._badge_width(text) + 5 for text, *_ in self._badges())
        return super().sizeHint() + QSize(extra, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tab without its badges' room, then the badges."""
        badges = self._badges()
        extra = sum(self._badge_width(text) + 5 for text, *_ in badges)
        super().paintEvent(event)
        if not badges:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.ctx.theme.font(-1, bold=True))
        left = self.width() - extra - 8
        for text, ground, ink in badges:
            box = QRect(left, self.height() // 2 - 10, self._badge_width(text), 19)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 9, 9)
            painter.setPen(ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            left += box.width() + 5


class TabsRow(QWidget):
    """Tabs and search.

    Signals:
        chosen(str): the name of a page.
        search(): the search field was clicked.
    """

    chosen = Signal(str)
    search = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabsRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 14, 0)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self.tabs: dict[str, Tab] = {}
        for number, (name, text) in enumerate(TABS, start=1):
            tab = Tab(ctx, text)
            tab.setToolTip(f"Ctrl+{number}")
            tab.clicked.connect(lambda _=False, chosen=name: self.chosen.emit(chosen))
            self._group.addButton(tab)
            self.tabs[name] = tab
            if name == "callbacks":
                divider = QFrame()
                divider.setFrameShape(QFrame.Shape.VLine)
                divider.setFixedHeight(20)
                divider.setStyleSheet("color: palette(mid);")
                layout.addWidget(divider)
            layout.addWidget(tab)
        layout.addStretch(1)
        self.field = QPushButton("搜索工单、单位、命令　　　　Ctrl+K")
        self.field.setObjectName("searchField")
        self.field.setMinimumWidth(ctx.theme.px(270))
        self.field.clicked.connect(self.search)
        layout.addWidget(self.field)

    def choose(self, name: str) -> None:
        """Mark a tab as chosen, without telling anyone."""
        self.tabs[name].setChecked(True)
