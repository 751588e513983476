"""A whole desk of alarms driven by hand: its threads stand still, its clock, its sleep and its death are the test's."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from jiesu_desktop.alerts.alert import Alert, AlertEvent, AlertRaised, Noted, Order, Reason
from jiesu_desktop.alerts.desk_alerts import AlertDesk
from jiesu_desktop.alerts.engine import PATIENCE
from jiesu_desktop.domain.tickets import Act, Event, Who
from jiesu_desktop.storage.engine import Store
from tests.alerts.orders import order
from tests.domain.stories import POLICY, ZERO, Story
from tests.reference.plain_nights import PlainOrder, each_second

START = ZERO - timedelta(minutes=1)
STEP = timedelta(seconds=5)
ARRIVALS = (Act.OBTAIN, Act.COME_AGAIN)


class HandTime:
    """A clock that goes when told."""

    speed = 1.0

    def __init__(self, moment: datetime) -> None:
        self.moment, self.real, self.slept = moment, 1000.0, 0.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.real


class Person:
    """Hears and sees everything."""

    lamp, patience, name = "voice", 20.0, "voice"

    def wants(self, alert: Alert) -> bool:
        return True

    def deliver(self, alert: Alert) -> str:
        return ""


class NightDesk(AlertDesk):
    """Reads what went on elsewhere at once, or not before it has waited in vain."""

    night: WholeNight

    def _look(self, since: datetime, go_on: Callable[[], None]) -> None:
        if self.night.database_answers:
            self._catch_up(since, tuple(self.engine.book.live), go_on)

    def _all_orders(self) -> list[Order]:
        return [self.night._order(ticket) for ticket in self.night.orders]


class WholeNight:
    """A desk, its orders, and what it told beside what it owed.

    Attributes:
        owed: keys that came, by the plain reference.
        dealt: keys the desk raised or noted, and whether a person got them.
        unwritten: keys that were given, of which the journal does not yet say so.
        silenced: keys to which 知道了 was said.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.time = HandTime(START)
        self.orders: dict[int, PlainOrder] = {}
        self.owed: set[str] = set()
        self.dealt: dict[str, bool] = {}
        self.silenced: set[str] = set()
        self.told: list[AlertEvent] = []
        self.unwritten: set[str] = set()
        self.noted: set[str] = set()
        self.looked = START
        self.database_answers = True
        self.start()

    # -- the desk --------------------------------------------------------------------------------------------------

    def start(self) -> None:
        self.desk = NightDesk(
            self.store, self.time, Who("张三", "一号台"), [Person()], self.folder, lambda *_: None
        )
        self.desk.night = self
        engine = self.desk.engine
        engine._sleeps = lambda: self.time.slept
        took = engine._took

        def hear(events: Sequence[AlertEvent]) -> None:
            self.told += events
            took(events)

        engine._took = hear
        self.desk._memory = self.desk.journal.read(self.time.now())
        engine._wall, engine._real, engine._slept = self.time.now(), self.time.real, self.time.slept
        self.desk._loaded([self._order(ticket) for ticket in self.orders], None)
        self.turn()

    def _order(self, ticket: int) -> Order:
        story = Story(ticket)
        story.events = list(self.orders[ticket].events)
        return order(story)

    def turn(self, *, deliver: bool = True, write: bool = True) -> None:
        """What the threads do in a moment: jobs, a tick, the channels, the journal; a crash may come before the last two."""
        engine = self.desk.engine
        self._run_jobs()
        self._run_jobs()  # what went on elsewhere, if it was asked for
        if engine._holds_until is not None:  # nobody answers: it speaks all the same
            self.time.real += PATIENCE
            self.time.moment += timedelta(seconds=PATIENCE)
            engine.tick()
        self.hear()
        if deliver:
            self.deliver()
        if write:
            self.write()
        self.judge()

    def _run_jobs(self) -> None:
        engine = self.desk.engine
        while engine._jobs:
            engine._jobs.popleft()()
            engine.tick()
        engine.tick()

    def deliver(self) -> None:
        for runner in self.desk.switchboard._runners:
            while True:
                try:
                    alert = runner._queue.get_nowait()[2]
                except queue.Empty:
                    break
                assert alert is not None
                runner._told(runner._deliver(alert))
                for key in (alert.key, *alert.members):
                    if key in self.dealt:
                        self.dealt[key] = True
                        self.unwritten.add(key)

    def write(self) -> None:
        """The journal's thread writes what it has."""
        self.desk.journal._queue.put(None)
        self.desk.journal._run()
        self.unwritten.clear()

    def crash(self, away: int, *, busy: int = 0, heard: bool = True, written: bool = True) -> None:
        """The program is killed and started again.

        Args:
            busy: the seconds before its end, in which something comes if it can, and of which it told (``heard``) or wrote in its journal (``written``) or neither.
        """
        following = self.desk.engine.book.next_at
        if (
            busy
            and following is not None
            and timedelta(seconds=1) < following - self.time.moment < timedelta(minutes=10)
        ):
            self.live((following - self.time.moment).seconds - 1)  # as it is about to tell
        for _ in range(busy):
            self.pass_by(1, real=1)
            self.turn(deliver=heard, write=written)
        for key in self.unwritten & set(self.dealt):  # nobody can know after the crash
            self.dealt[key] = False
        self.unwritten.clear()
        self.pass_by(away, real=away)
        self.start()

    def pass_by(self, seconds: int, *, real: float, slept: float = 0.0) -> None:
        """Time passes without the desk."""
        self.time.moment += timedelta(seconds=seconds)
        self.time.real += real
        self.time.slept += slept

    def live(self, seconds: int) -> None:
        """Time passes with the desk."""
        end = self.time.moment + timedelta(seconds=seconds)
        while self.time.moment < end:
            following = self.desk.engine.book.next_at or end
            stop = min(end, max(following, self.time.moment + timedelta(seconds=1)), self.time.moment + STEP)
            self.time.real += (stop - self.time.moment).total_seconds()
            self.time.moment = stop
            self.turn()

    def act(self, event: Event, *, seen: bool = True) -> None:
        """An act is recorded a second from now."""
        self.pass_by(1, real=1)
        late = event.recorded_at - event.occurred_at
        order = self.orders.setdefault(event.ticket_id, PlainOrder(event.ticket_id, POLICY))
        now = self.time.now()
        order.events.append(replace(event, id=len(order.events) + 1, occurred_at=now - late, recorded_at=now))
        if seen:
            self.desk._loaded([self._order(event.ticket_id)], frozenset([event.ticket_id]))
            self.turn()

    def acknowledge(self, number: int) -> None:
        keys = sorted(key for key, alert in self.desk.engine.book.live.items() if alert.stage is not None)
        if keys:
            key = keys[number % len(keys)]
            told = next((one for one in self._sentences if key in one), {key})
            self.silenced |= told & set(keys)
            self.desk.acknowledge(key)
            self.turn()

    def set_back(self, seconds: int) -> None:
        """The clock is set back, not beyond the last act."""
        last = max((event.recorded_at for one in self.orders.values() for event in one.events), default=START)
        moment = max(last, self.time.moment - timedelta(seconds=seconds))
        if (self.time.moment - moment).total_seconds() <= 10:
            return
        self.time.moment = self.looked = moment
        # What comes while the desk waits in vain for its database lies behind as it looks: told before, it still rings.
        waits = 0.0 if self.database_answers else PATIENCE
        self.forget(moment + timedelta(seconds=waits))

    def forget(self, moment: datetime) -> None:
        """What lies ahead again may and must come again, save where somebody has said 知道了 to it."""
        ahead = {key for key in self.owed | set(self.dealt) if _moment(key, self._ats) > moment}
        ahead -= self.silenced
        self.owed -= ahead
        # What was only logged was told by a later stage of its clock, which lies ahead by now.
        self.dealt = {key: got or key in self.noted for key, got in self.dealt.items() if key not in ahead}

    # -- the judgement ---------------------------------------------------------------------------------------------

    _ats: dict[str, datetime]
    _sentences: list[set[str]]

    def hear(self) -> None:
        """Nothing twice, nothing early, nothing after 知道了."""
        if not hasattr(self, "_ats"):
            self._ats, self._sentences = {}, []
        for event in self.told:
            if not isinstance(event, AlertRaised | Noted):
                continue
            alert = event.alert
            if isinstance(event, Noted) and event.reason is Reason.PAST:
                self._is_history(alert)
                continue
            if isinstance(event, AlertRaised) and event.grown:  # nobody is told anything
                if event.added and self.dealt.get(alert.members[0]):
                    self.dealt |= dict.fromkeys(event.added, True)  # a summary told of what was still to come
                continue
            self._sentences = [one for one in self._sentences if alert.key not in one]
            if alert.joined:
                self._sentences.append({alert.key, *alert.members})
            if alert.stage is None or alert.stage.name == "new":
                continue
            assert alert.at <= self.time.now(), f"early: {alert.key}"
            assert alert.key not in self.silenced, f"after 知道了: {alert.key}"
            if alert.key in self.dealt:
                assert not self.dealt[alert.key] or (getattr(alert, "again", False) and alert.quiet), (
                    f"twice: {alert.key}"
                )
            self.dealt.setdefault(alert.key, False)
            if isinstance(event, Noted):
                self.noted.add(alert.key)
            self._ats[alert.key] = alert.at
        self.told.clear()

    def _is_history(self, alert: Alert) -> None:
        """What is logged as 导入前已过 lay before the order was recorded, and nobody was told of it."""
        arrivals = [event for event in self.orders[alert.ticket_id or 0].events if event.act in ARRIVALS]
        assert alert.at < arrivals[-1].recorded_at, f"no history: {alert.key}"
        assert alert.key not in self.dealt, f"told, and history: {alert.key}"

    def judge(self) -> None:
        """Beside the plain reference: all that is owed was dealt with, and nothing else."""
        now = self.time.now()
        for moment in each_second(self.looked, now):
            for one in self.orders.values():
                for key in one.comes(moment):
                    self.owed.add(key)
                    self._ats.setdefault(key, moment)
        self.looked = max(self.looked, now)
        waiting = self._waiting()
        missed = {key for key in self.owed - set(self.dealt) if key.rsplit("/", 2)[0] in waiting}
        assert not missed, f"missed: {sorted(missed)}"
        assert set(self.dealt) <= self.owed, f"never due: {sorted(set(self.dealt) - self.owed)}"
        for key, alert in self.desk.engine.book.live.items():
            if alert.stage is not None:
                assert key not in self.silenced, f"rings after 知道了: {key}"
                assert key.rsplit("/", 2)[0] in waiting, f"rings after its act: {key}"
                assert alert.at <= now, f"rings before its moment: {key}"

    def all_were_told(self) -> None:
        """Of every clock that still waits, the last that came reached a person, who may have said 知道了 to it."""
        waiting, last = self._waiting(), dict[str, str]()
        for key in sorted(self.owed, key=lambda key: self._ats[key]):
            last[key.rsplit("/", 2)[0]] = key
        untold = [
            key
            for wait, key in last.items()
            if wait in waiting and not self.dealt[key] and key not in self.silenced
        ]
        assert not untold, f"nobody heard of it: {untold}"

    def _waiting(self) -> set[str]:
        now = self.time.now()
        waiting = {name for one in self.orders.values() for name in one.waiting(now)}
        return waiting | {q.rsplit("/", 2)[0] for one in self.orders.values() if (q := one.suspected(now))}


def _moment(key: str, ats: dict[str, datetime]) -> datetime:
    return ats.get(key, START)
