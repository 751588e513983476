from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Attachment, Outcome, Who
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from jiesu_desktop.gui.tickets.timeline import SHOWN, EventLine, Timeline
from jiesu_desktop.gui.tickets.timeline_filter import KINDS
from jiesu_desktop.gui.widgets.parts import ElidedLink
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def page(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> QueuePage:
    made = QueuePage(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    settle()
    return made


@pytest.fixture
def lived(page: QueuePage, room: Room, settle: Settle) -> Timeline:
    """An order several people worked on."""
    ticket = room.take([order(phone="15812342222")]).added_ids[0]
    room.act(ticket, Act.SIGN)
    room.at(1).act(ticket, Act.DISPATCH, unit="甲燃气公司", assist=("乙街道",))
    room.at(2).act(ticket, Act.CONFIRM, unit="甲燃气公司", contact="李某", outcome=Outcome.TOLD)
    room.who = Who("李四", "二号台")
    room.at(3).act(ticket, Act.FEEDBACK, unit="甲燃气公司", text="已到现场，联系15812342222")
    room.at(4).act(ticket, Act.NOTE, text="照片见附件", attachments=(Attachment("现场.jpg", "0" * 64, 2048),))
    room.at(5).act(ticket, Act.CORRECT, corrects=room.events(ticket)[-1].id, reason="传错了")
    page.open_ticket(ticket)
    settle()
    return page.panel.timeline


def acts(timeline: Timeline) -> list[str]:
    return [line.plain.split()[2] for line in timeline.lines]


def test_every_act_is_of_one_kind() -> None:
    for act in Act:
        assert len([name for name, kind in KINDS.items() if act in kind]) == 1, act


def test_the_newest_act_comes_first_and_one_taken_back_is_struck_through(lived: Timeline) -> None:
    assert acts(lived) == ["更正", "备注", "反馈", "电话确认", "派发", "签收", "获取"]
    note = lived.lines[1].text()
    assert "<s><b>备注</b></s>（已更正）" in note
    assert "附件：现场.jpg（2 KB）" in note
    assert "<s>" not in lived.lines[2].text()
    assert "158****2222" in lived.lines[2].plain


@pytest.mark.parametrize(
    ("kind", "person", "text", "found"),
    [
        ("电话与催办", "", "", ["电话确认"]),
        ("带附件", "", "", ["备注"]),
        ("已更正", "", "", ["备注"]),
        ("", "李四", "", ["更正", "备注", "反馈"]),
        ("", "李四", "现场", ["备注", "反馈"]),
        ("", "", "甲燃气 乙街道", ["派发"]),
        ("", "", "确认", ["电话确认"]),
        ("流转", "张三", "甲燃气", ["派发"]),
        ("流转", "李四", "", []),
    ],
)
def test_the_timeline_is_narrowed_by_kind_person_and_words(
    lived: Timeline, qtbot: QtBot, kind: str, person: str, text: str, found: list[str]
) -> None:
    lived.begin_filter()
    lived.kind.setCurrentIndex(lived.kind.findData(kind))
    lived.person.setCurrentIndex(lived.person.findData(person))
    lived.text.setText(text)
    qtbot.waitUntil(lambda: acts(lived) == found, timeout=5000)
    assert lived.count.text() == f"经过 {len(found)} / 7 条"


def test_it_is_narrowed_and_read_by_keyboard_alone(
    page: QueuePage, lived: Timeline, qtbot: QtBot, settle: Settle
) -> None:
    page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lived.text.hasFocus, timeout=5000)
    qtbot.keyClicks(lived.text, "s")  # a letter that is an act's key elsewhere
    assert lived.text.text() == "s"
    lived.text.setText("甲燃气")
    qtbot.waitUntil(lambda: len(lived.lines) == 3 and lived.lines[0].isVisible(), timeout=5000)
    qtbot.keyClick(lived.text, Qt.Key.Key_Down)
    qtbot.keyClick(lived.lines[0], Qt.Key.Key_Down)
    focused = QGuiApplication.focusObject()
    assert isinstance(focused, EventLine)
    assert focused is lived.lines[1]
    asked: list[object] = []
    lived.correct_asked.connect(asked.append)
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    (menu,) = focused.findChildren(QMenu)
    next(action for action in menu.actions() if "更正" in action.text()).trigger()
    menu.close()
    assert [event.act for event in asked] == [Act.CONFIRM]  # type: ignore[attr-defined]
    qtbot.keyClick(lived.lines[0], Qt.Key.Key_Up)
    qtbot.waitUntil(lived.text.hasFocus, timeout=5000)
    qtbot.keyClick(lived.text, Qt.Key.Key_Escape)
    assert len(lived.lines) == 7
    assert lived.row.isHidden()


@pytest.mark.parametrize("name", ["text", "kind", "person"])
def test_esc_clears_the_filter_from_every_field_and_the_keyboard_stays_with_the_order(
    page: QueuePage, lived: Timeline, qtbot: QtBot, name: str
) -> None:
    page.activateWindow()
    lived.begin_filter()
    lived.kind.setCurrentText("反馈与审核")
    field = {"text": lived.text, "kind": lived.kind, "person": lived.person}[name]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert len(lived.lines) == 1
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(lived.lines) == 7
    assert lived.row.isHidden()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is lived.lines[0])


