"""Writes what the alarms did to the database, behind them and for as long as it takes.

A database that is locked, full or gone holds nothing up: entries wait in memory, in order, and the lamp turns red.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import StorageError
from jiesu_desktop.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

Entry = Callable[[UnitOfWork], None]
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 15.0  # real seconds between attempts
_BATCH = 500


class Recorder:
    """A queue of entries and the thread that saves them.

    Args:
        on_state: told (well, why not) when saving fails or works again.
    """

    def __init__(self, store: Store, on_state: Callable[[bool, str], None]) -> None:
        self._store, self._on_state = store, on_state
        self._entries: deque[Entry] = deque()
        self._changed = threading.Condition()
        self._ending, self._well = False, True
        self._thread = threading.Thread(target=self._run, name="alert-recorder", daemon=True)

    def start(self) -> None:
        """Begin saving."""
        self._thread.start()

    def put(self, entry: Entry) -> None:
        """Save this soon; returns at once."""
        with self._changed:
            self._entries.append(entry)
            self._changed.notify()

    @property
    def waiting(self) -> int:
        """How many entries are not saved yet."""
        return len(self._entries)

    def stop(self, within: float = 5.0) -> None:
        """Save what is left, as far as the time (real seconds) allows, and end."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        self._thread.join(within)

    def _run(self) -> None:
        wait = _FIRST_WAIT
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._entries or self._ending)
                if not self._entries:
                    return
                batch = [self._entries[index] for index in range(min(_BATCH, len(self._entries)))]
            if self._save(batch):
                wait = _FIRST_WAIT
                continue
            with self._changed:
                if self._ending:
                    return
                self._changed.wait_for(lambda: self._ending, timeout=wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _save(self, batch: list[Entry]) -> bool:
        try:
            with self._store.begin() as uow:
                for entry in batch:
                    entry(uow)
        except StorageError as error:
            self._tell(False, str(getattr(error, "message", error)))
            return False
        except Exception as error:
            log.exception("the alert log could not be saved")
            self._tell(False, f"{type(error).__name__}: {error}")
            if len(batch) > 1:
                return self._save_singly(batch)
            self._drop(1)  # one entry that can never be saved must not hold up the rest
            return True
        self._drop(len(batch))
        self._tell(True, "")
        return True

    def _save_singly(self, batch: list[Entry]) -> bool:
        return all(self._save([entry]) for entry in batch)

    def _drop(self, count: int) -> None:
        with self._changed:
            for _ in range(count):
                self._entries.popleft()

    def _tell(self, well: bool, why: str) -> None:
        if well != self._well or not well:
            self._well = well
            self._on_state(well, why)
