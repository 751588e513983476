"""The alerts that ring: how one begins, what ends with it, what one sentence joins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from jiesu_desktop.alerts import escalating
from jiesu_desktop.alerts.alert import Alert, AlertEnded, AlertEvent, AlertRaised, Kind, Reason
from jiesu_desktop.domain.alert_rules import Stage

_SHOWN_ONLY = frozenset({"flash", "log"})


class Ringing:
    """Every alert that waits for 知道了 or for its act. One thread at a time may use it.

    Attributes:
        live: alerts that ring, by key; those put off among them.
        steps: how far those that nobody acknowledges have gone.
    """

    def __init__(self) -> None:
        self.live: dict[str, Alert] = {}
        self.steps = escalating.Steps()
        self._of_order: dict[int, set[str]] = {}  # order → keys in live
        self._summaries: set[str] = set()  # keys in live that stand for others

    def of(self, ticket_id: int | None) -> list[Alert]:
        """What rings for an order."""
        return [self.live[key] for key in sorted(self._of_order.get(ticket_id or 0, ()))]

    def before(self, alert: Alert) -> list[Alert]:
        """What rings for the same clock: an alert takes their place."""
        return [
            other
            for other in self.of(alert.ticket_id)
            if other.key != alert.key and _same_clock(other, alert)
        ]

    def together(self, key: str) -> list[Alert]:
        """What stands and falls with an alert, itself last: the rows one sentence joined, or all a summary stands for."""
        alert = self.live.get(key)
        if alert is None:
            return []
        if alert.stage is not None:
            told = [one for one in self.of(alert.ticket_id) if one.joined and key in one.members]
            alert = told[0] if told else alert
        return [self.live[one] for one in (*alert.members, alert.key) if one in self.live]

    # -- beginning -------------------------------------------------------------------------------------------------

    def begin(self, alert: Alert, now: datetime) -> list[AlertEvent]:
        """It rings from now on and takes the place of the others of its clock; a line to hear once is only told."""
        events: list[AlertEvent] = []
        if alert.lasting:
            before = self.before(alert)
            alert = escalating.follow(alert, before, now)
            events += [self.end(other, Reason.NEXT, now) for other in before]
            self.show(alert)
            self.steps.watch(alert)
        return [*events, AlertRaised(alert=alert)]

    def show(self, alert: Alert) -> None:
        """It is in the list as it stands now."""
        self.live[alert.key] = alert
        if alert.ticket_id is not None:
            self._of_order.setdefault(alert.ticket_id, set()).add(alert.key)
        elif alert.members:
            self._summaries.add(alert.key)

    # -- ending ----------------------------------------------------------------------------------------------------

    def end(self, alert: Alert, reason: Reason, now: datetime, who: str = "") -> AlertEnded:
        """It rings no more."""
        self.live.pop(alert.key, None)
        self._summaries.discard(alert.key)
        if alert.ticket_id is not None and (rings := self._of_order.get(alert.ticket_id)) is not None:
            rings.discard(alert.key)
            if not rings:
                del self._of_order[alert.ticket_id]
        return AlertEnded(key=alert.key, reason=reason, at=now, ticket_id=alert.ticket_id, who=who)

    def resolve(self, ticket_id: int, stale: Sequence[Alert], now: datetime) -> list[AlertEvent]:
        """What these asked for is done: they end, and what told of them goes on without them."""
        gone = {alert.key for alert in stale}
        events: list[AlertEvent] = [self.end(alert, Reason.RESOLVED, now) for alert in stale]
        return [*events, *self._tell_less(ticket_id, gone), *self._end_told_out(gone, Reason.RESOLVED, now)]

    def take_back(self, now: datetime, by: timedelta) -> tuple[list[Alert], list[AlertEvent]]:
        """The clock was set back: what is not due yet by now rings no more. Those, and what happened.

        What goes on was told at a moment that lies ahead by now: it waits, and is put off, from the same distance.
        """
        ahead = [one for one in self.live.values() if one.stage is not None and one.at > now]
        gone = {alert.key for alert in ahead}
        events: list[AlertEvent] = [self.end(alert, Reason.TAKEN_BACK, now) for alert in ahead]
        for ticket_id in dict.fromkeys(alert.ticket_id for alert in ahead):
            events += self._tell_less(ticket_id, gone)
        events += self._end_told_out(gone, Reason.TAKEN_BACK, now)
        for alert in list(self.live.values()):
            since, off = alert.since, alert.shelved
            since = min(since - by, now) if since is not None else None
            off = replace(off, until=off.until - by) if off is not None else None
            if (since, off) == (alert.since, alert.shelved):
                continue
            left = replace(alert, since=since, shelved=off)
            self.show(left)
            self.steps.watch(left)
            if off is not None:
                events.append(AlertRaised(alert=left, grown=True))
        return ahead, events

    def acknowledge(self, keys: Iterable[str], who: str, now: datetime) -> list[AlertEvent]:
        """知道了: silences these stages and those told in the same breath. The next stage rings again."""
        events: list[AlertEvent] = []
        gone: set[str] = set()
        for key in keys:
            found = self.together(key)
            gone |= {one.key for one in found}
            events += [self.end(one, Reason.ACKNOWLEDGED, now, who) for one in found]
        return [*events, *self._end_told_out(gone, Reason.ACKNOWLEDGED, now, who)]

    def _tell_less(self, ticket_id: int | None, gone: set[str]) -> list[AlertEvent]:
        """One of the limits told in one sentence is met: the sentence goes on without it."""
        events: list[AlertEvent] = []
        for alert in [one for one in self.of(ticket_id) if one.joined and not gone.isdisjoint(one.members)]:
            left = replace(
                alert,
                joined=tuple(stage for stage in alert.joined if stage.key not in gone),
                members=tuple(key for key in alert.members if key not in gone),
            )
            self.show(left)
            events.append(AlertRaised(alert=left, grown=True))
        return events

    def _end_told_out(self, gone: set[str], reason: Reason, now: datetime, who: str = "") -> list[AlertEvent]:
        """A summary all of whose members have ended says nothing any more."""
        summaries = [self.live[key] for key in sorted(self._summaries)] if gone else []
        return [
            self.end(one, reason, now, who)
            for one in summaries
            if not any(key in self.live for key in one.members) and not gone.isdisjoint(one.members)
        ]


def shown_only(alert: Alert) -> Alert:
    """The same told by something else: in the list and flashing, not heard."""
    return replace(alert, channels=alert.channels & _SHOWN_ONLY, quiet=True)


def clock_of(stage: Stage) -> tuple[object, ...]:
    """What makes two stages those of one clock."""
    return stage.round, stage.clock, stage.unit, stage.cycle


def _same_clock(one: Alert, other: Alert) -> bool:
    if one.stage is None or other.stage is None or Kind.STAGE not in (one.kind, other.kind):
        return False
    return clock_of(one.stage) == clock_of(other.stage)
