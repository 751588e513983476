"""What is due, what was given and what still rings: the engine without its thread.

Every decision takes the moment as an argument, so a night can be played through in a test. Nothing here waits, stores
or tells anybody; what happened comes back as events.
"""

from __future__ import annotations

import heapq
import logging
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from jiesu_desktop.alerts import escalating, summaries
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
from jiesu_desktop.domain.alert_rules import (
    TOP,
    Stage,
    fold,
    is_flood,
    next_moment,
    past_stages,
    shelved_until,
    stages_between,
    stages_of,
)
from jiesu_desktop.domain.clock_known import awaited
from jiesu_desktop.domain.clocks import Clock
from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.tickets import Act, Event

log = logging.getLogger(__name__)

_TICK = timedelta(microseconds=1)
_BEGINNINGS = (Act.OBTAIN, Act.COME_AGAIN)
_GONE_KEPT = 5000
_SHOWN_ONLY = frozenset({"flash", "log"})


@dataclass(slots=True)
class _Watch:
    """One open order under watch. ``upto``: its stages up to here are dealt with."""

    order: Order
    clocks: tuple[Clock, ...]
    upto: datetime
    last_event: int
    generation: int


class AlertBook:
    """Every open order's next stage, and every alert that rings. One thread at a time may use it.

    Attributes:
        live: alerts that ring, by key.
        troubled: orders whose clocks could not be derived: nobody watches them.
    """

    def __init__(self) -> None:
        self.troubled: set[int] = set()
        self.live: dict[str, Alert] = {}
        self._rings: dict[int, set[str]] = {}  # order → keys in live
        self._watches: dict[int, _Watch] = {}
        self._followers: dict[int, set[int]] = {}  # lead order → orders merged under it
        self._heap: list[tuple[datetime, int, int]] = []  # moment, order, generation
        self._given: dict[int, dict[str, datetime]] = {}  # order → keys dealt with and their moments
        self._recent: deque[float] = deque(maxlen=4096)  # real seconds of alerts below the top priority
        self._steps = escalating.Steps()
        self._shelved: set[str] = set()  # keys in live that are put off
        self._flood_key: str | None = None
        self._flood_at = 0.0
        self._generation = 0
        self._gone: dict[
            int, tuple[datetime, int]
        ] = {}  # orders that left: upto and last_event, should they return

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

    def remember(self, ticket_id: int, key: str, at: datetime) -> None:
        """A stage dealt with before: it is never given again."""
        self._given.setdefault(ticket_id, {})[key] = at

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
        for event in order.lead_events[:1]:
            self._followers.setdefault(event.ticket_id, set()).add(ticket_id)
        self._schedule(ticket_id, upto)
        if not any(event.act in _BEGINNINGS for event in fresh):
            return []
        past = past_stages(ticket_id, order.events, clocks, order.policy)
        return [self._take(stage, now) for stage in past if self._is_new(stage)]

    def _news_of(self, order: Order, since: datetime) -> tuple[datetime, list[Event]]:
        """Up to when its stages are dealt with, and the acts the desk did not know of."""
        old = self._watches.get(order.ticket_id)
        known = (old.upto, old.last_event) if old else self._gone.pop(order.ticket_id, None)
        if known is None:
            return since, [event for event in order.events if event.recorded_at > since]
        return known[0], [event for event in order.events if event.id > known[1]]

    def remove(self, ids: Iterable[int], now: datetime) -> list[AlertEvent]:
        """Orders nothing is awaited of any more: their alerts end."""
        events: list[AlertEvent] = []
        for ticket_id in ids:
            watch = self._watches.pop(ticket_id, None)
            self._given.pop(ticket_id, None)
            if watch is not None:
                self._gone[ticket_id] = (watch.upto, watch.last_event)
            events += self._end_stale(ticket_id, now)
        while len(self._gone) > _GONE_KEPT:
            del self._gone[next(iter(self._gone))]
        return events

    def _end_stale(self, ticket_id: int, now: datetime) -> list[AlertEvent]:
        rings = [self.live[key] for key in sorted(self._rings.get(ticket_id, ()))]
        stale = [alert for alert in rings if not self._holds(ticket_id, alert.stage)]
        events: list[AlertEvent] = [self._end(alert, Reason.RESOLVED, now) for alert in stale]
        joined = any(alert.joined for alert in rings if alert not in stale)
        return [*events, *self._told_less(alert.key for alert in stale)] if stale and joined else events

    def _holds(self, ticket_id: int, stage: Stage | None) -> bool:
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
        return any(_same(stage, clock) and clock.paused_at is None for clock in watch.clocks)

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
        missed = [stage for stage in due if absent is not None and _was_missed(stage, absent[1])]
        coming = [stage for stage in due if absent is None or not _was_missed(stage, absent[1])]
        events: list[AlertEvent] = []
        if absent is not None and missed:
            events += self._tell_missed(missed, absent, now, first)
        if coming:
            events += self._tell(coming, now, real)
        events += self._unshelve(now)
        events += [AlertEscalated(alert=alert) for alert in self._steps.due(self.live, now)]
        self._calm(real)
        return events

    def _due(self, now: datetime) -> list[Stage]:
        """Stages that have come and were not dealt with; each order is set for its next."""
        found: list[Stage] = []
        while self._heap and self._heap[0][0] <= now:
            _moment, ticket_id, generation = heapq.heappop(self._heap)
            watch = self._watches.get(ticket_id)
            if watch is None or watch.generation != generation:
                continue
            order = watch.order
            stages = stages_between(ticket_id, order.events, watch.clocks, order.policy, watch.upto, now)
            found += [stage for stage in stages if not stage.past and self._is_new(stage)]
            watch.upto = max(now, watch.upto)
            self._schedule(ticket_id, watch.upto)
        return found

    def _schedule(self, ticket_id: int, after: datetime) -> None:
        watch = self._watches[ticket_id]
        order = watch.order
        following = next_moment(ticket_id, order.events, watch.clocks, order.policy, after)
        if following is not None:
            heapq.heappush(self._heap, (following, ticket_id, watch.generation))

    def _is_new(self, stage: Stage) -> bool:
        return stage.key not in self._given.get(stage.ticket_id, ())

    def _tell(self, stages: Sequence[Stage], now: datetime, real: float) -> list[AlertEvent]:
        events: list[AlertEvent] = []
        last, passed = _last_of_each_clock(stages)
        events += [Noted(alert=self._take(stage, now), reason=Reason.PASSED) for stage in passed]
        news = [stage for stage in last if stage.name == "new"]
        others = [stage for stage in last if stage.name != "new"]
        events += self._tell_news(news, now)
        self._recent.extend(real for stage in others if stage.priority != TOP)
        policy = self._policy(stages[0])
        while len(self._recent) > policy.alerts.flood_count:  # older ones decide nothing
            self._recent.popleft()
        alone, folded = fold(others, is_flood(self._recent, real, policy))
        for together in _told_together(alone):
            events += self._ring_together(together, now)
        if folded:
            events += self._tell_flood(folded, now, real, policy)
        return events

    def _ring_together(self, stages: Sequence[Stage], now: datetime) -> list[AlertEvent]:
        """One sentence for limits of one order that fall together; each stays in the list by itself."""
        first, *others = stages
        alert = summaries.joined(self._take(first, now), others, now)
        events: list[AlertEvent] = []
        for stage in others:
            events += self._ring(self._quiet(stage, now), now)
        return [*events, *self._ring(alert, now)]

    def _tell_news(self, stages: Sequence[Stage], now: datetime) -> list[AlertEvent]:
        alerts = [self._take(stage, now) for stage in stages]
        alerts = [replace(alert, channels=alert.channels | {"chime"}) for alert in alerts]
        if len(alerts) < 2:
            return [AlertRaised(alert=alert) for alert in alerts]
        noted: list[AlertEvent] = [Noted(alert=alert, reason=Reason.TOLD) for alert in alerts]
        return [*noted, AlertRaised(alert=summaries.news(alerts, now))]

    def _tell_flood(
        self, stages: Sequence[Stage], now: datetime, real: float, policy: Policy
    ) -> list[AlertEvent]:
        """The stages are shown one by one and told by one summary, which grows while the flood lasts."""
        events: list[AlertEvent] = []
        alerts = [self._quiet(stage, now) for stage in stages]
        for alert in alerts:
            events += self._ring(alert, now)
        old = self.live.get(self._flood_key) if self._flood_key else None
        window = policy.alerts.flood_within.total_seconds()
        if old is None and self._flood_key is not None and real - self._flood_at < window:
            return events  # 知道了 was said to this flood; a new sentence waits for the next window
        if old is None:
            self._flood_key, self._flood_at = f"flood/{stages[0].key}", real
        if old is not None:  # a flood may last for days: only what still rings is counted
            old = replace(old, members=tuple(key for key in old.members if key in self.live))
        grown = summaries.flood(self._flood_key or "", old, alerts, now, policy)
        self.live[grown.key] = grown
        events.append(AlertRaised(alert=grown, grown=old is not None))
        return events

    def _tell_missed(
        self, stages: Sequence[Stage], absent: tuple[datetime, datetime], now: datetime, first: bool
    ) -> list[AlertEvent]:
        """One summary for what nobody heard; the latest stage of each clock goes on ringing without a voice."""
        last, passed = _last_of_each_clock(stages)
        events: list[AlertEvent] = [
            Noted(alert=self._take(stage, now), reason=Reason.MISSED) for stage in passed
        ]
        told: list[Alert] = []
        for stage in last:
            alert = self._quiet(stage, now)
            told.append(alert)
            events += self._ring(alert, now) if alert.lasting else [Noted(alert=alert, reason=Reason.MISSED)]
        summary = summaries.missed(told, len(stages), absent, now, first)
        self.live[summary.key] = summary
        events.append(AlertRaised(alert=summary))
        return events

    def _calm(self, real: float) -> None:
        """A flood is over once no window is full any more: the next one gets a summary of its own."""
        if self._flood_key is None or not self._watches:
            return
        policy = next(iter(self._watches.values())).order.policy
        if not is_flood(self._recent, real, policy):
            self._flood_key = None

    # -- alerts begin and end --------------------------------------------------------------------------------------

    def _ring(self, alert: Alert, now: datetime) -> list[AlertEvent]:
        events: list[AlertEvent] = []
        if alert.lasting:
            rings = [self.live[key] for key in sorted(self._rings.get(alert.ticket_id or 0, ()))]
            before = [other for other in rings if other.key != alert.key and _same_clock(other, alert)]
            alert = escalating.follow(alert, before, now)
            events += [self._end(other, Reason.NEXT, now) for other in before]
            self.live[alert.key] = alert
            self._steps.watch(alert)
            if alert.shelved is not None:
                self._shelved.add(alert.key)
            if alert.ticket_id is not None:
                self._rings.setdefault(alert.ticket_id, set()).add(alert.key)
        return [*events, AlertRaised(alert=alert)]

    def _told_less(self, ended: Iterable[str]) -> list[AlertEvent]:
        """One of the limits told in one sentence is met: the sentence goes on without it."""
        gone = set(ended)
        events: list[AlertEvent] = []
        for alert in [one for one in self.live.values() if one.joined and not gone.isdisjoint(one.members)]:
            left = replace(
                alert,
                joined=tuple(stage for stage in alert.joined if stage.key not in gone),
                members=tuple(key for key in alert.members if key not in gone),
            )
            self.live[alert.key] = left
            events.append(AlertRaised(alert=left, grown=True))
        return events

    def _end(self, alert: Alert, reason: Reason, now: datetime, who: str = "") -> AlertEnded:
        self.live.pop(alert.key, None)
        if alert.ticket_id is not None and (rings := self._rings.get(alert.ticket_id)) is not None:
            rings.discard(alert.key)
            if not rings:
                del self._rings[alert.ticket_id]
        return AlertEnded(key=alert.key, reason=reason, at=now, ticket_id=alert.ticket_id, who=who)

    def acknowledge(self, keys: Iterable[str], who: str, now: datetime) -> list[AlertEvent]:
        """知道了: silences these stages only, and with a summary those it stands for. The next stage rings again."""
        events: list[AlertEvent] = []
        for key in keys:
            alert = self.live.get(key)
            if alert is None:
                continue
            found = [self.live[member] for member in (*alert.members, key) if member in self.live]
            events += [self._end(one, Reason.ACKNOWLEDGED, now, who) for one in found]
        return events

    def shelve(self, keys: Iterable[str], shelving: Shelving, now: datetime) -> list[AlertEvent]:
        """搁置: silent until a moment, with a summary those it stands for; never longer than policy allows."""
        events: list[AlertEvent] = []
        for key in keys:
            alert = self.live.get(key)
            found = [self.live[one] for one in (*alert.members, key) if one in self.live] if alert else []
            for one in found:
                until = shelved_until(now, shelving.until - now, one.policy) if one.policy else shelving.until
                if until <= now:
                    continue
                put_off = replace(one, shelved=replace(shelving, until=until))
                self.live[one.key] = put_off
                self._shelved.add(one.key)
                events.append(AlertRaised(alert=put_off, grown=True))
        return events

    def _unshelve(self, now: datetime) -> list[AlertEvent]:
        """Those whose time is over ring again, and count from now until somebody says 知道了."""
        events: list[AlertEvent] = []
        for key in sorted(self._shelved):
            alert = self.live.get(key)
            if alert is None or alert.shelved is None:
                self._shelved.discard(key)
            elif alert.shelved.until <= now:
                self._shelved.discard(key)
                stage, member = alert.stage, any(key in one.members for one in self.live.values())
                channels = alert.channels
                if stage is not None and not member:
                    channels |= {channel.value for channel in stage.channels}
                back = replace(
                    alert, shelved=None, again=True, quiet=member, channels=channels, since=now, step=0,
                    text=alert.sentence(now),
                )  # fmt: skip
                self.live[key] = back
                self._steps.watch(back)
                events.append(AlertRaised(alert=back))
        return events

    def restore(
        self,
        keys: Iterable[tuple[int, str, datetime, bool]],
        now: datetime,
        shelved: Mapping[str, Shelving] = MappingProxyType({}),
    ) -> list[AlertEvent]:
        """After a restart: what rang then and still holds rings on; what was not delivered is given again.

        Args:
            keys: order, key, the stage's moment, and whether it had been delivered.
            shelved: what was put off then, by key.
        """
        events: list[AlertEvent] = []
        for ticket_id, key, at, delivered in keys:
            stage = self._find(ticket_id, key, at)
            if stage is None or not self._holds(ticket_id, stage):
                continue
            alert = replace(self._take(stage, now), again=True)
            put_off = shelved.get(key)
            if put_off is not None and put_off.until > now:
                alert = replace(alert, shelved=put_off)
            if delivered or alert.shelved is not None:
                alert = replace(alert, channels=alert.channels & _SHOWN_ONLY, quiet=True)
            events += self._ring(alert, now)
        return events

    def step_back(self, now: datetime) -> None:
        """The clock was set back: what was given for moments yet to come was too early, so it comes again."""
        for given in self._given.values():
            for key in [key for key, at in given.items() if at > now]:
                del given[key]
        self._heap = []
        for ticket_id, watch in self._watches.items():
            watch.upto = min(watch.upto, now)
            self._schedule(ticket_id, watch.upto)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _find(self, ticket_id: int, key: str, at: datetime) -> Stage | None:
        watch = self._watches.get(ticket_id)
        if watch is None:
            return None
        order = watch.order
        stages = stages_between(ticket_id, order.events, watch.clocks, order.policy, at - _TICK, at)
        return next((stage for stage in stages if stage.key == key), None)

    def _take(self, stage: Stage, now: datetime) -> Alert:
        """The alert of a stage, from now on dealt with."""
        self.remember(stage.ticket_id, stage.key, stage.at)
        order = self._watches[stage.ticket_id].order
        return summaries.single(stage, order, now)

    def _quiet(self, stage: Stage, now: datetime) -> Alert:
        alert = self._take(stage, now)
        return replace(alert, channels=alert.channels & _SHOWN_ONLY, quiet=True)

    def _policy(self, stage: Stage) -> Policy:
        return self._watches[stage.ticket_id].order.policy


