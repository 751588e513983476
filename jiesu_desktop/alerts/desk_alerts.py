"""The alarms of one desk, joined: engine, channels, journal, database. What ``app`` starts and stops."""

from __future__ import annotations

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
from jiesu_desktop.alerts.right_time import SET_BACK_SENTENCE, RightTime
from jiesu_desktop.alerts.speaking import SpeakingDesk
from jiesu_desktop.alerts.unheard import VOICE, Unheard
from jiesu_desktop.alerts.watching import Watcher, since_of
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import alerting
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import Touched

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
        self.switchboard = Switchboard(channels, time, told=self._told, lamp=lamp, nobody=self._nobody)
        self.engine = AlertEngine(time, took=self._took, beat=self._beat, lamp=lamp, noted=self._noted)
        self._watcher = Watcher(store, self._loaded, lambda well, why: self._data("watcher", well, why))
        self.speaking = SpeakingDesk(
            store, time, who.workstation, lambda why: self.announce("speaking", why), self._speak_up
        )
        self.unheard = Unheard(lambda alert: self.switchboard.give(alert, only=VOICE), self._sound)
        self._deaf: Alert | None = None  # what tells that nothing can be heard
        self._right_time = RightTime(store, time, lamp, self.announce)
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
        self._stop_listening = self._store.listen(self._heard)

    def stop(self) -> None:
        """End; what is not in the database yet is in the journal."""
        if self._stop_listening is not None:
            self._stop_listening()
        self.speaking.stop()
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
        return Alert(key=key, kind=Kind.DESK, text=text, at=now, raised_at=now, priority=2, channels=channels)

    def rings(self, key: str) -> bool:
        """Whether that alert has not ended and is not put off."""
        return self.engine.rings(key)

    # -- orders ----------------------------------------------------------------------------------------------------

    def _loaded(self, orders: list[Order], ids: frozenset[int] | None) -> None:
        if self._first:
            self._first = False
            self._begin(orders)
            self._right_time.look()
            return
        asked = ids if ids is not None else self.engine.book.watched()
        self.engine.put(orders, asked, self._since)

    def _begin(self, orders: list[Order]) -> None:
        """The first orders after a start, set against what the journal remembers."""
        memory, start = self._memory, self._time.now()
        # A clock set back while the desk was away: what the journal says of moments to come is not true yet.
        self._since = since = min(memory.alive_at or since_of(orders, start), start)
        given = [one for one in memory.given if one.ticket_id is not None and one.at <= start]
        if memory.alive_at is not None and memory.alive_at > start:
            self.journal.note(SET_BACK, f"{memory.alive_at.isoformat()} → {start.isoformat()}", start)

        def job() -> None:
            book = self.engine.book
            for one in given:
                book.remember(one.ticket_id or 0, one.key, one.at)
            now = self._time.now()
            self.engine.tell(book.put(orders, since, now))
            self._recover([one for one in given if not one.ended], now)
            self.engine.absent(since, first=memory.alive_at is None)
            self.engine.show_troubled()
            self.ready.set()

        self.engine.post(job)

    def _recover(self, rang: list[Remembered], now: datetime) -> None:
        """What rang here rings on, except what was silenced at another desk while this one was away."""
        book = self.engine.book
        due = {stage.key: stage for stage in book.overdue(now)}
        silenced, off = self._elsewhere([*(one.key for one in rang), *due], now)
        for key in silenced & set(due):
            book.remember(due[key].ticket_id, key, due[key].at)
        rang = [one for one in rang if one.key not in silenced]
        for key in off.keys() & set(due):  # it rang there, and was put off
            rang.append(Remembered(key, due[key].ticket_id, due[key].at, now, delivered=True))
        self.engine.tell(restore(book, rang, now, self._time.monotonic(), off))

    def _elsewhere(self, keys: Sequence[str], now: datetime) -> tuple[frozenset[str], dict[str, Shelving]]:
        """What of these was acknowledged, ended or put off; an unreadable database silences nothing."""
        try:
            with self._store.read() as queries:
                off = alerting.shelved(queries, keys, now)
                silenced = alerting.silenced(queries, keys)
        except Exception as error:  # noqa: BLE001 - sound first: rather ring twice than not at all
            self._data("watcher", False, str(getattr(error, "message", error)))
            return frozenset(), {}
        return silenced, {
            key: Shelving(until=until, reason=why, who=who) for key, (until, why, who) in off.items()
        }

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
        for event in events:
            if isinstance(event, AlertEscalated) or (isinstance(event, AlertRaised) and not event.grown):
                self.switchboard.give(event.alert)
        now = self._time.now()
        for event in events:
            self._keeper.keep(event, now)

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
        self.journal.note(what, detail, self._time.now())
        if what == SET_BACK:
            self.journal.alive(self._time.now())  # what it says of moments that lie ahead again is not true
            self.announce("clock", SET_BACK_SENTENCE)

    def _data(self, part: str, well: bool, why: str) -> None:
        """One lamp for everything that keeps data: red while any of it is in trouble."""
        with self._lock:
            if well:
                self._data_troubles.pop(part, None)
            else:
                self._data_troubles[part] = why
            troubles = "；".join(dict.fromkeys(self._data_troubles.values()))
        self._lamp("data/alarms", not troubles, troubles)
