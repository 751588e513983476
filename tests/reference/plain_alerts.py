"""When alerts of running clocks come, found by looking at every half minute: no arithmetic on schedules, no skipping.

Made for comparing: it takes the plain reference's clocks and imports nothing that derives a clock or a stage.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiesu_desktop.domain.policy import ClockKind, Policy

TICK = timedelta(seconds=30)


def plain_alerts(
    clocks: list[dict[str, Any]], urgent: bool, policy: Policy, after: datetime, until: datetime
) -> list[tuple[datetime, str, str, str]]:
    """(moment, clock, unit, name) of every stage in (after, until]; moments lie on half minutes after ``after``."""
    found = []
    moment = after + TICK
    while moment <= until:
        for c in clocks:
            if c["verdict"] == "running" and c["paused_at"] is None:
                name = stage_at(c, urgent, policy, moment)
                if name is not None:
                    found.append((moment, c["kind"], c["unit"] or "", name))
        moment += TICK
    return found


def stage_at(c: dict[str, Any], urgent: bool, policy: Policy, moment: datetime) -> str | None:
    rule = policy.clocks.of(ClockKind(c["kind"]))
    left = c["due"] - moment
    if left > timedelta(0):
        return "warn" if left in (rule.warn_urgent if urgent else rule.warn_general) else None
    if left == timedelta(0):
        return "due"
    loud = urgent and c["kind"] not in ("callback", "returned")
    if c["due"] <= c["start"] and not loud:
        return None
    over = -left
    for repeat in policy.repeats.urgent if loud else policy.repeats.general:
        if repeat.lasting is None or over <= repeat.lasting:
            return "overdue" if over % repeat.every == timedelta(0) else None
        over -= repeat.lasting
    return None


def plain_repeats(policy: Policy, until: timedelta) -> list[timedelta]:
    """How long after its moment an unanswered 疑似紧急 is asked again, looking at every half minute."""
    found = []
    over = TICK
    while over <= until:
        rest = over
        for repeat in policy.repeats.urgent:
            if repeat.lasting is None or rest <= repeat.lasting:
                if rest % repeat.every == timedelta(0):
                    found.append(over)
                break
            rest -= repeat.lasting
        over += TICK
    return found
