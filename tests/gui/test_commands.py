"""Ctrl+K finds every page, section, view and act by the name it has on screen, and by what else it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.command_palette import Command, CommandPalette, find
from jiesu_desktop.gui.commands import commands
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.settings.sections import SECTIONS
from jiesu_desktop.gui.tickets.act_order import GROUPS
from tests.services.room import Room, order

Settle = Callable[[], None]


@pytest.fixture
def window(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> MainWindow:
    room.take([order("热线-260105-000001", title="井盖破损", content="市民反映，井盖破损。")])
    made = MainWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def first(room: Room, window: MainWindow, text: str) -> Command:
    """What the text finds first."""
    offered = commands(window)
    with room.store.read() as queries:
        found = find(queries, text, [(command.label, command.words) for command in offered])
    assert found.commands, text
    return offered[found.commands[0]]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("策略", "设置：时限规则"),
        ("时限规则", "设置：时限规则"),
        ("sxgz", "设置：时限规则"),
        ("时限", "设置：时限规则"),
        ("提醒", "设置：提醒"),
        ("语音", "设置：提醒"),
        ("yuyin", "设置：提醒"),
        ("备份", "设置：数据"),
        ("值班", "打开值班"),
        ("交接班", "打开值班"),
        ("职责清单", "打开通讯录"),
        ("设置", "打开设置"),
        ("帮助", "按键一览"),
        ("使用说明", "使用说明"),
        ("待签收", "队列：待签收"),
        ("挂账台账", "打开挂账台账"),
        ("搁置", "全部提醒"),
        ("退回", "退回"),
        ("tuihui", "退回"),
        ("紧急处置", "紧急处置"),
        ("修改工单", "修改工单"),
    ],
)
def test_called_by_its_name_it_stands_first(window: MainWindow, room: Room, text: str, label: str) -> None:
    assert first(room, window, text).label == label


def test_every_act_is_found_and_says_why_it_cannot_be_done_now(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    view = window.queue.panel.view
    assert view is not None
    for act in (act for group in GROUPS for act in group):
        label = act.label if act in view.open_acts else f"{act.label}（这件现在不能）"
        assert first(room, window, act.label).label == label
    assert Act.SETTLE not in view.open_acts
    said: list[str] = []
    window.ctx.bridge.message.connect(lambda text, _kind: said.append(text))
    first(room, window, Act.SETTLE.label).run()
    assert any("不能销账" in text or "不需要销账" in text for text in said)


def test_each_section_of_the_settings_is_there_and_opens_with_the_keyboard_in_it(
    window: MainWindow, room: Room, settle: Settle
) -> None:
    window.activateWindow()
    for name in SECTIONS:
        first(room, window, name).run()
        settle()
        page = window.pages["settings"]
        assert window.stack.currentWidget() is page
        shown = [
            button.text()
            for button in page.findChildren(QPushButton)
            if button.isCheckable() and button.isChecked()
        ]
        assert name in shown


def test_what_was_not_asked_for_is_not_listed_before_a_letter_is_typed(window: MainWindow) -> None:
    assert any(command.only_asked for command in commands(window))
    window.open_palette()
    (palette,) = window.findChildren(CommandPalette)
    lines = [palette.list.item(row).text() for row in range(palette.list.count())]
    palette.close()
    assert not any("现在不能" in line for line in lines)
