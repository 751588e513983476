"""Asks the system not to sleep while the desk is on duty, and shows when it was refused.

A desk that slept tells afterwards what it missed (``alerts.engine``); better is not to sleep. What the system is asked
through is a :class:`Power`; the request ends with the process, however that ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
)

from jiesu_desktop.gui.context import Desk

WHO, WHY = "接诉即办值班台", "值班期间要按时提醒"
AGAIN_MS = 60_000
"""After a refusal: the session's services may only be starting."""

Told = Callable[[str], None]
"""'' when the request holds, else why it was refused, in Chinese."""


class Power(Protocol):
    """What keeps a machine from sleeping."""

    def hold(self, told: Told) -> None:
        """Ask; the answer comes later, in the GUI thread."""

    def release(self) -> None:
        """Let it sleep again."""


_SYSTEM, _SESSION = "system", "session"
_ASKED: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    (
        _SYSTEM,
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        ("sleep:idle", WHO, WHY, "block"),
    ),
    (
        _SESSION,
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
        (WHO, WHY),
    ),
    (
        _SESSION,
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        (WHO, WHY),
    ),
)


class FreedesktopPower(QObject):
    """logind's inhibitor lock; where there is no logind, the session's power manager, then its screen saver.

    The lock is a descriptor, the others go by our connection to the bus: nothing outlives the process.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: Any = None
        self._watcher: QDBusPendingCallWatcher | None = None

    def hold(self, told: Told) -> None:
        """See :class:`Power`."""
        self._ask(0, told, "")

    def release(self) -> None:
        """See :class:`Power`."""
        self._held = None

    def _ask(self, index: int, told: Told, first: str) -> None:
        """Ask one service after the other; the first one's refusal is the one told."""
        if index == len(_ASKED):
            told(first or "没有可用的电源管理服务")
            return
        bus_name, service, path, interface, words = _ASKED[index]
        bus = QDBusConnection.systemBus() if bus_name == _SYSTEM else QDBusConnection.sessionBus()
        if not bus.isConnected():
            self._ask(index + 1, told, first)
            return
        message = QDBusMessage.createMethodCall(service, path, interface, "Inhibit")
        message.setArguments(list(words))
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)

        def answered(done: QDBusPendingCallWatcher) -> None:
            self._watcher = None
            done.deleteLater()
            if done.isError():
                self._ask(index + 1, told, first or _refusal(done))
            else:
                self._held = done.reply().arguments()
                told("")

        self._watcher = watcher
        watcher.finished.connect(answered)


def _refusal(done: QDBusPendingCallWatcher) -> str:
    name = done.error().name()
    if name.endswith((".ServiceUnknown", ".NameHasNoOwner", ".NoReply")):
        return ""
    return "系统拒绝了请求" if name.endswith(".AccessDenied") else f"系统的回答：{name.rsplit('.', 1)[-1]}"


class WindowsPower:
    """``SetThreadExecutionState`` of the GUI thread. Untested: no Windows at hand."""

    _CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001

    def hold(self, told: Told) -> None:
        """See :class:`Power`."""
        told("" if self._set(self._CONTINUOUS | self._SYSTEM_REQUIRED) else "系统拒绝了请求")

    def release(self) -> None:
        """See :class:`Power`."""
        self._set(self._CONTINUOUS)

    def _set(self, state: int) -> bool:
        import ctypes

        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there is none elsewhere
        return bool(kernel.SetThreadExecutionState(ctypes.c_uint(state)))


class StayAwake(QObject):
    """Keeps the machine awake as long as the desk runs.

    Attributes:
        why: '' while the request holds, else why not; None before the first answer.
    """

    def __init__(self, ctx: Desk, power: Power | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.why: str | None = None
        self._power: Power = power or (WindowsPower() if sys.platform == "win32" else FreedesktopPower(self))
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.start)

    def start(self) -> None:
        """Ask."""
        self._power.hold(self._told)

    def stop(self) -> None:
        """Ask no more, and let it sleep."""
        self._again.stop()
        self._power.release()

    def _told(self, why: str) -> None:
        if why != self.why:
            self.why = why
            self._ctx.bridge.lamp.emit("awake", not why, f"无法阻止本机休眠：{why}" if why else "")
            if why and self._ctx.alerts is not None:
                self._ctx.alerts.note("awake", f"未能阻止本机休眠：{why}")
        if why:
            self._again.start()
