"""What a ticket's events add up to: everything lists, ledgers and forms show of it, derived and never typed.

Storage keeps a copy of the summary beside the ticket so that SQL can sort and count; the events remain the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from jiesu_desktop.domain.clocks import Clock, clocks_of, effective, running, warn_at
from jiesu_desktop.domain.history import Standing, UnitStanding, standing_of
from jiesu_desktop.domain.leads import beyond, events_of_lead
from jiesu_desktop.domain.policy import CallbackGate, ClockKind, Policy
from jiesu_desktop.domain.states import LIVE, State, is_visited
from jiesu_desktop.domain.tickets import Act, Basis, Event, Level

__all__ = ["PROJECTION", "Summary", "UnitStanding", "effective", "freeze", "is_open", "no_of", "summarise"]

PROJECTION = 5
"""Counts up whenever a summary comes to tell more, or something else, of the same events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Where a ticket stands and what it needs next. Moments are aware and in UTC.

    Attributes:
        state: where it stands. phase: the word on screen for it. next_act: the one thing to do now.
        level, ever_urgent, basis: how urgent it is, was, and why.
        round: 1, plus one for every coming again, rework and reopening.
        history: it came in closed and has no clocks.
        suspected: the words or column that suggest 紧急; suspected_open: nobody has answered yet.
        units: the units that have it, with what each has confirmed and fed back.
        lead_unit, assist_units, confirmed_units: their names.
        first_dispatcher: who owns the urging (首派负责).
        obtained_at: this round's zero; first_obtained_at: the first round's.
        signed_at … archived_at: when each was first done in this round of work; None: not yet.
        confirmed_at: the first phone confirmation. feedback_final: every unit has said its last word.
        return_taken: the returned order was taken by someone, its follow-up is over.
        deferred: None, applied, approved, refused, settled, lapsed (closed or gone before it was decided). excluded, extended: None, applied, granted, refused.
        upstream_due_at: upstream's own closing deadline as it stands.
        callback_at: when the caller gave an answer; callback_attempts: how often nobody was reached; attempted_at: when,
            since someone was.
        lead_ticket: the ticket it is merged under, or was before 拆分 (its shared limits come from there).
        next_clock, next_due_at: the running limit that ends first; next_warn_at: the first moment at which any of
            them is to warn. paused: nothing runs because of 挂账.
        verified_at, supervised_at, reviewed_at: the last time. review_passed: how the last review of the reply ended.
        section: the section of our own that has it (内部分转).
        defer_unit, defer_progress, defer_progress_at: who works the hard case off, and how far it is.
        revisit_at: when the caller is to be rung again.
        urge_from: since when the periodic urging of its ledgers counts: the taking in, return or approval, or the last
            urging that reached someone; None when there is nobody to urge.
        is_open: something is still expected of the room.
    """

    state: State
    level: Level
    ever_urgent: bool
    basis: Basis | None
    round: int
    history: bool
    suspected: str | None
    suspected_open: bool
    units: tuple[UnitStanding, ...]
    lead_unit: str | None
    assist_units: tuple[str, ...]
    confirmed_units: tuple[str, ...]
    first_dispatcher: str | None
    obtained_at: datetime
    first_obtained_at: datetime
    signed_at: datetime | None
    raised_at: datetime | None
    reported_at: datetime | None
    dispatched_at: datetime | None
    confirmed_at: datetime | None
    feedback_at: datetime | None
    feedback_final: bool
    urged_count: int
    last_urged_at: datetime | None
    supervised_count: int
    supervised_at: datetime | None
    verified_at: datetime | None
    section: str | None
    returned_at: datetime | None
    return_code: str | None
    return_reason: str | None
    return_taken: bool
    deferred: str | None
    deferred_at: datetime | None
    defer_reason: str | None
    defer_until: datetime | None
    defer_unit: str | None
    defer_progress: str | None
    defer_progress_at: datetime | None
    settled_at: datetime | None
    excluded: str | None
    excluded_at: datetime | None
    exclude_code: str | None
    exclude_reason: str | None
    extended: str | None
    extend_until: datetime | None
    upstream_due_at: datetime | None
    closed_at: datetime | None
    callback_at: datetime | None
    callback_attempts: int
    attempted_at: tuple[datetime, ...]
    contacted: str | None
    resolved: str | None
    satisfied: str | None
    review_passed: bool | None
    reviewed_at: datetime | None
    revisit_at: datetime | None
    archived_at: datetime | None
    lead_ticket: int | None
    last_event_at: datetime
    phase: str
    next_act: Act | None
    next_clock: ClockKind | None
    next_due_at: datetime | None
    next_warn_at: datetime | None
    paused: bool
    urge_from: datetime | None
    is_open: bool

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The units that have the order, the lead unit first."""
        return tuple(unit.name for unit in self.units)


_DERIVED = (
    "phase",
    "next_act",
    "next_clock",
    "next_due_at",
    "next_warn_at",
    "paused",
    "urge_from",
    "is_open",
)
_TOLD = tuple(name for name in Summary.__dataclass_fields__ if name not in _DERIVED)
_TOLD_OF = attrgetter(*_TOLD)


def summarise(events: Sequence[Event], policy: Policy, lead_events: Sequence[Event] = ()) -> Summary:
    """The summary of a ticket with these events, in any order.

    Args:
        events: all of them, with what corrections took back.
        policy: the version the ticket started under.
        lead_events: the lead ticket's events when this one is merged.
    """
    standing = standing_of(events, lead_events)
    return freeze(standing, clocks_of(events, policy, lead_events) if is_open(standing) else (), policy)


