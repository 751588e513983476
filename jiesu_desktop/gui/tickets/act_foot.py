"""The big button in sight: where what stands above it is longer than the panel, it stands at the panel's foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jiesu_desktop.gui.widgets.parts import rule


class _Mark(QWidget):
    """Stands in the order where the button belongs, and tells when that place moves."""

    def __init__(self, moved: Callable[[], object]) -> None:
        super().__init__()
        self.setFixedHeight(0)
        self._moved = moved

    def moveEvent(self, event: QMoveEvent) -> None:
        """What stands above has become longer or shorter."""
        super().moveEvent(event)
        self._moved()


class ActFoot(QFrame):
    """Moves ``big`` between its place in the order and the foot of the panel.

    Args:
        panel: what scrolls; column: the layout the button belongs to, which ends above it so far.
        reserve: gives up so many pixels at the bottom of what scrolls.
    """

    def __init__(
        self, panel: QScrollArea, big: QPushButton, column: QVBoxLayout, reserve: Callable[[int], object]
    ) -> None:
        super().__init__(panel)
        self.setProperty("role", "panel")
        self._panel, self._big, self._column, self._reserve = panel, big, column, reserve
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.place)
        self._mark = _Mark(self._soon.start)
        column.addWidget(self._mark)
        column.addWidget(big)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(16, 8, 16, 10)
        layout.addLayout(self._inner)
        self.hide()

    @property
    def used(self) -> bool:
        """Whether the button stands here."""
        return self._big.parentWidget() is self

    def place(self) -> None:
        """Where it is seen whole without scrolling."""
        body, big = self._panel.widget(), self._big
        if body is None:
            return
        top = self._mark.mapTo(body, QPoint(0, 0)).y() + self._column.spacing()
        wanted = not big.isHidden() and top + big.sizeHint().height() > self._panel.height()
        if wanted is not self.used:
            self._move(self._inner if wanted else self._column)
        self.setVisible(self.used and not big.isHidden())
        tall = self.sizeHint().height() if self.isVisibleTo(self._panel) else 0
        self._reserve(tall)
        self.setGeometry(0, self._panel.height() - tall, self._panel.width(), tall)

    def _move(self, target: QLayout) -> None:
        big, had, shown = self._big, self._big.hasFocus(), not self._big.isHidden()
        if target is self._column:
            self._column.insertWidget(self._column.indexOf(self._mark) + 1, big)
        else:
            target.addWidget(big)
        big.setVisible(shown)
        if had:
            big.setFocus()
