"""我的草稿: what was left unsaved is found and taken up again; and the round of orders that look alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Unit, UnitKind
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.form_fields import into_edit
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from jiesu_desktop.gui.tickets.ticket_editor import TicketEditor
from jiesu_desktop.services import drafts
from tests.services.room import Room, minutes, numbered, order

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


def test_the_moment_typed_for_what_happened_before_is_kept_with_the_words(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    room.at(30)
    for form, act in (("left", Act.NOTE), ("untouched", Act.VERIFY)):
        page.begin(act)
        dialog = page.acts.dialog
        assert isinstance(dialog, FormDialog)
        dialog.form.text.setPlainText(form)
        if form == "left":
            into_edit(dialog.form.occurredAt, minutes(5))
        dialog.reject()
        settle()
    ticket = page.selected
    assert ticket is not None
    room.at(40)
    for act in (Act.NOTE, Act.VERIFY):
        page.begin(act)
        settle()
        dialog = page.acts.dialog
        assert isinstance(dialog, FormDialog)
        dialog.save()
        settle()
    told = room.events(ticket)[-2:]
    assert [(event.details.text, event.occurred_at) for event in told] == [
        ("left", minutes(5)),
        ("untouched", minutes(40)),
    ]


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
    with qtbot.waitSignal(page.resumed) as heard:
        page.drafts.open()
        settle()
        assert page.drafts.dialog is not None
        items = [page.drafts.dialog.list.item(n) for n in range(2)]
        page.drafts.dialog._open(next(item for item in items if item.text().endswith("新建工单　半件")))
    assert heard.args is not None
    assert heard.args[0].form == drafts.ENTRY


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), Act.TRANSFER),
        ((), Act.DISPATCH),
        ((), Act.RETURN),
        ((), Act.MERGE),
        ((Act.DISPATCH,), Act.URGE),
        ((Act.DISPATCH,), Act.REDISPATCH),
        ((Act.DISPATCH,), Act.EXCLUDE),
        ((Act.RETURN,), Act.RETURN_TAKEN),
    ],
)
def test_a_form_nobody_typed_in_leaves_nothing(
    page: QueuePage, room: Room, settle: Settle, before: tuple[Act, ...], act: Act
) -> None:
    with room.store.begin() as uow:
        uow.directory.save_unit(Unit(name="能源科", kind=UnitKind.SECTION), pinyin="nyk")
    ticket = page.selected
    assert ticket is not None
    for done in before:
        room.act(ticket, done, unit="能源科", reason="区外")
    page.open_ticket(ticket, act)
    settle()
    dialog = page.acts.dialog
    assert isinstance(dialog, FormDialog)
    dialog.reject()
    settle()
    assert page.views.drafts.count == 0


def test_an_act_on_many_comes_back_with_its_words_and_its_orders(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    page.drafts.resumed.connect(page.selection.resume)
    page.table.selectAll()
    page.begin(Act.RETURN)
    settle()
    form = page.selection.dialog
    assert form is not None
    form.fields.fill("reason", "不归我们管")
    form.reject()
    settle()
    page.table.clearSelection()
    page.drafts.open()
    settle()
    assert page.drafts.dialog is not None
    assert page.drafts.dialog.list.item(0).text().endswith("批量退回　选中的 3 件")
    page.drafts.dialog._open(page.drafts.dialog.list.item(0))
    settle()
    form = page.selection.dialog
    assert form is not None
    assert (len(form.rows), form.fields.value("reason")) == (3, "不归我们管")
    form.start()
    settle()
    assert page.views.drafts.count == 0


def test_what_was_written_can_be_read_though_its_form_is_closed_by_others(
    page: QueuePage, room: Room, settle: Settle
) -> None:
    said = list[str]()
    page.ctx.bridge.message.connect(lambda text, _: said.append(text))
    page.begin(Act.RETURN)
    dialog = page.acts.dialog
    assert isinstance(dialog, FormDialog)
    dialog.fields.fill("reason", "区外，找 15812342222")
    dialog.reject()
    settle()
    assert page.selected is not None
    room.act(page.selected, Act.RETURN, reason="非权属")
    page.drafts.open()
    settle()
    listed = page.drafts.dialog
    assert listed is not None
    assert listed.written.text() == "区外，找 158****2222"
    listed._open(listed.list.item(0))
    settle()
    assert "不能退回" in said[-1]
    assert page.views.drafts.count == 1


def test_words_left_for_other_orders_are_not_put_on_these(page: QueuePage, ctx: Desk, settle: Settle) -> None:
    ctx.write(drafts.keep, "bulk:note", {"text": "给别的工单", "orders": [7, 8]}).run()
    page.table.selectAll()
    page.begin(Act.NOTE)
    settle()
    assert page.selection.dialog is not None
    assert page.selection.dialog.fields.value("text") == ""


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
