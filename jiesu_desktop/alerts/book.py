"""What is due, what was given and what still rings: the engine without its thread.

Every decision takes the moment as an argument, so a night can be played through in a test. Nothing here waits, stores
or tells anybody; what happened comes back as events.
"""

from __future__ import annotations

import heapq
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jiesu_desktop.alerts import summaries
from jiesu_desktop.alerts.alert import (
    Alert,
    AlertEnded,
    AlertEscalated,
    AlertEvent,
    AlertRaised,
    Noted,
    Order,
    Reason,
    Shelving,
)
from jiesu_desktop.alerts.ringing import Ringing, clock_of, shown_only
from jiesu_desktop.alerts.shelving import Shelf
from jiesu_desktop.alerts.telling import Teller
from jiesu_desktop.domain.alert_rules import (
    Stage,
    next_moment,
    past_stages,
    stages_between,
    stages_of,
)
from jiesu_desktop.domain.clock_known import awaited
from jiesu_desktop.domain.clocks import Clock
from jiesu_desktop.domain.tickets import Act, Event

log = logging.getLogger(__name__)

_TICK = timedelta(microseconds=1)
_BEGINNINGS = (Act.OBTAIN, Act.COME_AGAIN)
_GONE_KEPT = 5000


@dataclass(slots=True)
class _Watch:
    """One open order under watch.

    Attributes:
        upto: its stages up to here are dealt with.
        come, come_until: those that came after it, as far as they were looked for: after a day away there are hundreds.
    """

    order: Order
    clocks: tuple[Clock, ...]
    upto: datetime
    last_event: int
    generation: int
    come: list[Stage] = field(default_factory=list)
    come_until: datetime | None = None

    def dealt_with(self, upto: datetime) -> None:
        """What has come until then is told, or is to come again."""
        self.upto, self.come, self.come_until = upto, [], None


