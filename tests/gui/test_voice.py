from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaDevices
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.gui.voice import QtPlayer
from jiesu_desktop.paths import resource

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "pipewire", "FFmpeg", extend=True)


def test_a_machine_without_a_device_says_so_instead_of_waiting(qtbot: QtBot) -> None:
    if not QMediaDevices.defaultAudioOutput().isNull():
        pytest.skip("this machine has a loudspeaker")
    player = QtPlayer()
    with pytest.raises(ChannelFailedError, match="没有声音设备"):
        player.play(resource("sounds/chime.wav"), 80)
    player.close()


def test_a_file_that_is_no_sound_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    player = QtPlayer()
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(ChannelFailedError, match="读不出"):
        player.play(tmp_path / "a.wav", 80)
    player.close()


def test_after_the_end_nothing_is_waited_for(qtbot: QtBot) -> None:
    player = QtPlayer()
    player.close()
    with pytest.raises(ChannelFailedError, match="已关闭"):
        player.play(resource("sounds/chime.wav"), 80)
