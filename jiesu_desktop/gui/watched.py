"""The desk under its watchdog: says each second that the GUI thread turns, and at a restart why there was one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.crash import CrashFile
from jiesu_desktop.heartbeat import ALARMS, WINDOW, Heart, Restart

EVERY_MS = 1000
WATCHDOG_GONE = "看护进程已退出：程序若再出错将不会自动重启，请在方便时退出后重新打开"


class Watched(QObject):
    """Beats for the GUI thread by a timer, for the alarms from their engine."""

    def __init__(self, ctx: Desk, heart: Heart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._heart, self._had = ctx, heart, heart.watched
        if ctx.alerts is not None:
            ctx.alerts.heartbeat = lambda: heart.beat(ALARMS)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._turn)
        self._timer.start()
        QTimer.singleShot(0, self, self._turn)

    def _turn(self) -> None:
        self._heart.beat(WINDOW)
        if self._had and not self._heart.watched:
            self._had = False
            self._timer.stop()
            self._ctx.bridge.say(WATCHDOG_GONE, "error")


def say_why(ctx: Desk, crash: CrashFile, restart: Restart | None) -> None:
    """After a crash or a hang: keep the report, and have the desk say so until somebody has heard it."""
    if restart is None:
        if crash.last:
            crash.keep("上次没有正常退出", ctx.time.now())
            ctx.bridge.say(f"上次没有正常退出，情况已记入 {crash.path.parent / 'crashes'}", "error")
        return
    crash.keep(restart.sentence, datetime.fromisoformat(restart.at))
    ctx.bridge.say(restart.sentence, "error")
    if ctx.alerts is not None:
        ctx.alerts.announce("restart", restart.sentence)
