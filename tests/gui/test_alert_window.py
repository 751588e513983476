from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.gui.alert_window import AlertWindow, time_left
from jiesu_desktop.gui.flash import HALF, FlashClock
from jiesu_desktop.gui.theme import Theme
from tests.alerts.orders import Night
from tests.domain.stories import ZERO, at, urgent

# Where windows are drawn nowhere, they cannot be raised; on a real desk they are (e2e).
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Watch:
    """A clock of two hands: the night's moment and real seconds, both set by the test."""

    speed = 10.0

    def __init__(self) -> None:
        self.moment, self.real = at(7), 100.0

    def now(self) -> object:
        return self.moment

    def monotonic(self) -> float:
        return self.real


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def window(watch: Watch, qtbot: QtBot, tmp_path: Path) -> Iterator[AlertWindow]:
    theme = Theme(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    made = AlertWindow(watch, theme)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    yield made
    made.show_alerts([])


@pytest.fixture
def alerts() -> list[Alert]:
    """Those of an urgent order after seven minutes: the report limit is past, dispatch and confirm have three left."""
    night = Night(urgent())
    night.until(at(7))
    return sorted(night.book.live.values(), key=lambda alert: alert.urgency)


def test_the_most_urgent_stands_first_and_the_others_are_counted(
    window: AlertWindow, alerts: list[Alert]
) -> None:
    window.show_alerts(alerts)
    assert window.isVisible()
    assert window.ui.sentence.text() == "紧急工单，模拟街道燃气泄漏，5分钟上报时限已超2分钟"
    assert window.ui.left.text() == "超 02:00"
    assert window.ui.number.text() == "模0001"
    assert window.ui.more.text() == f"另有 {len(alerts) - 1} 件提醒"


def test_it_never_takes_the_keyboard(window: AlertWindow, alerts: list[Alert], qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    window.show_alerts(alerts)
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert QApplication.focusWidget() is field
    for button in (window.ui.handle, window.ui.seen):
        button.click()
    assert QApplication.focusWidget() is field


def test_nobody_acknowledges_in_the_first_real_second(
    window: AlertWindow, watch: Watch, alerts: list[Alert], qtbot: QtBot
) -> None:
    seen: list[Alert] = []
    window.seen.connect(seen.append)
    window.show_alerts(alerts)
    watch.real += 0.9
    watch.moment += timedelta(minutes=1)  # the demo's clock may run: the guard counts real time
    window.press_seen()
    window.refresh()
    assert seen == []
    assert not window.ui.seen.isEnabled()
    watch.real += 0.2
    window.refresh()
    assert window.ui.seen.isEnabled()
    window.press_seen()
    assert seen == [alerts[0]]


def test_a_more_urgent_alert_takes_the_place_and_the_guard_begins_again(
    window: AlertWindow, watch: Watch, alerts: list[Alert]
) -> None:
    window.show_alerts(alerts[1:])
    place = window.pos()
    watch.real += 5
    assert window.may_acknowledge()
    window.show_alerts(alerts)
    assert window.shown == alerts[0]
    assert not window.may_acknowledge()
    assert window.pos() == place, "it is reused, not stacked"


def test_the_same_alert_shown_again_does_not_begin_the_guard_again(
    window: AlertWindow, watch: Watch, alerts: list[Alert]
) -> None:
    window.show_alerts(alerts)
    watch.real += 5
    window.show_alerts(alerts[:1])
    assert window.may_acknowledge()


def test_it_follows_the_corner_it_was_given_until_somebody_moves_it(
    window: AlertWindow, alerts: list[Alert]
) -> None:
    """The first alert may come before the desk has got its size."""
    small, wide = QPoint(600, 300), QPoint(700, 550)
    corner: list[QPoint | None] = [small]
    window.corner = lambda: corner[0]
    window.show_alerts(alerts)
    there = window.geometry().bottomRight()
    assert there.x() < small.x()
    assert there.y() < small.y()
    corner[0] = wide
    window.refresh()
    assert window.geometry().bottomRight() == there + wide - small
    corner[0] = None  # another page is shown
    window.refresh()
    assert window.geometry().bottomRight() == there + wide - small
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(window, QPoint(-95, 5))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    moved = window.geometry().bottomRight()
    assert moved != there + wide - small
    corner[0] = small
    window.refresh()
    assert window.geometry().bottomRight() == moved


def test_with_nothing_left_it_goes(window: AlertWindow, alerts: list[Alert]) -> None:
    window.show_alerts(alerts)
    window.show_alerts([])
    assert not window.isVisible()
    assert window.shown is None
    window.press_seen()
    window.press_handle()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (161, "剩 02:41"), (0, "剩 00:00"), (-220, "超 03:40"), (3490, "剩 58:10"), (3600, "剩 1:00:00"),
        (-90061, "超 1天1小时"),
    ],
)  # fmt: skip
def test_time_left_is_written_as_on_the_strip(seconds: int, text: str) -> None:
    assert time_left(ZERO + timedelta(seconds=seconds), ZERO) == text


@pytest.mark.parametrize("top", [True, False])
def test_the_lit_half_colours_the_ground_and_the_edge_tells_how_grave(
    window: AlertWindow, alerts: list[Alert], top: bool
) -> None:
    alert = next(alert for alert in alerts if alert.top is top)
    window.show_alerts([alert])
    colors = {name: window._theme.color(name).name() for name in ("panel", "overdue_row", "warning_row")}
    edge = window._theme.color("overdue" if top else "warning").name()
    for lit in (True, False, True):
        window.flash(lit)
        image = window.grab().toImage()
        middle, border = QPoint(4, window.height() // 2), QPoint(0, window.height() // 2)
        assert image.pixelColor(border).name() == edge
        lit_name = "overdue_row" if top else "warning_row"
        assert image.pixelColor(middle).name() == colors[lit_name if lit else "panel"]


def test_flashing_is_one_hertz_and_rests_in_the_dark(qtbot: QtBot) -> None:
    clock = FlashClock()
    phases: list[bool] = []
    clock.phase.connect(phases.append)
    clock.run(True)
    clock.run(True)
    assert phases == [True]
    qtbot.waitUntil(lambda: len(phases) >= 3, timeout=HALF * 8)
    clock.run(False)
    assert phases[:3] == [True, False, True]
    assert phases[-1] is False
    assert not clock.running
    assert HALF * 2 == 1000
