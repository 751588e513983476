"""All the order panel and the act dialogs show of one order, put together off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jiesu_desktop.domain.clock_model import Clock
from jiesu_desktop.domain.clocks import clocks_of, warn_at, why
from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Act, Event
from jiesu_desktop.storage.records import StoredTicket


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock with what is said of it. ``warn_at`` is when it begins to warn."""

    clock: Clock
    name: str
    why: str
    warn_at: datetime

    def gone(self, now: datetime) -> float:
        """The share of the limit that has passed, 0–1."""
        clock = self.clock
        whole = (clock.due_at - clock.started_at).total_seconds()
        until = clock.stopped_at or clock.paused_at or now
        return min(1.0, max(0.0, (until - clock.started_at).total_seconds() / whole)) if whole > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to ring: ``role`` says why them (夜间负责人, 24 小时值班 …), ``unit`` where they sit."""

    name: str
    role: str
    unit: str
    phone: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another order that looks like this one, and why."""

    ticket_id: int
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order.

    Attributes:
        clocks: running ones first, by due moment, then stopped ones in the order they stopped.
        leads: the people of our own section that answers for it, who are reported to. unit_people: those of ``rung``,
            the unit that waits to be told, else the one that has the order or would.
        likely_unit: the suggested unit while it has none, with why.
        alike: duplicates and repeat callers. open_acts: what may be done now.
    """

    ticket: StoredTicket
    events: tuple[Event, ...]
    summary: Summary
    policy: Policy
    clocks: tuple[ClockLine, ...]
    leads: tuple[Person, ...]
    rung: str
    unit_people: tuple[Person, ...]
    likely_unit: str
    likely_why: str
    alike: tuple[Likeness, ...]
    open_acts: tuple[Act, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Whom to ring, first to last: the leads too while the report is owed."""
        owed = any(line.clock.kind is ClockKind.REPORT and line.clock.is_running for line in self.clocks)
        return self.to_ring(Act.REPORT) if owed else self.unit_people

    def to_ring(self, act: Act) -> tuple[Person, ...]:
        """Whom to ring for a call of this kind: 上报 goes to our own lead first (requirements A), the rest to the unit."""
        if act is not Act.REPORT:
            return self.unit_people
        return tuple(dict.fromkeys((*self.leads, *self.unit_people)))

    @property
    def unit(self) -> str:
        """The unit that has it, else the one it would go to."""
        return self.summary.lead_unit or self.likely_unit


def clock_lines(events: tuple[Event, ...], lead: tuple[Event, ...], policy: Policy) -> tuple[ClockLine, ...]:
    """The clocks of the newest round, running ones first."""
    clocks = clocks_of(events, policy, lead)
    newest = max((clock.round for clock in clocks), default=1)
    lines = [
        ClockLine(clock, _name(clock), why(clock, policy), warn_at(clock, policy))
        for clock in clocks
        if clock.round == newest or clock.is_running
    ]
    live = sorted((line for line in lines if line.clock.is_running), key=lambda line: line.clock.due_at)
    rest = sorted(
        (line for line in lines if not line.clock.is_running),
        key=lambda line: line.clock.stopped_at or line.clock.due_at,
    )
    return (*live, *rest)


def _name(clock: Clock) -> str:
    cycle = f" 第{clock.cycle}轮" if clock.cycle > 1 else ""
    return f"{clock.kind.label}{cycle}" + (f" {clock.unit}" if clock.unit else "")
