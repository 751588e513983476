"""The banner across the screen for an urgent alert that nobody acknowledges (issue 3, Escalation)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.alerts.escalating import Step
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.gui.theme import Theme
from jiesu_desktop.gui.widgets.parts import button, label

NO_SUPERVISOR = "通讯录中没有主管电话，请按应急值守安排联系"


class AlertBanner(QFrame):
    """As wide as the screen, on top, and it never takes the keyboard.

    Attributes:
        alert: what it shows, None while hidden.
        supervisor: whom to call when nobody listens, with the number.

    Signals:
        handle(), seen(): 去处理 and 知道了, which act on the same alert as the alert window's.
    """

    handle = Signal()
    seen = Signal()

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
        self.setWindowTitle("紧急提醒")
        self.setAutoFillBackground(True)
        self._time, self._theme = time, theme
        self.alert: Alert | None = None
        self.supervisor = ""
        self.sentence, self.whom = label("", "big", wrap=True), label("", "title", wrap=True)
        self.handle_button = button("去处理　F8", self.handle.emit, "primary")
        self.seen_button = button("知道了　F9", self.seen.emit)
        words = QVBoxLayout()
        for widget in (self.sentence, self.whom):
            widget.setStyleSheet("color: #FFFFFF;")
            words.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        for pressed in (self.handle_button, self.seen_button):
            pressed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(pressed)  # on the left: balloons come at the right
        layout.addLayout(words, 1)

    def show_alert(self, alert: Alert | None) -> None:
        """Show this alert if it has gone that far; None, or one that has not, hides it."""
        self.alert = alert if alert is not None and alert.step >= Step.BANNER else None
        if self.alert is None:
            self.hide()
            return
        self.sentence.setText("▲ " + self.alert.sentence(self._time.now()))
        self.whom.setVisible(self.alert.step >= Step.SUPERVISOR)
        self.whom.setText(f"请拨打：{self.supervisor}" if self.supervisor else NO_SUPERVISOR)
        if not self.isVisible():
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.setFixedWidth(screen.width())
            self.adjustSize()
            self.move(screen.topLeft())
            self.flash(True)
            self.show()
        self.raise_()

    def flash(self, lit: bool) -> None:
        """The lit half of a flash is the brighter red."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, "#B3261E" if lit else "#7A1D18")
        self.setPalette(palette)
        self.setStyleSheet(f"AlertBanner {{ background: {'#B3261E' if lit else '#7A1D18'}; }}")
