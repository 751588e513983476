"""Ctrl+Enter saves from an open list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.popup_keys import PopupKeys, close_popups
from jiesu_desktop.gui.widgets.parts import button

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Form(QDialog):
    def __init__(self) -> None:
        super().__init__()
        self.saved: list[str] = []
        self.box = QComboBox()
        self.box.addItems(["非权属", "区外", "重复"])
        self.box.setCurrentIndex(-1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(QLineEdit())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(
                lambda: self.saved.append(self.box.currentText())
            )


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.open()
    made.activateWindow()
    made.box.setFocus()
    qtbot.waitUntil(made.box.hasFocus)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_list_closes_with_what_is_under_the_cursor_and_the_form_is_saved_once(
    form: Form, qtbot: QtBot, key: Qt.Key
) -> None:
    keys = PopupKeys()
    for round_ in (1, 2):  # a list is made once and opened often
        QTest.keyClick(form.box, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        form.box.view().setCurrentIndex(form.box.model().index(round_, 0))
        QTest.keyClick(form.box.view(), key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: len(form.saved) == round_)  # noqa: B023
        assert QApplication.activePopupWidget() is None
    assert form.saved == ["区外", "重复"]
    keys.deleteLater()


def test_plain_enter_only_chooses(form: Form, qtbot: QtBot) -> None:
    keys = PopupKeys()
    QTest.keyClick(form.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    form.box.view().setCurrentIndex(form.box.model().index(1, 0))
    QTest.keyClick(form.box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert form.box.currentText() == "区外"
    assert form.saved == []
    keys.deleteLater()


def test_a_key_of_the_alarms_first_closes_what_hangs_open(form: Form, qtbot: QtBot) -> None:
    QTest.keyClick(form.box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    close_popups()
    assert QApplication.activePopupWidget() is None
    assert form.box.currentIndex() == -1


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_E, Qt.Key.Key_D, Qt.Key.Key_U])
def test_a_key_of_the_desk_is_not_taken_for_deleting_and_moving(
    form: Form, qtbot: QtBot, key: Qt.Key
) -> None:
    keys = PopupKeys()
    line = form.findChildren(QLineEdit)[-1]
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence(Qt.KeyboardModifier.ControlModifier | key), form)
    shortcut.activated.connect(lambda: pressed.append("key"))
    line.setText("typed")
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.setCursorPosition(0)
    QTest.keyClick(line, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["key"]
    assert line.text() == "typed"
    keys.deleteLater()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_keyboard_and_no_other(qtbot: QtBot, key: Qt.Key) -> None:
    window = QDialog()
    qtbot.addWidget(window)
    pressed: list[str] = []
    layout = QVBoxLayout(window)
    for words in ("取消", "保存"):
        layout.addWidget(button(words, lambda words=words: pressed.append(words)))  # type: ignore[misc]
    cancel, save = window.findChildren(QPushButton)
    save.setDefault(True)
    watching = PopupKeys(window)
    window.open()
    window.activateWindow()
    cancel.setFocus()
    qtbot.waitUntil(cancel.hasFocus)
    QTest.keyClick(cancel, key)
    QTest.keyClick(cancel, key, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["取消"]
    watching.deleteLater()
