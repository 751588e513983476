from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.alerts.escalating import Step
from jiesu_desktop.gui.alert_banner import NO_SUPERVISOR, AlertBanner
from jiesu_desktop.gui.theme import Theme
from tests.alerts.orders import Night
from tests.domain.stories import POLICY, at, urgent
from tests.gui.test_alert_window import Watch

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GUARD = POLICY.alerts.guard.total_seconds()
PATIENCE = POLICY.alerts.escalate_volume.total_seconds()


@pytest.fixture
def alert() -> Alert:
    """The report limit of an urgent order is past by two minutes; nobody has listened for four."""
    night = Night(urgent())
    night.until(at(7))
    first = min(night.book.live.values(), key=lambda alert: alert.urgency)
    return replace(first, step=Step.BANNER, since=at(3))


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def banner(watch: Watch, qtbot: QtBot, tmp_path: Path) -> Iterator[AlertBanner]:
    theme = Theme(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    made = AlertBanner(watch, theme)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    yield made
    made.show_alert(None)


def covers(banner: AlertBanner) -> bool:
    return banner.full and banner.geometry() == QGuiApplication.primaryScreen().geometry()


class Form(QWidget):
    """A field, a button, and a key of the window's own."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("保存")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.signed: list[str] = []
        QShortcut(QKeySequence("S"), self.button).activated.connect(lambda: self.signed.append("S"))
        QShortcut(QKeySequence("F9"), self.button).activated.connect(lambda: self.signed.append("F9"))


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


@pytest.mark.parametrize(
    ("step", "visible", "calls"), [(0, False, False), (1, False, False), (2, True, False), (3, True, True)]
)
def test_it_comes_with_the_second_step_and_the_number_with_the_third(
    banner: AlertBanner, alert: Alert, step: int, visible: bool, calls: bool
) -> None:
    banner.supervisor = "主管 甲某　010-5555 0100"
    banner.show_alert(replace(alert, step=step))
    assert banner.isVisible() is visible
    assert banner.whom.isVisible() is calls
    if calls:
        assert "010-5555 0100" in banner.whom.text()
        banner.supervisor = ""
        banner.show_alert(replace(alert, step=step))
        assert banner.whom.text() == NO_SUPERVISOR
    assert banner.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    banner.show_alert(None)
    assert not banner.isVisible()


@pytest.mark.parametrize("issue", ["燃气泄漏", "小区东门外施工挖断燃气管线有人受困需要救援"])
def test_it_covers_the_whole_screen_and_all_it_says_is_on_it(
    banner: AlertBanner, alert: Alert, issue: str
) -> None:
    banner.supervisor = "主管 甲某　010-5555 0100"
    banner.show_alert(replace(alert, step=Step.SUPERVISOR, issue=issue))
    screen = QGuiApplication.primaryScreen().geometry()
    assert banner.geometry() == screen
    for part in (
        banner.left,
        banner.sentence,
        banner.whom,
        banner.handle_button,
        banner.seen_button,
        banner.hint,
    ):
        assert part.isVisible()
        assert screen.contains(part.geometry())
    assert banner.sentence.height() >= banner.sentence.heightForWidth(banner.sentence.width())


def test_the_lit_half_of_a_flash_is_a_brighter_red(banner: AlertBanner, alert: Alert) -> None:
    banner.show_alert(alert)
    shades = []
    for lit in (True, False, True):
        banner.flash(lit)
        shades.append(banner.grab().toImage().pixelColor(2, banner.height() // 2))
    bright, dim, again = shades
    assert bright == again
    assert bright.red() > dim.red() + 30
    assert all(shade.red() > 2 * (shade.green() + shade.blue()) for shade in shades), (
        "red, and white is read on it"
    )


def test_what_it_says_of_time_goes_on_by_itself(
    banner: AlertBanner, alert: Alert, watch: Watch, qtbot: QtBot
) -> None:
    banner.show_alert(alert)
    assert banner.left.text() == "超 02:00"
    assert "已超2分钟" in banner.sentence.text()
    assert "已 4 分 00 秒 无人知晓" in banner.unheard.text()
    watch.moment = at(9) + timedelta(seconds=5)
    qtbot.waitUntil(lambda: banner.left.text() == "超 04:05")
    assert "已超4分钟" in banner.sentence.text()
    assert "已 6 分 05 秒 无人知晓" in banner.unheard.text()


def test_it_gives_way_to_what_is_typed_and_not_a_character_is_lost(
    banner: AlertBanner, alert: Alert, watch: Watch, form: Form
) -> None:
    banner.show_alert(alert)
    QTest.keyClicks(form.field, "x")
    assert covers(banner), "typed before anybody can have seen it"
    watch.real += GUARD
    QTest.keyClicks(form.field, "ab")
    assert form.field.text() == "xab"
    assert not covers(banner)
    assert banner.isVisible(), "a strip stays"
    assert banner.height() < QGuiApplication.primaryScreen().geometry().height() / 4
    assert banner.sentence.isVisible()
    assert form.field.hasFocus()


def test_the_key_of_one_who_is_woken_does_nothing_else(
    banner: AlertBanner, alert: Alert, watch: Watch, form: Form
) -> None:
    form.button.setFocus()
    banner.show_alert(alert)
    watch.real += GUARD
    QTest.keyClick(form.button, Qt.Key.Key_S)
    assert form.signed == []
    assert not covers(banner)
    QTest.keyClick(form.button, Qt.Key.Key_S)
    assert form.signed == ["S"]


def test_the_alarms_own_keys_go_through(banner: AlertBanner, alert: Alert, watch: Watch, form: Form) -> None:
    form.button.setFocus()
    banner.show_alert(alert)
    watch.real += GUARD
    QTest.keyClick(form.button, Qt.Key.Key_F9)
    assert form.signed == ["F9"]


def test_a_click_on_it_makes_it_small_and_its_buttons_say_what_is_on_them(
    banner: AlertBanner, alert: Alert, watch: Watch
) -> None:
    said: list[str] = []
    banner.handle.connect(lambda: said.append("handle"))
    banner.seen.connect(lambda: said.append("seen"))
    banner.shelve.connect(lambda: said.append("shelve"))
    banner.show_alert(alert)
    watch.real += GUARD
    for button in (banner.handle_button, banner.seen_button, banner.shelve_button):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == ["handle", "seen", "shelve"]
    assert covers(banner)
    QTest.mouseClick(banner.sentence, Qt.MouseButton.LeftButton)
    assert not covers(banner)


def test_who_is_there_is_left_at_work_until_it_goes_further(
    banner: AlertBanner, alert: Alert, watch: Watch, qtbot: QtBot
) -> None:
    banner.show_alert(alert)
    banner.give_way()
    assert alert.stage is not None
    again = replace(alert, key="next repeat", stage=replace(alert.stage, repeat=2))
    banner.show_alert(again)
    assert not covers(banner)
    banner.show_alert(replace(again, step=Step.SUPERVISOR))
    assert covers(banner)
    banner.give_way()
    banner.show_alert(replace(again, step=Step.SUPERVISOR, ticket_id=(alert.ticket_id or 0) + 1))
    assert covers(banner), "another order has come as far"


def test_it_covers_the_screen_again_when_nobody_touches_the_desk_any_more(
    banner: AlertBanner, alert: Alert, watch: Watch, form: Form, qtbot: QtBot
) -> None:
    banner.show_alert(alert)
    banner.give_way()
    watch.real += PATIENCE - 1
    QTest.keyClicks(form.field, "a")
    watch.real += PATIENCE - 1
    qtbot.wait(300)
    assert not covers(banner)
    watch.real += 2
    qtbot.waitUntil(lambda: covers(banner))
