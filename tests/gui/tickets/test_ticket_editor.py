"""修改工单 on a real database: what is typed is kept, marked, and never lost to another person's change or an import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Who
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_panel import TYPED
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from jiesu_desktop.gui.tickets.ticket_editor import TicketEditor
from jiesu_desktop.services import tickets
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]
ROW = order(
    content="市民反映暖气不热，电话15812342222。", phone="15812342222", place="金顶街 3 区", street="金顶街"
)


@pytest.fixture
def ticket(room: Room) -> int:
    return room.take([ROW]).added_ids[0]


@pytest.fixture
def page(ctx: Desk, ticket: int, settle: Settle, qtbot: QtBot) -> QueuePage:
    made = QueuePage(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    settle()
    return made


def _edit(page: QueuePage, settle: Settle) -> TicketEditor:
    page.begin(Act.EDIT)
    settle()
    assert isinstance(page.acts.dialog, TicketEditor)
    return page.acts.dialog


def _other(room: Room, ticket: int, **values: str) -> None:
    with room.store.begin() as uow:
        tickets.edit(uow, room.time, Who("李四", "二号台"), ticket, values)


def test_only_what_was_changed_is_recorded_and_numbers_stay_masked(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    assert editor.form.phone.text() == "158****2222"
    assert "15812342222" not in editor.form.content.toPlainText()
    editor.form.content.appendPlainText("在 2 单元。")
    editor.form.place.setText("金顶街 4 区")
    editor.save()
    settle()
    stored = room.ticket(ticket)
    assert stored.content == "市民反映暖气不热，电话15812342222。\n在 2 单元。"
    assert (stored.place, stored.phone) == ("金顶街 4 区", "15812342222")
    assert {change[0] for change in room.events(ticket)[-1].details.changes} == {"content", "place"}
    assert TYPED in page.panel.facts.text()
    assert "✎" in page.panel.title.text()


def test_an_import_does_not_overwrite_what_was_typed(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    editor.form.place.setText("金顶街 4 区")
    editor.save()
    settle()
    room.take([replace(ROW, place="模式口", street="八角街道")])
    stored = room.ticket(ticket)
    assert (stored.place, stored.street) == ("金顶街 4 区", "八角街道")


def test_an_empty_title_and_a_deadline_that_is_no_time_are_said_beside_the_field(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    editor.form.title.setText(" ")
    editor.save()
    assert "标题不能为空" in editor.form.titleError.text()
    editor.form.title.setText("暖气")
    editor.form.upstream_due_at.setText("明天")
    editor.save()
    settle()
    assert editor.form.upstream_due_atError.isVisible()
    assert [event.act for event in room.events(ticket)] == [Act.OBTAIN]


def test_an_act_meanwhile_is_no_reason_to_ask(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    room.act(ticket, Act.SIGN)
    _other(room, ticket, community="一社区")
    editor.form.place.setText("金顶街 4 区")
    editor.save()
    settle()
    stored = room.ticket(ticket)
    assert editor.choice is None
    assert (stored.place, stored.community) == ("金顶街 4 区", "一社区")


def test_two_texts_for_one_field_are_shown_and_the_chosen_ones_stand(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    editor.form.place.setText("金顶街 4 区")
    editor.form.title.setText("暖气冰凉")
    editor.form.caller.setText("丁女士")
    _other(room, ticket, place="模式口", title="暖气管漏水")
    editor.save()
    settle()
    assert room.ticket(ticket).place == "模式口"
    assert editor.choice is not None
    assert {(c.theirs, c.mine) for c in editor.choice.conflicts} == {
        ("模式口", "金顶街 4 区"), ("暖气管漏水", "暖气冰凉"),
    }  # fmt: skip
    editor.choice.theirs["title"].setChecked(True)
    editor.choice.save()
    settle()
    stored = room.ticket(ticket)
    assert (stored.title, stored.place, stored.caller) == ("暖气管漏水", "金顶街 4 区", "丁女士")
    assert page.acts.dialog is None


def test_leaving_the_choice_and_the_form_loses_nothing(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    editor.form.place.setText("金顶街 4 区")
    _other(room, ticket, place="模式口")
    editor.save()
    settle()
    assert editor.choice is not None
    editor.choice.reject()
    editor.reject()
    settle()
    with room.store.read() as queries:
        draft = queries.desk.draft(room.who.name, "edit", ticket)
    assert draft is not None
    assert draft.data["changed"] == {"place": "金顶街 4 区"}
    assert room.ticket(ticket).place == "模式口"


def test_a_draft_comes_back_and_knows_what_it_was_typed_over(
    page: QueuePage, room: Room, ticket: int, settle: Settle
) -> None:
    editor = _edit(page, settle)
    editor.form.place.setText("金顶街 4 区")
    editor.reject()
    settle()
    _other(room, ticket, place="模式口")
    page.open_ticket(ticket)
    settle()
    again = _edit(page, settle)
    assert again.form.place.text() == "金顶街 4 区"
    again.save()
    settle()
    assert again.choice is not None
    assert room.ticket(ticket).place == "模式口"


def test_the_key_and_the_menu_open_it(page: QueuePage, settle: Settle, qtbot: QtBot) -> None:
    more = next(b for b in page.panel.findChildren(QPushButton) if b.text().startswith("更多"))
    entry = next(action for action in more.menu().actions() if action.text() == "修改工单\tI")
    entry.trigger()
    settle()
    assert isinstance(page.acts.dialog, TicketEditor)
    page.acts.dialog.reject()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    QTest.keyClicks(page.table, "i")
    settle()
    assert isinstance(page.acts.dialog, TicketEditor)
