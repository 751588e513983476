"""The list of alerts opens over whatever has the keyboard, and gives it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.gui.alert_list import AlertList
from jiesu_desktop.gui.list_opener import ListOpener
from tests.alerts.orders import Night
from tests.domain.stories import at, urgent
from tests.gui.test_alert_window import Watch

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Form(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.setWindowModality(Qt.WindowModality.WindowModal)


@pytest.fixture
def alerts() -> list[Alert]:
    night = Night(urgent())
    night.until(at(7))
    return sorted(night.book.live.values(), key=lambda alert: alert.urgency)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def form(window: QWidget, qtbot: QtBot) -> Form:
    made = Form(window)
    qtbot.addWidget(made)
    return made


def in_front(opener: ListOpener, qtbot: QtBot) -> AlertList:
    """The list, once it has the keyboard."""
    there = opener.shown
    assert there is not None
    qtbot.waitUntil(there.isActiveWindow)
    return there


def test_over_a_modal_form_the_list_is_the_forms_and_esc_goes_back_to_the_field(
    window: QWidget, form: Form, alerts: list[Alert], qtbot: QtBot
) -> None:
    form.open()
    form.activateWindow()
    field = form.field
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "abc")
    opener = ListOpener(Watch(), window)  # type: ignore[arg-type]
    opener.open(alerts, alerts[0])
    there = in_front(opener, qtbot)
    assert there.parentWidget() is form, "a dialog of the window stays under what is modal to it"
    assert QApplication.activeModalWidget() is there
    put_off: list[tuple[str, str, int]] = []
    opener.shelve.connect(lambda *said: put_off.append(said))
    line = there.reason.lineEdit()
    assert line is not None
    qtbot.waitUntil(line.hasFocus)
    line.setText("等单位回电")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert put_off == [(alerts[0].key, "等单位回电", 5)]
    QTest.keyClick(there, Qt.Key.Key_Escape)
    assert opener.shown is None
    qtbot.waitUntil(field.hasFocus)
    assert field.text() == "abc"
    assert form.isVisible()


def test_the_list_that_stood_beside_the_window_comes_over_the_form_and_goes_with_it(
    window: QWidget, form: Form, alerts: list[Alert], qtbot: QtBot
) -> None:
    opener = ListOpener(Watch(), window)  # type: ignore[arg-type]
    opener.open(alerts)
    first = in_front(opener, qtbot)
    assert first.parentWidget() is window
    assert not first.isModal(), "the desk can be worked on beside it"
    form.open()
    opener.open(alerts)
    second = in_front(opener, qtbot)
    assert second.parentWidget() is form
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, AlertList) and w.isVisible()] == [
        second
    ]
    second.close()
    form.close()
    opener.open(alerts)
    last = in_front(opener, qtbot)
    assert last.parentWidget() is window
    last.close()


def test_asked_again_from_the_list_the_chosen_one_is_meant(
    window: QWidget, alerts: list[Alert], qtbot: QtBot
) -> None:
    opener = ListOpener(Watch(), window)  # type: ignore[arg-type]
    opener.open(alerts)
    there = in_front(opener, qtbot)
    qtbot.waitUntil(there.table.hasFocus)
    there.table.setCurrentCell(1, 0)
    opener.open(alerts, alerts[0])
    assert opener.shown is there
    assert there.chosen == alerts[1]
    assert there.reason.hasFocus()
    there.close()


def test_it_keeps_below_what_lies_over_every_window(
    window: QWidget, alerts: list[Alert], qtbot: QtBot
) -> None:
    opener = ListOpener(Watch(), window)  # type: ignore[arg-type]
    opener.open(alerts)
    there = in_front(opener, qtbot)
    there.move(there.x(), 0)
    opener.show_alerts(alerts)
    assert there.y() == 0
    opener.keep_below = lambda: 150
    opener.show_alerts(alerts)
    assert there.y() == 150
    there.close()
