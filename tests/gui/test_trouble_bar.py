from __future__ import annotations

from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.trouble_bar import TroubleBar


def test_it_stays_while_any_part_is_ill_and_goes_with_the_last(ctx: Desk, qtbot: QtBot) -> None:
    bar = TroubleBar(ctx)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    ctx.bridge.lamp.emit("voice", False, "没有声音设备")
    ctx.bridge.lamp.emit("data/backup", False, "每日备份失败")
    assert not bar.isHidden()
    assert bar.text() == "▲ 语音不可用：没有声音设备　数据异常：每日备份失败"
    ctx.bridge.lamp.emit("data/alarms", True, "")
    ctx.bridge.lamp.emit("voice", True, "")
    assert bar.text() == "▲ 数据异常：每日备份失败"
    ctx.bridge.lamp.emit("data/backup", True, "")
    assert bar.isHidden()


def test_what_has_its_own_place_opens_no_band(ctx: Desk, qtbot: QtBot) -> None:
    bar = TroubleBar(ctx)
    qtbot.addWidget(bar)
    ctx.bridge.lamp.emit("tray", False, "没有系统托盘")
    assert bar.isHidden()


def test_a_reason_that_names_its_trouble_is_not_named_twice(ctx: Desk, qtbot: QtBot) -> None:
    bar = TroubleBar(ctx)
    qtbot.addWidget(bar)
    ctx.bridge.lamp.emit("voice", False, "语音不可用：渲染失败")
    assert bar.text() == "▲ 语音不可用：渲染失败"
