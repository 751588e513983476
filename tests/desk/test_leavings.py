"""What one test of widgets leaves is gone before the next: the fixture ``nothing_left`` would otherwise prove nothing."""

from __future__ import annotations

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from tests.desk import leavings


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen platform of the menu
def test_a_window_left_open_is_told_and_taken_away(qapp: QApplication) -> None:
    found = leavings.before(qapp)
    window, menu = QDialog(), QMenu()
    window.setWindowTitle("忘了关")
    menu.addAction("复制")
    window.show()
    menu.popup(window.pos())
    hidden = QWidget()
    assert sorted(leavings.after(qapp, found)) == ["QDialog '' '忘了关'", "QMenu '' ''"]
    assert not any(shiboken6.isValid(widget) for widget in (window, menu, hidden))
    assert leavings.after(qapp, found) == []


def test_a_dialog_goes_with_the_window_that_owns_it(qapp: QApplication) -> None:
    found = leavings.before(qapp)
    window = QWidget()
    dialog = QDialog(window)
    dialog.open()
    window.close()
    window.deleteLater()
    assert leavings.after(qapp, found) == []
    assert not shiboken6.isValid(dialog)


def test_what_waits_in_cycles_is_collected_and_nothing_older(qapp: QApplication) -> None:
    class Ring(QObject):
        pass

    older = Ring()
    older.ring = older  # type: ignore[attr-defined]
    kept = weakref.ref(older)
    found = leavings.before(qapp)
    ring = Ring()
    ring.ring = ring  # type: ignore[attr-defined]
    gone = weakref.ref(ring)
    del ring, older
    leavings.after(qapp, found)
    assert gone() is None
    assert kept() is not None, "looking through everything after each test would take longer than the tests"
    gc.unfreeze()
    gc.collect()
    assert kept() is None


def test_whoever_goes_on_listening_to_the_application_is_told(qapp: QApplication) -> None:
    found = leavings.before(qapp)
    listener = QObject()
    qapp.focusChanged.connect(listener.deleteLater)
    try:
        (told,) = leavings.after(qapp, found)
        assert "focusChanged" in told
    finally:
        qapp.focusChanged.disconnect(listener.deleteLater)


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_the_application_is_put_back(qapp: QApplication, modifier: Qt.KeyboardModifier) -> None:
    found = leavings.before(qapp)
    field = QLineEdit()
    QTest.keyClick(field, Qt.Key.Key_Left, modifier)
    assert QGuiApplication.keyboardModifiers() == modifier
    qapp.setStyleSheet("QWidget { color: red }")
    font = qapp.font()
    font.setPointSize(font.pointSize() + 7)
    qapp.setFont(font)
    qapp.setQuitOnLastWindowClosed(not found.quits)
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    QGuiApplication.clipboard().setText("别人的")
    assert leavings.after(qapp, found) == []
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
    assert leavings.before(qapp) == found
    assert QGuiApplication.overrideCursor() is None
    assert QGuiApplication.clipboard().text() == ""
