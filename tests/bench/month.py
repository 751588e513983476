"""A simulated month: orders arrive evenly, stay open for days, and are closed; each stage's telling is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from jiesu_desktop.alerts.alert import AlertEvent, AlertRaised, Noted, Order
from jiesu_desktop.alerts.book import AlertBook
from jiesu_desktop.domain.alert_rules import stages_between
from jiesu_desktop.domain.clocks import clocks_of, running
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome
from jiesu_desktop.services.policy import bundled

DAYS = 30
_URGENT_EVERY = 50  # one order in so many is urgent
_LEFT_EVERY = 51  # one in so many is not acted on until it is closed, days later
_DONE_AFTER = 100  # orders that come until one is acted on: 43 minutes of a month of 100,000
_WATCHED_EVERY = 3  # of one order in so many each stage is compared with the rules' whole list
_TICK = timedelta(microseconds=1)


class Month:
    """The month, played as far as asked.

    Attributes:
        arrived, most_open: orders so far; how many were open at once.
        stages, ticks: how many stages were dealt with, in how many ticks.
        missed, twice, early: of the orders compared, stages never dealt with, dealt with again, or before their moment.
    """

    def __init__(self, orders: int, open_at_once: int) -> None:
        self.start = datetime(2026, 1, 1, tzinfo=UTC)
        self._every = timedelta(days=DAYS) / orders
        self._stays, self._policy = open_at_once, bundled()
        self._book, self._now = AlertBook(), self.start
        self._open: dict[int, Order] = {}
        self._told: dict[int, set[str]] = {}
        self.arrived = self.most_open = self.stages = self.ticks = 0
        self.missed = self.twice = self.early = 0

    def play_until(self, end: datetime) -> None:
        """Go on to a moment."""
        while (at := self.start + self._every * (self.arrived + 1)) <= end:
            self._run(at)
            self._arrive(at)
            self._done(self.arrived - _DONE_AFTER, at)
            if len(self._open) > self._stays:
                self._leave(next(iter(self._open)), at)
            self.most_open = max(self.most_open, len(self._open))
        self._run(end)

    def _done(self, number: int, at: datetime) -> None:
        """It is dispatched and reported back on: only its closing is awaited."""
        if number % _LEFT_EVERY == 0 or number not in self._open:
            return
        obtained = self._open[number].events[0]
        acts = (
            (Act.REPORT, Details(outcome=Outcome.TOLD, contact="示某")),
            (Act.DISPATCH, Details(unit="示例公司")),
            (Act.CONFIRM, Details(unit="示例公司", outcome=Outcome.TOLD, contact="示某")),
            (Act.FEEDBACK, Details(unit="示例公司", final=True, text="已办")),
        )
        made = [self._event(n, number, act, at, details) for n, (act, details) in enumerate(acts, 2)]
        self._open[number] = self._order(number, (obtained, *made))
        self._put(self._open[number], at)

    def _arrive(self, at: datetime) -> None:
        self.arrived += 1
        number = self.arrived
        urgent = number % _URGENT_EVERY == 0
        details = Details(level=Level.URGENT, basis=Basis.ORIGIN) if urgent else Details()
        self._open[number] = self._order(number, (self._event(1, number, Act.OBTAIN, at, details),))
        if number % _WATCHED_EVERY == 0:
            self._told[number] = set()
        self._put(self._open[number], at)

    def _order(self, number: int, events: tuple[Event, ...]) -> Order:
        return Order(
            ticket_id=number,
            number=f"A-{number}",
            place="示例路",
            issue="漏气",
            events=events,
            policy=self._policy,
        )

    def _event(self, id_: int, number: int, act: Act, at: datetime, details: Details) -> Event:
        return Event(id_, number, act, at, at, "示某", "前台一", details)

    def _put(self, order: Order, at: datetime) -> None:
        self._hear(self._book.put([order], at - _TICK, at), at)

    def _leave(self, number: int, at: datetime) -> None:
        """It is closed: nothing is awaited any more."""
        order = self._open.pop(number)
        self._book.remove([number], at)
        told = self._told.pop(number, None)
        if told is not None:
            clocks = running(clocks_of(order.events, order.policy))
            before = order.events[0].recorded_at - _TICK
            owed = stages_between(number, order.events, clocks, order.policy, before, at)
            self.missed += sum(1 for stage in owed if stage.at < at and stage.key not in told)

    def _run(self, until: datetime) -> None:
        while (following := self._book.next_at) is not None and following <= until:
            self._hear(self._book.tick(following, (following - self.start).total_seconds()), following)
            self.ticks += 1
        self._now = until

    def _hear(self, events: Iterable[AlertEvent], now: datetime) -> None:
        for event in events:
            if not isinstance(event, AlertRaised | Noted) or event.alert.stage is None:
                continue
            self.stages += 1
            told = self._told.get(event.alert.ticket_id or 0)
            if told is not None:
                self.twice += event.alert.key in told
                self.early += event.alert.at > now
                told.add(event.alert.key)
