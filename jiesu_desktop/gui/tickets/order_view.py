"""All the order panel and the act dialogs show of one order, put together off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from jiesu_desktop.domain.clock_model import Clock
from jiesu_desktop.domain.clocks import clocks_of, warn_at, why
from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Act, Event
from jiesu_desktop.gui.wording import clock_time
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
    """Another order that has to do with this one, and why; ``words`` is the line that tells it.

    ``may_lead``: it is in hand and by itself, so this one may be merged under it.
    """

    ticket_id: int
    number: str
    words: str
    may_lead: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """An earlier round of handling of the same order: from when to when, and how it ended."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order.

    Attributes:
        clocks: running ones first, by due moment, then stopped ones in the order they stopped.
        leads: the people of our own section that answers for it, who are reported to. unit_people: those of ``rung``,
            the unit that waits to be told, else the one that has the order or would.
        likely_unit: the suggested unit while it has none, with why.
        alike: orders merged with it, of the same caller, about the same place. from_caller: how many this caller's number
            brought in all, 0 where it tells no one. rounds: earlier ones of this order. open_acts: what may be done now.
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
    from_caller: int = 0
    rounds: tuple[Round, ...] = ()

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


_NEW_ROUND = frozenset({Act.COME_AGAIN, Act.REWORK, Act.REOPEN})
_ENDS = frozenset({Act.CLOSE, Act.RETURN, Act.ARCHIVE, Act.EXCLUDE_GRANTED, Act.CALLBACK})


def round_starts(events: Sequence[Event]) -> list[Event]:
    """The act each round began with, taken-back ones left out."""
    taken_back = {event.details.corrects for event in events if event.act is Act.CORRECT}
    happened = sorted(events, key=lambda event: (event.occurred_at, event.id))
    return [
        event
        for place, event in enumerate(happened)
        if not place or (event.act in _NEW_ROUND and event.id not in taken_back)
    ]


def earlier_rounds(events: Sequence[Event], now: datetime) -> tuple[Round, ...]:
    """The rounds before the present one, the latest first."""
    starts = round_starts(events)
    rounds = []
    for number, (start, following) in enumerate(pairwise(starts), start=1):
        within = [
            e for e in events if start.occurred_at <= e.occurred_at < following.occurred_at and e.act in _ENDS
        ]
        last = max(within, key=lambda e: (e.occurred_at, e.id), default=None)
        end = f" → {clock_time(last.occurred_at, now)} {last.act.label}" if last else ""
        begun = f"{clock_time(start.occurred_at, now)} {start.act.label}"
        rounds.append(Round(number, f"第 {number} 轮　{begun}{end}"))
    return tuple(reversed(rounds))


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
