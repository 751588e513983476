"""Where the list of alerts opens: over whatever has the keyboard, and back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.gui.alert_list import AlertList


class ListOpener(QObject):
    """Opens :class:`AlertList`, one at a time.

    A form is modal to the window below it, and a window manager keeps it above every other dialog of that window: a list
    that belongs to the window lies under the form for ever. So the list belongs to the form, as any box the form
    opens does, and goes with it; where no form is open it belongs to the window and leaves it usable.

    Signals:
        handle(object), seen(str), shelve(str, str, int): as the list's.
    """

    handle = Signal(object)
    seen = Signal(str)
    shelve = Signal(str, str, int)

    def __init__(self, time: TimeSource, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._time, self._window = time, window
        self._list: AlertList | None = None
        self.keep_below: Callable[[], int | None] = lambda: None
        """Tells the line of the screen above which something lies over every window."""

    @property
    def shown(self) -> AlertList | None:
        """The list that is open, None when none is."""
        made = self._list
        return made if made is not None and shiboken6.isValid(made) and made.isVisible() else None

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Bring an open list up to date."""
        if self.shown is not None:
            self.shown.show_alerts(alerts)
            self._below_what_lies_over()

    def open(self, alerts: Sequence[Alert], shelve: Alert | None = None) -> None:
        """Show the list with the keyboard in it: at the reason for putting ``shelve`` off, without one in the table.

        Asked from the list itself, the alert chosen there is meant.
        """
        there, below = self.shown, QApplication.activeModalWidget() or self._window
        from_there = there is not None and (there is below or there.parentWidget() is below)
        if there is None or not from_there:
            there = self._opened(below)
        elif there.isActiveWindow():
            shelve = shelve and (there.chosen or shelve)
        there.raise_()
        there.activateWindow()
        there.show_alerts(alerts)
        if shelve is not None:
            there.begin_shelving(shelve.key)
        else:
            there.table.setFocus()

    def _opened(self, below: QWidget) -> AlertList:
        if (old := self.shown) is not None:
            old.close()
        if not self._window.isVisible() or self._window.isMinimized():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.show()
        there = self._list = AlertList(self._time, below)
        there.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        there.setModal(below is not self._window)
        there.handle.connect(self.handle)
        there.seen.connect(self.seen)
        there.shelve.connect(self.shelve)
        there.finished.connect(
            below.activateWindow
        )  # not every window manager gives the keyboard back by itself
        there.show()
        self._below_what_lies_over()
        return there

    def _below_what_lies_over(self) -> None:
        line, there = self.keep_below(), self.shown
        if line is not None and there is not None and there.y() < line:
            there.move(there.x(), line)
