"""导入: looked at before it is written, refused rows with their reasons, cancel leaves nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.tickets.import_dialog import ImportDialog, accepts
from jiesu_desktop.gui.tickets.import_work import OneFile, Terms, look
from jiesu_desktop.services import tickets
from tests.services.room import Room, order

HEADER = ("工单编号", "标题", "主要内容", "来电时间", "网格员")
Rows = Sequence[Sequence[object]]
Settle = Callable[[], None]


def row(
    serial: int, title: str = "路灯不亮", content: str = "市民反映，路灯不亮。", at: object = ""
) -> list[object]:
    """An invented order as a line of an export."""
    return [f"热线-261124-{serial:06d}", title, content, at or "2026-11-23 17:00:00", "甲"]


def write_csv(path: Path, rows: Rows) -> Path:
    """An export as upstream writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def write_xlsx(path: Path, rows: Rows) -> Path:
    """A workbook with a title above its header."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["某区工单导出"])
    for line in (HEADER, *rows):
        sheet.append(list(line))
    book.save(path)
    return path


@pytest.fixture
def import_files(ctx: Desk, qtbot: QtBot, settle: Settle) -> Callable[..., ImportDialog]:
    """The dialog over some files, looked at."""

    def open_dialog(*paths: Path) -> ImportDialog:
        dialog = ImportDialog(ctx, paths)
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        return dialog

    return open_dialog


def press(dialog: QWidget) -> None:
    """Ctrl+Enter."""
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def stored(room: Room) -> int:
    """How many orders there are."""
    with room.store.read() as queries:
        return queries.counts(datetime.fromisoformat("2000-01-01T00:00:00+00:00")).tickets


Open = Callable[..., ImportDialog]


def test_nothing_is_written_until_ctrl_enter_then_views_and_alarms_hear(
    room: Room, ctx: Desk, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(write_xlsx(tmp_path / "今晚.xlsx", [row(1), row(2), row(3)]))
    assert dialog.file_table.rows[0][:7] == ("今晚.xlsx", 3, 3, 0, 0, 0, 0)
    assert dialog.row_table.rows[0][2:5] == ("热线-261124-000001", "路灯不亮", "新增")
    assert stored(room) == 0

    heard: list[frozenset[int]] = []
    ctx.bridge.changed.connect(lambda changes: heard.append(changes.tickets))
    press(dialog)
    settle()
    assert stored(room) == 3
    assert len(heard) == 1
    assert len(heard[0]) == 3
    assert dialog.finished_import
    with room.store.read() as queries:
        last = queries.last_import()
    assert last is not None
    assert (last.file_name, last.added) == ("今晚.xlsx", 3)

    press(dialog)  # 完成
    assert not dialog.isVisible()


def test_the_same_file_again_adds_nothing(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "今晚.csv", [row(1), row(2)])
    first = import_files(path)
    press(first)
    settle()
    again = import_files(path)
    assert again.file_table.rows[0][:7] == ("今晚.csv", 2, 0, 0, 2, 0, 0)
    assert [line[4] for line in again.row_table.rows] == ["无变化", "无变化"]
    press(again)
    settle()
    assert stored(room) == 2


def test_a_refused_row_is_listed_with_its_reason_and_can_be_copied(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    rows = [row(1), row(2, at="昨天下午"), row(3)]
    dialog = import_files(write_csv(tmp_path / "今晚.csv", rows))
    refused = [line for line in dialog.remarks.rows if line[2] == "未收"]
    assert [(line[0], line[1]) for line in refused] == [("今晚.csv", 3)]
    assert "昨天下午" in refused[0][3]
    press(dialog)
    settle()
    assert stored(room) == 2
    assert dialog.file_table.rows[0][:7] == ("今晚.csv", 3, 2, 0, 0, 0, 1)
    dialog.copy_remarks()
    copied = QGuiApplication.clipboard().text()
    assert "昨天下午" in copied
    assert "今晚.csv\t3\t未收" in copied


def test_a_file_that_cannot_be_read_says_so_and_the_others_go_in(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    bad = tmp_path / "坏的.xlsx"
    bad.write_bytes(b"this is no workbook")
    dialog = import_files(bad, write_csv(tmp_path / "好的.csv", [row(1)]))
    assert dialog.file_table.rows[0][0] == "坏的.xlsx"
    assert "坏的.xlsx" in dialog.file_table.rows[0][7]
    assert [line[2] for line in dialog.remarks.rows if line[0] == "坏的.xlsx"] == ["读不了"]
    press(dialog)
    settle()
    assert stored(room) == 1


def test_only_unreadable_files_cannot_be_taken_in(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")
    dialog = import_files(empty)
    assert not dialog.form.takeButton.isEnabled()
    press(dialog)
    settle()
    assert dialog.isVisible()
    assert not dialog.finished_import


def test_so_many_open_orders_are_asked_about_before_anything_else(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(write_csv(tmp_path / "旧单.csv", [row(n) for n in range(1, 22)]))
    assert dialog.form.askHistory.isVisible()
    press(dialog)
    settle()
    assert stored(room) == 0
    dialog.form.askAsHistory.click()
    settle()
    assert dialog.form.history.isChecked()
    assert dialog.file_table.rows[0][1:6] == (21, 21, 0, 0, 21)
    assert {line[4] for line in dialog.row_table.rows} == {"新增（历史）"}
    press(dialog)
    settle()
    with room.store.read() as queries:
        assert queries.open_ticket_ids() == []


def test_new_orders_stay_open_when_they_are_said_to_be_new(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(write_csv(tmp_path / "新单.csv", [row(n) for n in range(1, 22)]))
    dialog.form.askAsNew.click()
    settle()
    press(dialog)
    settle()
    with room.store.read() as queries:
        assert len(queries.open_ticket_ids()) == 21


def test_cancel_leaves_the_database_as_it_was(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(write_csv(tmp_path / "多.csv", [row(n) for n in range(1, 4001)]))
    dialog.form.askAsNew.click()
    settle()
    press(dialog)
    dialog.form.cancelButton.click()
    settle()
    assert stored(room) == 0
    assert dialog.isVisible()
    assert not dialog.finished_import
    assert dialog.form.headline.text() == "已取消，什么都没有写入"
    press(dialog)  # and it can be tried again
    settle()
    assert stored(room) == 4000


def test_nothing_can_join_or_close_an_import_under_way(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(write_csv(tmp_path / "甲.csv", [row(1)]))
    press(dialog)
    dialog.add([write_csv(tmp_path / "乙.csv", [row(2)])])
    assert not dialog.form.addButton.isEnabled()
    settle()
    assert stored(room) == 1
    assert [file.path.name for file in dialog.files] == ["甲.csv"]


def test_channel_and_level_said_hold_for_every_row(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(write_csv(tmp_path / "今晚.csv", [row(1)]))
    dialog.form.channel.setCurrentIndex(dialog.form.channel.findData(Channel.SELF.value))
    dialog.form.level.setCurrentIndex(dialog.form.level.findData(Level.URGENT.value))
    settle()
    press(dialog)
    settle()
    with room.store.read() as queries:
        (ticket_id,) = queries.open_ticket_ids()
    assert room.ticket(ticket_id).channel is Channel.SELF
    assert room.summary(ticket_id).level is Level.URGENT


def test_suspected_words_and_kept_differences_are_pointed_out(
    room: Room, import_files: Open, tmp_path: Path
) -> None:
    ticket_id = room.take([order("热线-261124-000002", title="暖气不热")]).added_ids[0]
    with room.store.begin() as uow:
        tickets.edit(uow, room.time, room.who, ticket_id, {"title": "供暖温度不足"})
    rows = [row(1, "楼道异味", "楼道内有明显漏气味"), row(2, "暖气冰凉", "市民反映，家中暖气不热。")]
    dialog = import_files(write_csv(tmp_path / "今晚.csv", rows))
    kinds = {line[2]: line[3] for line in dialog.remarks.rows}
    assert "漏气" in kinds["疑似紧急"]
    assert "标题" in kinds["保留人工"]
    assert "供暖温度不足" in kinds["保留人工"]


def test_only_files_that_may_hold_orders_are_taken_from_a_drag(tmp_path: Path) -> None:
    mime = QMimeData()
    names = ("单.docx", "单.txt", "表.xlsx", "图.png", "程序.exe")
    mime.setUrls(
        [QUrl.fromLocalFile(str(tmp_path / name)) for name in names] + [QUrl("http://a.example/b.csv")]
    )
    assert [path.name for path in accepts(mime)] == ["单.docx", "单.txt", "表.xlsx"]


def test_an_order_in_two_files_counts_once(
    room: Room, import_files: Open, settle: Settle, tmp_path: Path
) -> None:
    dialog = import_files(
        write_csv(tmp_path / "甲.csv", [row(1), row(2)]), write_csv(tmp_path / "乙.csv", [row(2), row(3)])
    )
    assert "新增 3（几个文件里重复的 1 件只算一次）" in dialog.form.headline.text()
    press(dialog)
    settle()
    assert stored(room) == 3
    assert dialog.form.headline.text().startswith("已导入：新增 3 件")


def test_looking_at_files_holds_no_writer_up(
    room: Room, ctx: Desk, import_files: Open, tmp_path: Path
) -> None:
    files = [OneFile(write_csv(tmp_path / "今晚.csv", [row(1)]))]
    with room.store.begin():  # someone is writing
        (looked,) = look(ctx, files, Terms(), Progress(""))
    assert looked.preview is not None
    assert looked.preview.result.added == 1
