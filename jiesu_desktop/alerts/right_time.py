"""Whether the clock can be right: never earlier than the newest event on record (clocks.md, Alerts)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from jiesu_desktop.clock import TimeSource, beijing
from jiesu_desktop.storage.engine import Store

log = logging.getLogger(__name__)

TOLERANCE = timedelta(minutes=2)
"""Two workstations' clocks may differ by so much before anyone is alarmed (D)."""
LAMP = "time/record"
SET_BACK_SENTENCE = "系统时间被拨回，请立即核对时间"


_EVERY = 60.0
"""Real seconds between two looks without an occasion."""


class RightTime:
    """A thread that looks now and then, at the start, after a sleep and when the clock was set, and warns until it is right.

    Args:
        lamp: (name, well, why). announce: (what, sentence), spoken and shown until 知道了.
    """

    def __init__(
        self,
        store: Store,
        time: TimeSource,
        lamp: Callable[[str, bool, str], None],
        announce: Callable[[str, str], None],
    ) -> None:
        self._store, self._time, self._lamp, self._announce = store, time, lamp, announce
        self._newest: datetime | None = None
        self._changed = threading.Condition()
        self._wanted = self._ending = self._said = False
        self._thread = threading.Thread(target=self._run, name="alert-time", daemon=True)

    def start(self) -> None:
        """Begin; the first look comes when :meth:`wake` asks for it."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(5)

    def wake(self, *, said: bool = False) -> None:
        """Look soon; returns at once.

        Args:
            said: that the clock was set back has just been said aloud, so that once more is not needed.
        """
        with self._changed:
            self._wanted, self._said = True, self._said or said
            self._changed.notify()

    def _run(self) -> None:
        awake = False
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._ending, timeout=_EVERY)
                awake = awake or self._wanted
                if self._ending:
                    return
                self._wanted = False
            if awake:
                self.look()

    def look(self) -> None:
        """Ask the database for its newest event. Not for the engine's thread; a database that is away says nothing."""
        try:
            with self._store.read() as queries:
                newest = queries.newest_event_at()
        except Exception:
            log.exception("newest event not read")
            return
        said, self._said = self._said, False
        if newest is None or self._time.now() >= newest - TOLERANCE:
            return
        again, self._newest = self._newest is not None, newest
        why = f"系统时间早于最近的记录（{beijing(newest):%Y-%m-%d %H:%M}），请立即核对时间"
        self._lamp(LAMP, False, why)
        if not again and not said:
            self._announce("clock", why)

    def beat(self, now: datetime) -> None:
        """Once a second: the lamp is well again when the clock has passed the newest event."""
        if self._newest is not None and now >= self._newest - TOLERANCE:
            self._newest = None
            self._lamp(LAMP, True, "")
