"""常用语 in the forms: Ctrl+J, letters, Enter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Level, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.roster.handover_page import HandoverPage
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.bulk_dialog import BulkDialog
from jiesu_desktop.gui.tickets.emergency_dialog import STEPS, EmergencyDialog
from jiesu_desktop.gui.tickets.entry_dialogs import OrderEntryDialog, PasteDialog
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.tickets.order_view import Person
from jiesu_desktop.gui.tickets.text_blocks import BlockPopup, TextBlocks
from jiesu_desktop.gui.tickets.text_blocks_dialog import TextBlocksDialog
from jiesu_desktop.services import text_blocks
from jiesu_desktop.services.text_blocks import TextBlock
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def shown(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> Callable[[type[ActDialog], Act], ActDialog]:
    with room.store.begin() as uow:
        for name, text in (
            ("已联系市民", "{时间}已联系{来电人}，\n{编号}告知进展。"),
            ("催促到场", "请尽快到场。"),
        ):
            text_blocks.save(uow, room.time, room.who, TextBlock(name=name, text=text))
    ticket = room.take([order("热线-261124-000001", caller="丁女士")]).added_ids[0]

    def show(kind: type[ActDialog], act: Act) -> ActDialog:
        with room.store.read() as queries:
            view = load_order(queries, ticket, room.time.now())
        dialog = kind(ctx, act, view)  # type: ignore[call-arg]
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        return dialog

    return show


def _press(form: QWidget, key: Qt.Key, qtbot: QtBot, settle: Settle) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    QTest.keyClick(form.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    settle()


def _popup(dialog: ActDialog) -> BlockPopup:
    assert dialog.text_blocks.popup is not None
    return dialog.text_blocks.popup


@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_Space])
def test_a_few_letters_put_the_sentence_where_the_cursor_stands(
    shown: Callable[[type[ActDialog], Act], ActDialog], qtbot: QtBot, settle: Settle, key: Qt.Key
) -> None:
    dialog = shown(FormDialog, Act.NOTE)
    field = dialog.form.text
    field.setPlainText("前后")
    cursor = field.textCursor()
    cursor.setPosition(1)
    field.setTextCursor(cursor)
    field.setFocus()
    _press(dialog, key, qtbot, settle)
    QTest.keyClicks(_popup(dialog).finder, "ylx")
    settle()
    assert _popup(dialog).list.count() == 1
    QTest.keyClick(_popup(dialog).finder, Qt.Key.Key_Return)
    assert field.toPlainText() == "前02:00已联系丁女士，\n热线-261124-000001告知进展。后"


def test_arrows_choose_and_a_field_of_one_line_gets_one_line(
    shown: Callable[[type[ActDialog], Act], ActDialog], qtbot: QtBot, settle: Settle
) -> None:
    dialog = shown(FormDialog, Act.RETURN)
    dialog.form.reason.setFocus()
    _press(dialog, Qt.Key.Key_J, qtbot, settle)
    popup = _popup(dialog)
    names = [popup.list.item(n).text().split("　")[0] for n in range(2)]
    QTest.keyClick(popup.finder, Qt.Key.Key_Down)
    assert popup.list.currentRow() == 1
    popup.list.setCurrentRow(names.index("已联系市民"))
    QTest.keyClick(popup.finder, Qt.Key.Key_Return)
    assert dialog.form.reason.text() == "02:00已联系丁女士， 热线-261124-000001告知进展。"


def test_they_are_added_mended_and_taken_away(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> None:
    dialog = TextBlocksDialog(ctx)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save()
    settle()
    assert dialog.form.nameError.isVisible()
    dialog.form.name.setText("催办")
    dialog.form.text.setPlainText("请{单位}尽快反馈")
    dialog.form.shared.setChecked(True)
    dialog.save()
    settle()
    assert dialog.form.blocks.item(0).text() == "共用　催办　请{单位}尽快反馈"
    dialog.form.blocks.setCurrentRow(0)
    dialog.form.name.setText("催反馈")
    dialog.save()
    settle()
    with room.store.read() as queries:
        assert [(b.name, b.shared, b.version) for b in text_blocks.find(queries, room.who)] == [
            ("催反馈", True, 2)
        ]
    dialog.form.blocks.setCurrentRow(0)
    dialog.throw()
    settle()
    assert [dialog.form.blocks.item(n).flags() for n in range(dialog.form.blocks.count())] == [
        Qt.ItemFlag.NoItemFlags
    ]


def _entry(ctx: Desk, room: Room) -> tuple[QWidget, QWidget]:
    dialog = OrderEntryDialog(ctx)
    dialog.form.title.setText("井盖响")
    dialog.form.caller.setText("丁女士")
    return dialog, dialog.form.content


def _paste(ctx: Desk, room: Room) -> tuple[QWidget, QWidget]:
    dialog = PasteDialog(ctx)
    dialog.form.source.clear()
    return dialog, dialog.form.source


def _bulk(ctx: Desk, room: Room) -> tuple[QWidget, QWidget]:
    ids = room.take([order("热线-261124-000002"), order("热线-261124-000003")]).added_ids
    dialog = BulkDialog(ctx, Act.NOTE, [room.line(ticket) for ticket in ids])
    return dialog, dialog.fields.widgets["text"]


def _handover(ctx: Desk, room: Room) -> tuple[QWidget, QWidget]:
    page = HandoverPage(ctx)
    return page, page.note


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (_entry, "02:00 张三 丁女士 {编号}"),
        (_paste, "02:00 张三 {来电人} {编号}"),
        (_bulk, "02:00 张三 {来电人} {编号}"),  # it is said of all of them
        (_handover, "02:00 张三 {来电人} {编号}"),
    ],
)
def test_every_form_that_takes_words_takes_them(
    ctx: Desk,
    room: Room,
    qtbot: QtBot,
    settle: Settle,
    make: Callable[[Desk, Room], tuple[QWidget, QWidget]],
    expected: str,
) -> None:
    with room.store.begin() as uow:
        block = TextBlock(name="落款", text="{时间} {值班员} {来电人} {编号}")
        text_blocks.save(uow, room.time, room.who, block)
    form, field = make(ctx, room)
    qtbot.addWidget(form)
    form.show()
    settle()
    field.setFocus()
    _press(form, Qt.Key.Key_J, qtbot, settle)
    blocks: TextBlocks = form.text_blocks  # type: ignore[attr-defined]
    assert blocks.popup is not None
    QTest.keyClicks(blocks.popup.finder, "lk")
    settle()
    QTest.keyClick(blocks.popup.finder, Qt.Key.Key_Return)
    assert field.toPlainText() == expected  # type: ignore[attr-defined]


def test_in_the_emergency_what_was_said_goes_with_the_next_call_and_the_letters_stay_keys(
    ctx: Desk, room: Room, shown: Callable[[type[ActDialog], Act], ActDialog], settle: Settle, qtbot: QtBot
) -> None:
    ticket = shown(FormDialog, Act.NOTE).view.ticket.id
    room.act(ticket, Act.RAISE, level=Level.URGENT, reason="漏气")
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    with room.store.read() as queries:
        view = load_order(queries, ticket, room.time.now())
    dialog = EmergencyDialog(ctx, view)
    qtbot.addWidget(dialog)
    dialog.show()
    assert isinstance(dialog.focusWidget(), QPushButton), "B, P, Q and J are no text"
    _press(dialog, Qt.Key.Key_J, qtbot, settle)
    popup = dialog.text_blocks.popup
    assert popup is not None
    QTest.keyClicks(popup.finder, "cc")
    settle()
    QTest.keyClick(popup.finder, Qt.Key.Key_Return)
    assert dialog.form.said.text() == "请尽快到场。"
    person = Person(name="甲某", unit="某某热力公司", role="值班", phone="010-5555 0123")
    dialog._call(STEPS[2], person, Outcome.TOLD)
    settle()
    told = room.events(ticket)[-1]
    assert (told.act, told.details.text, told.details.contact) == (Act.CONFIRM, "请尽快到场。", "甲某")
    assert dialog.form.said.text() == ""
