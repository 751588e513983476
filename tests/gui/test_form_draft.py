"""Drafts of forms that belong to no order: what was typed is there again, and is opened from 我的草稿."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Contact, Duty, Unit
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.directory.directory_page import DirectoryPage
from jiesu_desktop.gui.directory.editors import ContactDialog, DutyDialog, UnitDialog
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.tickets.entry_dialogs import OrderEntryDialog, PasteDialog
from jiesu_desktop.gui.tickets.text_blocks_dialog import TextBlocksDialog
from jiesu_desktop.services import drafts
from tests.services.room import Room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]
Form = TypeVar("Form", bound=QDialog)
TEXT = "留言标题：路灯不亮\n留言原文：金顶街路灯不亮。\n发生地：金顶街"


@pytest.fixture
def window(ctx: Desk, settle: Settle, qtbot: QtBot) -> MainWindow:
    QGuiApplication.clipboard().clear()
    made = MainWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def _open(window: MainWindow, kind: type[Form]) -> Form:
    return next(form for form in window.findChildren(kind) if form.isVisible())


def _left(room: Room) -> list[str]:
    with room.store.read() as queries:
        return [mine.draft.form for mine in drafts.mine(queries, room.who)]


def _take_up(window: MainWindow, settle: Settle, words: str) -> None:
    window.queue.drafts.open()
    settle()
    listed = window.queue.drafts.dialog
    assert listed is not None
    items = [listed.list.item(place) for place in range(listed.list.count())]
    listed._open(next(item for item in items if words in item.text()))
    settle()


def test_what_esc_leaves_at_once_is_kept(window: MainWindow, room: Room, settle: Settle) -> None:
    window.new_order()
    settle()
    form = _open(window, OrderEntryDialog)
    form.form.title.setText("路灯不亮")
    form.reject()
    settle()
    assert _left(room) == [drafts.ENTRY]
    _take_up(window, settle, "新建工单　路灯不亮")
    assert _open(window, OrderEntryDialog).form.title.text() == "路灯不亮"


def test_pasted_text_is_kept_until_its_order_is_taken_in(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    window.paste_order()
    form = _open(window, PasteDialog)
    form.form.source.setPlainText(TEXT)
    form.form.urgent.setChecked(True)
    form.reject()
    settle()
    assert _left(room) == [drafts.PASTE]
    _take_up(window, settle, "粘贴工单　留言标题：路灯不亮")
    form = _open(window, PasteDialog)
    assert form.form.source.toPlainText() == TEXT
    assert form.form.urgent.isChecked()
    form.take()
    settle()
    assert _left(room) == [drafts.PASTE]
    _open(window, OrderEntryDialog).save()
    settle()
    assert _left(room) == []


def test_what_was_copied_goes_before_what_was_left(window: MainWindow, ctx: Desk, settle: Settle) -> None:
    ctx.write(drafts.keep, drafts.PASTE, {"source": "昨天的"}).run()
    settle()
    QGuiApplication.clipboard().setText("今天的")
    window.paste_order()
    settle()
    assert _open(window, PasteDialog).form.source.toPlainText() == "今天的"
    _open(window, PasteDialog).reject()
    window.paste_order(resume=True)
    settle()
    assert _open(window, PasteDialog).form.source.toPlainText() == "昨天的"


def test_a_text_block_is_taken_up_where_it_was_left(window: MainWindow, room: Room, settle: Settle) -> None:
    window.open_text_blocks()
    settle()
    form = _open(window, TextBlocksDialog)
    form.form.name.setText("催促到场")
    form.reject()
    settle()
    assert _left(room) == [drafts.TEXT_BLOCK]
    _take_up(window, settle, "常用语　催促到场")
    form = _open(window, TextBlocksDialog)
    assert form.form.name.text() == "催促到场"
    form.form.text.setPlainText("请尽快到场")
    form.save()
    settle()
    assert _left(room) == []


def test_an_entry_of_the_directory_is_taken_up_where_it_was_left(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    with room.store.begin() as uow:
        unit = uow.directory.save_unit(Unit(name="某某燃气公司", phone24="010-5555 0456"))
        person = uow.directory.save_contact(Contact(unit_id=unit.id, name="甲某", phone="010-5555 0123"))
        uow.directory.save_unit(Unit(name="环卫中心"))
    window.show_page("directory")
    page = window.pages["directory"]
    assert isinstance(page, DirectoryPage)
    settle()
    page.open_unit(unit.id)
    settle()
    page.edit_contact(person)
    settle()
    contact = _open(window, ContactDialog)
    contact.form.post.setText("值班长")
    contact.form.order.setValue(3)
    contact.reject()
    page.edit_duty(None)
    settle()
    duty = _open(window, DutyDialog)
    duty.form.keywords.setText("漏气、燃气表")
    duty.reject()
    page.new_unit()
    settle()
    fresh = _open(window, UnitDialog)
    fresh.form.kind.setCurrentIndex(fresh.form.kind.findData("street"))
    fresh.form.name.setText("某某街道")
    fresh.reject()
    settle()
    assert len(_left(room)) == 3
    window.show_page("queue")
    _take_up(window, settle, "通讯录单位　某某街道")
    fresh = _open(window, UnitDialog)
    assert (fresh.value().name, fresh.value().kind) == ("某某街道", "street")
    fresh.save()
    settle()
    _take_up(window, settle, "通讯录职责")
    duty = _open(window, DutyDialog)
    assert duty.value() == Duty(unit_id=unit.id, keywords=("漏气", "燃气表"))
    duty.form.text.setPlainText("燃气抢修")
    duty.save()
    settle()
    _take_up(window, settle, "通讯录联系人　甲某")
    contact = _open(window, ContactDialog)
    assert contact.value() == replace(person, post="值班长", order=3)
    contact.save()
    settle()
    assert _left(room) == []


def test_looking_at_an_entry_leaves_nothing(window: MainWindow, room: Room, settle: Settle) -> None:
    with room.store.begin() as uow:
        unit = uow.directory.save_unit(Unit(name="某某燃气公司"))
    window.show_page("directory")
    page = window.pages["directory"]
    assert isinstance(page, DirectoryPage)
    page.open_unit(unit.id)
    settle()
    page.edit_unit()
    settle()
    _open(window, UnitDialog).reject()
    settle()
    assert _left(room) == []
