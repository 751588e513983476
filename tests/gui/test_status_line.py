"""The line at the bottom beside the page that has the keyboard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.status_line import ProgressStrip
from jiesu_desktop.gui.tasks import Progress

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(ctx: Desk, settle: Callable[[], None], qtbot: QtBot) -> MainWindow:
    made = MainWindow(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    settle()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_page("ledgers")
    settle()
    return made


@pytest.fixture
def strip(window: MainWindow, ctx: Desk) -> Iterator[ProgressStrip]:
    """Work behind that goes on until it is cancelled."""
    asked = threading.Event()

    def work(progress: Progress) -> None:
        while not asked.wait(0.005):
            progress.step(1, 2)

    ctx.tasks.run_long("导出工单台账", work)
    yield window.status.findChildren(ProgressStrip)[-1]
    asked.set()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_cancelling_is_said_and_leaves_the_keyboard_with_the_page(
    window: MainWindow, strip: ProgressStrip, qtbot: QtBot, by: str
) -> None:
    page = window.pages["ledgers"]
    page.setFocus()
    if by == "keyboard":
        strip.stop.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(strip.stop, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(strip.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.message.text() == "已取消：导出工单台账")
    held = QApplication.focusWidget()
    assert held is not None
    assert held is page or page.isAncestorOf(held)
