"""One act on many orders, from the queue's own selection."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Unit
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.bulk_dialog import BulkDialog
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from tests.services.room import Room, numbered

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def ids(room: Room) -> list[int]:
    return list(room.take(numbered(5)).added_ids)


@pytest.fixture
def page(ctx: Desk, ids: list[int], settle: Settle, qtbot: QtBot) -> QueuePage:
    made = QueuePage(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    settle()
    return made


def _select(page: QueuePage, *ids: int) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page.table.clearSelection()
    for ticket in ids:
        place = page.model.place_of(ticket)
        assert place is not None
        page.table.selectionModel().select(page.model.index(place, 0), flags)


def _acts(room: Room, ids: list[int]) -> list[list[Act]]:
    return [[event.act for event in room.events(ticket)][1:] for ticket in ids]


def _dialog(page: QueuePage) -> BulkDialog:
    assert page.selection.dialog is not None
    return page.selection.dialog


def test_a_refused_one_says_why_and_holds_up_no_other(
    page: QueuePage, room: Room, ids: list[int], settle: Settle
) -> None:
    room.act(ids[1], Act.SIGN)
    _select(page, *ids[:3])
    assert page.count.text() == "已选 3 / 5 件"
    page.begin(Act.SIGN)
    dialog = _dialog(page)
    dialog.start()
    settle()
    assert _acts(room, ids) == [[Act.SIGN], [Act.SIGN], [Act.SIGN], [], []]
    assert dialog.result_of is not None
    assert [(f.ticket_id, f.done) for f in dialog.result_of.fates if not f.done] == [(ids[1], False)]
    lines = [dialog.form.lines.item(n).text() for n in range(dialog.form.lines.count())]
    assert lines[0].startswith("✕")
    assert "签收" in lines[0]
    assert dialog.form.state.text() == "签收：2 件已做，1 件没有做"
    dialog.start()
    assert page.selection.dialog is None


def test_the_words_are_asked_once_and_stand_on_each(
    page: QueuePage, room: Room, ids: list[int], settle: Settle
) -> None:
    _select(page, *ids)
    page.begin(Act.NOTE)
    dialog = _dialog(page)
    dialog.start()
    assert dialog.fields.error("text").isVisible()
    assert _acts(room, ids) == [[]] * 5
    dialog.fields.fill("text", "停暖通知已转")
    dialog.start()
    settle()
    assert {room.events(ticket)[-1].details.text for ticket in ids} == {"停暖通知已转"}


def test_stopping_leaves_the_rest_alone_and_keeps_what_was_done(
    page: QueuePage, room: Room, ids: list[int], settle: Settle
) -> None:
    _select(page, *ids)
    page.begin(Act.SIGN)
    dialog = _dialog(page)
    dialog.start()
    assert dialog.progress is not None
    dialog.form.cancel.click()
    settle()
    assert dialog.result_of is not None
    done = [fate.ticket_id for fate in dialog.result_of.fates if fate.done]
    assert [acts == [Act.SIGN] for acts in _acts(room, ids)] == [ticket in done for ticket in ids]
    assert len(dialog.result_of.fates) == 5


def test_an_act_that_needs_its_own_words_is_not_done_in_bulk(
    page: QueuePage, ctx: Desk, ids: list[int]
) -> None:
    said = list[str]()
    ctx.bridge.message.connect(lambda text, _: said.append(text))
    _select(page, *ids[:2])
    page.begin(Act.FEEDBACK)
    assert page.selection.dialog is None
    assert "逐件" in said[-1]


def test_shift_selects_and_the_selection_survives_a_refetch(
    page: QueuePage, settle: Settle, qtbot: QtBot
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert page.selection.count == 2
    page.refetch()
    settle()
    assert page.selection.count == 2


def test_when_all_have_left_the_view_nothing_counts_as_selected_and_the_next_is_marked(
    page: QueuePage, room: Room, ids: list[int], settle: Settle, qtbot: QtBot
) -> None:
    page.show_view("to_sign")
    settle()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    _select(page, *ids[:3])
    page.model.reading = True
    page.begin(Act.SIGN)
    dialog = _dialog(page)
    dialog.start()
    settle()
    page.model.settle()
    assert (page.selection.count, page.count.text()) == (0, "2 件")
    dialog.start()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(lambda: page.panel.view is not None and page.panel.view.ticket.id in ids[3:])
    chosen = [page.model.row_id(index.row()) for index in page.table.selectionModel().selectedRows()]
    assert page.panel.view is not None
    assert chosen == [page.panel.view.ticket.id]


def test_what_each_form_asks_is_asked_once_for_all(
    page: QueuePage, room: Room, ids: list[int], settle: Settle
) -> None:
    with room.store.begin() as uow:
        uow.directory.save_unit(Unit(name="某某热力公司"), pinyin="mmrlgs")
    _select(page, *ids[:2])
    page.begin(Act.DISPATCH)
    settle()
    dialog = _dialog(page)
    dialog.start()
    assert "请填写单位" in dialog.fields.error("unit").text()
    assert _acts(room, ids[:2]) == [[], []]
    unit: QComboBox = dialog.fields.widgets["unit"]  # type: ignore[assignment]
    assert unit.findText("某某热力公司") >= 0
    dialog.fields.fill("unit", "热力")
    dialog.start()
    settle()
    assert [room.summary(ticket).lead_unit for ticket in ids[:3]] == ["某某热力公司", "某某热力公司", None]


def test_many_are_returned_for_a_kind_of_reason(
    page: QueuePage, room: Room, ids: list[int], settle: Settle
) -> None:
    _select(page, *ids[:2])
    page.begin(Act.RETURN)
    settle()
    dialog = _dialog(page)
    dialog.start()
    assert "退回原因" in dialog.fields.error("reason").text()
    dialog.fields.fill("code", "区外")
    dialog.start()
    settle()
    said = [room.events(ticket)[-1].details for ticket in ids[:2]]
    assert [(d.code, d.reason) for d in said] == [("区外", "区外")] * 2


def _all(page: QueuePage, total: int, qtbot: QtBot) -> None:
    """Ctrl+A, with only the first page at hand."""
    qtbot.waitUntil(lambda: page.model.total == total)
    page.table.selectAll()
    assert page.selection.count == total
    assert len(dict(page.model.rows_at_hand())) < total


def test_all_are_taken_though_nobody_scrolled_to_them_and_it_goes_on_by_itself(
    ctx: Desk, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    ids = list(room.take(numbered(200)).added_ids)
    page = QueuePage(ctx)
    qtbot.addWidget(page)
    settle()
    _all(page, 200, qtbot)
    page.begin(Act.NOTE)
    page.begin(Act.SIGN)  # pressed again meanwhile: the first goes on
    settle()
    dialog = _dialog(page)
    assert dialog.act is Act.NOTE
    assert sorted(row.id for row in dialog.rows) == sorted(ids)
    dialog.fields.fill("text", "停暖通知已转")
    dialog.start()
    settle()
    assert dialog.result_of is not None
    assert [fate.done for fate in dialog.result_of.fates] == [True] * 200
    assert {room.events(ticket)[-1].details.text for ticket in ids} == {"停暖通知已转"}
    dialog.reject()


def test_the_reading_can_be_left_and_nothing_is_asked(
    ctx: Desk, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    room.take(numbered(200))
    page = QueuePage(ctx)
    qtbot.addWidget(page)
    settle()
    _all(page, 200, qtbot)
    page.begin(Act.SIGN)
    reading = page.selection.reading
    assert reading is not None
    reading.bar.canceled.emit()
    settle()
    assert page.selection.dialog is None
    page.begin(Act.SIGN)
    settle()
    assert len(_dialog(page).rows) == 200
    _dialog(page).reject()
