"""时限条: the time, who is on shift, the most pressing limits in digits to be read from across the room, the lamps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.policy import AlertRules, ClockKind
from jiesu_desktop.domain.shifts import shift_of
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, cap
from jiesu_desktop.gui.lamps import Lamps
from jiesu_desktop.gui.models.queue_table import act_of, row_state
from jiesu_desktop.gui.wording import MARKS, countdown, headline
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import QueuePage, QueueRow, QueueView

CARDS = 5
_SIGNAL = {"overdue": "#FF8A80", "warning": "#FFC568"}


class ClockCard(QWidget):
    """One pressing limit. Click or Enter opens its order at the act it needs.

    Signals:
        chosen(int, object): the order's id and the :class:`Act` it waits for.
    """

    chosen = Signal(int, object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.row: QueueRow | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._inside = False

    def show_row(self, row: QueueRow) -> None:
        """Show another order's limit."""
        self.row = row
        act = row.next_act.label if row.next_act else "查看"
        self.setAccessibleName(f"{_clock_words(row)} {headline(row.title, row.place)}")
        self.setToolTip(f"{row.number}\n{headline(row.title, row.place)}\n点击打开，去{act}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the digits and a few words."""
        return QSize(self.ctx.theme.px(250), self.ctx.theme.px(62))

    def minimumSizeHint(self) -> QSize:
        """The digits always fit."""
        return QSize(self.ctx.theme.px(150), self.ctx.theme.px(62))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Band, limit and key above; digits, then issue and place, below."""
        row = self.row
        if row is None:
            return
        theme, now = self.ctx.theme, self.ctx.moment
        state = row_state(row, now)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = theme.color({"overdue": "card_overdue", "warning": "card_warning"}.get(state, "card"))
        painter.setBrush(ground.lighter(118) if self._inside or self.hasFocus() else ground)
        painter.drawRoundedRect(self.rect(), 5, 5)
        painter.setBrush(QColor(_SIGNAL.get(state, "#5B82B5")))
        painter.drawRoundedRect(QRect(0, 0, 5, self.height()), 2, 2)
        self._write(painter, row, state, countdown(row.next_due_at, now, paused=row.paused))

    def _write(self, painter: QPainter, row: QueueRow, state: str, digits: str) -> None:
        theme = self.ctx.theme
        left, right, middle = theme.px(14), self.width() - theme.px(9), theme.px(27)
        upper = QRect(left, theme.px(5), right - left, middle - theme.px(5))
        painter.setPen(theme.color("strip_muted") if state == "running" else QColor("#FFFFFF"))
        painter.setFont(theme.font(-0.5))
        painter.drawText(
            upper,
            Qt.AlignmentFlag.AlignVCenter,
            f"{MARKS[state]} {card_title(row, self.ctx.moment)}".strip(),
        )
        act = act_of(row, self.ctx.moment)
        key = ACT_KEYS.get(act) if act else None
        if key:
            painter.drawText(
                upper, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), cap(key)
            )
        font = theme.font(6.5, bold=True, tabular=True)
        lower = QRect(left, middle, right - left, self.height() - middle - theme.px(3))
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(font)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, digits)
        used = QFontMetrics(font).horizontalAdvance(digits) + theme.px(9)
        small = theme.font(-0.5)
        painter.setFont(small)
        rest = lower.adjusted(used, theme.px(5), 0, 0)
        words = QFontMetrics(small).elidedText(
            headline(row.title, row.place), Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the order."""
        if event.button() == Qt.MouseButton.LeftButton and self.row is not None:
            self.chosen.emit(self.row.id, act_of(self.row, self.ctx.moment))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space are a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.row is not None:
            self.chosen.emit(self.row.id, act_of(self.row, self.ctx.moment))
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self._inside = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        """And no more."""
        self._inside = False
        self.update()


def card_title(row: QueueRow, now: datetime) -> str:
    """``上报 超期``: the clock whose digits these are, and its state in words. What to do first may be another clock's act."""
    words = "疑似紧急 请判定" if row.suspected else _clock_words(row)
    return f"{words} 超期" if row_state(row, now) == "overdue" and not row.suspected else words


def _clock_words(row: QueueRow) -> str:
    return ClockKind(row.next_clock).label if row.next_clock else row.phase


class ClockStrip(QWidget):
    """The strip above every page.

    Signals:
        chosen(int, object): an order to open, and the :class:`Act` it waits for.
    """

    chosen = Signal(int, object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setObjectName("clockStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.clock = QLabel()
        self.shift = QLabel()
        self.shift.setProperty("tone", "muted")
        self.quiet = QLabel("没有临近的时限")
        self.quiet.setProperty("tone", "muted")
        self.lamps = Lamps(ctx, self)
        self._rows: list[QueueRow] = []
        self._rules: AlertRules | None = None
        self.cards = [ClockCard(ctx, self) for _ in range(CARDS)]
        self._lay_out()
        ctx.theme.changed.connect(self._restyle)
        ctx.bridge.changed.connect(self._changed)
        self._restyle()
        self._read_rules()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 5)
        layout.setSpacing(10)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.clock)
        left.addWidget(self.shift)
        layout.addLayout(left)
        layout.addSpacing(14)
        for card in self.cards:
            card.hide()
            card.chosen.connect(self.chosen)
            layout.addWidget(card)
        layout.addWidget(self.quiet)
        layout.addStretch(1)
        layout.addWidget(self.lamps)

    def _restyle(self) -> None:
        self.clock.setFont(self.ctx.theme.font(9.5, bold=True, tabular=True))
        self.clock.setStyleSheet(f"font-size: {self.ctx.theme.points + 9}pt;")
        self.setFixedHeight(self.ctx.theme.px(72))

    def tick(self) -> None:
        """Once a second: the time and the digits."""
        local = beijing(self.ctx.moment)
        self.clock.setText(local.strftime("%H:%M:%S"))
        if self._rules is not None:
            shift = shift_of(local, self._rules)
            self.shift.setText(f"{shift.name} · {self.ctx.who.name} · 至 {beijing(shift.end):%H:%M}")
        for card in self.cards:
            if card.isVisible():
                card.update()

    def _changed(self, changes: Changes) -> None:
        if changes.tickets:
            self.refetch()
        if changes.policy:
            self._read_rules()

    def _read_rules(self) -> None:
        """When night is."""
        now = self.ctx.time.now()

        def read(queries: Queries) -> AlertRules | None:
            policy = queries.policies.in_force(now)
            return policy.alerts if policy is not None else None

        def show(rules: AlertRules | None) -> None:
            self._rules = rules
            self.tick()

        self.ctx.tasks.run_read(read, show, key="strip shift", owner=self)

    def refetch(self) -> None:
        """Ask for the most pressing limits again."""
        now = self.ctx.time.now()

        def read(queries: Queries) -> QueuePage:
            return queries.queue(QueueView(name="all"), now, limit=CARDS)

        self.ctx.tasks.run_read(read, self._arrived, key="strip", owner=self)

    def _arrived(self, page: QueuePage) -> None:
        self.show_rows([row for row in page.rows if row.next_due_at is not None and not row.paused])

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show these, most pressing first, as many as the width has room for."""
        self._rows = list(rows)
        for card, row in zip(self.cards, rows, strict=False):
            card.show_row(row)
        self._fit()
        self.quiet.setVisible(not rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider: more cards."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.ctx.theme.px
        left = max(self.clock.sizeHint().width(), self.shift.sizeHint().width())
        taken = left + self.lamps.sizeHint().width() + 60
        room = max(1, (self.width() - taken) // (px(150) + 50))
        for number, card in enumerate(self.cards):
            card.setVisible(number < min(len(self._rows), room))
