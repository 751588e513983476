"""The alarms of one desk, joined: engine, channels, journal, database. What ``app`` starts and stops."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from jiesu_desktop.alerts.alert import (
    Alert,
    AlertEscalated,
    AlertEvent,
    AlertRaised,
    Kind,
    Order,
    Reason,
    Shelving,
)
from jiesu_desktop.alerts.channels import Channel, Given, Switchboard
from jiesu_desktop.alerts.engine import AlertEngine
from jiesu_desktop.alerts.journal import SET_BACK, Journal, Memory
from jiesu_desktop.alerts.journal import Given as Remembered
from jiesu_desktop.alerts.keeping import Keeper
from jiesu_desktop.alerts.recorder import Recorder
from jiesu_desktop.alerts.recovery import restore
from jiesu_desktop.alerts.returning import Elsewhere, Returning, follow, put_off, said_of
from jiesu_desktop.alerts.right_time import SET_BACK_SENTENCE, TOLERANCE, RightTime
from jiesu_desktop.alerts.speaking import SpeakingDesk
from jiesu_desktop.alerts.unheard import VOICE, Unheard
from jiesu_desktop.alerts.watching import Watcher, read_orders, since_of
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import alerting
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import Touched

log = logging.getLogger(__name__)

SOUND_IS_BACK = "声音已恢复"

Lamp = Callable[[str, bool, str], None]
"""(name, well, why not): ``voice`` ``tray`` ``data`` ``time`` ``engine``. Called on any thread."""


class AlertDesk:
    """Alarms from the first order to the last, whatever fails around them.

    Sound first: an event goes to the channels, then to the journal, then to the database.

    Attributes:
        engine: the engine, for subscribing and for asking what rings.
        speaking: whether this desk speaks; for whoever gives it a voice to start before it starts.
        unheard: what the voice did not say to its end; for whoever gives it a voice to tell it what hinders.
        ready: set once the first orders are under watch.
        heartbeat: called about once a second on the engine's thread.
    """

    def __init__(
        self, store: Store, time: TimeSource, who: Who, channels: Sequence[Channel], folder: Path, lamp: Lamp
    ) -> None:
        self._store, self._time, self._who, self._lamp = store, time, who, lamp
        self._data_troubles: dict[str, str] = {}
        self._lock = threading.Lock()
        self.journal = Journal(folder, lambda well, why: self._data("journal", well, why))
        self.recorder = Recorder(store, lambda well, why: self._data("recorder", well, why))
        self._keeper = Keeper(self.journal, self.recorder, who.workstation)
        # that an alert began stands before how it was given, however fast a channel is
        self._in_order = threading.RLock()
        self.switchboard = Switchboard(channels, time, told=self._told, lamp=lamp, nobody=self._nobody)
        self.engine = AlertEngine(
            time, took=self._took, beat=self._beat, lamp=self._clock_lamp, noted=self._noted, look=self._look
        )
        self._returning = Returning(store, time, self._all_orders, self._corrected)
        self._watcher = Watcher(store, self._loaded, lambda well, why: self._data("watcher", well, why))
        self.speaking = SpeakingDesk(
            store, time, who.workstation, lambda why: self.announce("speaking", why), self._speak_up
        )
        self.unheard = Unheard(lambda alert: self.switchboard.give(alert, only=VOICE), self._sound)
        self._deaf: Alert | None = None  # what tells that nothing can be heard
        self._right_time = RightTime(store, time, self._clock_lamp, self.announce)
        self._wrong_times: set[str] = set()
        self._memory = Memory(None, ())
        self._since = time.now()
        self._first = True
        self.ready = threading.Event()
        self.heartbeat: Callable[[], None] = lambda: None
        self._stop_listening: Callable[[], None] | None = None

    # -- from the window -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin: what rang when the desk last ran rings again, what came meanwhile is told in one sentence."""
        now = self._time.now()
        self._memory = self.journal.read(now)
        self.journal.start()
        self.journal.note("start", self._who.workstation, now)
        self.recorder.start()
        self.switchboard.start()
        self.engine.start()
        self._watcher.start()
        self._right_time.start()
        self._stop_listening = self._store.listen(self._heard)

    def stop(self) -> None:
        """End; what is not in the database yet is in the journal."""
        if self._stop_listening is not None:
            self._stop_listening()
        self.speaking.stop()
        self._right_time.stop()
        self._watcher.stop()
        self.engine.stop()
        self.switchboard.stop()
        self.journal.note("stop", self._who.workstation, self._time.now())
        self.recorder.stop()
        self.journal.stop()

    def changed(self, ids: Iterable[int]) -> None:
        """Acts were saved on these orders: look at them again."""
        self._watcher.changed(self.engine.book.with_followers(ids))

    def acknowledge(self, key: str, who: str = "") -> None:
        """知道了, said to one alert by this desk's operator."""
        self.engine.acknowledge([key], who or self._who.name)

    def shelve(self, key: str, reason: str, minutes: int, who: str = "") -> None:
        """搁置: silent for so many minutes, at most those policy allows.

        Raises:
            ValueError: there is no reason, or no time.
        """
        if not reason.strip() or minutes < 1:
            raise ValueError("搁置要写明原因和时间")
        name = who or self._who.name

        def job() -> None:
            now = self._time.now()
            shelving = Shelving(until=now + timedelta(minutes=minutes), reason=reason.strip(), who=name)
            events = self.engine.book.shelve([key], shelving, now)
            self.engine.tell(events)
            self._keeper.shelve([event.alert for event in events if isinstance(event, AlertRaised)], now)

        self.engine.post(job)

    def announce(self, what: str, text: str) -> None:
        """Something about the desk itself that somebody must hear of: spoken once, shown until 知道了, logged."""

        def job() -> None:
            now = self._time.now()
            alert = self._about_itself(what, text, now, frozenset({"flash", "tray", "voice", "log"}))
            self.engine.book.show(alert)
            self.engine.tell([AlertRaised(alert=alert)])

        self.engine.post(job)

    def note(self, what: str, text: str) -> None:
        """Something about the desk itself for the alert log only; in the journal before the database."""
        now = self._time.now()
        self._keeper.note(self._about_itself(what, text, now, frozenset({"log"})), what, now)

    def _about_itself(self, what: str, text: str, now: datetime, channels: frozenset[str]) -> Alert:
        key = f"{what}/{self._who.workstation}/{now:%Y%m%dT%H%M%S}"
        return Alert(key=key, kind=Kind.DESK, said=text, at=now, raised_at=now, priority=2, channels=channels)

    def rings(self, key: str) -> bool:
        """Whether that alert has not ended and is not put off."""
        return self.engine.rings(key)

    # -- orders ----------------------------------------------------------------------------------------------------

    def _loaded(self, orders: list[Order], ids: frozenset[int] | None) -> None:
        if self._first:
            self._first = False
            self._begin(orders)
            self._right_time.wake()
            return
        asked = ids if ids is not None else self.engine.book.watched()
        self.engine.put(orders, asked, self._since)

    def _begin(self, orders: list[Order]) -> None:
        """The first orders after a start, set against what the journal remembers."""
        memory, start = self._memory, self._time.now()
        # A clock set back while the desk was away: what the journal says of moments to come is not true yet.
        self._since = since = min(memory.alive_at or since_of(orders, start), start)
        known = [one for one in memory.given if one.ticket_id is not None]
        given = [one for one in known if one.at <= start or one.acknowledged]
        ahead = [one for one in known if one.at > start and not one.ended]

        def job() -> None:
            book = self.engine.book
            if memory.alive_at is not None and memory.alive_at > start:
                self._was_set_back(memory.alive_at, ahead, start)
            for one in given:
                book.remember(one.ticket_id or 0, one.key, one.at, seen=one.acknowledged)
            now = self._time.now()
            self.engine.tell(book.put(orders, since, now))
            self._recover([one for one in given if not one.ended], now)
            self.engine.absent(since, first=memory.alive_at is None)
            self.engine.show_troubled()
            self.ready.set()

        self.engine.post(job)

    def _was_set_back(self, alive_at: datetime, ahead: Sequence[Remembered], now: datetime) -> None:
        """The clock shows less than when the desk last ran."""
        self.journal.note(SET_BACK, f"{alive_at.isoformat()} → {now.isoformat()}", now)
        self._keeper.set_back(ahead, now)
        if alive_at - now > TOLERANCE:
            self.engine.was_ahead(alive_at)
            self._right_time.wake(said=True)
            self.announce("clock", SET_BACK_SENTENCE)

    def _recover(self, rang: list[Remembered], now: datetime) -> None:
        """What rang here rings on, except what was silenced at another desk while this one was away."""
        book = self.engine.book
        due = [stage.key for stage in book.overdue(now)]
        try:
            with self._store.read() as queries:
                said = said_of(queries, [*(one.key for one in rang), *due], now)
        except Exception as error:  # noqa: BLE001 - sound first: rather ring twice than not at all
            self._data("watcher", False, str(getattr(error, "message", error)))
            said = Elsewhere()
        self._ring_on([one for one in rang if one.key not in said.ended], said, now)

    def _ring_on(self, rang: list[Remembered], said: Elsewhere, now: datetime) -> None:
        """These ring on; of what is due and not told yet, what rang and was put off elsewhere stands in the list."""
        book = self.engine.book
        self.engine.tell(follow(book, said, now))
        off = [stage for stage in book.overdue(now) if stage.key in said.off]
        rang += [Remembered(one.key, one.ticket_id, one.at, now, delivered=True) for one in off]
        self.engine.tell(restore(book, rang, now, self._time.monotonic(), said.off))

    # -- away, and back ----------------------------------------------------------------------------------------------

    def _look(self, since: datetime, go_on: Callable[[], None]) -> None:
        """The engine slept, or its clock was set: read what others did. A database that hangs holds only this thread."""
        keys = tuple(self.engine.book.live)
        threading.Thread(
            target=self._catch_up, args=(since, keys, go_on), name="alert-return", daemon=True
        ).start()

    def _catch_up(self, since: datetime, keys: Sequence[str], go_on: Callable[[], None]) -> None:
        try:
            orders, said = self._returning.look(keys, since)
        except Exception as error:
            log.exception("what others did meanwhile is not known")
            self._data("watcher", False, str(getattr(error, "message", error)))
            self._watcher.everything()  # and again until it can be read
        else:
            self._loaded(orders, None)
            self.engine.post(lambda: self._take_over(said))
        go_on()
        self.engine.post(
            self._right_time.wake
        )  # after the engine has said that the clock was set back, if it was

    def _take_over(self, said: Elsewhere) -> None:
        now = self._time.now()
        self.engine.tell(put_off(self.engine.book, said, now))
        self._ring_on([], said, now)

    def _all_orders(self) -> list[Order]:
        return read_orders(self._store)

    def _corrected(self, out: timedelta) -> None:
        """This machine's clock was set, and the shared database's rules: nothing changes but a line in the log."""
        if abs(out) > TOLERANCE:
            self.note(
                "clock", f"本机时钟与数据库服务器差了 {out.total_seconds():+.0f} 秒，已按服务器时间校正"
            )

    def _heard(self, what: Touched) -> None:
        """Another desk or command committed something."""
        if what.everything:
            self._watcher.everything()
        elif what.tickets:
            self.changed(what.tickets)
        if what.everything or "alerts" in what.topics:
            self._follow_others()
        if what.everything or "settings" in what.topics:
            self.speaking.look()

    def _follow_others(self) -> None:
        """知道了 and 搁置 said at another desk hold here."""
        rings = {alert.key: alert for alert in self.engine.live}
        with self._store.read() as queries:
            seen = [one for one in queries.alerts.of_keys(list(rings)) if one.acknowledged_at]
            awake = [key for key, alert in rings.items() if alert.shelved is None]
            off = alerting.shelved(queries, awake, self._time.now())
        for one in seen:
            self.engine.acknowledge([one.key], one.acknowledged_by or "")
        for key, (until, reason, who) in off.items():
            self.engine.follow_shelving(key, Shelving(until=until, reason=reason, who=who))

    # -- what the engine and the channels say ----------------------------------------------------------------------

    def _took(self, events: Sequence[AlertEvent]) -> None:
        with self._in_order:
            for event in events:
                if isinstance(event, AlertEscalated) or (isinstance(event, AlertRaised) and not event.grown):
                    self.switchboard.give(event.alert)
            self._keeper.keep(events, self._time.now())

    def _speak_up(self, since: datetime) -> None:
        """This desk speaks again: of all it left to another that may not have said it."""
        for alert in self.engine.live:
            if alert.raised_at >= since and alert.shelved is None and not alert.quiet:
                self.switchboard.give(alert, only=VOICE)

    def _sound(self, before: str | None, why: str, waiting: bool) -> None:
        """The loudspeaker went or came back: shown, since it cannot be said; said, where no sentence waits that says it.

        What is not there from the start is told by the lamp and the self-test; so it is where another desk speaks.
        """
        self._lamp("voice/device", not why, why)
        now, book = self._time.now(), self.engine.book
        if self._deaf is not None and self._deaf.key in book.live:
            self.engine.tell([book.ringing.end(self._deaf, Reason.RESOLVED, now)])
        self._deaf = None
        if why and before == "" and self.speaking.speaks():
            shown = frozenset({"flash", "tray", "log"})
            self._deaf = self._about_itself("loudspeaker", f"提醒现在听不见：{why}", now, shown)
            book.show(self._deaf)
            self.engine.tell([AlertRaised(alert=self._deaf)])
        if before and not why:
            channels = frozenset({"log"} if waiting else {VOICE, "log"})
            back = self._about_itself("sound", SOUND_IS_BACK, now, channels)
            self.engine.tell([AlertRaised(alert=replace(back, kind=Kind.LINE, priority=3))])

    def _told(self, given: Given) -> None:
        with self._in_order:
            self._keeper.told(given, self._time.now())
        self.unheard.told(given)

    def _nobody(self, alert: Alert) -> None:
        self._keeper.nobody(alert, self._time.now())
        self._lamp("voice", False, "有提醒未能送达任何人")

    def _beat(self, now: datetime) -> None:
        self.heartbeat()
        self.speaking.beat(now)
        if self.ready.is_set():
            self.journal.alive(now)
            self.unheard.beat(self.engine.book.live, self._time.monotonic())
        self._right_time.beat(now)
        self.switchboard.look()

    def _noted(self, what: str, detail: str) -> None:
        now = self._time.now()
        self.journal.note(what, detail, now)
        if what == SET_BACK:
            self.journal.alive(now)  # what it says of moments that lie ahead again is not true
            self._since = min(self._since, now)  # acts recorded from now on are news
            self._keeper.set_back((), now)
            self._right_time.wake(said=True)
            self.announce("clock", SET_BACK_SENTENCE)

    def _clock_lamp(self, name: str, well: bool, why: str) -> None:
        """Once the time is right again, what told that it was wrong is over."""
        self._lamp(name, well, why)
        if name.partition("/")[0] != "time":
            return
        if not well:
            self._wrong_times.add(name)
            return
        self._wrong_times.discard(name)
        if not self._wrong_times:
            self.engine.post(self._time_is_right)

    def _time_is_right(self) -> None:
        now, book = self._time.now(), self.engine.book
        over = [one for one in self.engine.live if one.kind is Kind.DESK and one.key.startswith("clock/")]
        self.engine.tell([book.ringing.end(one, Reason.RESOLVED, now) for one in over])

    def _data(self, part: str, well: bool, why: str) -> None:
        """One lamp for everything that keeps data: red while any of it is in trouble."""
        with self._lock:
            if well:
                self._data_troubles.pop(part, None)
            else:
                self._data_troubles[part] = why
            troubles = "；".join(dict.fromkeys(self._data_troubles.values()))
        self._lamp("data/alarms", not troubles, troubles)
