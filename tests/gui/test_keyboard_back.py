from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.keyboard_back import KeyboardBack

# Offscreen there is no window manager: whoever loses the keyboard hands it to nobody, as openbox did.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    back = KeyboardBack(made)
    yield made
    back.stop()


def _opened(parent: QWidget, qtbot: QtBot) -> QDialog:
    dialog = QDialog(parent)
    QLineEdit(dialog).setFocus()
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_from_a_dialog_of_a_form_to_the_form_and_from_there_to_the_desk(
    window: QWidget, qtbot: QtBot
) -> None:
    form = _opened(window, qtbot)
    chooser = _opened(form, qtbot)
    chooser.accept()
    qtbot.waitUntil(form.isActiveWindow)
    form.reject()
    qtbot.waitUntil(window.isActiveWindow)


def test_nobody_who_went_elsewhere_is_called_back(window: QWidget, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    window.hide()
    qtbot.wait(400)
    assert other.isActiveWindow()
    assert not window.isVisible()
