"""The keyboard goes back to the window a dialog was opened from, whatever came up meanwhile."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_WAIT_MS = 200
"""As long as a window manager needs to hand the keyboard on."""


class KeyboardBack(QTimer):
    """Takes the keyboard where none of our windows has it since the one that had it closed.

    A window manager gives it to whichever window it holds to be next. Where the alarm's banner came up while a file was
    being chosen in a form, openbox offered it to the banner, which takes none: no key reached the desk any more until
    somebody clicked (seen). Nobody who went to another program is disturbed: then the window that had it is still there.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, singleShot=True, interval=_WAIT_MS)
        self._window = window
        self._had: QWidget = window
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]
        self.timeout.connect(self._take)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            self._had = now.window()
            self.stop()
        else:
            self.start()

    def _take(self) -> None:
        if QApplication.activeWindow() is not None or (
            shiboken6.isValid(self._had) and self._had.isVisible()
        ):
            return
        window = QApplication.activeModalWidget() or self._window
        if window.isVisible():
            window.activateWindow()
