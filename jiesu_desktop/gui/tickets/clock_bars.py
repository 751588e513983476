"""Every clock of an order as a bar: how much is gone, how much is left, and why it is due then."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_view import ClockLine
from jiesu_desktop.gui.widgets.parts import button, empty, label
from jiesu_desktop.gui.wording import MARKS, countdown, state_name

SHOWN = 3


class ClockBar(QWidget):
    """One clock: its name, its bar, its digits."""

    def __init__(self, ctx: Desk, line: ClockLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.line = ctx, line
        self.setToolTip(line.why)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line of text high."""
        return QSize(200, self.ctx.theme.px(25))

    def minimumSizeHint(self) -> QSize:
        """It shrinks with the panel."""
        return QSize(120, self.ctx.theme.px(25))

    def state(self, now: datetime) -> str:
        """``overdue``, ``warning``, ``running``, ``paused``; ``met``, ``missed`` or ``over`` once stopped."""
        clock = self.line.clock
        if not clock.is_running:
            return {True: "met", False: "missed", None: "over"}[clock.in_time]
        return state_name(clock.due_at, self.line.warn_at, now, paused=clock.paused_at is not None)

    def words(self, now: datetime) -> str:
        """What stands at the right end."""
        clock, state = self.line.clock, self.state(now)
        if state in ("met", "missed", "over"):
            late = "·补录" if clock.late_entry else ""
            return {"met": "✓ 按时", "missed": "✕ 超时", "over": "已终止"}[state] + late
        return countdown(clock.due_at, now, paused=state == "paused")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar, digits."""
        theme, now = self.ctx.theme, self.ctx.moment
        state = self.state(now)
        tone = {"running": "accent", "met": "done", "missed": "overdue", "over": "paused"}.get(state, state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name_width, words_width = max(theme.px(104), self.width() // 4), theme.px(92)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if self.line.clock.is_running else "muted"))
        name = QFontMetrics(theme.font()).elidedText(
            f"{MARKS.get(state, '')}{self.line.name}", Qt.TextElideMode.ElideRight, name_width - 6
        )
        painter.drawText(QRect(0, 0, name_width, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
        bar = QRect(name_width, self.height() // 2 - 4, self.width() - name_width - words_width - 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(bar, 4, 4)
        painter.setBrush(theme.color(tone))
        filled = QRect(bar.left(), bar.top(), max(6, round(bar.width() * self.line.gone(now))), bar.height())
        painter.drawRoundedRect(filled, 4, 4)
        strong = state in ("overdue", "warning", "missed")
        painter.setFont(theme.font(0, bold=strong, tabular=True))
        painter.setPen(theme.color("text" if state == "running" else tone))
        right = QRect(self.width() - words_width, 0, words_width, self.height())
        painter.drawText(
            right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.words(now)
        )


class ClockBars(QWidget):
    """All bars of one order; the most pressing one says why, the others in their tool tips."""

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.bars: list[ClockBar] = []
        self._all = False
        self._lines: tuple[ClockLine, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self._layout = layout

    def show_lines(self, lines: tuple[ClockLine, ...]) -> None:
        """Show these clocks: the most pressing, and the rest on demand, those stopped last."""
        self._lines = lines
        empty(self._layout)
        shown = lines if self._all else lines[:SHOWN]
        self.bars = [ClockBar(self.ctx, line, self) for line in shown]
        for number, bar in enumerate(self.bars):
            self._layout.addWidget(bar)
            if self._all or number == 0:
                self._layout.addWidget(label(bar.line.why, "small", wrap=True))
        if len(lines) > SHOWN:
            rest = len(lines) - SHOWN
            text = "收起时限" if self._all else f"其余 {rest} 个时限与依据"
            self._layout.addWidget(button(text, self._turn, "link"))
        self.setVisible(bool(self.bars))

    def _turn(self) -> None:
        self._all = not self._all
        self.show_lines(self._lines)

    def tick(self) -> None:
        """Once a second: bars and digits move."""
        for bar in self.bars:
            if bar.line.clock.is_running:
                bar.update()
