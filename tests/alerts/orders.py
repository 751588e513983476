"""Orders and nights for the tests of the alarms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from jiesu_desktop.alerts.alert import Alert, AlertEnded, AlertEvent, AlertRaised, Noted, Order, Shelving
from jiesu_desktop.alerts.book import AlertBook
from jiesu_desktop.alerts.journal import Given
from jiesu_desktop.alerts.recovery import restore
from jiesu_desktop.domain.policy import Policy
from tests.domain.stories import POLICY, ZERO, Story

BEFORE = ZERO - timedelta(hours=1)
"""A moment at which the desk already ran and no order had come."""


def order(story: Story, policy: Policy = POLICY, place: str = "模拟街道", issue: str = "燃气泄漏") -> Order:
    """The story as the alarms get it."""
    return Order(
        ticket_id=story.ticket,
        number=f"模{story.ticket:04}",
        place=place,
        issue=issue,
        events=tuple(story.events),
        policy=policy,
    )


class Night:
    """A book and its clock, which stands still until told to go on.

    Attributes:
        told: every event so far.
    """

    def __init__(self, *stories: Story, since: datetime = BEFORE, now: datetime = ZERO) -> None:
        self.book, self.since, self.now = AlertBook(), since, now
        self.told: list[AlertEvent] = []
        self.put(*stories)

    def put(self, *stories: Story) -> list[AlertEvent]:
        """These orders are new or have changed."""
        return self._keep(self.book.put([order(story) for story in stories], self.since, self.now))

    def until(self, moment: datetime, step: float = 1.0) -> list[AlertEvent]:
        """Go on to a moment, one tick every ``step`` seconds; what was told on the way."""
        told: list[AlertEvent] = []
        while self.now < moment:
            self.now = min(moment, self.now + timedelta(seconds=step))
            told += self._keep(self.book.tick(self.now, self.real))
        return told

    def jump(self, moment: datetime) -> list[AlertEvent]:
        """Be away until a moment."""
        left, self.now = self.now, moment
        return self._keep(self.book.tick(moment, self.real, (left, moment)))

    def restart(self, *rang: Given, off: dict[str, Shelving] | None = None) -> list[AlertEvent]:
        """What the journal of an earlier run says rang."""
        for one in rang:
            self.book.remember(one.ticket_id or 0, one.key, one.at)
        return self._keep(restore(self.book, rang, self.now, self.real, off or {}))

    @property
    def real(self) -> float:
        """Real seconds: the night is played at its own speed."""
        return (self.now - BEFORE).total_seconds()

    def _keep(self, events: list[AlertEvent]) -> list[AlertEvent]:
        self.told += events
        return events


def given(alert: Alert, *, delivered: bool = True) -> Given:
    """The alert as the journal remembers it."""
    return Given(
        alert.key, alert.ticket_id, alert.at, alert.raised_at, delivered=delivered, members=alert.members,
        joined=bool(alert.joined), since=alert.since, step=alert.step,
    )  # fmt: skip


def raised(events: Iterable[AlertEvent]) -> list[Alert]:
    """The alerts that began, in order."""
    return [event.alert for event in events if isinstance(event, AlertRaised) and not event.grown]


def ended(events: Iterable[AlertEvent]) -> list[AlertEnded]:
    """The ends, in order."""
    return [event for event in events if isinstance(event, AlertEnded)]


def noted(events: Iterable[AlertEvent]) -> list[Noted]:
    """What was only logged."""
    return [event for event in events if isinstance(event, Noted)]


def names(alerts: Iterable[Alert]) -> list[str]:
    """``report/warn/120``, ``new`` or the kind of a summary."""
    found = []
    for alert in alerts:
        stage = alert.stage
        if stage is None:
            found.append(alert.kind.value)
        else:
            found.append(f"{stage.clock.value}/{stage.name}/{stage.repeat}" if stage.clock else stage.name)
    return found
