from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Duty, Unit
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.dispatch_dialog import NOBODY, NOT_FOUND, DispatchDialog
from jiesu_desktop.gui.tickets.load_order import load_order
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def dialog(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> DispatchDialog:
    with room.store.begin() as uow:
        gas = uow.directory.save_unit(Unit(name="某某燃气公司"), pinyin="mmrqgs")
        uow.directory.save_unit(Unit(name="环卫中心"), pinyin="hwzx")
        uow.directory.save_duty(Duty(unit_id=gas.id, text="燃气抢修", keywords=("漏气",)))
    ticket = room.take([order(content="市民反映，楼道漏气。")]).added_ids[0]
    with room.store.read() as queries:
        view = load_order(queries, ticket, room.time.now())
    made = DispatchDialog(ctx, Act.DISPATCH, view)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def _names(dialog: DispatchDialog) -> list[str | None]:
    return [dialog.units.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.units.count())]


def test_the_proposal_stands_first_with_its_reason(dialog: DispatchDialog) -> None:
    assert _names(dialog) == ["某某燃气公司", "环卫中心"]
    assert "漏气" in dialog.units.item(0).text()
    assert dialog.save_button.text() == "派发到 某某燃气公司"


def test_initials_find_a_unit_and_enter_dispatches(
    dialog: DispatchDialog, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    QTest.keyClicks(dialog.finder, "hwzx")
    qtbot.waitUntil(lambda: _names(dialog) == ["环卫中心"], timeout=20_000)
    QTest.keyClick(dialog.finder, Qt.Key.Key_Return)
    settle()
    assert room.events(dialog.view.ticket.id)[-1].details.unit == "环卫中心"


def test_a_second_unit_assists(dialog: DispatchDialog, room: Room, settle: Settle) -> None:
    QTest.keyClick(dialog.finder, Qt.Key.Key_Down)
    dialog._add_assist()
    settle()
    dialog.units.setCurrentRow(0)
    dialog.save()
    settle()
    details = room.events(dialog.view.ticket.id)[-1].details
    assert (details.unit, details.assist) == ("某某燃气公司", ("环卫中心",))


def test_an_unknown_name_may_be_written(dialog: DispatchDialog, room: Room, settle: Settle) -> None:
    QTest.keyClicks(dialog.finder, "x")
    dialog.finder.setText("新成立的公司")
    dialog._look()
    settle()
    assert (_names(dialog), dialog.units.item(0).text()) == ([None], NOT_FOUND)
    dialog.save()
    settle()
    assert "通讯录里没有“新成立的公司”" in dialog.form.unitError.text()
    assert room.events(dialog.view.ticket.id)[-1].act is Act.OBTAIN
    dialog.save()
    settle()
    assert room.events(dialog.view.ticket.id)[-1].details.unit == "新成立的公司"


def test_a_fast_hand_does_not_dispatch_to_what_stood_there_before(
    dialog: DispatchDialog, room: Room, settle: Settle
) -> None:
    QTest.keyClicks(dialog.finder, "hwzx")
    QTest.keyClick(dialog.finder, Qt.Key.Key_Return)  # the list still proposes 某某燃气公司
    settle()
    assert room.events(dialog.view.ticket.id)[-1].details.unit == "环卫中心"


def test_an_empty_directory_says_what_to_do_and_any_name_is_recorded(
    ctx: Desk, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    ticket = room.take_one()
    with room.store.read() as queries:
        view = load_order(queries, ticket, room.time.now())
    dialog = DispatchDialog(ctx, Act.DISPATCH, view)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert [dialog.units.item(n).text() for n in range(dialog.units.count())] == [NOBODY]
    QTest.keyClick(dialog.finder, Qt.Key.Key_Down)
    assert dialog.save_button.text() == "派发"
    dialog.finder.setText("某某热力公司")
    dialog.save()
    settle()
    settle()
    assert room.events(ticket)[-1].details.unit == "某某热力公司"
