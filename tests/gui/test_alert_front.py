"""The alarms as the window shows them, from the engine's thread to the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.alert import Alert, AlertEnded, AlertRaised, Kind, Reason, Told
from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.context import Desk
from tests.services.room import START


@pytest.fixture
def front(ctx: Desk, qtbot: QtBot) -> Iterator[AlertFront]:
    window = QWidget()
    qtbot.addWidget(window)
    made = AlertFront(ctx, window, sound=False)
    made.start()
    qtbot.waitUntil(made.desk.ready.is_set, timeout=20_000)
    yield made
    made.stop()


class Goings(QObject):
    """Counts how often a window went from the screen."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Hide
        return False


def _alert(key: str) -> Alert:
    return Alert(key=key, kind=Kind.DESK, said=key, at=START, raised_at=START, channels=frozenset({"flash"}))


def test_the_next_stage_takes_the_window_over_which_neither_goes_nor_comes(
    front: AlertFront, qtbot: QtBot
) -> None:
    engine, window = front.desk.engine, front.alert_window
    engine.post(lambda: engine.tell([AlertRaised(alert=_alert("first"))]))
    qtbot.waitUntil(window.isVisible)
    goings, turned = Goings(), threading.Event()
    window.installEventFilter(goings)
    turning = QTimer(interval=20)
    turning.timeout.connect(turned.set)
    turning.start()

    def let_the_window_turn(_: Sequence[Told]) -> None:
        for _time in range(2):
            turned.clear()
            turned.wait(20)

    engine.subscribe(let_the_window_turn)
    ended = AlertEnded(key="first", reason=Reason.NEXT, at=START)
    engine.post(lambda: engine.tell([ended, AlertRaised(alert=_alert("second"))]))
    qtbot.waitUntil(lambda: window.shown is not None and window.shown.key == "second")
    assert goings.count == 0
    turning.stop()
