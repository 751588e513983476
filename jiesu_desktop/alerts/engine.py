"""The thread that never sleeps through a limit.

It waits for the next due moment, at most one second, compares the wall clock with the book, and tells what has come.
A late, repeated or missed tick is harmless. Everything else comes to it as small jobs: orders that changed,
acknowledgements, the question who still rings.
"""

from __future__ import annotations

import gc
import logging
import threading
import time as machine
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from jiesu_desktop.alerts.alert import Alert, AlertEvent, Listener, Noted, Order, Shelving
from jiesu_desktop.alerts.book import AlertBook
from jiesu_desktop.alerts.journal import SET_BACK
from jiesu_desktop.clock import TimeSource

log = logging.getLogger(__name__)

HEARTBEAT = 1.0
"""Real seconds the engine waits at most."""

_CHUNK = 100
"""Orders taken up between two ticks: about 20 ms."""

_MANY = 1000
"""So many orders at once are those of a start, which stay for the night."""

_HOLDING = 0.05  # real seconds between two looks at whether the waiting is over

GAP = 5.0
"""Real seconds of silence, or of disagreement between the clocks, that count as not having been there."""

PATIENCE = 3.0
"""Real seconds a desk that was away waits at most for what others did meanwhile before it speaks."""

Took = Callable[[Sequence[AlertEvent]], None]
Look = Callable[[datetime, Callable[[], None]], None]
"""Asked on the engine's thread, and to return at once: read what went on since a moment, then call back."""


def slept() -> float:
    """Real seconds this machine has been suspended since it started; 0 where that cannot be told (Windows)."""
    if not hasattr(machine, "CLOCK_BOOTTIME"):
        return 0.0
    return machine.clock_gettime(machine.CLOCK_BOOTTIME) - machine.clock_gettime(machine.CLOCK_MONOTONIC)