class AlertBook:
    """Every open order's next stage, and every alert that rings. One thread at a time may use it.

    Attributes:
        ringing: what began and has not ended. teller: how what has come is told.
        troubled: orders whose clocks could not be derived: nobody watches them.
    """

    def __init__(self) -> None:
        self.troubled: set[int] = set()
        self.ringing = Ringing()
        self._watches: dict[int, _Watch] = {}
        self._followers: dict[int, set[int]] = {}  # lead order → orders merged under it
        self._heap: list[tuple[datetime, int, int]] = []  # moment, order, generation
        self._given: dict[int, dict[str, datetime]] = {}  # order → keys dealt with and their moments
        self._seen: dict[int, set[str]] = {}  # order → keys to which 知道了 was said
        self._shelf = Shelf(self.ringing)
        self.teller = Teller(self.ringing, self._shelf, self.take)
        self._generation = 0
        self._ticked: datetime | None = None  # up to here every watched order is dealt with
        self._gone: dict[
            int, tuple[datetime, int]
        ] = {}  # orders that left: upto and last_event, should they return

    @property
    def live(self) -> dict[str, Alert]:
        """Alerts that ring, by key."""
        return self.ringing.live

    @property
    def next_at(self) -> datetime | None:
        """The earliest moment at which something may be due; None when nothing is to come."""
        return self._heap[0][0] if self._heap else None

    @property
    def size(self) -> int:
        """How many orders are watched."""
        return len(self._watches)

    def watched(self) -> set[int]:
        """Ids of the orders under watch."""
        return set(self._watches)

    def with_followers(self, ids: Iterable[int]) -> set[int]:
        """The orders to look at again when these changed: those merged under them follow their dispatch."""
        wanted = set(ids)
        for lead in tuple(wanted):
            wanted |= self._followers.get(lead, set())
        return wanted

    def remember(self, ticket_id: int, key: str, at: datetime, *, seen: bool = False) -> None:
        """A stage dealt with before: it is not given again, one that was acknowledged (``seen``) never."""
        self._given.setdefault(ticket_id, {})[key] = at
        if seen:
            self._seen.setdefault(ticket_id, set()).add(key)

    # -- orders come and go ----------------------------------------------------------------------------------------

    def put(self, orders: Iterable[Order], since: datetime, now: datetime) -> list[AlertEvent]:
        """Watch these orders, or look at them again after a change.

        Args:
            since: up to when the desk knew of everything; acts recorded later are news to it.
            now: the moment.
        """
        events: list[AlertEvent] = []
        past: list[Alert] = []
        for order in orders:
            try:
                past += self._put(order, since, now)
            except Exception:  # one order that cannot be derived must not hold up the others
                log.exception("the clocks of order %d cannot be derived", order.ticket_id)
                self.troubled.add(order.ticket_id)
            else:
                self.troubled.discard(order.ticket_id)
            events += self._end_stale(order.ticket_id, now)
        events += [Noted(alert=alert, reason=Reason.PAST) for alert in past]
        if past:
            events.append(AlertRaised(alert=summaries.past(past, now)))
        return events

    def _put(self, order: Order, since: datetime, now: datetime) -> list[Alert]:
        """Take one order up; what lay before its import comes back."""
        ticket_id = order.ticket_id
        clocks = awaited(order.events, order.policy, order.lead_events)
        known_until, fresh = self._news_of(order, since)
        upto = min([known_until, *(event.recorded_at - _TICK for event in fresh)])
        last = max((event.id for event in order.events), default=0)
        self._generation += 1
        self._watches[ticket_id] = _Watch(order, clocks, upto, last, self._generation)
        for lead in {event.ticket_id for event in order.lead_events}:
            self._followers.setdefault(lead, set()).add(ticket_id)
        self._schedule(ticket_id, upto)
        if not any(event.act in _BEGINNINGS for event in fresh):
            return []
        past = past_stages(ticket_id, order.events, clocks, order.policy)
        return [self.take(stage, now) for stage in past if self._is_new(stage)]

    def _news_of(self, order: Order, since: datetime) -> tuple[datetime, list[Event]]:
        """Up to when its stages are dealt with, and the acts the desk did not know of."""
        old = self._watches.get(order.ticket_id)
        if old is None:
            known = self._gone.pop(order.ticket_id, None)
        else:  # what an act changes counts from the act: a repeat of a class it did not have was never owed
            known = (max(old.upto, self._ticked or old.upto), old.last_event)
        if known is None:
            return since, [event for event in order.events if event.recorded_at > since]
        return known[0], [event for event in order.events if event.id > known[1]]

    def remove(self, ids: Iterable[int], now: datetime) -> list[AlertEvent]:
        """Orders nothing is awaited of any more: their alerts end."""
        events: list[AlertEvent] = []
        for ticket_id in ids:
            watch = self._watches.pop(ticket_id, None)
            self._given.pop(ticket_id, None)
            self._seen.pop(ticket_id, None)
            if watch is not None:
                self._gone[ticket_id] = (watch.upto, watch.last_event)
            events += self._end_stale(ticket_id, now)
        while len(self._gone) > _GONE_KEPT:
            del self._gone[next(iter(self._gone))]
        return events

    def _end_stale(self, ticket_id: int, now: datetime) -> list[AlertEvent]:
        stale = [alert for alert in self.ringing.of(ticket_id) if not self.holds(ticket_id, alert.stage)]
        return self.ringing.resolve(ticket_id, stale, now) if stale else []

    def holds(self, ticket_id: int, stage: Stage | None) -> bool:
        """Whether what a stage asked for is still to be done."""
        watch = self._watches.get(ticket_id)
        if watch is None or stage is None:
            return False
        if stage.clock is None:
            order = watch.order
            return any(
                (stage.name, stage.round, stage.due_at) == (other.name, other.round, other.due_at)
                for other in stages_of(ticket_id, order.events, (), order.policy)
            )
        return any(_same(stage, clock) and clock.rings for clock in watch.clocks)

    # -- time passes -----------------------------------------------------------------------------------------------

    def tick(
        self,
        now: datetime,
        real: float,
        absent: tuple[datetime, datetime] | None = None,
        *,
        first: bool = False,
    ) -> list[AlertEvent]:
        """Everything that has come by now.

        Args:
            real: real seconds (monotonic), for floods.
            absent: from when to when the desk was not there; stages of that span are told in one summary.
            first: it was not there because it runs for the first time.
        """
        due = self._due(now)
        self._ticked = now
        missed = [stage for stage in due if absent is not None and _was_missed(stage, absent[1])]
        coming = [stage for stage in due if absent is None or not _was_missed(stage, absent[1])]
        events: list[AlertEvent] = []
        if absent is not None and missed:
            events += self.teller.missed(missed, absent, now, first=first)
        if coming:
            events += self.teller.tell(coming, now, real)
        events += self._shelf.bring_back(now)
        events += [AlertEscalated(alert=alert) for alert in self.ringing.steps.due(self.live, now)]
        self.teller.calm(real)
        return events

    def _due(self, now: datetime) -> list[Stage]:
        """Stages that have come and were not dealt with; each order is set for its next."""
        found: list[Stage] = []
        while self._heap and self._heap[0][0] <= now:
            _moment, ticket_id, generation = heapq.heappop(self._heap)
            watch = self._watches.get(ticket_id)
            if watch is None or watch.generation != generation:
                continue
            found += self._coming(ticket_id, watch, now)
            watch.dealt_with(max(now, watch.upto))
            self._schedule(ticket_id, watch.upto)
        return found

    def _coming(self, ticket_id: int, watch: _Watch, now: datetime) -> list[Stage]:
        order, since = watch.order, watch.come_until or watch.upto
        if since < now:
            watch.come += stages_between(ticket_id, order.events, watch.clocks, order.policy, since, now)
            watch.come_until = now
        return [stage for stage in watch.come if stage.at <= now and not stage.past and self._is_new(stage)]

    def _schedule(self, ticket_id: int, after: datetime) -> None:
        watch = self._watches[ticket_id]
        order = watch.order
        following = next_moment(ticket_id, order.events, watch.clocks, order.policy, after)
        if following is not None:
            heapq.heappush(self._heap, (following, ticket_id, watch.generation))

    def _is_new(self, stage: Stage) -> bool:
        return stage.key not in self._given.get(stage.ticket_id, ())

    # -- alerts begin and end --------------------------------------------------------------------------------------

    def show(self, alert: Alert) -> None:
        """Something about the desk itself stands in the list until 知道了."""
        self.ringing.show(alert)

    def acknowledge(self, keys: Iterable[str], who: str, now: datetime) -> list[AlertEvent]:
        """See :meth:`Ringing.acknowledge`."""
        events = self.ringing.acknowledge(keys, who, now)
        for event in events:
            if isinstance(event, AlertEnded) and event.ticket_id is not None:
                self._seen.setdefault(event.ticket_id, set()).add(event.key)
        return events

    def shelve(self, keys: Iterable[str], shelving: Shelving, now: datetime) -> list[AlertEvent]:
        """See :meth:`Shelf.put_off`."""
        return self._shelf.put_off(keys, shelving, now)

    def step_back(self, now: datetime, by: timedelta = timedelta(0)) -> list[AlertEvent]:
        """The clock was set back ``by`` so much: everything is as it is at ``now``.

        What rings for a moment that lies ahead again rings no more, and in its place, without a sound, what came last
        before it and nobody has acknowledged. At its moment it is given, aloud and once: told too early is not told at
        its time, and which of the two clocks was wrong nobody can know. What was acknowledged is never given again
        (clocks.md, Identity): a person knows of it, and the next stage of its clock rings.
        """
        taken, events = self.ringing.take_back(now, by)
        self._heap, self._ticked = [], now
        for ticket_id, watch in self._watches.items():
            watch.dealt_with(min(watch.upto, now))
            self._schedule(ticket_id, watch.upto)
        self._gone = {ticket_id: (min(upto, now), last) for ticket_id, (upto, last) in self._gone.items()}
        for stage in [alert.stage for alert in taken if alert.stage is not None]:
            events += self._ring_the_one_before(stage, now)
        for ticket_id, given in self._given.items():
            seen = self._seen.get(ticket_id, ())
            for key in [key for key, at in given.items() if at > now and key not in seen]:
                del given[key]
        return events

    def _ring_the_one_before(self, stage: Stage, now: datetime) -> list[AlertEvent]:
        """The stage whose place this one took, if nobody has acknowledged it: in the list again."""
        watch = self._watches.get(stage.ticket_id)
        if watch is None:
            return []
        order, begun = watch.order, min(event.recorded_at for event in watch.order.events) - _TICK
        came = stages_between(stage.ticket_id, order.events, watch.clocks, order.policy, begun, now)
        same = [
            one for one in came if clock_of(one) == clock_of(stage) and not one.past and one.name != "new"
        ]
        if not same or self._is_new(same[-1]) or same[-1].key in self._seen.get(stage.ticket_id, ()):
            return []
        return self.teller.ring(replace(shown_only(self.take(same[-1], now)), again=True), now)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def find(self, ticket_id: int, key: str, at: datetime) -> Stage | None:
        """The stage of that key and moment, if what it asks for is still to be done."""
        watch = self._watches.get(ticket_id)
        if watch is None:
            return None
        order = watch.order
        stages = stages_between(ticket_id, order.events, watch.clocks, order.policy, at - _TICK, at)
        found = next((stage for stage in stages if stage.key == key), None)
        return found if self.holds(ticket_id, found) else None

    def overdue(self, now: datetime) -> list[Stage]:
        """The stages that have come and were not dealt with; unlike a tick, this leaves them so."""
        found: list[Stage] = []
        for _moment, ticket_id, generation in [entry for entry in self._heap if entry[0] <= now]:
            watch = self._watches.get(ticket_id)
            if watch is not None and watch.generation == generation:
                found += self._coming(ticket_id, watch, now)
        return found

    def take(self, stage: Stage, now: datetime) -> Alert:
        """The alert of a stage, from now on dealt with."""
        self.remember(stage.ticket_id, stage.key, stage.at)
        order = self._watches[stage.ticket_id].order
        return summaries.single(stage, order, now)


def _was_missed(stage: Stage, until: datetime) -> bool:
    """Whether its moment fell into an absence. 疑似紧急 still asks for an answer, so it is asked aloud all the same."""
    return stage.at < until and stage.name != "suspected"


def _same(stage: Stage, clock: Clock) -> bool:
    ours = (stage.round, stage.clock, stage.unit, stage.cycle, stage.due_at)
    return ours == (clock.round, clock.kind, clock.unit, clock.cycle, clock.due_at)
