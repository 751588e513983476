"""What a clock is: one limit on one order (and unit) in one round, running or stopped."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from jiesu_desktop.domain.policy_model import NO_TIME, ClockKind


class Verdict(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    MET = "met"  # stopped by the act it waits for, in or out of time
    VOID = "void"  # stopped without verdict
    LAPSED = "lapsed"  # lowered to 一般: closed with the verdict so far


class ClockState(StrEnum):
    """How a running clock is shown."""

    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    PAUSED = "paused"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"running": "运行", "warning": "临期", "overdue": "超期", "paused": "暂停"}[self.value]


class Ground(StrEnum):
    """What set a clock's zero."""

    OBTAIN = "obtain"
    COME_AGAIN = "come_again"
    ORIGIN = "origin"  # 来件即急
    CHANGE = "change"  # 情况变化
    DISPATCH = "dispatch"
    REDISPATCH = "redispatch"
    FEEDBACK = "feedback"
    URGE = "urge"
    RETURN = "return"
    CLOSE = "close"
    REWORK = "rework"
    REOPEN = "reopen"


class Bound(StrEnum):
    """What fixes a clock's due moment."""

    LIMIT = "limit"  # the policy's limit, counted from the zero
    DAY_END = "day_end"  # the same, read as the end of the last day
    UPSTREAM = "upstream"  # upstream's own closing deadline, earlier than the limit
    PROMISE = "promise"  # what the unit promised
    EVERY = "every"  # the interval of urgent feedback rounds, or the second general one
    DAILY = "daily"  # the daily moment of general feedback rounds
    HOURS = "hours"  # the end of the hours in which callers may be rung


class Clock(NamedTuple):
    """One clock of one order. A named tuple, for it is made by the million and a frozen dataclass takes five times as long.

    Attributes:
        round: 1, and one more each time the order comes again, is reworked or reopened.
        unit: whose confirmation or feedback it waits for; None where the order is not dispatched yet.
        cycle: the feedback round (反馈轮次) or the follow-up of a returned order; 1 for other clocks.
        zero: the moment the binding limit counts from; after a raise it may lie after ``started_at``.
        known_at: when the desk could first know of ``due_at`` (the recording of the act that set it).
        paused_at: since when it stands still; ``due_at`` moves by the span once it goes on.
        paused_for: how much earlier pauses have moved ``due_at``.
        late_entry: the act that stopped it was 补录.
        resumed: it goes on with its old zero after a return was refused.
        follows: it follows the lead order this one is merged under, dispatch and feedback; the lead's rings for both.
        urgent: the urgent class of warn points, repeats and channels holds.
    """

    kind: ClockKind
    round: int
    unit: str | None
    cycle: int
    started_at: datetime
    due_at: datetime
    zero: datetime
    known_at: datetime
    ground: Ground
    bound: Bound
    verdict: Verdict
    stopped_at: datetime | None
    paused_at: datetime | None
    paused_for: timedelta
    late_entry: bool
    resumed: bool
    follows: bool
    urgent: bool

    @property
    def is_running(self) -> bool:
        """Whether the act is still awaited (a paused clock is)."""
        return self.verdict is Verdict.RUNNING

    @property
    def rings(self) -> bool:
        """Whether it is told of: it runs, does not stand still, and is no other order's to tell."""
        return self.is_running and self.paused_at is None and not self.follows

    @property
    def in_time(self) -> bool | None:
        """The verdict: True met in time (the due moment itself is in time), False missed, None no verdict."""
        return self._judge(self.due_at)

    @property
    def in_time_without_pause(self) -> bool | None:
        """The verdict had 挂账 not moved the due moment: the contract itself grants no pause."""
        return self._judge(self.due_at - self.paused_for if self.paused_for else self.due_at)

    def _judge(self, due: datetime) -> bool | None:
        if self.stopped_at is None or self.verdict is Verdict.VOID:
            return None
        if self.stopped_at > due:
            return False
        return True if self.verdict is Verdict.MET else None

    @property
    def overdue_at_start(self) -> bool:
        """Whether it was due before it began, as an old upstream deadline makes it."""
        return self.due_at <= self.started_at

    def remaining(self, now: datetime) -> timedelta:
        """Time left, negative once overdue; a paused clock keeps what it had."""
        return self.due_at - (self.paused_at or now)


__all__ = ["NO_TIME", "Bound", "Clock", "ClockKind", "ClockState", "Ground", "Verdict"]
