"""What the desk and its watchdog say to each other: single bytes down a pipe, one sentence back at a restart.

A pipe and not a file, because a full or stalled disk must not look like a desk that hangs.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from jiesu_desktop.clock import beijing

SWITCH: Final = "JIESU_WATCHDOG"
"""Environment: ``0`` starts the desk without a watchdog, ``1`` puts one over the demo too."""

PIPE: Final = "JIESU_WATCHDOG_PIPE"
"""Environment of a watched desk: the writing end of its pipe (a descriptor; on Windows a handle)."""

TOLD: Final = "JIESU_WATCHDOG_TOLD"
"""Environment of a desk started again: the :class:`Restart` as JSON."""

OPENED: Final = b"o"
"""The data are open, migrated if need be: from here to the window it is a matter of seconds."""

WINDOW: Final = b"g"
"""The GUI thread turns."""

ALARMS: Final = b"a"
"""The alert engine ticks."""

LEAVING: Final = b"e"
"""The desk ends because it was told to, or could not be opened and has said why."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Why the watchdog started the desk again.

    Attributes:
        what: ``window`` or ``alarms`` hung, ``start`` never came to an end, ``crash``.
        at: ISO moment at which that was noticed.
        seconds: how long nothing had been heard; 0 for a crash.
        status: exit status of a crash, negative for a signal.
        times: how many restarts there were without a long good run between.
    """

    what: str
    at: str
    seconds: int = 0
    status: int = 0
    times: int = 1

    @property
    def sentence(self) -> str:
        """``02:13 程序无响应 11 秒，已自动重启``."""
        what = {
            "window": f"程序无响应 {self.seconds} 秒",
            "alarms": f"提醒引擎无响应 {self.seconds} 秒",
            "start": f"程序启动 {self.seconds} 秒仍未就绪",
        }.get(self.what, f"程序异常退出（{self._status()}）")
        again = f"，连续第 {self.times} 次" if self.times > 1 else ""
        return f"{beijing(datetime.fromisoformat(self.at)):%H:%M} {what}，已自动重启{again}"

    def _status(self) -> str:
        return f"信号 {-self.status}" if self.status < 0 else f"状态 {self.status}"

    def to_text(self) -> str:
        """As the environment carries it."""
        return json.dumps(asdict(self))


def told(environ: MutableMapping[str, str]) -> Restart | None:
    """Why this desk was started again, None for an ordinary start. Taken out, so that no child inherits it."""
    text = environ.pop(TOLD, "")
    try:
        restart = Restart(**json.loads(text)) if text else None
        if restart is not None and datetime.fromisoformat(restart.at).utcoffset() != timedelta(0):
            return None
    except (ValueError, TypeError):
        return None
    return restart


class Heart:
    """The desk's end of the pipe. Beats from any thread; a beat never waits.

    Attributes:
        watched: whether there is a watchdog that hears; False from its death on.
    """

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor, self._lock = descriptor, threading.Lock()

    @property
    def watched(self) -> bool:
        """See the class."""
        return self._descriptor is not None

    @classmethod
    def take(cls, environ: MutableMapping[str, str]) -> Heart:
        """The pipe named in the environment, taken out of it; one that nobody hears where there is none."""
        named = environ.pop(PIPE, "")
        try:
            return cls(_open(int(named)) if named else None)
        except (ValueError, OSError):
            return cls(None)

    def beat(self, what: bytes) -> None:
        """Say that a part is alive, or that the desk is leaving."""
        with self._lock:
            if self._descriptor is None:
                return
            try:
                os.write(self._descriptor, what)
            except BlockingIOError:
                pass  # the watchdog is stopped, and has enough to read when it comes back
            except OSError:
                self._close()

    def _close(self) -> None:
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


def _open(named: int) -> int:
    if sys.platform == "win32":  # untested: no Windows at hand
        import msvcrt

        return msvcrt.open_osfhandle(named, os.O_WRONLY)
    os.set_inheritable(named, False)
    os.set_blocking(named, False)
    return named
