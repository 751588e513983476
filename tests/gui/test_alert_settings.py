"""What is chosen in 设置 · 提醒 reaches the voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.voice_channel import Manner
from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.desk_settings import DeskSettings
from jiesu_desktop.gui.lamps import Lamps
from jiesu_desktop.services import settings
from jiesu_desktop.settings import (
    VOICE_DAY,
    VOICE_NAME,
    VOICE_NAME_NIGHT,
    VOICE_NIGHT,
    VOICE_RATE,
    VOICE_RATE_NIGHT,
    VOLUME,
    VOLUME_NIGHT,
    Setting,
)
from tests.services.room import Room

Settle = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "pipewire", "FFmpeg", extend=True)


@pytest.fixture
def front(ctx: Desk, qtbot: QtBot, settle: Settle) -> Iterator[AlertFront]:
    window = QWidget()
    qtbot.addWidget(window)
    made = AlertFront(ctx, window)
    made.start()
    qtbot.waitUntil(made.desk.ready.is_set, timeout=20_000)
    settle()
    yield made
    made.stop()


def test_the_volume_beside_the_lamps_is_moved_by_keys_and_by_the_mouse(ctx: Desk, qtbot: QtBot) -> None:
    lamps = Lamps(ctx)
    qtbot.addWidget(lamps)
    told: list[int] = []
    ctx.bridge.volume.connect(told.append)
    qtbot.keyClick(lamps.volume, Qt.Key.Key_Right)
    assert told == [81]
    lamps.volume.setSliderDown(True)
    lamps.volume.setSliderPosition(40)
    assert told == [81], "not while it is being dragged"
    lamps.volume.setSliderDown(False)
    assert told == [81, 40]
    lamps.set_volume(15)
    assert (told, lamps.button.text()) == ([81, 40], "音量 15"), "what is shown is not told"


def test_each_setting_takes_effect_at_once_and_is_undone_at_once(
    front: AlertFront, ctx: Desk, settle: Settle
) -> None:
    voice = front.voice
    assert voice is not None
    assert (voice.day, voice.night) == (Manner(), Manner())
    chosen: dict[Setting[Any], Any] = {
        VOICE_RATE: 150,
        VOICE_NAME: "cmn+f2",
        VOICE_DAY: "quiet",
        VOICE_NIGHT: "all",
        VOLUME_NIGHT: 25,
        VOICE_RATE_NIGHT: 120,
        VOICE_NAME_NIGHT: "cmn+m3",
    }
    for setting, value in chosen.items():
        ctx.write(settings.put, setting.key, value).run()
    settle()
    settle()
    assert voice.day == Manner(80, 150, "cmn+f2", "quiet")
    assert voice.night == Manner(25, 120, "cmn+m3", "all")
    assert voice.manner() == voice.night, "it is two in the morning, also for what belongs to no order"
    for setting in (VOLUME_NIGHT, VOICE_RATE_NIGHT, VOICE_NAME_NIGHT):
        ctx.write(settings.put, setting.key, None).run()
    settle()
    settle()
    assert voice.night == Manner(80, 150, "cmn+f2", "all"), "where night has none of its own the day's holds"


def test_the_volume_beside_the_lamps_is_that_of_the_shift(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    with room.store.begin() as uow:
        settings.put(uow, room.time, room.who, VOLUME_NIGHT.key, 30)
    lamps = Lamps(ctx)
    qtbot.addWidget(lamps)
    following = DeskSettings(ctx, lamps)
    settle()
    assert lamps.button.text() == "音量 30", "it is two in the morning"
    qtbot.keyClick(lamps.volume, Qt.Key.Key_Right)
    settle()
    with room.store.read() as queries:
        kept = [settings.get(queries, one.key, who=room.who) for one in (VOLUME, VOLUME_NIGHT)]
    assert kept == [None, 31], "what is heard now was moved, not what the day will hear"
    room.at(6 * 60)
    following.tick()
    assert lamps.button.text() == "音量 80", "at eight the day's holds"
