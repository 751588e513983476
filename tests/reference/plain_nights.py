"""What a desk owes its people, found by looking at every second of a night: no heap, no schedule, no skipping.

It takes the plain reference's clocks and imports nothing that derives a clock or a stage.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.tickets import Act, Event
from tests.reference.plain_alerts import stage_at
from tests.reference.plain_clocks import plain_clocks, told_story, urgent_level, without_corrected

SECOND = timedelta(seconds=1)
CALM = ("callback", "returned")
FOLLOWING = ("dispatch", "dispatch_limit", "feedback")
ANSWERS = (
    Act.RAISE,
    Act.LOWER,
    Act.JUDGE,
    Act.CLOSE,
    Act.RETURN,
    Act.EXCLUDE_GRANTED,
    Act.ARCHIVE,
    Act.MERGE,
)


class PlainOrder:
    """One order, as its acts were recorded."""

    def __init__(self, ticket: int, policy: Policy) -> None:
        self.ticket, self.policy = ticket, policy
        self.events: list[Event] = []
        self._known: dict[int, dict[str, Any]] = {}
        self._before: set[str] = set()
        self._asked: str | None = None

    def waiting(self, moment: datetime) -> dict[str, dict[str, Any]]:
        """The clocks that run and do not stand still, by what makes them one and the same; with their class."""
        events = [event for event in self.events if event.recorded_at <= moment]
        if len(events) not in self._known:
            kept = without_corrected(events)
            story = told_story(kept, self.policy, [])[-1][2] if kept else {"urgent": False, "phase": "none"}
            urgent = story["urgent"]
            found = {}
            for c in plain_clocks(events, self.policy) if events else []:
                is_leads = story["phase"] == "merged" and c["kind"] in FOLLOWING
                if c["verdict"] == "running" and c["paused_at"] is None and not is_leads:
                    due = int(c["due"].timestamp())
                    unit = c["unit"] or "-"
                    name = f"{self.ticket}/{c['round']}/{c['kind']}/{unit}/{c['cycle']}/{due}"
                    found[name] = {**c, "loud": urgent or c["kind"] in ("report", "confirm")}
            self._known[len(events)] = found
        return self._known[len(events)]

    def suspected(self, moment: datetime) -> str | None:
        """The question 疑似紧急 that is still open, by its key."""
        events = without_corrected([event for event in self.events if event.recorded_at <= moment])
        rounds, question = 0, None
        for event in events:
            d = event.details
            if event.act in (Act.OBTAIN, Act.COME_AGAIN):
                rounds += 1
                late = event.recorded_at - event.occurred_at > self.policy.intake.late_after
                at = int((event.occurred_at if late else event.recorded_at).timestamp())
                asked = d.suspected and not urgent_level(d.level) and not d.history
                question = f"{self.ticket}/{rounds}/-/-/1/{at}/suspected/0" if asked else None
            elif event.act in (Act.REWORK, Act.REOPEN):
                rounds += 1
            elif event.act in ANSWERS:
                question = None
        return question

    def arrived_late(self, moment: datetime) -> Event | None:
        """The taking in that was recorded at this very moment, long after the order came: what it missed is history."""
        for event in self.events:
            if event.recorded_at == moment and event.act in (Act.OBTAIN, Act.COME_AGAIN):
                late = moment - event.occurred_at > self.policy.intake.late_after
                return event if late else None
        return None

    def comes(self, moment: datetime) -> list[str]:
        """The keys of what comes at this very second. Ask for each second in turn."""
        found = []
        waiting = self.waiting(moment)
        arrival = self.arrived_late(moment)
        for name, c in waiting.items():
            stage = None
            if name not in self._before and (
                arrival is None or (urgent_level(arrival.details.level) and c["loud"])
            ):
                stage = late_stage(c, self.policy, moment)
                if (
                    arrival is not None and c["kind"] == "report"
                ):  # of the report one hears whatever it has left
                    stage = stage or early_stage(c, self.policy, moment)
            stage = f"{stage}@{int(moment.timestamp())}" if stage else None
            stage = stage or key_at(c, self.policy, moment)
            if stage is not None:
                found.append(f"{name}/{stage}")
        self._before = set(waiting)
        question = self.suspected(moment)
        if question is not None:
            name, asked = question.removesuffix("/suspected/0"), int(question.split("/")[5])
            over = timedelta(seconds=int(moment.timestamp()) - asked)
            if over == timedelta(0):
                found.append(question)
            elif question != self._asked:  # its answer was taken back, or it was recorded late
                found.append(f"{question}@{int(moment.timestamp())}")
            elif is_repeat(over, self.policy):
                found.append(
                    f"{name}/suspected/{sum(is_repeat(SECOND * n, self.policy) for n in range(1, over // SECOND + 1))}"
                )
        self._asked = question
        return found


def is_repeat(over: timedelta, policy: Policy) -> bool:
    """Whether an urgent limit is told again when it has been over for so long."""
    for repeat in policy.repeats.urgent:
        if repeat.lasting is None or over <= repeat.lasting:
            return over % repeat.every == timedelta(0)
        over -= repeat.lasting
    return False


def asked_at(question: str, policy: Policy, moment: datetime) -> list[str]:
    """The question itself, and asked again like an urgent limit that has passed."""
    first = datetime.fromtimestamp(int(question.split("/")[5]), UTC)
    if moment == first:
        return [question]
    as_limit = {"kind": "report", "due": first, "start": first - SECOND, "loud": True}
    if moment < first or stage_at(as_limit, True, policy, moment) is None:
        return []
    return [question.removesuffix("0") + str(repeats_until(as_limit, policy, moment))]


def late_stage(c: dict[str, Any], policy: Policy, moment: datetime) -> str | None:
    """What had come already when the desk got to know that the clock runs, or runs again: only the last of it is told."""
    if c["due"] < moment:
        return "overdue/0"
    rule = policy.clocks.of(ClockKind(c["kind"]))
    points = rule.warn_urgent if c["loud"] else rule.warn_general
    left = c["due"] - moment
    if left == timedelta(0) or left in points or not any(point > left for point in points):
        return None
    return f"warn/{int(min(point for point in points if point > left).total_seconds())}"


def early_stage(c: dict[str, Any], policy: Policy, moment: datetime) -> str | None:
    """What it has left, where its first warning has not come yet."""
    left = c["due"] - moment
    first = max(policy.clocks.of(ClockKind(c["kind"])).warn_urgent)
    return f"warn/{int(left.total_seconds())}" if left > first else None


def key_at(c: dict[str, Any], policy: Policy, moment: datetime) -> str | None:
    """The stage of this very second."""
    name = stage_at(c, c["loud"], policy, moment)
    if name == "warn":
        return f"warn/{int((c['due'] - moment).total_seconds())}"
    if name == "due":
        return "due/0"
    return f"overdue/{repeats_until(c, policy, moment)}" if name == "overdue" else None


def repeats_until(c: dict[str, Any], policy: Policy, moment: datetime) -> int:
    loud = c["loud"] and c["kind"] not in CALM
    count, base = 0, c["due"]
    for repeat in policy.repeats.urgent if loud else policy.repeats.general:
        end = moment if repeat.lasting is None else min(moment, base + repeat.lasting)
        while base + repeat.every <= end:
            base += repeat.every
            count += 1
        if repeat.lasting is None or end == moment:
            break
    return count


def each_second(after: datetime, until: datetime) -> Iterable[datetime]:
    moment = after + SECOND
    while moment <= until:
        yield moment
        moment += SECOND