def test_the_first_act_cannot_be_taken_back(lived: Timeline, qtbot: QtBot) -> None:
    line = lived.lines[-1]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (menu,) = line.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["复制这一条"]
    menu.close()


def test_another_order_is_shown_whole(
    page: QueuePage, lived: Timeline, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    lived.begin_filter()
    lived.text.setText("没有")
    other = room.take([order("热线-2")]).added_ids[0]
    for number in range(SHOWN + 3):
        room.act(other, Act.NOTE, text=f"第 {number} 条")
    page.open_ticket(other)
    settle()
    assert not lived.wanted
    assert len(lived.lines) == SHOWN
    assert lived.count.text() == f"经过 {SHOWN + 4} 条"
    lived._show_all()
    assert len(lived.lines) == SHOWN + 4


def test_an_earlier_round_is_told_and_shown_alone(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    ticket = room.take_one()
    room.at(1).act(ticket, Act.DISPATCH, unit="甲燃气公司")
    room.at(2).act(ticket, Act.CLOSE, text="已处理")
    room.at(3).act(ticket, Act.CALLBACK, outcome=Outcome.TOLD, resolved="未解决", satisfied="不满意")
    room.at(4).act(ticket, Act.REWORK, reason="未解决")
    room.at(5).act(ticket, Act.NOTE, text="第二轮")
    page.open_ticket(ticket)
    settle()
    view = page.panel.view
    assert view is not None
    assert [(one.number, one.words) for one in view.rounds] == [(1, "第 1 轮　02:00:00 获取 → 02:03:00 回访")]
    page.panel.alike.round_chosen.emit(1)
    timeline = page.panel.timeline
    assert acts(timeline) == ["回访", "办结", "派发", "获取"]
    timeline.kind.setCurrentIndex(timeline.kind.findData(2))
    assert acts(timeline) == ["备注", "二次办理"]


def test_orders_that_have_to_do_with_it_open_and_a_repeat_caller_is_told(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    rows = [order(f"热线-{n}", phone="15812342222", row=n + 2) for n in range(6)]
    ids = room.take(rows).added_ids
    page.open_ticket(ids[0])
    settle()
    related = page.panel.alike
    words = [label.text() for label in related.findChildren(QLabel)]
    assert any("相关工单 5 件" in one and "该号码共来件 6 次" in one for one in words)
    links = related.findChildren(ElidedLink)
    assert len(links) == 4
    links[0].click()
    settle()
    assert page.panel.view is not None
    assert page.panel.view.ticket.id == ids[-1]


def test_only_orders_in_hand_are_offered_to_be_merged_under(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    rows = [order(f"热线-{n}", phone="15812342222", row=n + 2) for n in range(3)]
    own, closed, open_ = room.take(rows).added_ids
    room.at(1).act(closed, Act.RETURN, code="非权属", reason="不属本单位")
    page.open_ticket(own)
    settle()
    assert page.panel.view is not None
    assert {one.ticket_id: one.may_lead for one in page.panel.view.alike} == {closed: False, open_: True}


def test_what_was_recorded_wrongly_is_found_from_the_command(
    page: QueuePage, lived: Timeline, qtbot: QtBot, settle: Settle
) -> None:
    page.activateWindow()
    page.table.setFocus()
    page.panel.begin_correct()
    qtbot.waitUntil(lived.lines[0].hasFocus, timeout=5000)
    qtbot.keyClick(lived.lines[0], Qt.Key.Key_Down)
    qtbot.keyClick(lived.lines[1], Qt.Key.Key_Down)
    asked: list[object] = []
    lived.correct_asked.connect(asked.append)
    qtbot.keyClick(lived.lines[2], Qt.Key.Key_Return)
    (menu,) = lived.lines[2].findChildren(QMenu)
    next(action for action in menu.actions() if "更正" in action.text()).trigger()
    menu.close()
    assert [event.act for event in asked] == [Act.FEEDBACK]  # type: ignore[attr-defined]
