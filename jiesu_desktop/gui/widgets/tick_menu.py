"""A menu in which several ticks are set one after another: it stays open until something else is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class TickMenu(QMenu):
    """A click or Space on an entry with a tick turns it over and leaves the menu open; Enter turns it over and closes."""

    _pressed: QAction | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is one that begins here too: the release of what opened the menu is none."""
        self._pressed = self.actionAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See the class."""
        pressed, self._pressed = self._pressed, None
        if pressed is not self.actionAt(event.position().toPoint()) or not _turned(pressed):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() != Qt.Key.Key_Space or not _turned(self.activeAction()):
            super().keyPressEvent(event)


def _turned(action: QAction | None) -> bool:
    if action is None or not action.isCheckable():
        return False
    action.trigger()
    return True
