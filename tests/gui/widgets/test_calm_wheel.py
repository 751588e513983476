"""Scrolling a long form over a choice changes nothing until that choice has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.widgets.calm_wheel import calm_wheel


def turn(widget: QWidget) -> None:
    """The wheel, one notch down, over the widget."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_turns_a_choice_only_with_the_keyboard_on_it(qtbot: QtBot) -> None:
    window, box, line = QWidget(), QComboBox(), QLineEdit()
    box.addItems(["一", "二", "三"])
    calm_wheel(box)
    layout = QVBoxLayout(window)
    layout.addWidget(line)
    layout.addWidget(box)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    turn(box)
    assert box.currentIndex() == 0
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turn(box)
    assert box.currentIndex() == 1
