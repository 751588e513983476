"""The wheel scrolls a long form; it changes a choice or a slider under the pointer only once that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _CalmWheel(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to what scrolls."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def calm_wheel(widget: QWidget) -> None:
    """See the module."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel itself
    widget.installEventFilter(_CalmWheel(widget))
