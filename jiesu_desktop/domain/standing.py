"""The running account of where a ticket stands; its names mean what they mean in ``Summary``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Basis, Event, Level


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """Where one unit of a dispatch stands. ``fed_back_at`` is of the present round of work."""

    name: str
    is_lead: bool
    since: datetime
    confirmed_at: datetime | None = None
    signed_at: datetime | None = None
    fed_back_at: datetime | None = None
    final: bool = False
    promise: datetime | None = None


@dataclass(slots=True)
class Standing:
    """Where a ticket stands after some of its events. Names mean what they mean in ``Summary``."""

    state: State = State.TO_SIGN
    level: Level = Level.GENERAL
    ever_urgent: bool = False
    basis: Basis | None = None
    round: int = 1
    history: bool = False
    suspected: str | None = None
    suspected_open: bool = False
    units: tuple[UnitStanding, ...] = ()
    first_dispatcher: str | None = None
    obtained_at: datetime | None = None
    first_obtained_at: datetime | None = None
    signed_at: datetime | None = None
    raised_at: datetime | None = None
    reported_at: datetime | None = None
    dispatched_at: datetime | None = None
    confirmed_at: datetime | None = None
    feedback_at: datetime | None = None
    urged_count: int = 0
    last_urged_at: datetime | None = None
    supervised_count: int = 0
    supervised_at: datetime | None = None
    urge_from: datetime | None = None
    verified_at: datetime | None = None
    section: str | None = None
    returned_at: datetime | None = None
    return_code: str | None = None
    return_reason: str | None = None
    return_taken: bool = False
    deferred: str | None = None
    deferred_at: datetime | None = None
    defer_reason: str | None = None
    defer_until: datetime | None = None
    defer_unit: str | None = None
    defer_progress: str | None = None
    defer_progress_at: datetime | None = None
    settled_at: datetime | None = None
    excluded: str | None = None
    excluded_at: datetime | None = None
    exclude_round: int | None = None  # the round of work it was applied for in
    exclude_code: str | None = None
    exclude_reason: str | None = None
    extended: str | None = None
    extend_until: datetime | None = None
    upstream_due_at: datetime | None = None
    closed_at: datetime | None = None
    callback_at: datetime | None = None
    callback_attempts: int = 0
    attempted_at: tuple[datetime, ...] = ()
    contacted: str | None = None
    resolved: str | None = None
    satisfied: str | None = None
    review_passed: bool | None = None
    reviewed_at: datetime | None = None
    revisit_at: datetime | None = None
    archived_at: datetime | None = None
    lead_ticket: int | None = None
    last_event_at: datetime | None = None
    left_from: State = State.TO_SIGN  # where it was before it was returned or merged
    told_early: tuple[tuple[str | None, datetime], ...] = ()  # units rung before the dispatch
    lead_events: Sequence[Event] = ()  # of every ticket it is or was merged under

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The units that have the order, the lead unit first."""
        return tuple(unit.name for unit in self.units)

    @property
    def lead_unit(self) -> str | None:
        """The unit that leads, if any has it."""
        return next((unit.name for unit in self.units if unit.is_lead), None)

    @property
    def assist_units(self) -> tuple[str, ...]:
        """The co-handling units."""
        return tuple(unit.name for unit in self.units if not unit.is_lead)

    @property
    def confirmed_units(self) -> tuple[str, ...]:
        """The units whose contact was told by phone."""
        return tuple(unit.name for unit in self.units if unit.confirmed_at)

    @property
    def feedback_final(self) -> bool:
        """Whether every unit has said its last word."""
        return bool(self.units) and all(unit.final for unit in self.units)
