"""Whether the clock can be right: never earlier than the newest event on record (clocks.md, Alerts)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from jiesu_desktop.clock import TimeSource, beijing
from jiesu_desktop.storage.engine import Store

log = logging.getLogger(__name__)

TOLERANCE = timedelta(minutes=2)
"""Two workstations' clocks may differ by so much before anyone is alarmed (D)."""
LAMP = "time/record"
SET_BACK_SENTENCE = "系统时间被拨回，请立即核对时间"


class RightTime:
    """Looks once the desk's orders are read, and goes on warning until the clock has passed that moment.

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

    def look(self) -> None:
        """Ask the database for its newest event. Not for the engine's thread; a database that is away says nothing."""
        try:
            with self._store.read() as queries:
                newest = queries.newest_event_at()
        except Exception:
            log.exception("newest event not read")
            return
        if newest is None or self._time.now() >= newest - TOLERANCE:
            return
        self._newest = newest
        why = f"系统时间早于最近的记录（{beijing(newest):%Y-%m-%d %H:%M}），请立即核对时间"
        self._lamp(LAMP, False, why)
        self._announce("clock", why)

    def beat(self, now: datetime) -> None:
        """Once a second: the lamp is well again when the clock has passed the newest event."""
        if self._newest is not None and now >= self._newest - TOLERANCE:
            self._newest = None
            self._lamp(LAMP, True, "")
