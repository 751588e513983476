"""The directory: found in four ways, edited with its version, to Excel and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitKind
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.directory.book_dialog import BookDialog, write_book
from jiesu_desktop.gui.directory.directory_page import NOBODY, NONE_FOUND, DirectoryPage
from jiesu_desktop.gui.directory.editors import ContactDialog, DutyDialog, UnitDialog
from jiesu_desktop.services import directory as service
from tests.services.room import Room

Settle = Callable[[], None]
Kind = TypeVar("Kind", bound=QWidget)
GAS, WATER = "某某燃气公司（示例）", "某某自来水公司（示例）"


def put(room: Room, unit: Unit, contacts: tuple[Contact, ...] = (), duties: tuple[Duty, ...] = ()) -> int:
    with room.store.begin() as uow:
        service.save_unit(uow, room.time, room.who, unit)
        saved = uow.directory.unit_named(unit.name)
        assert saved is not None
        for contact in contacts:
            service.save_contact(uow, room.time, room.who, replace(contact, unit_id=saved.id))
        for duty in duties:
            service.save_duty(uow, room.time, room.who, replace(duty, unit_id=saved.id))
        return saved.id


@pytest.fixture
def gas(room: Room) -> int:
    return put(
        room,
        Unit(name=GAS, kind=UnitKind.UTILITY, phone24="010-5555 0456", hours="24 小时"),
        (
            Contact(name="副某某", phone="010-5555 0458", is_deputy=True, order=1),
            Contact(name="正某某", post="值班长", phone="010-5555 0457", order=2),
        ),
        (Duty(text="户内外燃气设施抢修", keywords=("漏气", "燃气表"), category="燃气->漏气"),),
    )


@pytest.fixture
def page(ctx: Desk, room: Room, gas: int, qtbot: QtBot, settle: Settle) -> DirectoryPage:
    put(room, Unit(name=WATER, kind=UnitKind.UTILITY, phone24="010-5555 0789"))
    made = DirectoryPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    settle()
    return made


def child(parent: QWidget, kind: type[Kind]) -> Kind:
    found = parent.findChild(kind)
    assert found is not None
    return found


def text_at(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def names(page: DirectoryPage) -> list[str]:
    return [entry.unit.name for entry in page.model.entries]


@pytest.mark.parametrize("text", ["燃气公司", "rqgs", "漏气", "5555 0457", "55550456", "正某某"])
def test_a_unit_is_found_by_name_initials_duty_person_or_number(
    page: DirectoryPage, qtbot: QtBot, text: str
) -> None:
    assert len(names(page)) == 2
    page.search.setText(text)
    qtbot.waitUntil(lambda: names(page) == [GAS])
    assert page.count.text() == "找到 1 个单位"
    assert page.card.entry is not None
    assert page.card.entry.unit.name == GAS


def test_what_is_not_found_says_how_to_search(page: DirectoryPage, qtbot: QtBot) -> None:
    page.search.setText("没有这样的单位")
    qtbot.waitUntil(lambda: not page.model.entries)
    assert NONE_FOUND in [child.text() for child in page.card.findChildren(type(page.count))]


def test_an_empty_directory_says_how_to_fill_it(ctx: Desk, qtbot: QtBot, settle: Settle) -> None:
    page = DirectoryPage(ctx)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert NOBODY in [child.text() for child in page.card.findChildren(type(page.count))]


def test_the_numbers_stand_in_calling_order_and_a_key_copies_each(
    page: DirectoryPage, gas: int, qtbot: QtBot, settle: Settle
) -> None:
    page.open_unit(gas)
    settle()
    assert [number for _, number in page.card.numbers] == ["010-5555 0456", "010-5555 0457", "010-5555 0458"]
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    assert QGuiApplication.clipboard().text() == "010-5555 0457"
    qtbot.keyClick(page.list, Qt.Key.Key_9)
    assert QGuiApplication.clipboard().text() == "010-5555 0457"
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_1)
    assert (page.search.text(), QGuiApplication.clipboard().text()) == ("1", "010-5555 0457")


def test_arrows_in_the_search_field_move_the_list(page: DirectoryPage, qtbot: QtBot) -> None:
    page.search.setFocus()
    first = page.card.entry
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.card.entry is not first
    qtbot.keyClick(page.search, Qt.Key.Key_Up)
    assert page.card.entry is first


def test_a_new_unit_is_saved_and_listed(page: DirectoryPage, ctx: Desk, qtbot: QtBot, settle: Settle) -> None:
    page.new_unit()
    dialog = child(page, UnitDialog)
    dialog.save()
    assert dialog.form.nameProblem.text() == "请填写单位名称"
    dialog.form.name.setText(GAS)
    dialog.save()
    assert dialog.form.nameProblem.text() == "已有同名单位"
    dialog.form.name.setText("某某热力公司（示例）")
    dialog.form.phone24.setText("打这个")
    dialog.save()
    assert dialog.form.phone24Problem.text()
    dialog.form.phone24.setText("010-5555 0001 转 2")
    dialog.form.kind.setCurrentText("公服企业")
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    saved = next(entry.unit for entry in page.model.entries if entry.unit.name == "某某热力公司（示例）")
    assert (saved.kind, saved.phone24) == (UnitKind.UTILITY, "010-5555 0001 转 2")


def test_a_stale_edit_shows_both_versions_and_is_saved_only_knowingly(
    page: DirectoryPage, ctx: Desk, room: Room, gas: int, qtbot: QtBot, settle: Settle
) -> None:
    page.open_unit(gas)
    settle()
    page.edit_unit()
    dialog = child(page, UnitDialog)
    with room.store.begin() as uow:
        other = replace(uow.directory.unit(gas), phone24="010-5555 9999")
        service.save_unit(uow, room.time, room.who, other, expected_version=other.version)
    dialog.form.phone24.setText("010-5555 1111")
    dialog.save()
    settle()
    assert dialog.isVisible()
    table = dialog.form.conflictTable
    shown = [[text_at(table, row, column) for column in range(3)] for row in range(table.rowCount())]
    assert shown == [["24 小时电话", "010-5555 1111", "010-5555 9999"]]
    with room.store.read() as queries:
        assert queries.directory.unit(gas).phone24 == "010-5555 9999", "nothing is written unknowingly"
    dialog.save()
    settle()
    with room.store.read() as queries:
        assert queries.directory.unit(gas).phone24 == "010-5555 1111"


def test_people_and_duties_are_added_and_edited(
    page: DirectoryPage, gas: int, settle: Settle, qtbot: QtBot
) -> None:
    page.open_unit(gas)
    settle()
    page.edit_contact(None)
    person = child(page, ContactDialog)
    person.form.name.setText("新某某")
    person.form.phone.setText("010-5555 0460")
    person.save()
    settle()
    page.edit_duty(None)
    duty = child(page, DutyDialog)
    duty.form.text.setPlainText("液化气站")
    duty.form.keywords.setText("液化气、气罐 气罐")
    duty.save()
    settle()
    settle()
    entry = page.card.entry
    assert entry is not None
    assert "010-5555 0460" in [contact.phone for contact in entry.contacts]
    assert ("液化气", "气罐") in [duty.keywords for duty in entry.duties]


def test_removing_asks_first(
    page: DirectoryPage, gas: int, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open_unit(gas)
    settle()
    assert page.card.entry is not None
    deputy = next(contact for contact in page.card.entry.contacts if contact.is_deputy)
    monkeypatch.setattr(page, "_sure", lambda *_: False)
    page.remove_contact(deputy)
    settle()
    assert len(page.card.numbers) == 3
    monkeypatch.setattr(page, "_sure", lambda *_: True)
    page.remove_contact(deputy)
    settle()
    settle()
    assert [number for _, number in page.card.numbers] == ["010-5555 0456", "010-5555 0457"]


def test_to_excel_and_back_shows_the_differences_before_writing(
    page: DirectoryPage, ctx: Desk, room: Room, gas: int, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "通讯录.xlsx"
    write_book(ctx, path)
    settle()
    same = BookDialog(ctx, path)
    qtbot.addWidget(same)
    settle()
    assert "完全相同" in same.headline.text()
    assert not same.take_button.isEnabled()
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        for cell in row:
            if cell.value == "010-5555 0457":
                cell.value = "010-5555 0999"
    book.save(path)
    dialog = BookDialog(ctx, path)
    qtbot.addWidget(dialog)
    settle()
    shown = [text_at(dialog.table, 0, column) for column in range(5)]
    assert shown == [GAS, "正某某", "电话", "010-5555 0457", "010-5555 0999"]
    with room.store.read() as queries:
        assert "010-5555 0457" in [contact.phone for contact in queries.directory.contacts(gas)]
    dialog.take_in()
    settle()
    with room.store.read() as queries:
        assert "010-5555 0999" in [contact.phone for contact in queries.directory.contacts(gas)]


def test_a_file_that_is_no_directory_gets_its_sentence(
    ctx: Desk, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    dialog = BookDialog(ctx, path)
    qtbot.addWidget(dialog)
    settle()
    assert "空.xlsx" in dialog.headline.text()
    assert not dialog.take_button.isEnabled()
