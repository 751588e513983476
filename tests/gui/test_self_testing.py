"""The self-test at the desk: by itself at a change of shift, when asked, and what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.alert import Alert, Kind, Shelving
from jiesu_desktop.alerts.self_test import Finding, Outcome, Report
from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.lamps import Lamps
from jiesu_desktop.gui.self_testing import WAITS_AT_MOST_S, SelfTesting
from jiesu_desktop.gui.settings.self_test_panel import SelfTestPanel
from jiesu_desktop.services import self_tests
from tests.services.room import Room

Settle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "pipewire", "FFmpeg", extend=True)


@pytest.fixture
def front(ctx: Desk, qtbot: QtBot) -> Iterator[AlertFront]:
    window = QWidget()
    qtbot.addWidget(window)
    made = AlertFront(ctx, window, sound=False)
    made.start()
    qtbot.waitUntil(made.desk.ready.is_set, timeout=20_000)
    yield made
    made.stop()


@pytest.fixture
def testing(ctx: Desk, front: AlertFront, settle: Settle) -> Iterator[SelfTesting]:
    made = SelfTesting(ctx, front)
    made.start()
    made._timer.stop()  # the test says when it looks
    settle()
    yield made
    made.stop()


def reported(testing: SelfTesting, qtbot: QtBot, act: Callable[[], None]) -> Report:
    with qtbot.waitSignal(testing.finished, timeout=20_000) as signal:
        act()
    qtbot.waitUntil(lambda: not testing.running, timeout=20_000)  # its thread ends after its signal
    report: Report = (signal.args or [])[0]
    return report


def test_each_shift_is_tested_once(
    testing: SelfTesting, ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    said: list[tuple[str, str]] = []
    ctx.bridge.message.connect(lambda text, kind: said.append((text, kind)))
    report = reported(testing, qtbot, testing.look)
    found = {one.name: one.outcome for one in report.findings}
    assert (
        found["database"]
        is found["policy"]
        is found["clock"]
        is found["fonts"]
        is found["flash"]
        is Outcome.PASSED
    )
    assert found["tray"] is Outcome.FAILED, "offscreen there is no tray"
    assert said[-1] == ("02:00 自检未通过：托盘气泡（没有系统托盘：窗口请保持打开）", "error")
    settle()
    room.at(5 * 60 + 59)  # 07:59
    testing.look()
    assert not testing.running
    room.at(6 * 60)
    assert reported(testing, qtbot, testing.look).at == room.time.now()
    settle()
    with room.store.read() as queries:
        kept = self_tests.kept(queries, room.who)
    assert [one["at"][11:16] for one in kept] == ["18:00", "00:00"]


def test_the_lamps_say_when_it_was_and_what_failed(
    testing: SelfTesting, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    lamps = Lamps(ctx)
    qtbot.addWidget(lamps)
    reported(testing, qtbot, testing.run)
    tray, data = lamps.lamps["tray"], lamps.lamps["data"]
    assert not tray.well
    assert "自检：托盘气泡" in tray.reason
    assert data.well
    assert "02:00 自检未通过" in data.toolTip()
    assert "数据库：sqlite，能写能读" in data.toolTip()
    settle()


def test_what_gave_way_is_tried_again_and_said_once(
    testing: SelfTesting, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    rings = [True]
    testing._test._rings = lambda: rings[0]
    first = reported(testing, qtbot, testing.look)
    assert [one.name for one in first.of(Outcome.POSTPONED)] == ["tray"]
    testing._again_at = 0.0
    said: list[str] = []
    ctx.bridge.message.connect(lambda text, _: said.append(text))
    again = reported(testing, qtbot, testing.look)
    assert again.of(Outcome.POSTPONED)
    assert said == []
    rings[0] = False
    testing._again_at = 0.0
    last = reported(testing, qtbot, testing.look)
    assert not last.of(Outcome.POSTPONED)
    assert len(said) == 1
    assert last.at == first.at
    settle()


def test_what_gave_way_stands_in_its_lamp_until_it_was_tried(
    testing: SelfTesting, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    lamps = Lamps(ctx)
    qtbot.addWidget(lamps)
    voice = lamps.lamps["voice"]
    postponed = Finding("voice", "语音", "voice", Outcome.POSTPONED, "有提醒")
    testing._show(Report(ctx.time.now(), (postponed,)))
    settle()
    assert (voice.text, voice.accessibleName()) == ("语音待自检", "语音待自检，提醒过后再试")
    assert lamps.lamps["data"].text == "数据"
    ctx.bridge.lamp.emit("voice", False, "语音进程没有响应")
    assert voice.text == "语音异常", "what is known to be ill stands before what is not known"
    ctx.bridge.lamp.emit("voice", True, "")
    testing._show(Report(ctx.time.now(), (replace(postponed, outcome=Outcome.PASSED),)))
    settle()
    assert voice.text == "语音"


def test_after_a_quarter_of_an_hour_of_alerts_it_is_tried_between_them(
    testing: SelfTesting, front: AlertFront, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    alert = Alert(
        key="k", kind=Kind.DESK, said="提醒", at=ctx.time.now(), raised_at=ctx.time.now(),
        channels=frozenset({"voice"}),
    )  # fmt: skip

    def ring(one: Alert) -> None:
        front.desk.engine.post(lambda: front.desk.engine.book.show(one))
        assert front.desk.engine.settle()

    ring(alert)
    first = reported(testing, qtbot, testing.look)
    assert [one.name for one in first.of(Outcome.POSTPONED)] == ["tray"]
    testing._again_at = 0.0
    assert reported(testing, qtbot, testing.look).of(Outcome.POSTPONED)
    testing._waits_since = ctx.time.monotonic() - WAITS_AT_MOST_S
    testing._again_at = 0.0
    assert not reported(testing, qtbot, testing.look).of(Outcome.POSTPONED), "and the alert still rings"
    assert testing._rings(), "the next test waits again"
    until = ctx.time.now() + timedelta(minutes=5)
    ring(replace(alert, shelved=Shelving(until=until, reason="已知", who="甲某某")))
    assert not testing._rings(), "what was put off with a reason makes no sound"
    settle()


def test_the_panel_shows_the_last_one_and_those_before(
    testing: SelfTesting, ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    before = Report(room.time.now(), (Finding("voice", "语音", "voice", Outcome.PASSED, "已播完"),))
    room.at(1)
    with room.store.begin() as uow:
        self_tests.keep(uow, room.time, room.who, {"at": "不是时间"})
        self_tests.keep(uow, room.time, room.who, before.to_data())
    panel = SelfTestPanel(ctx)
    qtbot.addWidget(panel)
    settle()
    assert panel.words.text() == "02:00 自检通过"
    assert panel.findings.rows == (("语音", "✓ 正常", "已播完"),)
    reported(testing, qtbot, panel.start.click)
    assert [row[0] for row in panel.reports.rows] == ["2026-11-24 02:01", "2026-11-24 02:00"]
    assert ("托盘气泡", "▲ 异常", "没有系统托盘：窗口请保持打开") in panel.findings.rows
    settle()


def test_where_it_is_off_only_a_person_starts_it(
    ctx: Desk, front: AlertFront, qtbot: QtBot, settle: Settle
) -> None:
    made = SelfTesting(ctx, front, automatic=False)
    settle()
    made.look()
    assert not made.running
    reported(made, qtbot, ctx.bridge.self_test.emit)
    settle()
