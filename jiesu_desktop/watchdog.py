"""The process above the desk: starts it, listens to it, starts it again after a crash or a hang. It knows no Qt.

``python -m jiesu_desktop`` runs under it by itself; ``python -m jiesu_desktop.watchdog [ARGUMENTS]`` does so by name.
A clean end of the desk ends it too.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiesu_desktop.clock import SystemTime, TimeSource
from jiesu_desktop.heartbeat import ALARMS, LEAVING, OPENED, PIPE, SWITCH, TOLD, WINDOW, Restart


@dataclass(frozen=True, slots=True)
class Limits:
    """Real seconds of silence after which a part of the desk hangs.

    Attributes:
        window: the GUI thread without a turn (issue 3).
        alarms: the alert engine; taking up ten thousand orders after a start may hold a tick up.
        start: until the data are open: a large database may be migrated and backed up before.
        showing: from then to the GUI thread's first turn, in which the window is built.
        leaving: from being told to leave: what is unsaved is written, then patience ends.
    """

    window: float = 10.0
    alarms: float = 30.0
    start: float = 300.0
    showing: float = 60.0
    leaving: float = 60.0


LOOK_EVERY = 1.0
_ASLEEP = 5.0  # a watchdog that did not run itself for this long has nothing to reproach the desk with
_DUMP_SECONDS = 1.0
_WAITS = (0.5, 2.0, 5.0, 10.0, 30.0, 60.0)
_GOOD_RUN = 600.0
_DEAD_STARTS = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part that was not heard of for too long: ``window``, ``alarms``, ``start`` or ``leaving``."""

    what: str
    seconds: float


class Vigil:
    """What was heard of one run of the desk. Pure: real seconds come in.

    Attributes:
        ready: the GUI thread has turned once.
        opened: the data were open; the window may have been on the screen.
        leaving: the desk said that it ends.
    """

    def __init__(self, began: float, limits: Limits = Limits()) -> None:
        self._heard: dict[bytes, float] = {}
        self._began, self._looked, self._limits = began, began, limits

    @property
    def ready(self) -> bool:
        """See the class."""
        return WINDOW in self._heard

    @property
    def opened(self) -> bool:
        """See the class."""
        return self.ready or OPENED in self._heard

    @property
    def leaving(self) -> bool:
        """See the class."""
        return LEAVING in self._heard

    def hear(self, said: bytes, now: float) -> None:
        """These bytes came out of the pipe."""
        for one in {said[i : i + 1] for i in range(len(said))}:
            if one != LEAVING or not self.leaving:
                self._heard[one] = now

    def look(self, now: float) -> Trouble | None:
        """What is wrong now, if anything. To be asked about once a second."""
        if now - self._looked > _ASLEEP:  # the machine slept, or everything was stopped
            self._began = now
            self._heard = dict.fromkeys(self._heard, now)
        self._looked = now
        for what, (since, limit) in self._awaited().items():
            if now - since > limit:
                return Trouble(what, now - since)
        return None

    def _awaited(self) -> dict[str, tuple[float, float]]:
        """What must be heard of: since when it was not, and for how long it may not be."""
        heard, limits = self._heard, self._limits
        if self.leaving:
            return {"leaving": (heard[LEAVING], limits.leaving)}
        if self.ready:
            awaited = {"window": (heard[WINDOW], limits.window)}
        elif OPENED in heard:  # the window may be on the screen already, and hang before it ever turned
            awaited = {"start": (heard[OPENED], limits.showing)}
        else:
            return {"start": (self._began, limits.start)}
        if ALARMS in heard:
            awaited["alarms"] = (heard[ALARMS], limits.alarms)
        return awaited


class Backoff:
    """How long to wait before the next start, and when to give up. Pure.

    A desk whose data were open once is always started again, ever more slowly, also while it says that it cannot be opened (its
    database is away). One that dies without a word before its window turns is given up after some minutes, and one that
    could not open its data at its first start at once: somebody sits there and reads why. One that hung there told nobody anything.
    """

    def __init__(self) -> None:
        self.times = 0
        self._opened, self._dead = False, 0

    def ended(
        self,
        ready: bool,
        lasted: float,
        *,
        opened: bool = False,
        said_why: bool = False,
        hung: bool = False,
    ) -> float | None:
        """A run ended badly. Returns real seconds to wait, None to give up."""
        self._opened = self._opened or ready or opened
        self._dead = 0 if ready or said_why else self._dead + 1
        if not (self._opened or hung) or self._dead >= _DEAD_STARTS:
            return None
        self.times = 1 if lasted >= _GOOD_RUN else self.times + 1
        return _WAITS[min(self.times, len(_WAITS)) - 1]


