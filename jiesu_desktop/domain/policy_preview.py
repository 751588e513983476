"""What another version of the policy would make of the clocks that run now. Nothing is changed: orders keep their version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jiesu_desktop.domain.clocks import Clock, ClockState, clocks_of, running, state_of
from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.tickets import Event, Level


@dataclass(frozen=True, slots=True)
class Standing:
    """When a clock is due and how it stands."""

    due_at: datetime
    state: ClockState


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A running clock under two versions; None where it would not run under one of them."""

    kind: ClockKind
    unit: str | None
    old: Standing | None
    new: Standing | None

    @property
    def changed(self) -> bool:
        """Whether the other version makes a difference to it now."""
        return self.old != self.new

    @property
    def worse(self) -> ClockState | None:
        """OVERDUE or WARNING where it would become so and is not; else None."""
        before = self.old.state if self.old else ClockState.RUNNING
        after = self.new.state if self.new else ClockState.RUNNING
        order = (ClockState.WARNING, ClockState.OVERDUE)
        if (
            after not in order
            or before is after
            or (before, after) == (ClockState.OVERDUE, ClockState.WARNING)
        ):
            return None
        return after


def compare(
    events: Sequence[Event], lead: Sequence[Event], level: Level, old: Policy, new: Policy, now: datetime
) -> tuple[ClockChange, ...]:
    """Every clock of one order that runs under either version, in the order they began.

    Args:
        events, lead: its events and those of the order it is merged under, as for ``clocks_of``.
        level: its level now. old: the version it began under. now: the moment of comparison.
    """
    before, after = (_standing(events, lead, level, policy, now) for policy in (old, new))
    return tuple(
        ClockChange(key[0], key[2], before.get(key), after.get(key))
        for key in dict.fromkeys([*before, *after])
    )


_Key = tuple[ClockKind, int, str | None, int]


def _standing(
    events: Sequence[Event], lead: Sequence[Event], level: Level, policy: Policy, now: datetime
) -> dict[_Key, Standing]:
    clocks: tuple[Clock, ...] = running(clocks_of(events, policy, lead))
    return {
        (clock.kind, clock.round, clock.unit, clock.cycle): Standing(
            clock.due_at, state_of(clock, now, policy, level)
        )
        for clock in clocks
    }
