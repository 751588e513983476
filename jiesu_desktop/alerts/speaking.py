"""Whether this desk speaks, or leaves it to the one its duty room named (clocks.md: Which desks speak).

Silence is a lease: it holds for a few seconds after the database last said that the named desk listens. Whatever goes
wrong, at either desk or between them, the lease runs out and this desk speaks, also of what came meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.services import speaking
from jiesu_desktop.storage.engine import Store

log = logging.getLogger(__name__)

_BEAT, _LEASE = speaking.BEAT.total_seconds(), speaking.SILENT.total_seconds()  # real seconds
UNKNOWN = "无法确认指定播报的工作站是否在播报，本机代为播报"


class SpeakingDesk:
    """A thread that says every few seconds that this desk can be heard, and asks whether another one speaks for it.

    Until it is started nobody speaks for this desk.

    Args:
        say: told why this desk speaks although another one was named; on a thread of its own or the engine's.
        took_over: told at the first :meth:`beat` after a silence from when on this desk may have left something unsaid.
    """

    def __init__(
        self,
        store: Store,
        time: TimeSource,
        workstation: str,
        say: Callable[[str], None],
        took_over: Callable[[datetime], None],
    ) -> None:
        self._store, self._time, self._workstation = store, time, workstation
        self._say, self._took_over = say, took_over
        self._silent_until: float | None = None  # monotonic
        self._was_silent, self._said = False, ""
        self._ill: set[str] = set()  # lamps of this desk's voice that are red
        self._changed = threading.Condition()
        self._wanted = self._ending = False
        self._thread = threading.Thread(target=self._run, name="alert-speaking", daemon=True)

    def start(self) -> None:
        """Begin; a database that is a file of this desk's own knows no others."""
        if self._store.dialect == "postgresql":
            self._thread.start()

    def stop(self) -> None:
        """End, and let the others know that this desk is not heard any more."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(5)

    def speaks(self) -> bool:
        """Whether this desk speaks at this moment. Any thread may ask."""
        until = self._silent_until
        return until is None or self._time.monotonic() >= until

    def look(self) -> None:
        """Ask again soon: another desk was named, or came, or went."""
        with self._changed:
            self._wanted = True
            self._changed.notify()

    def lamp(self, name: str, well: bool) -> None:
        """A desk whose own voice fails does not count as listening."""
        if name.partition("/")[0] != "voice":
            return
        before = bool(self._ill)
        (self._ill.discard if well else self._ill.add)(name)
        if bool(self._ill) != before:
            self.look()

    def beat(self, now: datetime) -> None:
        """Once a second, on the engine's thread: whether the silence is over, for whatever reason."""
        silent = not self.speaks()
        if self._was_silent and not silent:
            self._took_over(now - speaking.SILENT - speaking.BEAT)
        self._was_silent = silent

    def _run(self) -> None:
        while not self._ending:
            self._ask()
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._ending, timeout=_BEAT)
                self._wanted = False
        self._leave()

    def _ask(self) -> None:
        here, now, real = self._workstation, self._time.now(), self._time.monotonic()
        try:
            with self._store.begin() as uow:
                if self._ill:
                    speaking.leave(uow, here)
                else:
                    speaking.present(uow, here, now)
                silent, why = speaking.silence(uow.queries, here, now)
        except Exception as error:  # noqa: BLE001 - whatever it is leaves the lease to run out
            log.warning("the speaking desk is not known: %s", error)
            if self._silent_until is None or not self.speaks():
                return
            silent, why = False, UNKNOWN
        self._silent_until = real + _LEASE if silent else None
        if why and why != self._said:
            self._say(why)
        self._said = why

    def _leave(self) -> None:
        try:
            with self._store.begin() as uow:
                speaking.leave(uow, self._workstation)
        except Exception:
            log.warning("the other desks hear of the end in a few seconds", exc_info=True)