class Watchdog:
    """Runs one desk until it ends well.

    Args:
        command: what starts the desk.
        environ: its environment, without the pipe.
        limits: for how long its parts may be silent.
    """

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        time: TimeSource,
        limits: Limits = Limits(),
    ) -> None:
        self._command, self._environ, self._time = list(command), dict(environ), time
        self._limits = limits
        self._stopped = threading.Event()
        self._wake = threading.Event()
        self._backoff = Backoff()

    def run(self) -> int:
        """Returns the desk's exit status, 0 where it was asked to end by a signal."""
        self._take_signals()
        why: Restart | None = None
        while True:
            began = self._time.monotonic()
            vigil = Vigil(began, self._limits)
            status, trouble = self._one_run(vigil, why)
            if self._stopped.is_set():
                return 0
            if vigil.leaving and (status == 0 or vigil.ready or not self._backoff.times):
                return max(status, 0)
            if screen_gone(self._environ):
                return max(status, 1)
            lasted = self._time.monotonic() - began
            wait = self._backoff.ended(
                vigil.ready,
                lasted,
                opened=vigil.opened,
                said_why=vigil.leaving,
                hung=trouble is not None,
            )
            if wait is None:
                return status if status > 0 else 1
            # A desk that did not open said nothing yet of why the one before it ended.
            if why is not None and not vigil.ready:
                why = replace(why, times=self._backoff.times)
            else:
                why = self._reason(trouble, status)
            _say(why.sentence)
            self._wake.clear()
            self._wake.wait(wait)
            if self._stopped.is_set():
                return 0

    def _reason(self, trouble: Trouble | None, status: int) -> Restart:
        at, times = self._time.now().isoformat(), self._backoff.times
        if trouble is None:
            return Restart("crash", at, status=status, times=times)
        return Restart(trouble.what, at, seconds=int(trouble.seconds), times=times)

    # -- one run ---------------------------------------------------------------------------------------------------

    def _one_run(self, vigil: Vigil, why: Restart | None) -> tuple[int, Trouble | None]:
        reading, writing = os.pipe()
        extra = {TOLD: why.to_text()} if why is not None else {}
        try:
            process = _start(self._command, {**self._environ, **extra}, writing)
        finally:
            os.close(writing)
        listener = threading.Thread(target=self._listen, args=(reading, vigil), daemon=True)
        listener.start()
        passed_on = False
        trouble: Trouble | None = None
        while process.poll() is None:
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
            if self._stopped.is_set() and not passed_on:
                passed_on = True
                vigil.hear(LEAVING, self._time.monotonic())
                with contextlib.suppress(OSError):
                    process.terminate()
            trouble = vigil.look(self._time.monotonic())
            if trouble is not None and process.poll() is None:
                _end(process)
        listener.join(2)
        return process.returncode, trouble

    def _listen(self, reading: int, vigil: Vigil) -> None:
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            while said := pipe.read(64):
                vigil.hear(said, self._time.monotonic())
        self._wake.set()  # the desk has ended, or is about to

    def _take_signals(self) -> None:
        def stop(number: int, frame: Any) -> None:
            self._stopped.set()
            self._wake.set()

        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), stop)
        if hasattr(signal, "SIGHUP"):  # closing the terminal it was started from does not end a duty desk
            signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _say(sentence: str) -> None:
    # The terminal may have been closed since, and a windowed program on Windows never had one. What could not be written
    # would stay in the stream's buffer, and Python would turn the status of a good end into 120 over it.
    try:
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        sys.stderr = None


def _start(command: list[str], environ: dict[str, str], writing: int) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":  # untested: no Windows at hand
        import msvcrt

        handle = msvcrt.get_osfhandle(writing)
        os.set_handle_inheritable(handle, True)
        info = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return subprocess.Popen(command, env={**environ, PIPE: str(handle)}, startupinfo=info)
    return subprocess.Popen(command, env={**environ, PIPE: str(writing)}, pass_fds=(writing,))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Have it write down where its threads stand, where it still can, then kill it."""
    if hasattr(signal, "SIGUSR1"):
        with contextlib.suppress(OSError):
            process.send_signal(signal.SIGUSR1)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_DUMP_SECONDS)
    with contextlib.suppress(OSError):
        process.kill()
    process.wait()


def screen_gone(environ: Mapping[str, str]) -> bool:
    """Whether the X server the desk was shown on has ended, as after a logout: there is nothing to start it on."""
    named = re.fullmatch(r":(\d+)(?:\.\d+)?", environ.get("DISPLAY", ""))
    if named is None or environ.get("WAYLAND_DISPLAY") or environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return False
    path = f"/tmp/.X11-unix/X{named[1]}"  # noqa: S108 - where X servers listen
    return not any(_listens(address) for address in (f"\0{path}", path))


def _listens(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(1)
        try:
            knock.connect(address)
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:  # too busy to answer is no reason to leave the duty desk dead
            return True
        return True


def wanted(environ: Mapping[str, str], *, demo: bool) -> bool:
    """Whether a desk started in this environment is to have a watchdog, which it has not yet."""
    return PIPE not in environ and environ.get(SWITCH, "0" if demo else "1") != "0"


def watch(arguments: Sequence[str]) -> int:
    """Run the desk with these arguments under a watchdog; its exit status."""
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable] if frozen else [sys.executable, "-m", "jiesu_desktop"]
    return Watchdog([*command, *arguments], os.environ, SystemTime()).run()


if __name__ == "__main__":
    sys.exit(watch(sys.argv[1:]))
