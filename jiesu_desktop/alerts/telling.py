"""How what has come is told: alone, in one sentence with its like, or by a summary (issue 3, Flood)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from jiesu_desktop.alerts import summaries
from jiesu_desktop.alerts.alert import Alert, AlertEvent, AlertRaised, Noted, Reason
from jiesu_desktop.alerts.ringing import Ringing, shown_only
from jiesu_desktop.alerts.shelving import Shelf
from jiesu_desktop.domain.alert_rules import TOP, Stage, fold, is_flood
from jiesu_desktop.domain.policy import Policy


class Teller:
    """Sets stages ringing.

    Args:
        take: makes the alert of a stage, which counts as dealt with from then on.
    """

    def __init__(self, ringing: Ringing, shelf: Shelf, take: Callable[[Stage, datetime], Alert]) -> None:
        self._ringing, self._shelf, self._take = ringing, shelf, take
        self._recent: deque[float] = deque(maxlen=4096)  # real seconds of alerts below the top priority
        self._flood: str | None = None  # key of the summary of the flood there is
        self._flood_at = 0.0
        self._policy: Policy | None = None  # by which a flood is told

    def ring(self, alert: Alert, now: datetime) -> list[AlertEvent]:
        """It begins, silently if its clock is put off."""
        events = self._ringing.begin(alert, now)
        if alert.lasting:
            self._shelf.note(self._ringing.live[alert.key])
        return events

    def tell(self, stages: Sequence[Stage], now: datetime, real: float) -> list[AlertEvent]:
        """Set these ringing: one by one, in one sentence, or by a summary in a flood."""
        last, passed = summaries.last_of_each_clock(stages)
        events = [*self._note(passed, Reason.PASSED, now)]
        news = [stage for stage in last if stage.name == "new"]
        others = [stage for stage in last if stage.name != "new"]
        events += self._tell_news(news, now)
        self._recent.extend(real for stage in others if stage.priority != TOP)
        self._policy = policy = self._take(stages[0], now).policy
        while policy and len(self._recent) > policy.alerts.flood_count:  # older ones decide nothing
            self._recent.popleft()
        alone, folded = fold(others, self._floods(real))
        for together in summaries.told_together(alone):
            events += self._ring_together(together, now)
        if folded and policy:
            events += self._tell_flood([self._quiet(stage, now) for stage in folded], now, real, policy)
        return events

    def _note(self, stages: Iterable[Stage], reason: Reason, now: datetime) -> list[AlertEvent]:
        return [Noted(alert=self._take(stage, now), reason=reason) for stage in stages]

    def _quiet(self, stage: Stage, now: datetime) -> Alert:
        return shown_only(self._take(stage, now))

    def _floods(self, real: float) -> bool:
        return self._policy is not None and is_flood(self._recent, real, self._policy)

    def calm(self, real: float) -> None:
        """A flood is over once no window is full any more: the next one gets a summary of its own."""
        if self._flood is not None and not self._floods(real):
            self._flood = None

    def _ring_together(self, stages: Sequence[Stage], now: datetime) -> list[AlertEvent]:
        """One sentence for limits of one order that fall together; each stays in the list by itself."""
        alerts = [self._take(stage, now) for stage in stages]
        off = [alert for alert in alerts if self._shelf.is_off(alert, now)]
        events = [event for alert in off for event in self.ring(alert, now)]
        awake = [alert for alert in alerts if alert not in off]
        if not awake:
            return events
        leader, *others = awake
        events += [event for alert in others for event in self.ring(shown_only(alert), now)]
        told = summaries.joined(leader, [alert.stage for alert in others if alert.stage])
        return [*events, *self.ring(told, now)]

    def _tell_news(self, stages: Sequence[Stage], now: datetime) -> list[AlertEvent]:
        alerts = [self._take(stage, now) for stage in stages]
        alerts = [replace(alert, channels=alert.channels | {"chime"}) for alert in alerts]
        if len(alerts) < 2:
            return [AlertRaised(alert=alert) for alert in alerts]
        noted: list[AlertEvent] = [Noted(alert=alert, reason=Reason.TOLD) for alert in alerts]
        return [*noted, AlertRaised(alert=summaries.news(alerts, now))]

    def _tell_flood(
        self, alerts: Sequence[Alert], now: datetime, real: float, policy: Policy
    ) -> list[AlertEvent]:
        """The stages are shown one by one and told by one summary, which grows while the flood lasts."""
        events = [event for alert in alerts for event in self.ring(alert, now)]
        live = self._ringing.live
        old = live.get(self._flood) if self._flood else None
        window = policy.alerts.flood_within.total_seconds()
        if old is None and self._flood is not None and real - self._flood_at < window:
            return events  # 知道了 was said to this flood; a new sentence waits for the next window
        if old is None:
            self._flood, self._flood_at = f"flood/{alerts[0].key}", real
            return [*events, *self._sum_up(summaries.flood(self._flood, None, alerts, now, policy))]
        # A flood may last for days: only what still rings is counted.
        left = replace(old, members=tuple(key for key in old.members if key in live))
        grown = replace(summaries.flood(old.key, left, alerts, now, policy), shelved=old.shelved)
        self._ringing.show(grown)
        return [*events, AlertRaised(alert=grown, grown=True, added=tuple(alert.key for alert in alerts))]

    def missed(
        self, stages: Sequence[Stage], absent: tuple[datetime, datetime], now: datetime, *, first: bool
    ) -> list[AlertEvent]:
        """One summary for what nobody heard; the latest stage of each clock goes on ringing without a voice."""
        last, passed = summaries.last_of_each_clock(stages)
        events = self._note(passed, Reason.MISSED, now)
        told = [self._quiet(stage, now) for stage in last]
        for alert in told:
            events += self.ring(alert, now) if alert.lasting else [Noted(alert=alert, reason=Reason.MISSED)]
        return [*events, *self._sum_up(summaries.missed(told, absent, now, first))]

    def _sum_up(self, summary: Alert) -> list[AlertEvent]:
        """A summary of nothing but what is put off is not heard: somebody asked for silence, and gets it until then."""
        told = [self._ringing.live.get(key) for key in summary.members]
        if all(one is not None and one.shelved is not None for one in told):
            summary = shown_only(summary)
        self._ringing.show(summary)
        return [AlertRaised(alert=summary)]