def _leave_alone() -> None:
    """Spare the collector what was just taken up: looking 10,000 orders through stops every thread for 80 ms (measured)."""
    if not gc.isenabled():  # a desk with a window collects in the window's thread alone
        return
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class AlertEngine:
    """Runs an :class:`AlertBook` by the clock.

    Args:
        time: the desk's time; demo speed scales the stages, not the heartbeat.
        took: hears every event first, on the engine's thread: channels, journal, database.
        beat: called about once a second with the moment.
        lamp: (name, well, why): ``time`` when the clock was set back, ``engine`` when a tick failed.
        noted: (what, detail) for the journal: a sleep, a step of the clock.
        look: asked after an absence or a step of the clock, before anything is told; see :data:`Look`.
    """

    def __init__(
        self,
        time: TimeSource,
        *,
        took: Took = lambda events: None,
        beat: Callable[[datetime], None] = lambda now: None,
        lamp: Callable[[str, bool, str], None] = lambda name, well, why: None,
        noted: Callable[[str, str], None] = lambda what, detail: None,
        look: Look | None = None,
        sleeps: Callable[[], float] = slept,
    ) -> None:
        self.book = AlertBook()
        self._time, self._took, self._beat, self._lamp, self._noted = time, took, beat, lamp, noted
        self._sleeps, self._look = sleeps, look
        self._holds_until: float | None = None  # real seconds; what it tells waits for what others did
        self._jobs: deque[Callable[[], None]] = deque()
        self._wake = threading.Condition()
        self._ending = False
        self._listeners: list[Listener] = []
        self._thread = threading.Thread(target=self._run, name="alert-engine", daemon=True)
        self._wall, self._real, self._slept = time.now(), time.monotonic(), sleeps()
        self._beaten = self._real - HEARTBEAT
        self._well, self._troubled = True, 0
        self._ahead: datetime | None = None  # from when the clock was set back

    # -- from any thread -------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Hear of alerts that begin and end, on the engine's thread, after everything was set ringing."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin."""
        self._wall, self._real, self._slept = self._time.now(), self._time.monotonic(), self._sleeps()
        self._thread.start()

    def stop(self) -> None:
        """End; an alert being told is told."""
        with self._wake:
            self._ending = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(5)

    def put(self, orders: Iterable[Order], asked: Iterable[int], since: datetime) -> None:
        """Watch these orders. Those asked for that are not among them await nothing any more."""
        found = list(orders)
        gone = set(asked) - {order.ticket_id for order in found}

        def put(some: list[Order]) -> None:
            now = self._time.now()
            self.tell(self.book.put(some, since, now))
            self.show_troubled()

        for start in range(0, len(found), _CHUNK):
            self.post(partial(put, found[start : start + _CHUNK]))
        if gone:
            self.post(lambda: self.tell(self.book.remove(gone, self._time.now())))
        if len(found) >= _MANY:
            self.post(_leave_alone)

    def acknowledge(self, keys: Iterable[str], who: str) -> None:
        """知道了."""
        wanted = tuple(keys)
        self.post(lambda: self.tell(self.book.acknowledge(wanted, who, self._time.now())))

    def follow_shelving(self, key: str, shelving: Shelving) -> None:
        """搁置, said at another desk to what is not put off here."""

        def job() -> None:
            alert = self.book.live.get(key)
            if alert is not None and alert.shelved is None:
                self.tell(self.book.shelve([key], shelving, self._time.now()))

        self.post(job)

    def post(self, job: Callable[[], None]) -> None:
        """Run something on the engine's thread, soon."""
        with self._wake:
            self._jobs.append(job)
            self._wake.notify()

    def settle(self, within: float = 10.0) -> bool:
        """Wait (real seconds) until every job posted before has run; False when it took longer."""
        done = threading.Event()
        self.post(done.set)
        return done.wait(within)

    @property
    def live(self) -> list[Alert]:
        """What rings now, the most urgent first."""
        return sorted(self.book.live.copy().values(), key=lambda alert: alert.urgency)

    def rings(self, key: str) -> bool:
        """Whether that alert has not ended and is not put off."""
        alert = self.book.live.get(key)
        return alert is not None and alert.shelved is None

    # -- the thread ------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._wake:
                if self._ending and not self._jobs:
                    return
                if not self._jobs:
                    self._wake.wait(self._patience())
                job = self._jobs.popleft() if self._jobs else None
            if job is not None:
                self._safely(job)
            self._safely(self.tick)

    def _patience(self) -> float:
        """Real seconds until the next moment, at most one heartbeat."""
        if self._holds_until is not None:
            return _HOLDING
        following, speed = self.book.next_at, self._time.speed
        if following is None or speed <= 0:
            return HEARTBEAT
        left = (following - self._time.now()).total_seconds() / speed
        return max(0.0, min(HEARTBEAT, left))

    def tick(self) -> None:
        """Compare the clock with the book and tell what has come."""
        now, real, slept = self._time.now(), self._time.monotonic(), self._sleeps()
        if self._holds(now, real):
            return
        absent = self._absence(now, real, slept)
        self._wall, self._real, self._slept = now, real, slept
        self.tell(self.book.tick(now, real, absent))
        if real - self._beaten >= HEARTBEAT * 0.9:
            self._beaten = real
            self._beat(now)
        if self._ahead is not None and now >= self._ahead:  # the moments that came twice are over
            self._ahead = None
            self._lamp("time", True, "")
        if not self._well:
            self._well = True
            self._lamp("engine", True, "")

    def _holds(self, now: datetime, real: float) -> bool:
        """Whether it holds its tongue: it was away, or the clock was set, and what others did meanwhile is being read.

        What it takes for true until then stays as it was: where the clock proves right after all, nothing has happened.
        """
        if self._holds_until is not None:
            if real < self._holds_until:
                return True
            self._holds_until = None
            return False
        if self._look is None or not self._was_away(now, real):
            return False
        self._holds_until = until = real + PATIENCE

        def go_on() -> None:
            if self._holds_until == until:
                self._holds_until = real

        self._look(self._wall, lambda: self.post(go_on))
        return True

    def _was_away(self, now: datetime, real: float) -> bool:
        passed = (now - self._wall).total_seconds()
        expected = (real - self._real) * self._time.speed
        return real - self._real > GAP + HEARTBEAT or abs(passed - expected) > GAP * max(
            self._time.speed, 1.0
        )

    def _absence(self, now: datetime, real: float, slept: float) -> tuple[datetime, datetime] | None:
        """The span in which the desk was not there, if it was away: asleep, stopped, or the clock was set on."""
        speed = max(self._time.speed, 1.0)
        passed = (now - self._wall).total_seconds()
        expected = (real - self._real) * self._time.speed
        span = timedelta(seconds=GAP * speed)
        if passed < expected - GAP * speed:
            self._set_back(now, expected - passed)
            return None
        stopped = real - self._real > GAP + HEARTBEAT
        if not stopped and passed <= expected + GAP * speed:
            return None
        asleep = slept - self._slept > GAP
        what = "休眠" if asleep else "停顿" if stopped else "时钟拨快"
        self._noted(what, f"{self._wall.isoformat()} – {now.isoformat()}")
        return self._wall, now - span

    def _set_back(self, now: datetime, seconds: float) -> None:
        self._ahead = max(self._wall, self._ahead or self._wall)
        self._noted(SET_BACK, f"{seconds:.0f} 秒，{self._wall.isoformat()} → {now.isoformat()}")
        self._lamp("time", False, f"系统时间被拨回 {seconds / 60:.0f} 分钟，请核对")
        self.tell(self.book.step_back(now, timedelta(seconds=seconds)))

    def was_ahead(self, until: datetime) -> None:
        """At start: the clock was set back while the desk was away, which had run until then."""
        self._ahead = until
        behind = (until - self._time.now()).total_seconds()
        self._lamp("time", False, f"系统时间比上次运行时早 {behind / 60:.0f} 分钟，请核对")

    def absent(self, since: datetime, *, first: bool = False) -> None:
        """At start: the desk last ran at ``since``, or never; what came after it is told in one summary."""
        now = self._time.now()
        grace = timedelta(seconds=GAP * max(self._time.speed, 1.0))
        # Taking thousands of orders up takes seconds, in which no tick came: the desk was there all the same.
        self._wall, self._real, self._slept = now, self._time.monotonic(), self._sleeps()
        self.tell(self.book.tick(now, self._real, (since, now - grace), first=first))

    def show_troubled(self) -> None:
        """A red lamp while there are orders nobody can watch."""
        count = len(self.book.troubled)
        if count != self._troubled:
            self._troubled = count
            self._lamp("engine/orders", not count, f"{count} 件工单的时限无法推算" if count else "")

    def tell(self, events: Sequence[AlertEvent]) -> None:
        """Set ringing what these events say; on the engine's thread."""
        if not events:
            return
        self._took(events)
        told = [event for event in events if not isinstance(event, Noted)]
        if told:
            for listener in self._listeners:
                self._safely(partial(listener, told))

    def _safely(self, job: Callable[[], None]) -> None:
        """Whatever goes wrong is shown; it never ends the thread."""
        try:
            job()
        except Exception as error:
            log.exception("the alert engine stumbled")
            self._well = False
            self._lamp("engine", False, f"提醒引擎出错：{type(error).__name__}")
            threading.Event().wait(0.05)  # an error in every tick must not eat the processor