def _was_missed(stage: Stage, until: datetime) -> bool:
    """Whether its moment fell into an absence. 疑似紧急 still asks for an answer, so it is asked aloud all the same."""
    return stage.at < until and stage.name != "suspected"


def _clock_of(stage: Stage) -> tuple[object, ...]:
    return stage.round, stage.clock, stage.unit, stage.cycle


def _same_clock(one: Alert, other: Alert) -> bool:
    return (
        one.stage is not None and other.stage is not None and _clock_of(one.stage) == _clock_of(other.stage)
    )


def _same(stage: Stage, clock: Clock) -> bool:
    ours = (stage.round, stage.clock, stage.unit, stage.cycle, stage.due_at)
    return ours == (clock.round, clock.kind, clock.unit, clock.cycle, clock.due_at)


def _last_of_each_clock(stages: Sequence[Stage]) -> tuple[list[Stage], list[Stage]]:
    """Of several stages of one clock that come at once, the last is told; the others only logged."""
    last = {
        (stage.ticket_id, *_clock_of(stage), stage.name if stage.clock is None else ""): stage
        for stage in stages
    }
    told = list(last.values())
    kept = {id(stage) for stage in told}
    return told, [stage for stage in stages if id(stage) not in kept]


def _told_together(stages: Iterable[Stage]) -> list[list[Stage]]:
    """Stages of one order, moment and kind are one sentence: its 派发 and its 电话确认 end together."""
    groups: dict[tuple[object, ...], list[Stage]] = {}
    for stage in stages:
        alike = (stage.ticket_id, stage.at, stage.due_at, stage.name, stage.repeat, stage.limit, stage.rule)
        apart = stage.key if stage.clock is None else ""
        groups.setdefault((*alike, stage.channels, apart), []).append(stage)
    return [sorted(group, key=_as_clocks_go) for group in groups.values()]


def _as_clocks_go(stage: Stage) -> tuple[int, str]:
    """派发 before 电话确认: in the order in which the acts are done."""
    return list(ClockKind).index(stage.clock) if stage.clock else 0, stage.unit or ""