def freeze(standing: Standing, clocks: Sequence[Clock], policy: Policy) -> Summary:
    """The summary of a running account together with the clocks of the same events."""
    phase, act = _phase(standing, {clock.kind for clock in clocks if clock.is_running}, policy)
    told: dict[str, Any] = dict(zip(_TOLD, _TOLD_OF(standing), strict=True))
    return Summary(
        **told,
        phase=phase,
        next_act=act,
        **_pressing(clocks, standing, policy),
        urge_from=standing.urge_from if is_open(standing) and standing.state in _URGED else None,
        is_open=is_open(standing),
    )


_URGED = LIVE | {State.RETURNED}


def is_open(standing: Standing | Summary) -> bool:
    """Whether something is still expected of the room."""
    if standing.state in (State.ARCHIVED, State.EXCLUDED):
        return False
    return not (standing.state is State.RETURNED and standing.return_taken)


def _pressing(clocks: Sequence[Clock], standing: Standing, policy: Policy) -> dict[str, Any]:
    """The limit that ends first, and the first warning of any."""
    ticking = running(clocks)
    going = [clock for clock in ticking if clock.paused_at is None]
    if not going:
        return {"next_clock": None, "next_due_at": None, "next_warn_at": None, "paused": bool(ticking)}
    first = min(going, key=lambda clock: clock.due_at)
    return {
        "next_clock": first.kind,
        "next_due_at": first.due_at,
        "next_warn_at": min(warn_at(clock, policy, standing.level) for clock in going),
        "paused": False,
    }


_TO_RING = ("待回访", Act.CALLBACK)
_PLAIN_PHASES: dict[State, tuple[str, Act | None]] = {
    State.TO_SIGN: ("待签收", Act.SIGN),
    State.TO_DISPATCH: ("待派发", Act.DISPATCH),
    State.ON_ACCOUNT: ("挂账中", Act.SETTLE),
    State.RETURNED: ("已退回", Act.RETURN_TAKEN),
    State.EXCLUDED: ("已剔除", None),
    State.ARCHIVED: ("已归档", None),
}


def _phase(  # noqa: PLR0911 - one answer for each way it may stand
    s: Standing, waiting: set[ClockKind], policy: Policy
) -> tuple[str, Act | None]:
    """The word for where it stands, and the one next act (screens.md: one big button).

    Args:
        waiting: the kinds of clock that run; what they wait for comes first.
    """
    if s.state in _WORKING and ClockKind.REPORT in waiting:
        return "待上报", Act.REPORT
    if s.state is State.TO_SIGN and s.level.is_urgent:
        return "待派发", Act.DISPATCH  # dispatching implies signing; ten minutes leave no time for both
    if s.state is State.IN_PROGRESS:
        return _phase_of_work(s, waiting, policy)
    if s.state is State.MERGED:
        return "已合并", _next_of_merged(s, waiting, policy)
    if s.state in (State.CLOSED, State.CALLED_BACK):
        return _phase_of_call_back(s, policy)
    if s.state is State.RETURNED and s.return_taken:
        return "已退回", None
    return _PLAIN_PHASES[s.state]


def _phase_of_call_back(s: Standing, policy: Policy) -> tuple[str, Act]:
    tried = s.callback_at is None and policy.callback.gate is not CallbackGate.CLOSE
    if tried or not is_visited(s, policy):
        return (
            _TO_RING  # also after enough attempts, while it is not archived; and again where that was agreed
        )
    return "待归档", Act.REWORK if no_of(s.resolved, s.satisfied) else Act.ARCHIVE


def _next_of_merged(s: Standing, waiting: set[ClockKind], policy: Policy) -> Act | None:
    """What is waited for is done at the lead order, unless that went back, where nobody handles it."""
    if waiting & _OF_THE_LEAD:
        return None
    theirs = events_of_lead(s.lead_events, s.lead_ticket, None)
    lead = standing_of(theirs, beyond(s.lead_events, s.lead_ticket))
    if lead.state is State.RETURNED:
        return Act.UNMERGE
    return _close_or_ring(s, policy)[1]


def _close_or_ring(s: Standing, policy: Policy) -> tuple[str, Act]:
    waits = policy.callback.gate is CallbackGate.CLOSE and not is_visited(s, policy)
    return _TO_RING if waits else ("待办结", Act.CLOSE)


_OF_THE_LEAD = {ClockKind.DISPATCH, ClockKind.DISPATCH_LIMIT, ClockKind.FEEDBACK}
_WORKING = frozenset({State.TO_SIGN, State.TO_DISPATCH, State.IN_PROGRESS})


def _phase_of_work(s: Standing, waiting: set[ClockKind], policy: Policy) -> tuple[str, Act]:
    if ClockKind.CONFIRM in waiting:
        return "待确认", Act.CONFIRM
    if s.feedback_final or not s.units:
        return _close_or_ring(s, policy)
    if any(unit.fed_back_at is None for unit in s.units):
        return "待反馈", Act.FEEDBACK
    return "办理中", Act.FEEDBACK


def no_of(resolved: str | None, satisfied: str | None) -> str:
    """``single_no`` 单否, ``double_no`` 双否 or ``''``: how many of 未解决 and 不满意 a call-back brought (domain.md)."""
    noes = (resolved == "未解决") + (satisfied == "不满意")
    return ("", "single_no", "double_no")[noes]
