"""What ``doctor`` asks of the screen and the loudspeaker, in a process of its own: ``python -m jiesu_desktop.gui.probe``.

One JSON object a line, ``{"check", "ok", "detail"}``, for ``tray``, ``sound`` and ``fonts``. A machine without a display
is answered by the caller: this process then ends with Qt's own complaint.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.alerts.mixer import system_mixer
from jiesu_desktop.alerts.self_probes import VoiceProbe
from jiesu_desktop.alerts.self_test import CheckFailedError
from jiesu_desktop.gui.theme import FAMILIES
from jiesu_desktop.gui.voice import QtPlayer
from jiesu_desktop.settings import VOICE_RATE, VOLUME

Answer = tuple[bool, str]
_SAMPLE = "接诉即办紧急"


def tray() -> Answer:
    """Whether the desktop has a tray, and shows balloons."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return False, "没有系统托盘"
    return True, "有托盘" if QSystemTrayIcon.supportsMessages() else "有托盘，但不显示气泡"


def sound() -> Answer:
    """Whether a sentence can be heard: rendered, not silence, played to its end on a device that is not muted."""
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return False, "没有声音设备"
    if os.environ.get("JIESU_SELF_TEST") == "off":
        return True, device.description()
    player = QtPlayer()
    try:
        return True, VoiceProbe(
            player, system_mixer(), lambda: VOLUME.default, lambda: VOICE_RATE.default
        ).check()
    except (CheckFailedError, ChannelFailedError) as error:
        return False, str(error)
    finally:
        player.close()


def fonts() -> Answer:
    """Whether Chinese characters have glyphs; without them every one is a box."""
    font = QFont()
    font.setFamilies(FAMILIES)
    metrics = QFontMetrics(font)
    missing = [char for char in _SAMPLE if not metrics.inFontUcs4(ord(char))]
    return not missing, "中文字体正常" if not missing else "缺少中文字体"


CHECKS: dict[str, Callable[[], Answer]] = {"tray": tray, "sound": sound, "fonts": fonts}


def main() -> int:
    """Answer every check."""
    app = QGuiApplication.instance() or QApplication(sys.argv[:1])
    for name, check in CHECKS.items():
        well, detail = check()
        print(json.dumps({"check": name, "ok": well, "detail": detail}, ensure_ascii=False), flush=True)  # noqa: T201
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
