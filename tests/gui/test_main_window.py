from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Level
from jiesu_desktop.gui.commands import commands
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.services import settings
from jiesu_desktop.settings import FONT_POINTS, THEME, VOLUME
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def window(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> Iterator[MainWindow]:
    room.take([order("热线-1"), order("热线-2", title="井盖缺失", row=3)])
    made = MainWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    settle()
    yield made
    made.set_stay(False)
    made.close()


def test_the_title_and_the_counts(window: MainWindow, room: Room, settle: Settle) -> None:
    assert "接诉即办" in window.windowTitle()
    assert window.tabs.tabs["queue"].total == 2
    assert window.tabs.tabs["queue"].pressing == 0
    room.at(31)
    window.tick()
    settle()
    assert window.tabs.tabs["queue"].pressing == 2


def test_someone_elses_act_shows_by_itself(window: MainWindow, room: Room, settle: Settle) -> None:
    ticket = window.queue.selected
    assert ticket is not None
    room.at(1)
    window.ctx.bridge.changed.emit(room.act(ticket, Act.SIGN))
    settle()
    assert window.queue.panel.view is not None
    assert window.queue.panel.view.summary.phase == "待派发"
    row = window.queue.model.row(window.queue.model.place_of(ticket) or 0)
    assert row is not None
    assert row.phase == "待派发"


def test_an_order_asked_for_is_shown_even_outside_the_view(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    closed = room.take([order("热线-9", row=2)]).added_ids[0]
    room.act(closed, Act.RETURN, reason="非权属")
    window.ctx.bridge.open_ticket.emit(closed, None)
    settle()
    assert window.queue.panel.view is not None
    assert window.queue.panel.view.ticket.number == "热线-9"


def test_the_view_of_the_urgent_shows_only_them(window: MainWindow, room: Room, settle: Settle) -> None:
    ticket = window.queue.selected
    assert ticket is not None
    window.ctx.bridge.changed.emit(room.act(ticket, Act.RAISE, level=Level.URGENT, reason="漏气"))
    window.queue.show_view("urgent")
    settle()
    assert [row.id for _, row in window.queue.model.rows_at_hand()] == [ticket]
    assert window.queue.views.buttons["urgent"].count == 1


def test_an_empty_search_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.queue.finder.setText("没有")
    qtbot.waitUntil(window.queue.nothing.isVisible, timeout=20_000)
    assert "没有找到" in window.queue.nothing.text()


def test_an_order_typed_in_is_taken_in_and_shown(window: MainWindow, room: Room, settle: Settle) -> None:
    from jiesu_desktop.gui.tickets.entry_dialogs import OrderEntryDialog

    window.new_order()
    dialog = window.findChild(OrderEntryDialog)
    assert dialog is not None
    dialog.save()
    settle()
    assert dialog.isVisible()
    dialog.fields.fill("title", "路灯不亮")
    dialog.fields.fill("level", "urgent")
    dialog.fields.fill("upstream_due_at", "后天")
    dialog.save()
    assert dialog.form.upstream_due_atError.isVisible()
    dialog.fields.fill("upstream_due_at", "")
    dialog.save()
    settle()
    settle()
    view = window.queue.panel.view
    assert view is not None
    assert (view.ticket.title, view.summary.level) == ("路灯不亮", Level.URGENT)


def test_a_pasted_order_is_looked_over_before_it_is_taken_in(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    from jiesu_desktop.gui.tickets.entry_dialogs import OrderEntryDialog, PasteDialog

    window.paste_order()
    paste = window.findChild(PasteDialog)
    assert paste is not None
    paste.form.source.setPlainText(
        "工单编号：热线-261124-000077\n标题：井盖缺失\n主要内容：市民反映，井盖缺失。"
    )
    paste.take()
    entry = window.findChild(OrderEntryDialog)
    assert entry is not None
    assert (entry.fields.value("number"), entry.fields.value("title")) == ("热线-261124-000077", "井盖缺失")
    entry.reject()


def test_settings_take_effect_at_once_and_the_volume_is_kept(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    ctx = window.ctx
    ctx.write(settings.put, THEME.key, "dark").run()
    ctx.write(settings.put, FONT_POINTS.key, 12).run()
    settle()
    settle()
    assert (ctx.theme.dark, ctx.theme.points) == (True, 12)
    ctx.bridge.volume.emit(35)
    settle()
    with room.store.read() as queries:
        assert settings.get(queries, VOLUME.key, who=room.who) == 35
    assert window.strip.lamps.button.text() == "音量 35"


def test_closing_hides_only_while_there_is_a_tray(window: MainWindow) -> None:
    window.set_stay(True)
    window.close()
    assert not window.isVisible()
    window.come_forward()
    assert window.isVisible()


def test_tables_remember_their_widths(window: MainWindow, ctx: Desk, settle: Settle, qtbot: QtBot) -> None:
    window.queue.table.setColumnWidth(2, 190)
    window.queue.columns.save()
    again = MainWindow(ctx)
    qtbot.addWidget(again)
    settle()
    assert again.queue.table.columnWidth(2) == 190


def test_what_another_program_commits_shows_by_itself(
    window: MainWindow, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    neighbour = Room(room.store.engine.url.render_as_string(hide_password=False))
    try:
        neighbour.take([order("热线-77", row=2)])
        qtbot.waitUntil(lambda: window.queue.model.total == 3, timeout=20_000)
        settle()
        assert "在办 3" in window.status.counts.text()
    finally:
        neighbour.close()


def test_every_ledger_is_a_command(window: MainWindow, settle: Settle) -> None:
    offered = {command.label: command.run for command in commands(window)}
    offered["打开退回台账"]()
    settle()
    page = window.pages["ledgers"]
    assert window.stack.currentWidget() is page
    assert page.ledger.name == "returned"  # type: ignore[attr-defined]


def test_the_keyboard_coming_to_the_table_opens_no_other_order(
    window: MainWindow, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    queue = window.queue
    window.activateWindow()
    queue.finder.setFocus()
    qtbot.waitUntil(queue.finder.hasFocus)
    entered = room.take([order("热线-3", title="路灯不亮", row=4)]).added_ids[0]
    queue.open_ticket(entered)  # its row has not come yet
    queue.table.setFocus()
    qtbot.waitUntil(queue.table.hasFocus)
    settle()
    assert queue.selected == entered
    assert queue.panel.view is not None
    assert queue.panel.view.ticket.id == entered


def test_enter_in_the_search_opens_what_it_found_first(
    window: MainWindow, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    queue = window.queue
    window.activateWindow()
    queue.finder.setFocus()
    qtbot.waitUntil(queue.finder.hasFocus)
    wanted = next(row.id for _, row in queue.model.rows_at_hand() if row.title == "井盖缺失")
    other = next(row.id for _, row in queue.model.rows_at_hand() if row.id != wanted)
    queue.open_ticket(other)
    settle()
    queue.finder.setText("井盖缺失")
    qtbot.keyClick(queue.finder, Qt.Key.Key_Return)
    settle()
    assert queue.model.total == 1
    assert queue.selected == wanted
    assert queue.table.currentIndex().row() == 0
