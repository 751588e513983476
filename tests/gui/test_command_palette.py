from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.command_palette import Command, CommandPalette
from jiesu_desktop.gui.context import Desk
from tests.services.room import Room, order

Settle = Callable[[], None]


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(ctx: Desk, qtbot: QtBot, done: list[str]) -> CommandPalette:
    commands = [
        Command("导入工单文件", "Ctrl+O", lambda: done.append("import")),
        Command("深色外观", "", lambda: done.append("dark")),
    ]
    made = CommandPalette(ctx, commands=commands)
    qtbot.addWidget(made)
    made.open()
    return made


def words(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def ask(palette: CommandPalette, text: str, settle: Settle) -> None:
    palette.text.setText(text)
    palette.look()
    settle()


@pytest.mark.parametrize("text", ["sswg", "深色", "shense", "SSWG"])
def test_a_command_is_found_by_chinese_and_by_pinyin(
    palette: CommandPalette, settle: Settle, qtbot: QtBot, done: list[str], text: str
) -> None:
    ask(palette, text, settle)
    assert not any("导入" in line for line in words(palette))
    qtbot.keyClick(palette.text, Qt.Key.Key_Return)
    assert done == ["dark"]
    assert not palette.isVisible()


def test_enter_pressed_before_the_answer_is_there_waits_for_it(
    palette: CommandPalette, settle: Settle, qtbot: QtBot, done: list[str]
) -> None:
    qtbot.keyClicks(palette.text, "sswg")
    qtbot.keyClick(palette.text, Qt.Key.Key_Return)
    assert done == []  # 导入 stood first
    settle()
    assert done == ["dark"]
    assert not palette.isVisible()


def test_what_is_typed_after_enter_takes_it_back(
    palette: CommandPalette, settle: Settle, qtbot: QtBot, done: list[str]
) -> None:
    qtbot.keyClicks(palette.text, "sswg")
    qtbot.keyClick(palette.text, Qt.Key.Key_Return)
    qtbot.keyClicks(palette.text, "x")
    settle()
    assert done == []


def test_an_order_is_found_by_its_text_and_opened(
    palette: CommandPalette, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    wanted = room.take(
        [order("热线-260105-000001", title="井盖破损", content="市民反映，井盖破损。")]
    ).added_ids[0]
    room.take([order("热线-260105-000002", title="停暖", content="市民反映，停暖。")])
    ask(palette, "井盖", settle)
    assert "工单　共 1 件" in words(palette)
    opened: list[int] = []
    palette.open_ticket.connect(opened.append)
    qtbot.keyClick(palette.text, Qt.Key.Key_Return)
    assert opened == [wanted]


def test_arrows_pass_over_headings_and_go_round(
    palette: CommandPalette, qtbot: QtBot, done: list[str]
) -> None:
    assert words(palette)[palette.list.currentRow()].startswith("导入工单文件")
    qtbot.keyClick(palette.text, Qt.Key.Key_Down)
    assert words(palette)[palette.list.currentRow()] == "深色外观"
    qtbot.keyClick(palette.text, Qt.Key.Key_Down)
    assert words(palette)[palette.list.currentRow()].startswith("导入工单文件")


def test_nothing_found_is_said_and_enter_does_nothing(
    palette: CommandPalette, settle: Settle, qtbot: QtBot, done: list[str]
) -> None:
    ask(palette, "绝无此物", settle)
    assert words(palette) == ["没有找到，换几个字试试"]
    qtbot.keyClick(palette.text, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()
