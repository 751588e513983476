"""What Python's cyclic collector finds is destroyed in the GUI thread, and nowhere else.

The collector runs in whichever thread allocates next. A closed dialog waits for it in a cycle; taken apart by a worker
thread, its timers are stopped from the wrong thread, and now and then the process dies (seen in the tests). So the
collector is switched off and swept from the GUI thread: the young often, everything rarely.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

_QUIET_MS, _BUSY_MS = 500, 20
"""Real time between two sweeps."""

_BUSY = 10
"""Times as many as call for a sweep. An import makes a hundred thousand objects between two turns of a busy window; looking
them through stopped the alarms for up to 170 ms (measured). They are set aside unseen, and looked at once it is quiet."""

_ALL_FIRST_MS, _ALL_EVERY_MS, _ALL_AFTER_BUSY_MS = 15_000, 600_000, 60_000
"""Real time. Looking through all objects of 10,000 orders stops every thread for 80 ms (measured): once the desk is up, a
minute after much work, else every ten minutes, and only while nothing goes on; what survives is set aside."""


def sweep() -> int:
    """Collect the young generations as far as they have grown. Only for the thread that Qt's objects live in.

    Returns:
        How many times as many young objects there were as call for it; 0: fewer.
    """
    (young, middle, _old), (many_young, many_middle, _) = gc.get_count(), gc.get_threshold()
    found = young // many_young
    if found >= _BUSY:
        gc.freeze()
    elif found:
        gc.collect(1 if middle > many_middle else 0)
    return found


def sweep_all() -> None:
    """Collect everything, and set aside what is still needed."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Garbage(QObject):
    """Sweeps for as long as its parent lives; afterwards the collector runs by itself again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._since_all, self._wait_all = QElapsedTimer(), _ALL_FIRST_MS
        self._since_all.start()
        self._next = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._next.timeout.connect(self._turn)
        self._next.start()
        self.destroyed.connect(gc.enable)

    def _turn(self) -> None:
        found = sweep()
        if found >= _BUSY:
            self._since_all.restart()
            self._wait_all = _ALL_AFTER_BUSY_MS
        if found == 0 and self._since_all.hasExpired(self._wait_all):
            sweep_all()
            self._since_all.restart()
            self._wait_all = _ALL_EVERY_MS
        self._next.start(_BUSY_MS if found >= _BUSY else _QUIET_MS)
