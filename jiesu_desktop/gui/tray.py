"""The tray: an icon whose shape and number say what rings, a balloon, a menu.

A desktop without a tray is tried again every few seconds; until then the lamp is red and the window stays.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPainter, QPixmap, QPolygon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from jiesu_desktop.alerts.alert import Alert

TRY_AGAIN_MS = 3000
BALLOON_MS = 10_000
_SIZES = (16, 22, 32, 48, 64)
_CALM, _RINGING, _TOP = "#1F5FBF", "#C77700", "#B3261E"
NO_TRAY = "没有系统托盘：窗口请保持打开"


def icon(count: int, top: bool, lit: bool = True) -> QIcon:
    """A calm round badge; with alerts a triangle and their number, red for the top priority."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(size, count, top, lit))
    return made


def _pixmap(size: int, count: int, top: bool, lit: bool) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    color = QColor(_CALM if not count else _TOP if top else _RINGING)
    painter.setBrush(QBrush(color if lit else color.lighter(150)))
    edge = size - 1
    if count:
        painter.drawPolygon(QPolygon([QPoint(size // 2, 0), QPoint(edge, edge), QPoint(0, edge)]))
    else:
        painter.drawEllipse(0, 0, edge, edge)
    painter.setPen(QColor("#FFFFFF"))
    font = QFont("Noto Sans CJK SC")
    text = "诉" if not count else str(count) if count < 100 else "99"
    font.setPixelSize(max(8, int(size * (0.62 if not count else 0.5 if len(text) < 2 else 0.42))))
    font.setBold(True)
    painter.setFont(font)
    box = QRect(0, size // 3, size, size - size // 3) if count else QRect(0, 0, size, size)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap


class Tray(QObject):
    """The icon and its menu.

    Signals:
        opened(): show the desk. listed(): show all alerts. seen(): 知道了 for the alert shown. quit(): leave.
        state(bool, str): whether there is a tray, and why not.
        clicked_balloon(): the balloon was clicked.
    """

    opened = Signal()
    listed = Signal()
    seen = Signal()
    quit = Signal()
    state = Signal(bool, str)
    clicked_balloon = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count, self._top, self._lit = 0, False, True
        self._drawn: dict[bool, QIcon] = {}  # the lit and the dark one of this count
        self._icon = QSystemTrayIcon(icon(0, False), self)
        self._icon.setToolTip("接诉即办值班台")
        self._menu = QMenu()
        self._menu.addAction("打开值班台", self.opened.emit)
        self._menu.addAction("全部提醒", self.listed.emit)
        self._seen = self._menu.addAction("知道了", self.seen.emit)
        self._seen.setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction("退出", self.quit.emit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.clicked_balloon)
        self._there: bool | None = None
        self._timer = QTimer(self, interval=TRY_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    @property
    def there(self) -> bool:
        """Whether a tray shows the icon."""
        return bool(self._there)

    def start(self) -> None:
        """Show the icon, now or as soon as there is a tray."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """Take the icon away."""
        self._timer.stop()
        self._icon.hide()
        self._menu.deleteLater()

    def look(self) -> None:
        """Whether there is a tray now; says so when that changed."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and not self._icon.isVisible():
            self._icon.show()
        if there != self._there:
            self._there = there
            self.state.emit(there, "" if there else NO_TRAY)

    def show_count(self, count: int, top: bool) -> None:
        """How many alerts ring, and whether one is of the top priority."""
        if (count, top) == (self._count, self._top):
            return
        self._count, self._top = count, top
        self._seen.setEnabled(count > 0)
        self._icon.setToolTip(f"接诉即办值班台：{count} 项提醒" if count else "接诉即办值班台")
        self._drawn.clear()
        self._paint()

    def flash(self, lit: bool) -> None:
        """The lit or the dark half of a flash."""
        if self._count and lit != self._lit:
            self._lit = lit
            self._paint()

    def balloon(self, alert: Alert) -> bool:
        """Show a balloon; False where there is no tray."""
        if not self.there:
            return False
        kind = QSystemTrayIcon.MessageIcon.Critical if alert.top else QSystemTrayIcon.MessageIcon.Warning
        title = f"{alert.level.label}工单 {alert.number}" if alert.ticket_id else "接诉即办值班台"
        self._icon.showMessage(title, alert.text, kind, BALLOON_MS)
        return True

    def _paint(self) -> None:
        lit = self._lit or not self._count
        if lit not in self._drawn:
            self._drawn[lit] = icon(self._count, self._top, lit)
        self._icon.setIcon(self._drawn[lit])

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()
