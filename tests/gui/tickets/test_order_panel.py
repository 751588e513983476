from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Contact, Duty, Unit
from jiesu_desktop.domain.tickets import Act, Attachment, Level, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def page(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> QueuePage:
    with room.store.begin() as uow:
        unit = uow.directory.save_unit(Unit(name="某某燃气公司", phone24="010-5555 0456"))
        uow.directory.save_contact(Contact(unit_id=unit.id, name="甲某", post="队长", phone="010-5555 0123"))
        uow.directory.save_duty(
            Duty(unit_id=unit.id, text="燃气抢修", keywords=("漏气",), category="燃气->漏气")
        )
    made = QueuePage(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    settle()
    return made


def _open(page: QueuePage, ticket: int, settle: Settle) -> None:
    page.open_ticket(ticket)
    settle()


def _labels(page: QueuePage) -> str:
    QApplication.processEvents()  # what a layout took in is shown on its next turn
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel) if not label.isHidden())


def _buttons(page: QueuePage) -> dict[str, QPushButton]:
    QApplication.processEvents()
    found = reversed(page.panel.findChildren(QPushButton))  # of several with one text the first
    return {button.text(): button for button in found if not button.isHidden()}


def test_words_that_suggest_urgency_stand_out_and_html_is_only_text(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    text = "市民反映，楼道漏气<b>严重</b>，电话15812342222。"
    _open(page, room.take([order(content=text)]).added_ids[0], settle)
    html = page.panel.text.text()
    assert ">漏气</span>" in html
    assert "&lt;b&gt;" in html
    assert "158****2222" in html


def test_what_looks_urgent_asks_to_be_judged_before_anything_else(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    ticket = room.take([order(content="市民反映，楼道漏气。")]).added_ids[0]
    _open(page, ticket, settle)
    assert page.panel.act_now() is Act.RAISE
    assert page.panel.big.key == "U"
    _buttons(page)["判定一般 Y"].click()
    settle()
    settle()
    assert room.events(ticket)[-1].act is Act.JUDGE
    assert page.panel.act_now() is Act.SIGN


def test_the_unit_is_proposed_with_its_reason_and_its_people(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    _open(page, room.take([order(content="市民反映，楼道漏气。")]).added_ids[0], settle)
    words = _labels(page)
    assert "建议 某某燃气公司" in words
    assert "漏气" in words
    assert "010-5555 0123" in words
    assert "010-5555 0456" in words


def test_without_a_number_to_ring_it_says_what_to_do(page: QueuePage, room: Room, settle: Settle) -> None:
    ticket = room.take([order(content="市民反映，路灯不亮。")]).added_ids[0]
    _open(page, ticket, settle)
    assert "还没有可拨的电话，派发后显示。" in _labels(page)
    room.act(ticket, Act.DISPATCH, unit="照明公司")
    _open(page, ticket, settle)
    assert "通讯录里没有“照明公司”的电话。按 Ctrl+2 到通讯录补上。" in _labels(page)


def test_every_running_clock_is_a_bar_and_says_why(page: QueuePage, room: Room, settle: Settle) -> None:
    ticket = room.take(level=Level.URGENT).added_ids[0]
    _open(page, ticket, settle)
    assert [bar.line.name for bar in page.panel.bars.bars] == ["上报", "派发", "电话确认"]
    _buttons(page)["其余 3 个时限与依据"].click()
    assert {bar.line.name for bar in page.panel.bars.bars} == {
        "上报", "派发", "电话确认", "办结", "签收", "派发上限",
    }  # fmt: skip
    assert "5 分钟内电话上报" in _labels(page)
    bar = page.panel.bars.bars[0]
    assert bar.words(room.at(1).time.now()) == "剩 04:00"
    assert bar.words(room.at(6).time.now()) == "超 01:00"


def test_a_last_word_waits_for_its_review(page: QueuePage, room: Room, settle: Settle) -> None:
    ticket = room.take([order()]).added_ids[0]
    room.act(ticket, Act.DISPATCH, unit="某某燃气公司")
    _open(page, ticket, settle)
    assert "答复审核 ⇧F" not in _buttons(page)
    room.act(ticket, Act.FEEDBACK, unit="某某燃气公司", text="已修复", final=True)
    _open(page, ticket, settle)
    assert "答复审核 ⇧F" in _buttons(page)
    page.refetch()
    page.show_view("to_review")
    settle()
    assert page.views.buttons["to_review"].count == page.model.total == 1
    room.act(ticket, Act.REVIEW, unit="某某燃气公司", passed=True)
    _open(page, ticket, settle)
    page.refetch()
    settle()
    assert "答复审核 ⇧F" not in _buttons(page)
    assert page.model.total == 0


def test_what_was_called_back_waits_to_be_archived_or_done_again(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    content, not_content = room.take([order("热线-261124-000001"), order("热线-261124-000002")]).added_ids
    for ticket, satisfied in ((content, "满意"), (not_content, "不满意")):
        room.act(ticket, Act.CLOSE, text="已修复")
        room.act(
            ticket, Act.CALLBACK, outcome=Outcome.TOLD, contacted="是", resolved="已解决", satisfied=satisfied
        )
    page.show_view("to_archive")
    page.refetch()
    settle()
    assert page.views.buttons["to_archive"].count == 2
    assert [row.next_act for _, row in page.model.rows_at_hand()] == [Act.ARCHIVE, Act.REWORK]


def test_the_keyboard_stays_with_the_order_when_what_had_it_is_gone(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    ticket = room.take([order()]).added_ids[0]
    page.refetch()
    settle()
    _open(page, ticket, settle)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.panel.begin_correct()
    qtbot.waitUntil(page.panel.timeline.lines[0].hasFocus)
    room.act(ticket, Act.SIGN)
    _open(page, ticket, settle)
    assert page.table.hasFocus()
    page.spread.turn()
    page.panel.begin_correct()
    room.act(ticket, Act.NOTE, text="已核实")
    _open(page, ticket, settle)
    assert page.panel.big.hasFocus()


def test_the_keyboard_stays_in_an_empty_queue(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.setFocus()
    assert page.nothing.hasFocus()
    room.take([order()])
    page.refetch()
    settle()
    assert page.table.hasFocus()


def test_a_call_is_recorded_beside_the_number_dialled(page: QueuePage, room: Room, settle: Settle) -> None:
    ticket = room.take([order(content="市民反映，楼道漏气。")], level=Level.URGENT).added_ids[0]
    room.act(ticket, Act.DISPATCH, unit="某某燃气公司")
    room.act(ticket, Act.REPORT, contact="主任", outcome=Outcome.TOLD)
    _open(page, ticket, settle)
    _buttons(page)["已告知"].click()
    settle()
    event = room.events(ticket)[-1]
    assert (event.act, event.details.contact, event.details.phone, event.details.unit) == (
        Act.CONFIRM, "甲某", "010-5555 0123", "某某燃气公司",
    )  # fmt: skip


def test_after_thirty_silent_minutes_the_button_says_urge(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.DISPATCH, unit="某某燃气公司")
    _open(page, ticket, settle)
    assert page.panel.big.text() == "反馈"
    room.at(31)
    page.tick()
    settle()
    assert (page.panel.big.text(), page.panel.big.key) == ("催办：单位未反馈", "C")


def test_orders_alike_are_shown_with_why(page: QueuePage, room: Room, settle: Settle) -> None:
    first, second = room.take(
        [order("热线-1", phone="15812342222"), order("热线-2", phone="15812342222", row=3)]
    ).added_ids
    _open(page, second, settle)
    alike = page.panel.view.alike if page.panel.view else ()
    assert [(one.ticket_id, one.number) for one in alike] == [(first, "热线-1")]
    assert "同一来电号码" in alike[0].words


def test_a_wrong_act_is_taken_back_and_stays_visible(page: QueuePage, room: Room, settle: Settle) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.SIGN)
    _open(page, ticket, settle)
    page.acts.correct(page.panel.view, room.events(ticket)[-1])
    dialog = page.acts.dialog
    assert dialog is not None
    dialog.fields.fill("reason", "按错了")  # type: ignore[attr-defined]
    dialog.save()  # type: ignore[attr-defined]
    settle()
    settle()
    assert room.summary(ticket).phase == "待签收"
    assert "已更正" in _labels(page)


def test_rows_flash_until_the_alert_is_acknowledged(page: QueuePage, room: Room, settle: Settle) -> None:
    from types import SimpleNamespace

    alert = SimpleNamespace(key="1/1/report/-/warn/1", ticket_id=room.take_one())
    page.ctx.bridge.alert_raised.emit(alert)
    assert page.model.flashing == {alert.ticket_id}
    page.ctx.bridge.alert_ended.emit(alert)
    assert page.model.flashing == set()
    assert not page.delegate.lit


@pytest.mark.parametrize("points", [10, 14])
def test_nothing_is_cut_off_at_its_right_on_an_old_monitor(
    page: QueuePage, room: Room, settle: Settle, points: int
) -> None:
    rows = [
        order(f"热线-261124-{n:06d}", phone="15812342222", content="楼道漏气。", row=n + 2) for n in range(4)
    ]
    ticket = room.take(rows, level=Level.URGENT).added_ids[0]
    file = Attachment(f"{'很长的文件名' * 12}.pdf", "0" * 64, 123_456_789)
    room.act(ticket, Act.NOTE, text="说明" * 80, attachments=(file,))
    page.ctx.theme.choose("light", points)
    page.ctx.theme.apply()
    _open(page, ticket, settle)
    page.panel.filter_timeline()
    QApplication.processEvents()
    body = page.panel.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= page.panel.viewport().width()
    assert body.width() <= page.panel.viewport().width()
    page.ctx.theme.choose("light", 10)


def test_the_order_takes_the_whole_page_and_gives_it_back(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    ticket = room.take_one()
    page.refetch()
    _open(page, ticket, settle)
    panel = page.panel
    narrow = panel.width()
    page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F11)

    def left_of_timeline() -> int:
        return panel.timeline.mapTo(panel, QPoint(0, 0)).x()

    qtbot.waitUntil(lambda: left_of_timeline() > panel.width() // 2 > narrow, timeout=5000)
    assert not page.table.isVisible()
    assert panel.big.hasFocus()
    assert "收起 F11" in _buttons(page)
    qtbot.keyClick(panel.big, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.width() == narrow and left_of_timeline() < 40, timeout=5000)
    assert page.table.hasFocus()
    assert "展开 F11" in _buttons(page)


@pytest.mark.parametrize("points", [10, 14])
def test_the_big_button_is_whole_however_long_the_order_is(
    page: QueuePage, ctx: Desk, room: Room, settle: Settle, qtbot: QtBot, points: int
) -> None:
    """Its place is above the fold where there is room, else the foot of the panel; the keyboard goes with it."""
    short = room.take([order()], level=Level.URGENT).added_ids[0]
    long = room.take([order("热线-长", content="市民反映，楼道漏气。" * 60)], level=Level.URGENT).added_ids[0]
    ctx.theme.choose("light", points)
    panel, big = page.panel, page.panel.big

    def whole() -> bool:
        place = big.mapTo(panel, QPoint(0, 0)).y()
        return big.isVisible() and 0 <= place <= panel.height() - big.height()

    _open(page, short, settle)
    qtbot.waitUntil(whole)
    assert not panel.foot.used or points > 10
    page.activateWindow()
    big.setFocus()
    _open(page, long, settle)
    qtbot.waitUntil(lambda: panel.foot.used)
    assert whole()
    assert big.hasFocus()
    last = panel.viewport().mapTo(panel, QPoint(0, panel.viewport().height())).y()
    assert last <= panel.foot.y()
    room.act(long, Act.RETURN, reason="非权属")
    page.resize(2400, 1400)
    page.spread.turn()
    qtbot.waitUntil(lambda: not panel.foot.used)
    assert panel.foot.isHidden()
