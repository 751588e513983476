"""One clock while an order's events are replayed: the changeable twin of :class:`Clock`.

Kept apart from the frozen clock because a replay changes a clock many times and there may be a million orders.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from jiesu_desktop.domain.clock_model import Bound, Clock, Ground, Verdict
from jiesu_desktop.domain.policy_model import NO_TIME, ClockKind
from jiesu_desktop.domain.tickets import Event

_RUNNING = Verdict.RUNNING


class Run:
    """A clock being replayed.

    ``general``, ``urgent`` and ``upstream`` are the due moments of a clock that has several (派发, 办结); the earliest
    holds. ``ceiling`` is the urgent limit's own zero.
    """

    __slots__ = (
        "bound",
        "cycle",
        "due",
        "follows",
        "general",
        "general_bound",
        "ground",
        "kind",
        "known",
        "lapsed",
        "late",
        "paused_at",
        "paused_for",
        "resumed",
        "round",
        "start",
        "start_ground",
        "stopped",
        "unit",
        "upstream",
        "urgent",
        "urgent_ground",
        "urgent_zero",
        "verdict",
        "zero",
    )  # fmt: skip

    def __init__(
        self, kind: ClockKind, round_: int, unit: str | None, cycle: int, start: datetime, due: datetime,
        known: datetime, ground: Ground, bound: Bound,
    ) -> None:  # fmt: skip
        self.kind, self.round, self.unit, self.cycle = kind, round_, unit, cycle
        self.start = self.zero = self.urgent_zero = start
        self.due = self.general = due
        self.known = known
        self.ground = self.start_ground = self.urgent_ground = ground
        self.bound = self.general_bound = bound
        self.urgent: datetime | None = None
        self.upstream: datetime | None = None
        self.verdict = _RUNNING
        self.stopped: datetime | None = None
        self.paused_at: datetime | None = None
        self.paused_for = NO_TIME
        self.late = self.resumed = self.follows = False
        self.lapsed: Run | None = None  # its urgent forerunner, closed by a lowering

    def settle(self, known: datetime) -> None:
        """Take the earliest due moment; ``known`` is when the desk came to know of it, if it changes."""
        due, bound, zero, ground = self.general, self.general_bound, self.start, self.start_ground
        if self.urgent is not None and self.urgent < due:
            due, bound, zero, ground = self.urgent, Bound.LIMIT, self.urgent_zero, self.urgent_ground
        if self.upstream is not None and self.upstream < due:
            due, bound = self.upstream, Bound.UPSTREAM
        if due != self.due:
            self.due, self.known = due, known
        self.bound, self.zero, self.ground = bound, zero, ground

    def hasten(self, zero: datetime, limit: timedelta, ground: Ground, known: datetime) -> None:
        """The urgent limit holds beside the others; it can only bring the due moment forward."""
        self.urgent, self.urgent_zero, self.urgent_ground = zero + limit, zero, ground
        self.settle(known)

    def resume(self, moment: datetime, known: datetime) -> None:
        """It runs again after a pause: every due moment is later by the span."""
        if self.paused_at is None:
            return
        span = max(NO_TIME, moment - self.paused_at)
        self.paused_at = None
        self.paused_for += span
        self.due += span
        self.general += span
        if self.upstream is not None:
            self.upstream += span
        self.known = known

    def stop(self, event: Event, verdict: Verdict, tolerance: timedelta) -> bool:
        """Stop it by an act, unless something has stopped it already; whether it stopped now.

        A clock that is stopped for good while paused has its due moment moved by the span, so that it is judged by
        the time that ran. One that is voided keeps its pause, for it may be taken up again.
        """
        if self.verdict is not _RUNNING:
            return False
        if verdict is not Verdict.VOID:
            self.resume(event.occurred_at, event.recorded_at)
        self.verdict, self.stopped = verdict, event.occurred_at
        self.late = event.recorded_at - event.occurred_at > tolerance
        return True

    def revive(self, known: datetime) -> None:
        """It goes on with its old zero, as if nothing had stopped it."""
        self.verdict, self.stopped, self.late, self.known = _RUNNING, None, False, known

    def twin(self, known: datetime) -> Run:
        """A running copy with the same zero and due moments."""
        copy = Run(
            self.kind, self.round, self.unit, self.cycle, self.start, self.due, known, self.ground, self.bound
        )
        for name in (
            "general",
            "general_bound",
            "start_ground",
            "upstream",
            "paused_at",
            "paused_for",
            "resumed",
        ):
            setattr(copy, name, getattr(self, name))
        return copy

    def freeze(self, urgent: bool) -> Clock:
        """The clock as everyone else sees it."""
        running = self.verdict is _RUNNING
        return Clock(
            self.kind, self.round, self.unit, self.cycle, self.start, self.due, self.zero, self.known, self.ground,
            self.bound, self.verdict, self.stopped, self.paused_at if running else None, self.paused_for, self.late,
            self.resumed, self.follows, urgent or self.urgent is not None or self.kind in _URGENT_ONLY,
        )  # fmt: skip


_URGENT_ONLY = frozenset({ClockKind.REPORT, ClockKind.CONFIRM})


def stop_all(runs: Iterable[Run], event: Event, tolerance: timedelta) -> list[Run]:
    """Stop without verdict what still runs; those that were stopped."""
    return [run for run in runs if run.stop(event, Verdict.VOID, tolerance)]
