from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act, Level
from jiesu_desktop.gui.clock_strip import ClockStrip, card_title
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.settings.self_test_panel import SelfTestPanel
from jiesu_desktop.gui.troubles import LAMPS
from tests.services.room import Room, order

Settle = Callable[[], None]


def _strip(ctx: Desk, qtbot: QtBot, settle: Settle, width: int = 1366) -> ClockStrip:
    strip = ClockStrip(ctx)
    qtbot.addWidget(strip)
    strip.resize(width, 72)
    strip.show()
    strip.refetch()
    strip.tick()
    settle()
    return strip


def test_it_tells_beijings_time_and_who_is_there(ctx: Desk, qtbot: QtBot, settle: Settle) -> None:
    strip = _strip(ctx, qtbot, settle)
    assert strip.clock.text() == "02:00:00"
    assert strip.shift.text() == "夜班 · 张三 · 至 08:00"
    assert strip.quiet.isVisible()


def test_the_most_pressing_stands_first_and_a_click_goes_to_its_act(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    room.take([order("热线-1")])
    urgent = room.take([order("热线-2", row=3)], level=Level.URGENT).added_ids[0]
    strip = _strip(ctx, qtbot, settle)
    shown = [card for card in strip.cards if card.isVisible()]
    assert [card.row.number for card in shown if card.row] == ["热线-2", "热线-1"]
    chosen = list[tuple[int, Act]]()
    strip.chosen.connect(lambda ticket, act: chosen.append((ticket, act)))
    QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert chosen == [(urgent, Act.REPORT)]


def test_what_looks_urgent_asks_for_a_judgement(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> None:
    room.take([order(content="市民反映，楼道漏气。")])
    strip = _strip(ctx, qtbot, settle)
    row = strip.cards[0].row
    assert row is not None
    assert card_title(row, ctx.time.now()) == "疑似紧急 请判定"


def test_a_card_names_the_clock_whose_digits_it_shows(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    room.take([order()])
    strip = _strip(ctx, qtbot, settle)
    row = strip.cards[0].row
    assert row is not None
    assert (row.next_act, row.next_clock) == (Act.SIGN, ClockKind.DISPATCH)
    assert card_title(row, ctx.time.now()) == "派发"
    assert card_title(row, ctx.time.now() + timedelta(hours=1)) == "派发 超期"


def test_a_narrow_strip_shows_fewer_cards_and_every_lamp_whole(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    room.take([order(f"热线-{n}", row=n + 2) for n in range(6)])
    strip = _strip(ctx, qtbot, settle, 1024)
    assert 1 <= sum(card.isVisible() for card in strip.cards) < 5
    lamps = strip.lamps.lamps.values()
    assert all(lamp.width() >= lamp.sizeHint().width() for lamp in lamps)


def test_a_lamp_says_why_in_words(ctx: Desk, qtbot: QtBot, settle: Settle) -> None:
    strip = _strip(ctx, qtbot, settle)
    ctx.bridge.lamp.emit("voice", False, "没有声音设备")
    lamp = strip.lamps.lamps["voice"]
    assert (lamp.text, lamp.toolTip().splitlines()) == (
        "语音异常",
        ["语音异常：没有声音设备", LAMPS["voice"].to_do],
    )
    ctx.bridge.lamp.emit("voice", True, "")
    assert lamp.text == "语音"


def test_a_part_that_recovers_does_not_turn_green_what_another_part_made_red(
    ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    strip = _strip(ctx, qtbot, settle)
    lamp = strip.lamps.lamps["data"]
    ctx.bridge.lamp.emit("data/backup", False, "每日备份失败")
    ctx.bridge.lamp.emit("data", False, "数据库忙")
    ctx.bridge.lamp.emit("data", True, "")
    assert not lamp.well
    assert lamp.reason == "每日备份失败"
    ctx.bridge.lamp.emit("data/backup", True, "")
    assert lamp.well


def test_the_time_and_the_engine_are_shown_only_when_ill(ctx: Desk, qtbot: QtBot, settle: Settle) -> None:
    strip = _strip(ctx, qtbot, settle)
    for name, text in (("time", "时钟异常"), ("engine", "提醒引擎异常")):
        lamp = strip.lamps.lamps[name]
        assert not lamp.isVisibleTo(strip)
        ctx.bridge.lamp.emit(name, False, "有事")
        assert lamp.isVisibleTo(strip)
        assert lamp.text == text
        ctx.bridge.lamp.emit(name, True, "")
        assert not lamp.isVisibleTo(strip)


def test_a_lamp_that_is_pressed_leads_to_what_is_wrong_and_what_to_do(
    ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    window = MainWindow(ctx)
    qtbot.addWidget(window)
    window.show()
    ctx.bridge.lamp.emit("awake", False, "无法阻止本机休眠：系统拒绝了请求")
    lamp = window.strip.lamps.lamps["awake"]
    QTest.keyClick(lamp, Qt.Key.Key_Return)
    settle()
    page = window.pages["settings"]
    panel = page.findChild(SelfTestPanel)
    assert panel is not None
    assert panel.isVisible()
    shown = [one for one in panel.findChildren(QLabel) if one.isVisible()]
    said = [one.text() for one in sorted(shown, key=lambda one: one.mapTo(panel, QPoint()).y())]
    assert said[:3] == [
        "▲ 防休眠异常",
        "无法阻止本机休眠：系统拒绝了请求",
        f"怎么办：{LAMPS['awake'].to_do}",
    ]
    ctx.bridge.lamp.emit("awake", True, "")
    window.show_page("queue")
    QTest.mouseClick(window.strip.lamps.lamps["data"], Qt.MouseButton.LeftButton)
    assert panel.isVisible()
    assert not any("防休眠" in one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def test_a_day_shift_says_when_it_ends(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> None:
    room.at(6 * 60)
    strip = _strip(ctx, qtbot, settle)
    assert strip.shift.text() == "白班 · 张三 · 至 20:00"
