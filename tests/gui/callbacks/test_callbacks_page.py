from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.callbacks.callbacks_page import CallbacksPage
from jiesu_desktop.gui.context import Desk
from tests.services.room import Room, numbered

Settle = Callable[[], None]


def test_a_closed_order_waits_here_and_h_begins_its_call_back(
    ctx: Desk, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    page = CallbacksPage(ctx)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.nothing.isVisible()
    closed, _ = room.take(numbered(2)).added_ids
    room.act(closed, Act.CLOSE, text="已修复")
    page.model.refetch()
    settle()
    assert page.count.text() == "1 件"
    asked: list[tuple[int, Act]] = []
    page.act_requested.connect(lambda ticket, act: asked.append((ticket, act)))
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    assert asked == [(closed, Act.CALLBACK)]


def test_the_hours_for_ringing_are_told_and_night_is_warned_of(
    ctx: Desk, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    page = CallbacksPage(ctx)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.hours.text().startswith("回访时段 08:00–21:00")
    night = not 8 <= (ctx.time.now().hour + 8) % 24 < 21
    assert ("不宜打扰" in page.hours.text()) == night
