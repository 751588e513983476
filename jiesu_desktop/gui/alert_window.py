"""The alert window: small, on top of everything, never takes the keyboard, one for all alerts (screens.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import QFrame, QWidget

from jiesu_desktop.alerts.alert import Alert, Kind
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.alert_rules import may_acknowledge
from jiesu_desktop.gui.alert_place import free_place, open_dialogs
from jiesu_desktop.gui.forms.ui_alert_window import Ui_AlertWindow
from jiesu_desktop.gui.theme import Theme

_INWARDS = QPoint(24, 24)
_EDGE = 2.0
_GUARD = 1.0
"""Real seconds for a summary that carries no policy; stages take the policy's."""


class AlertWindow(QFrame):
    """Shows the most urgent alert and how many others wait.

    Attributes:
        alerts: what rings, the most urgent first.
        corner: tells where its lower right corner may lie, None for the screen's.
        read: tells what else of the desk must stay readable while a dialog is open: the numbers to dial.

    Signals:
        handle(object), seen(object), shelve(object): 去处理, 知道了 and 搁置, with the alert shown.
        listed(): 另有 N 件提醒 was clicked.
    """

    handle = Signal(object)
    seen = Signal(object)
    shelve = Signal(object)
    listed = Signal()

    def __init__(self, time: TimeSource, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._time, self._theme = time, theme
        self.alerts: list[Alert] = []
        self._shown_key, self._shown_at = "", 0.0
        self._grip: QPoint | None = None
        self._home: QPoint | None = None  # its lower right corner when nothing is in the way
        self._moved = False
        self.corner: Callable[[], QPoint | None] = lambda: None
        self.read: Callable[[], Sequence[QRect]] = tuple
        self._ground, self._edge = "panel", "warning"
        self.ui = Ui_AlertWindow()
        self.ui.setupUi(self)
        self.ui.handle.clicked.connect(self.press_handle)
        self.ui.seen.clicked.connect(self.press_seen)
        self.ui.shelve.clicked.connect(self.press_shelve)
        self.ui.more.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self.refresh)
        QGuiApplication.instance().focusWindowChanged.connect(self._other_window)  # type: ignore[union-attr]

    @property
    def shown(self) -> Alert | None:
        """The alert that F8 and F9 act on."""
        return self.alerts[0] if self.alerts else None

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show these, the most urgent first; none hides the window."""
        self.alerts = list(alerts)
        alert = self.shown
        if alert is None:
            self._timer.stop()
            self._shown_key = ""
            self.hide()
            return
        if alert.key != self._shown_key:
            self._shown_key, self._shown_at = alert.key, self._time.monotonic()
        self.refresh()
        if not self.isVisible():
            self.adjustSize()
            self._place()
            self.show()
        self.raise_()
        self._timer.start()

    def refresh(self) -> None:
        """Bring time left and guard up to date."""
        alert = self.shown
        if alert is None:
            return
        now = self._time.now()
        due = alert.stage.due_at if alert.stage and alert.stage.clock else None
        over = due is not None and now > due
        ui = self.ui
        ui.mark.setText("▲" if over or alert.top else "◆")
        self._tone(ui.mark, "overdue" if over or alert.top else "warning")
        ui.number.setText(alert.number or ("本机" if alert.kind is Kind.DESK else "汇总"))
        ui.left.setText(time_left(due, now) if due else "")
        self._tone(ui.left, "overdue" if over else "warning")
        others = len(self.alerts) - 1
        ui.more.setVisible(others > 0)
        ui.seen.setEnabled(self.may_acknowledge())
        words = alert.sentence(now), f"另有 {others} 件提醒" if others else ""
        if words != (ui.sentence.text(), ui.more.text()):
            ui.sentence.setText(words[0])
            ui.more.setText(words[1])
            self._grow()
        self.keep_clear()

    def _grow(self) -> None:
        """A sentence of two lines makes the window taller, upwards."""
        layout = self.layout()
        need = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if need > self.height():
            self.resize(self.width(), need)

    def keep_clear(self) -> None:
        """Give way to an open dialog, and return when it is gone."""
        if self._home is None or self._grip is not None:
            return
        self._home = home = self._corner_now(self._home)
        screen = QGuiApplication.screenAt(home) or QGuiApplication.primaryScreen()
        upper = QPoint(home.x() - self.width(), home.y() - self.height())
        wanted = free_place(self.size(), upper, screen.availableGeometry(), open_dialogs(tuple(self.read())))
        if wanted != self.pos():
            self.move(wanted)

    def _other_window(self) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self, self.keep_clear)  # a dialog has its place only after this turn

    def stand_beside(self, window: QWidget) -> None:
        """The mouse reaches its buttons also while a box shuts off the whole program, as one that asks for a file does."""
        own: QWindow | None = self.windowHandle()  # none before it was first shown
        if own is not None and window is not self:
            shuts = window.windowModality() == Qt.WindowModality.ApplicationModal
            own.setTransientParent(window.windowHandle() if shuts else None)  # type: ignore[arg-type]

    def may_acknowledge(self) -> bool:
        """Whether the alert has been shown long enough for 知道了 to be meant (real time)."""
        alert = self.shown
        if alert is None:
            return False
        shown_for = self._time.monotonic() - self._shown_at
        return may_acknowledge(shown_for, alert.policy) if alert.policy else shown_for >= _GUARD

    def press_handle(self) -> None:
        """去处理, F8."""
        if self.shown is not None:
            self.handle.emit(self.shown)

    def press_seen(self) -> None:
        """知道了, F9; dead while the guard holds."""
        if self.shown is not None and self.may_acknowledge():
            self.seen.emit(self.shown)

    def press_shelve(self) -> None:
        """搁置, F7; a reason is asked for, so nothing is put off by accident."""
        if self.shown is not None:
            self.shelve.emit(self.shown)

    def flash(self, lit: bool) -> None:
        """The lit half of a flash colours the ground."""
        alert = self.shown
        name = "panel" if not lit or alert is None else "overdue_row" if alert.top else "warning_row"
        edge = "overdue" if alert is not None and alert.top else "warning"
        if (name, edge) != (self._ground, self._edge):
            self._ground, self._edge = name, edge
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and edge; drawn, since a style sheet set twice a second costs more than all else of an idle desk."""
        edge = QPen(self._theme.color(self._edge), _EDGE)
        inset = _EDGE / 2
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color(self._ground))
            painter.setPen(edge)
            painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def _place(self) -> None:
        """Where :attr:`corner` says, else at the lower right of the screen; from then on where it was moved to."""
        if self._home is None:
            self.setMinimumWidth(self._theme.px(400))
            self.setMaximumWidth(self._theme.px(460))
            self.adjustSize()
            self._home = QGuiApplication.primaryScreen().availableGeometry().bottomRight() - _INWARDS
        self.keep_clear()

    def _corner_now(self, before: QPoint) -> QPoint:
        """The desk gets its size only after it was opened, and may get another; on its other pages the window stays."""
        corner = None if self._moved else self.corner()
        return before if corner is None else corner - _INWARDS

    def _tone(self, widget: QWidget, tone: str) -> None:
        if widget.property("tone_now") == tone:
            return
        widget.setProperty("tone_now", tone)
        color = self._theme.tokens.overdue if tone == "overdue" else self._theme.tokens.warning
        widget.setStyleSheet(f"color: {color}; font-weight: 600;")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It can be moved out of the way; 另有 N 件提醒 opens the list."""
        if self.ui.more.isVisible() and self.ui.more.geometry().contains(event.position().toPoint()):
            self.listed.emit()
            return
        self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See :meth:`mousePressEvent`."""
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See :meth:`mousePressEvent`."""
        if self._grip is not None:
            self._grip = None
            self._home, self._moved = self.pos() + QPoint(self.width(), self.height()), True


def time_left(due: datetime, now: datetime) -> str:
    """``剩 02:41`` or ``超 03:40``; from an hour on with hours, from a day on with days."""
    span = due - now
    word = "剩" if span >= timedelta(0) else "超"
    seconds = int(abs(span).total_seconds())
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{word} {days}天{hours}小时"
    return f"{word} {hours}:{minutes:02}:{seconds:02}" if hours else f"{word} {minutes:02}:{seconds:02}"
