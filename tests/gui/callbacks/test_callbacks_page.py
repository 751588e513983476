from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Outcome
from jiesu_desktop.gui.callbacks.callback_dialog import CallbackDialog
from jiesu_desktop.gui.callbacks.callbacks_page import CallbacksPage
from jiesu_desktop.gui.context import Desk
from tests.services.room import Room, minutes, numbered, order

Settle = Callable[[], None]


@pytest.fixture
def page(ctx: Desk, qtbot: QtBot, settle: Settle) -> CallbacksPage:
    made = CallbacksPage(ctx)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle()
    return made


def closed(room: Room, count: int = 1) -> tuple[int, ...]:
    ids = room.take(numbered(count, caller="王某", phone="13800001234")).added_ids
    for ticket in ids:
        room.act(ticket, Act.CLOSE, text="已修复")
    return tuple(ids)


def cells(page: CallbacksPage, column: int) -> list[str]:
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def test_a_closed_order_waits_here_and_h_begins_its_call_back(
    page: CallbacksPage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    assert page.nothing.isVisible()
    closed(room, 2)
    page.reload()
    settle()
    assert page.count.text() == "2 件"
    assert cells(page, 4)[0] == "王某　138****1234"
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    settle()
    assert isinstance(page.acts.dialog, CallbackDialog)
    assert page.acts.dialog.view.ticket.id == page.model.rows[0].id
    page.acts.dialog.reject()


def test_the_keyboard_stays_on_the_page_when_the_last_one_goes(
    page: CallbacksPage, room: Room, settle: Settle
) -> None:
    (ticket,) = closed(room)
    page.reload()
    settle()
    page.setFocus()
    assert page.table.hasFocus()
    room.act(ticket, Act.CALLBACK, outcome=Outcome.TOLD, contacted="是", resolved="已解决", satisfied="满意")
    page.reload()
    settle()
    assert page.nothing.hasFocus()
    room.act(room.take([order("热线-261124-000077")]).added_ids[0], Act.CLOSE, text="已修复")
    page.reload()
    settle()
    assert page.table.hasFocus()


def test_one_to_be_rung_later_comes_when_it_is_time(
    page: CallbacksPage, ctx: Desk, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    first, second = closed(room, 2)
    room.at(480).act(first, Act.CALLBACK, outcome=Outcome.NO_ANSWER, next_at=minutes(600))
    page.reload()
    settle()
    assert [row.id for row in page.model.rows] == [second]
    assert (page.due.text(), page.all.text()) == ("到点 1", "全部 2")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    settle()
    assert [row.id for row in page.model.rows] == [first, second]
    assert cells(page, 8) == ["约 11-24 12:00", "—"]
    assert cells(page, 7) == ["1 次", "—"]
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    room.at(601)
    page.reload()
    settle()
    assert [row.id for row in page.model.rows] == [first, second]
    assert cells(page, 0)[0] == "▲ 超 01:00"


def test_the_row_chosen_stays_chosen_when_others_come_and_go(
    page: CallbacksPage, room: Room, settle: Settle
) -> None:
    ids = closed(room, 3)
    page.reload()
    settle()
    page.table.selectRow(1)
    chosen = page.model.rows[1].id
    room.act(ids[0], Act.CALLBACK, outcome=Outcome.TOLD, resolved="已解决", satisfied="满意")
    page.reload()
    settle()
    assert page.model.rowCount() == 2
    assert page.model.rows[page.table.currentIndex().row()].id == chosen


def test_the_hours_for_ringing_are_told_and_night_is_warned_of(page: CallbacksPage, room: Room) -> None:
    assert page.hours.text() == "回访时段 08:00–21:00，现在不宜打扰来电人"
    room.at(480)
    page._tick()
    assert page.hours.text() == "回访时段 08:00–21:00"
