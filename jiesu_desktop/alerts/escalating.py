"""Urgent alerts that nobody acknowledges go further: full volume, a banner, the 主管's number (issue 3, Escalation)."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import IntEnum

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.domain.alert_rules import escalation
from jiesu_desktop.domain.policy import Policy

_SHOWN_ONLY = frozenset({"flash", "log"})


class Step(IntEnum):
    """How far an alert has gone."""

    VOLUME = 1
    BANNER = 2
    SUPERVISOR = 3

    @property
    def label(self) -> str:
        """The words of the alert log."""
        return {1: "无人知晓，最大音量再次播报", 2: "无人知晓，全屏横幅", 3: "无人知晓，提示拨打主管电话"}[
            self
        ]


def escalates(alert: Alert) -> bool:
    """Whether it is of an urgent order, or may be one, and asks for a person now."""
    stage = alert.stage
    if stage is None or alert.policy is None or alert.shelved is not None or not alert.lasting:
        return False
    return stage.name == "suspected" or (stage.level.is_urgent and stage.clock is not None and stage.spoken)


def follow(alert: Alert, before: Sequence[Alert], now: datetime) -> Alert:
    """A stage that takes the place of others of its clock inherits how long nobody listened, and their shelving.

    What it brings of its own, from before a restart, counts as well. Who put one off was listening: nothing of that one counts.

    A shelving holds over repeats. It does not hold over the limit itself: who puts off a warning, or who puts off
    a limit that is due, hears of it when it is due or when the shelving ends, whichever is first.
    """
    unheard = [alert, *(one for one in before if one.shelved is None)]
    since = min((one.since for one in unheard if one.since is not None), default=now)
    alert = replace(alert, since=since, step=max(one.step for one in unheard))
    shelvings = [one.shelved for one in before if one.shelved is not None and one.shelved.until > now]
    if not shelvings or alert.shelved is not None or (alert.stage is not None and alert.stage.name == "due"):
        return alert
    longest = max(shelvings, key=lambda shelving: shelving.until)
    return replace(alert, shelved=longest, channels=alert.channels & _SHOWN_ONLY, quiet=True)


class Steps:
    """When each alert goes its next step, without looking at all of them each second."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, str]] = []

    def watch(self, alert: Alert) -> None:
        """This alert rings from now on."""
        if (
            escalates(alert)
            and alert.since is not None
            and alert.policy is not None
            and alert.step < len(Step)
        ):
            heapq.heappush(self._heap, (alert.since + _waits(alert.policy)[alert.step], alert.key))

    def due(self, live: dict[str, Alert], now: datetime) -> list[Alert]:
        """Those that go further now, changed in ``live``; of limits told in one sentence only that sentence."""
        gone: list[Alert] = []
        while self._heap and self._heap[0][0] <= now:
            alert = live.get(heapq.heappop(self._heap)[1])
            if alert is None or alert.policy is None or alert.since is None or not escalates(alert):
                continue
            step = escalation(now - alert.since, alert.policy)
            if step > alert.step:
                alert = replace(alert, step=step, channels=alert.channels | {"flash", "voice"})
                live[alert.key] = alert
                gone.append(alert)
            self.watch(alert)
        told = (
            {member for alert in live.values() if alert.joined for member in alert.members} if gone else set()
        )
        return [alert for alert in gone if alert.key not in told]


def _waits(policy: Policy) -> tuple[timedelta, ...]:
    alerts = policy.alerts
    return tuple(sorted((alerts.escalate_volume, alerts.escalate_banner, alerts.escalate_supervisor)))
