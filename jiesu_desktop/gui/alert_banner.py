"""The banner over the whole screen for an urgent alert that nobody acknowledges (issue 3, Escalation)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QWidget,
)

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.alerts.escalating import Step
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.alert_rules import may_acknowledge
from jiesu_desktop.gui.alert_window import time_left
from jiesu_desktop.gui.theme import Theme
from jiesu_desktop.gui.widgets.parts import button, label

NO_SUPERVISOR = "通讯录中没有主管电话，请按应急值守安排联系"
_HINT, _HINT_ELSEWHERE = "按任意键或点一下屏幕收起，提醒不停", "点一下屏幕收起，提醒不停"
_TOUCHES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)
_ALARM_KEYS = (Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9)
_LIT, _DIM = QColor("#B3261E"), QColor("#7A1D18")


class AlertBanner(QFrame):
    """Covers the desk's screen, above every window and every form, and never takes the keyboard.

    It is for a person who sleeps, or stands across the room. So it gives way to the first key or click of a person who is
    there: to a strip along the upper edge, which stays until 知道了 or the act. It covers the screen again when the alert
    goes a step further, when another has come as far, and when nobody has touched the desk for as long as an alert waits
    for its first step. Only a key that is typed into a field does what it says; any other is spent on the banner, since
    who is woken strikes some key.

    Attributes:
        alert: what it shows, None while hidden.
        full: whether it covers the screen now.
        supervisor: whom to call when nobody listens, with the number.
        beside: the desk's window, on whose screen it lies; None for the primary screen.

    Signals:
        handle(), seen(), shelve(): 去处理, 知道了 and 搁置, which act on the same alert as the alert window's.
    """

    handle = Signal()
    seen = Signal()
    shelve = Signal()

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
        self._time, self._theme = time, theme
        self.alert: Alert | None = None
        self.full = False
        self._ground = _DIM
        self.supervisor = ""
        self.beside: QWidget | None = None
        self._gave_way_to: tuple[object, ...] = ()  # the clock and step for which somebody was there
        self._covered_at = self._touched_at = 0.0  # real seconds
        self.unheard, self.left = label(), label()
        self.left.setFont(theme.font(tabular=True))
        self.sentence, self.whom = label(wrap=True), label(wrap=True)
        self.hint = label()
        self.handle_button = button("去处理　F8", self.handle.emit, "primary")
        self.seen_button = button("知道了　F9", self.seen.emit)
        self.shelve_button = button("搁置　F7", self.shelve.emit)
        self._row = QHBoxLayout()
        for pressed in self._buttons:
            pressed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._row.addWidget(pressed)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for words in (self.unheard, self.left, self.sentence, self.whom):
            self._words.addWidget(words)
        self._all = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._all.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # never larger than the screen
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self._pass)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.handle_button, self.seen_button, self.shelve_button

    def show_alert(self, alert: Alert | None) -> None:
        """Show this alert if it has gone that far; None, or one that has not, hides it."""
        self.alert = alert if alert is not None and alert.step >= Step.BANNER else None
        if self.alert is None:
            self._leave()
            return
        self.refresh()
        if not self.isVisible():
            self._gave_way_to = ()
            self._touched_at = self._time.monotonic()
            self.flash(True)
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._timer.start()
        if _stands_for(self.alert) != self._gave_way_to:
            if not self.full:
                self._cover()
        elif not self.full:
            self._arrange()
        self.show()
        self.raise_()

    def refresh(self) -> None:
        """Bring what depends on the moment up to date."""
        alert = self.alert
        if alert is None:
            return
        now = self._time.now()
        due = alert.stage.due_at if alert.stage and alert.stage.clock else None
        _say(self.unheard, f"▲ 紧急提醒　已 {_waited(alert, now)} 无人知晓")
        _say(self.left, time_left(due, now) if due else "")
        _say(self.sentence, alert.sentence(now))
        _say(self.whom, f"请拨打：{self.supervisor}" if self.supervisor else NO_SUPERVISOR)
        _say(self.hint, _HINT if QGuiApplication.focusWindow() is not None else _HINT_ELSEWHERE)
        self.left.setVisible(due is not None and self.full)
        self.whom.setVisible(alert.step >= Step.SUPERVISOR)

    def give_way(self) -> None:
        """Somebody is there: shrink to the strip along the upper edge."""
        if self.alert is not None and self.full:
            self.full = False
            self._gave_way_to = _stands_for(self.alert)
            self._arrange()

    def flash(self, lit: bool) -> None:
        """The lit half of a flash is the brighter red."""
        self._ground = _LIT if lit else _DIM
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._ground)

    # -- whether somebody is there -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or a click in any window of the desk is a person."""
        if event.type() not in _TOUCHES or not isinstance(watched, QWidget) or watched in self._buttons:
            return False
        self._touched_at = self._time.monotonic()
        if not self.full or not self._meant():
            return False
        if isinstance(event, QKeyEvent):
            return self._key(event)
        self.give_way()
        return watched is self or self.isAncestorOf(watched)

    def _key(self, event: QKeyEvent) -> bool:
        """A key while it covers the screen. Returns whether it is spent on that."""
        if event.key() in _ALARM_KEYS:
            return False
        typed = _is_typed_in()
        if typed or event.type() == QEvent.Type.KeyPress:
            self.give_way()
        if not typed:
            event.accept()  # no key of the window's own answers it either
        return not typed

    def _meant(self) -> bool:
        """It has been there long enough to be what the key or click answers (the guard of 知道了, real time)."""
        policy = self.alert.policy if self.alert is not None else None
        return policy is not None and may_acknowledge(self._time.monotonic() - self._covered_at, policy)

    def _pass(self) -> None:
        """Time passes: what it says, and whether whoever was there has gone again."""
        before, alert = self.sentence.text(), self.alert
        self.refresh()
        if self.sentence.text() != before:
            self._arrange()
        if alert is None or alert.policy is None or self.full:
            return
        patience = alert.policy.alerts.escalate_volume.total_seconds()
        if self._time.monotonic() - self._touched_at > patience:
            self._cover()

    # -- how it lies -------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        self._timer.stop()
        self.full = False
        if self.isVisible():
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.hide()

    def _cover(self) -> None:
        self.full, self._covered_at = True, self._time.monotonic()
        self._arrange()
        self.raise_()

    def _arrange(self) -> None:
        """Large and in the middle, or small along the upper edge with the buttons at the left: balloons come at the right."""
        while self._all.count():
            self._all.takeAt(0)
        self.unheard.setVisible(self.full)
        self.hint.setVisible(self.full)
        self.refresh()
        screen = self._screen()
        if self.full:
            unit = min(screen.height() / 100, screen.width() / 178)
            self._arrange_full(unit)
            while self._height_for(screen.width()) > screen.height():  # a long story
                unit *= 0.9
                self._size(unit, 3.6, 15, 6.6, 5)
        else:
            self._arrange_strip()
        self.setGeometry(screen if self.full else self._strip(screen))

    def _size(self, unit: float, unheard: float, left: float, sentence: float, whom: float) -> None:
        sizes = {self.unheard: unheard, self.left: left, self.sentence: sentence, self.whom: whom}
        for words, size in sizes.items():
            words.setStyleSheet(f"color: #FFFFFF; font-weight: 700; font-size: {round(size * unit)}px;")
        self.hint.setStyleSheet(f"color: #FFFFFF; font-size: {round(2.6 * unit)}px;")
        for pressed in self._buttons:
            large = f"font-size: {round(3.6 * unit)}px; padding: {round(1.6 * unit)}px;"
            pressed.setStyleSheet(large if self.full else "")

    def _height_for(self, width: int) -> int:
        for layout in (self._row, self._words, self._all):
            layout.invalidate()
        return self._all.totalHeightForWidth(width)

    def _arrange_full(self, unit: float) -> None:
        self._size(unit, 3.6, 15, 6.6, 5)
        self._all.setDirection(QBoxLayout.Direction.TopToBottom)
        self._all.setContentsMargins(*([round(6 * unit)] * 4))
        self._all.setSpacing(round(2 * unit))
        self._words.setSpacing(round(2 * unit))
        self._all.addStretch(1)
        self._all.addLayout(self._words)
        self._all.addStretch(1)
        self._all.addLayout(self._row)
        self._all.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignHCenter)

    def _arrange_strip(self) -> None:
        self._size(self._theme.px(4) / 3, 12, 12, 14, 12)
        self._all.setDirection(QBoxLayout.Direction.LeftToRight)
        self._all.setContentsMargins(24, 12, 24, 12)
        self._all.setSpacing(24)
        self._words.setSpacing(4)
        self._all.addLayout(self._row)
        self._all.addLayout(self._words, 1)

    def _strip(self, screen: QRect) -> QRect:
        self._height_for(screen.width())
        margins, row = self._all.contentsMargins(), self._row.sizeHint()
        for_words = screen.width() - row.width() - self._all.spacing() - margins.left() - margins.right()
        high = max(row.height(), self._words.heightForWidth(for_words)) + margins.top() + margins.bottom()
        return QRect(screen.topLeft(), QSize(screen.width(), high))

    def _screen(self) -> QRect:
        screen = self.beside.screen() if self.beside is not None else QGuiApplication.primaryScreen()
        return screen.geometry() if self.full else screen.availableGeometry()


def _stands_for(alert: Alert) -> tuple[object, ...]:
    """What makes it worth covering the screen anew: another clock, or a step further; not the next repeat of the same."""
    stage = alert.stage
    of = (stage.round, stage.clock, stage.unit, stage.cycle) if stage is not None else (alert.key,)
    return alert.ticket_id, *of, alert.step


def _waited(alert: Alert, now: datetime) -> str:
    seconds = max(0, int((now - (alert.since or alert.raised_at)).total_seconds()))
    return f"{seconds // 60} 分 {seconds % 60:02} 秒"


def _is_typed_in() -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _say(words: QLabel, text: str) -> None:
    if words.text() != text:
        words.setText(text)
