"""我的草稿: what was left unsaved is found and taken up again; and the round of orders that look alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from jiesu_desktop.gui.tickets.ticket_editor import TicketEditor
from jiesu_desktop.services import drafts
from tests.services.room import Room, numbered, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def page(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> QueuePage:
    room.take(numbered(3))
    made = QueuePage(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    settle()
    return made


def _leave_a_note(page: QueuePage, settle: Settle) -> int:
    page.begin(Act.NOTE)
    dialog = page.acts.dialog
    assert isinstance(dialog, FormDialog)
    dialog.form.text.setPlainText("写了一半")
    dialog.reject()
    settle()
    assert page.selected is not None
    return page.selected


def _first(page: QueuePage, settle: Settle) -> None:
    page.drafts.open()
    settle()
    dialog = page.drafts.dialog
    assert dialog is not None
    dialog._open(dialog.list.item(0))
    settle()


def test_a_note_left_is_counted_and_its_form_comes_back_with_its_words(
    page: QueuePage, settle: Settle
) -> None:
    ticket = _leave_a_note(page, settle)
    assert page.views.drafts.count == 1
    other = next(row.id for _, row in page.model.rows_at_hand() if row.id != ticket)
    page.open_ticket(other)
    settle()
    _first(page, settle)
    assert page.selected == ticket
    dialog = page.acts.dialog
    assert isinstance(dialog, FormDialog)
    assert dialog.form.text.toPlainText() == "写了一半"
    dialog.save()
    settle()
    assert page.views.drafts.count == 0


def test_an_edit_and_a_new_order_come_back_in_their_own_forms(
    page: QueuePage, ctx: Desk, settle: Settle, qtbot: QtBot
) -> None:
    page.begin(Act.EDIT)
    settle()
    editor = page.acts.dialog
    assert isinstance(editor, TicketEditor)
    editor.form.place.setText("金顶街")
    editor.reject()
    settle()
    _first(page, settle)
    assert isinstance(page.acts.dialog, TicketEditor)
    page.acts.dialog.reject()
    ctx.write(drafts.keep, "order_entry", {"title": "半件"}).run()
    settle()
    assert page.views.drafts.count == 2
    with qtbot.waitSignal(page.new_asked):
        page.drafts.open()
        settle()
        assert page.drafts.dialog is not None
        items = [page.drafts.dialog.list.item(n) for n in range(2)]
        page.drafts.dialog._open(next(item for item in items if "新工单" in item.text()))


def test_a_draft_thrown_away_is_gone(page: QueuePage, room: Room, settle: Settle) -> None:
    ticket = _leave_a_note(page, settle)
    page.drafts.open()
    settle()
    assert page.drafts.dialog is not None
    page.drafts.dialog.throw()
    settle()
    assert page.views.drafts.count == 0
    with room.store.read() as queries:
        assert drafts.find(queries, room.who, "act:note", ticket) is None


def test_a_key_goes_round_the_orders_that_look_alike_and_back(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    rows = [order(f"热线-261124-00100{n}", phone="15812342222", row=n + 2) for n in range(3)]
    ids = list(room.take(rows).added_ids)
    page.open_ticket(ids[0])
    settle()
    seen = list[int | None]()
    for _ in range(3):
        page._next_alike()
        settle()
        seen.append(page.selected)
    assert sorted(i for i in seen if i) == sorted(ids)
    assert seen[-1] == ids[0]
