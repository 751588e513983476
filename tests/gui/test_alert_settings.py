"""What is chosen in 设置 · 提醒 reaches the voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.lamps import Lamps
from jiesu_desktop.services import settings
from jiesu_desktop.settings import VOICE_DAY, VOICE_NAME, VOICE_NIGHT, VOICE_RATE, VOLUME_NIGHT, Setting

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
    assert (voice.day, voice.night, voice.night_volume) == ("policy", "policy", None)
    chosen: dict[Setting[Any], Any] = {
        VOICE_RATE: 150,
        VOICE_NAME: "cmn+f2",
        VOICE_DAY: "quiet",
        VOICE_NIGHT: "all",
        VOLUME_NIGHT: 25,
    }
    for setting, value in chosen.items():
        ctx.write(settings.put, setting.key, value).run()
    settle()
    settle()
    assert (front.renderer.rate, front.renderer.voice) == (150, "cmn+f2")
    assert (voice.day, voice.night, voice.night_volume) == ("quiet", "all", 25)
    ctx.write(settings.put, VOLUME_NIGHT.key, None).run()
    settle()
    settle()
    assert voice.night_volume is None
    assert voice.wished(night=True) == voice.volume
