"""One clock for everything that flashes: once a second, everywhere in step (screens.md: never above 3 Hz)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

HALF = 500
"""Milliseconds lit, and as many dark: 1 Hz."""


class FlashClock(QObject):
    """Runs only while something flashes.

    Attributes:
        lit: whether what flashes stands out at this moment.

    Signals:
        phase(bool): lit, or dark.
    """

    phase = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lit = False
        self._timer = QTimer(self, interval=HALF, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._turn)

    @property
    def running(self) -> bool:
        """Whether something flashes."""
        return self._timer.isActive()

    def run(self, on: bool) -> None:
        """Flash, or come to rest in the dark."""
        if on and not self._timer.isActive():
            self._timer.start()
            self._turn()
        elif not on and self._timer.isActive():
            self._timer.stop()
            self.lit = True
            self._turn()

    def _turn(self) -> None:
        self.lit = not self.lit
        self.phase.emit(self.lit)


def call_attention(window: QWidget) -> None:
    """Let the taskbar entry ask for attention until the window is looked at."""
    QApplication.alert(window, 0)
