"""F7, F8 and F9 work from anywhere (screens.md), also from a form that shadows the window."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.context import Desk


@pytest.fixture
def front(ctx: Desk, qtbot: QtBot) -> Iterator[AlertFront]:
    window = QWidget()
    window.setLayout(QVBoxLayout())
    qtbot.addWidget(window)
    made = AlertFront(ctx, window, sound=False)
    made.start()
    qtbot.waitUntil(made.desk.ready.is_set, timeout=20_000)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    made.stop()


@pytest.mark.parametrize("modal", [False, True])
def test_the_alarms_keys_work_from_any_dialog_once_each(
    front: AlertFront, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, modal: bool
) -> None:
    dialog = QDialog(front._window)
    qtbot.addWidget(dialog)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    if modal:
        dialog.open()
    else:
        dialog.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    pressed: list[str] = []
    front.alert_window.seen.connect(lambda _alert: pressed.append("seen"))
    monkeypatch.setattr(type(front.alert_window), "shown", property(lambda _: SimpleNamespace(key="模拟")))
    monkeypatch.setattr(front.alert_window, "may_acknowledge", lambda: True)
    QTest.keyClick(field, Qt.Key.Key_F9)
    assert pressed == ["seen"]
    field.clearFocus()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_F9)
    assert pressed == ["seen", "seen"], "coming back to the dialog binds nothing twice"
