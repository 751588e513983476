from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.alert import Alert, Shelving
from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind, supervisor
from jiesu_desktop.gui.alert_list import AlertList
from tests.alerts.orders import Night
from tests.domain.stories import POLICY, at, urgent
from tests.gui.test_alert_window import Watch

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def alerts() -> list[Alert]:
    night = Night(urgent())
    night.until(at(7))
    return sorted(night.book.live.values(), key=lambda alert: alert.urgency)


@pytest.fixture
def shown(alerts: list[Alert], qtbot: QtBot) -> AlertList:
    made = AlertList(Watch())  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show_alerts(alerts)
    made.show()
    return made


def text_of(shown: AlertList, row: int, column: int) -> str:
    item = shown.table.item(row, column)
    return item.text() if item is not None else ""


def test_every_live_alert_is_listed_with_what_it_says_and_the_first_is_chosen(
    shown: AlertList, alerts: list[Alert]
) -> None:
    said = [text_of(shown, row, 2) for row in range(shown.table.rowCount())]
    assert said == [alert.sentence(at(7)) for alert in alerts]
    assert shown.chosen == alerts[0]
    assert text_of(shown, 0, 3) == "超 02:00"


def test_the_alert_under_the_cursor_stays_chosen_when_others_come(
    shown: AlertList, alerts: list[Alert]
) -> None:
    shown.show_alerts(alerts[1:])
    assert shown.chosen == alerts[1]
    shown.show_alerts(alerts)
    assert shown.chosen == alerts[1]


def test_putting_off_asks_for_a_reason_and_never_for_more_than_policy_allows(
    shown: AlertList, alerts: list[Alert]
) -> None:
    asked: list[tuple[str, str, int]] = []
    shown.shelve.connect(lambda *said: asked.append(said))
    shown.begin_shelving(alerts[1].key)
    shown.shelve_button.click()
    assert asked == []
    assert shown.fault.text() == "搁置要写明原因"
    shown.reason.setEditText("等单位回电")
    shown.minutes.setValue(600)
    shown.shelve_button.click()
    most = int(POLICY.alerts.shelve_most.total_seconds() // 60)
    assert asked == [(alerts[1].key, "等单位回电", most)]
    assert shown.fault.text() == ""


def test_what_was_put_off_says_until_when_by_whom_and_why(shown: AlertList, alerts: list[Alert]) -> None:
    put_off = Shelving(until=at(7) + timedelta(minutes=5), reason="等单位回电", who="张三")
    shown.show_alerts([replace(alerts[0], shelved=put_off)])
    text = text_of(shown, 0, 4)
    assert text.startswith("搁置至 ")
    assert text.endswith("张三：等单位回电")


def test_return_handles_and_the_button_acknowledges_the_chosen_one(
    shown: AlertList, alerts: list[Alert]
) -> None:
    handled: list[Alert] = []
    seen: list[str] = []
    shown.handle.connect(handled.append)
    shown.seen.connect(seen.append)
    shown.seen_button.click()
    assert seen == [alerts[0].key]
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert handled == [alerts[0]]


def test_the_principal_with_a_number_is_called_else_the_unit_on_duty_else_nobody() -> None:
    deputy = Contact(name="乙某", post="副主管", phone="010-5555 0102", is_deputy=True)
    silent, chief = (
        Contact(name="丙某", post="主管"),
        Contact(name="甲某", post="主管", phone="010-5555 0101"),
    )
    center = UnitEntry(unit=Unit(name="中心", kind=UnitKind.SECTION), contacts=(deputy, silent, chief))
    duty = UnitEntry(unit=Unit(name="总值班室", phone24="010-5555 0103"), duties=(Duty(text="应急值守"),))
    firm = UnitEntry(unit=Unit(name="某公司", kind=UnitKind.UTILITY), contacts=(replace(chief, phone="0"),))
    assert supervisor([firm, duty, center]) == "主管 甲某　010-5555 0101"
    assert (
        supervisor([UnitEntry(unit=Unit(name="中心", kind=UnitKind.SECTION), contacts=(silent,)), duty])
        == "总值班室　010-5555 0103"
    )
    assert supervisor([]) == ""
