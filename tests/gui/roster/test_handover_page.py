"""值班: read, walked by keyboard, copied, printed, handed over, read again; the note survives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Level
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.roster.handover_page import HandoverPage
from jiesu_desktop.gui.roster.handover_papers import PaperDialog, write_pdf
from jiesu_desktop.services import drafts
from jiesu_desktop.services import handover as service
from tests.services.room import Room, order

Settle = Callable[[], None]


@pytest.fixture
def orders(room: Room) -> list[int]:
    """One overdue, one urgent."""
    late, urgent = room.take([order("热线-261124-000001"), order("热线-261124-000002")]).added_ids
    room.at(31).act(urgent, Act.RAISE, level=Level.URGENT, text="着火")
    return [late, urgent]


@pytest.fixture
def page(ctx: Desk, orders: list[int], qtbot: QtBot, settle: Settle) -> HandoverPage:
    return shown(ctx, qtbot, settle)


def shown(ctx: Desk, qtbot: QtBot, settle: Settle) -> HandoverPage:
    made = HandoverPage(ctx)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def lines(page: HandoverPage) -> list[str]:
    tree = page.tree
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return ["|".join(item.text(column) for column in range(5)) for item in items if item is not None]


def number(page: HandoverPage) -> str:
    """Of the order under the cursor."""
    item = page.tree.currentItem()
    assert item is not None
    return item.text(2)


def test_the_shift_is_shown_with_the_most_urgent_first(page: HandoverPage) -> None:
    assert page.title.text() == "交接班　2026-11-23 夜班"
    assert page.present.text() == "当班：张三（3 项）"
    told = lines(page)
    assert told[0].startswith("在办工单　共 2 件：超期")
    assert any(line.startswith("▲ 超 01:00|") and "000001" in line for line in told[1:3])
    assert any(line.startswith("单位约定") for line in told)


def test_by_keyboard_an_order_is_reached_and_opened(
    page: HandoverPage, orders: list[int], qtbot: QtBot
) -> None:
    opened: list[int] = []
    page.open_ticket.connect(opened.append)
    first = page.tree.currentItem()
    assert first is not None, "the cursor is on the most urgent"
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert set(opened) == set(orders)


def test_the_cursor_stays_when_it_is_gathered_again(
    page: HandoverPage, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    before = number(page)
    room.take([order("热线-261124-000003")])
    page.reload()
    settle()
    assert number(page) == before
    assert lines(page)[0].startswith("在办工单　共 3 件")


def test_the_buttons_above_jump_to_their_section(page: HandoverPage) -> None:
    buttons = [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("看")]
    jumps = {one.text(): one for one in buttons}
    assert list(jumps)[:2] == ["在办工单 2", "单位约定"]
    missed = next(text for text in jumps if text.startswith("本班超时 "))
    jumps[missed].click()
    item = page.tree.currentItem()
    assert item is not None
    assert item.text(4).endswith("仍未完成")


def test_time_alone_changes_what_is_shown(
    page: HandoverPage, room: Room, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    room.take([order("热线-261124-000003")])
    page.reload()
    settle()
    items = [page.tree.topLevelItem(n) for n in range(page.tree.topLevelItemCount())]
    row = next(item for item in items if item is not None and "000003" in item.text(2))
    assert row.text(0) == "剩 30:00"
    page._asked = room.at(61.5).time.monotonic()  # too soon to be gathered again
    ctx.tick()
    page._tick()
    assert row.text(0) == "▲ 超 00:30"
    room.at(62)
    ctx.tick()
    page._tick()
    settle()
    assert page.told is not None
    assert page.told.at == room.time.now(), "and it is gathered again"


def test_what_is_copied_is_the_whole_text_with_the_note(page: HandoverPage, qtbot: QtBot) -> None:
    page.note.setPlainText("盯住热力")
    page.copy()
    text = QApplication.clipboard().text()
    assert "【在办工单】共 2 件" in text
    assert text.endswith("【交班备注】盯住热力")


def test_the_note_outlives_the_page_until_it_is_handed_over(
    page: HandoverPage, ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(page.note, "heat main 3")
    qtbot.waitUntil(lambda: not page._kept.isActive())
    settle()
    again = shown(ctx, qtbot, settle)
    assert again.note.toPlainText() == "heat main 3"
    again.taker.setEditText("王五")
    again.activateWindow()
    again.note.setFocus()
    qtbot.waitUntil(again.note.hasFocus)
    qtbot.keyClick(again.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    with room.store.read() as queries:
        (made,) = service.handed(queries)
        assert drafts.find(queries, room.who, drafts.HANDOVER) is None
    assert (made.giver, made.taker) == ("张三", "王五")
    assert made.text.endswith("【交班备注】heat main 3")
    assert again.note.toPlainText() == ""
    assert again.earlier.item(0).text() == "2026-11-23 夜班　张三 → 王五"


def test_nobody_named_is_refused_beside_the_field(page: HandoverPage, room: Room, settle: Settle) -> None:
    page.note.setPlainText("留着")
    page.finish.click()
    settle()
    assert page.problem.text() == "请填写接班人姓名。"
    assert page.problem.isVisibleTo(page)
    assert page.note.toPlainText() == "留着"
    assert page.finish.isEnabled()


def test_an_earlier_handover_is_read_as_it_stood(
    ctx: Desk, orders: list[int], room: Room, qtbot: QtBot, settle: Settle
) -> None:
    with room.store.begin() as uow:
        shift = service.shift_to_hand(uow.queries, room.time.now())
        service.hand_over(uow, room.time, room.who, shift=shift, taker="王五", note="昨夜")
    page = shown(ctx, qtbot, settle)
    page.earlier.setCurrentRow(0)
    qtbot.keyClick(page.earlier, Qt.Key.Key_Return)
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.text.isReadOnly()
    assert "交班 张三，接班 王五" in dialog.text.toPlainText()


def test_the_other_shifts_can_be_looked_at(page: HandoverPage, settle: Settle) -> None:
    page.shifts.button(1).click()
    settle()
    assert page.title.text() == "交接班　2026-11-23 白班"


def test_it_is_written_as_a_pdf_and_a_bad_place_is_said(page: HandoverPage, tmp_path: Path) -> None:
    path = write_pdf(page.text, tmp_path / "交接.pdf")
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_size > 2000
    assert list(tmp_path.glob("*.part")) == []
    with pytest.raises(UnwritableFile, match="无法写入"):
        write_pdf(page.text, tmp_path / "没有" / "交接.pdf")


def test_the_tab_opens_it_and_an_order_leads_to_the_queue(
    ctx: Desk, orders: list[int], qtbot: QtBot, settle: Settle
) -> None:
    window = MainWindow(ctx)
    qtbot.addWidget(window)
    settle()
    window.tabs.tabs["roster"].click()
    settle()
    page = window.pages["roster"]
    assert isinstance(page, HandoverPage)
    assert window.stack.currentWidget() is page
    page.open_ticket.emit(orders[1])
    assert window.stack.currentWidget() is window.queue
    window.leaving = True
    window.close()
