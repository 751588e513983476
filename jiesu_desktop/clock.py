"""The only place that reads the time.

Everything else is handed a :class:`TimeSource`, so that a test can hold the time still and the demo can run it
faster. Times are aware and in UTC; :data:`BEIJING` is for what a person reads.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


class TimeSource(Protocol):
    """What tells the time."""

    @property
    def speed(self) -> float:
        """How many seconds of this clock pass in one real second."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Real seconds from an arbitrary zero, never stepping back; demo speed does not scale it."""


class SystemTime:
    """The machine's clock, moved by an offset where a shared database's clock rules."""

    speed = 1.0

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The moment by this machine plus the offset measured at connect."""
        return datetime.now(UTC) + self.offset

    def monotonic(self) -> float:
        """See :meth:`TimeSource.monotonic`."""
        return time.monotonic()


class ScaledTime:
    """The demo's clock: starts at a moment and runs ``speed`` times as fast as the real one (0 = held still)."""

    def __init__(self, start: datetime, speed: float) -> None:
        self.start, self.speed = start, speed
        self._zero = time.monotonic()

    def now(self) -> datetime:
        """The demo's moment."""
        return self.start + timedelta(seconds=(time.monotonic() - self._zero) * self.speed)

    def monotonic(self) -> float:
        """See :meth:`TimeSource.monotonic`."""
        return time.monotonic()


def beijing(moment: datetime) -> datetime:
    """The same moment as a wall clock in Beijing shows it."""
    return moment.astimezone(BEIJING)
