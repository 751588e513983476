"""What ``doctor`` asks of the screen and the loudspeaker, in a process of its own: ``python -m jiesu_desktop.gui.probe``.

One JSON object a line, ``{"check", "ok", "detail"}``, for ``tray``, ``sound`` and ``fonts``. A machine without a display
is answered by the caller: this process then ends with Qt's own complaint.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.alerts.mixer import system_mixer
from jiesu_desktop.alerts.self_probes import VoiceProbe
from jiesu_desktop.alerts.self_test import CheckFailedError
from jiesu_desktop.gui.flash import FlashClock
from jiesu_desktop.gui.theme import FAMILIES
from jiesu_desktop.gui.tray import icon
from jiesu_desktop.gui.voice import QtPlayer

Answer = tuple[bool, str]
BALLOON = "自检：看得到这个气泡，提醒就看得到。"
_SAMPLE = "接诉即办紧急"
_PHASES = 4  # lit, dark, lit, dark
_FLASH_WITHIN_MS = 6000


def tray() -> Answer:
    """Whether the desktop has a tray; a balloon is shown, and the icon flashes."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return False, "没有系统托盘"
    if not QSystemTrayIcon.supportsMessages():
        return True, "有托盘，但不显示气泡"
    if not _tries():
        return True, "有托盘"
    shown = QSystemTrayIcon(icon(0, top=False))
    shown.show()
    shown.showMessage("接诉即办值班台", BALLOON, shown.icon())
    flashed = _flash(shown)
    shown.hide()
    return flashed, "有托盘，已弹出气泡、已闪烁" if flashed else "有托盘，已弹出气泡，闪烁停住了"


def _flash(shown: QSystemTrayIcon) -> bool:
    """Let the icon flash as it does for an alert; whether it did."""
    clock, loop, phases = FlashClock(), QEventLoop(), 0

    def turn(lit: bool) -> None:
        nonlocal phases
        phases += 1
        shown.setIcon(icon(1, top=True, lit=lit))
        if phases == _PHASES:
            loop.quit()

    clock.phase.connect(turn)
    QTimer.singleShot(_FLASH_WITHIN_MS, loop.quit)
    clock.run(True)
    loop.exec()
    clock.phase.disconnect(turn)
    clock.run(False)
    return phases >= _PHASES


def _tries() -> bool:
    """Not where tests count what is heard (JIESU_SELF_TEST=off)."""
    return os.environ.get("JIESU_SELF_TEST") != "off"


def sound() -> Answer:
    """Whether a sentence can be heard: rendered, not silence, played to its end on a device that is not muted."""
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        return False, "没有声音设备"
    if not _tries():
        return True, device.description()
    player = QtPlayer()
    try:
        return True, VoiceProbe(player, system_mixer()).check()
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
