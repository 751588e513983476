"""Every clock of an order, derived from its events and a policy (clocks.md, "Which act does what").

:func:`clocks_of` replays the events in the order they occurred. The matrix of clocks.md is the table of handlers at
the end of this module, one function for each act; where the design is silent the choice stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from jiesu_desktop.domain.clock_course import (
    LIVE,
    MERGED,
    NONE,
    OVER,
    RETURNED,
    Course,
    hasten,
    lower_level,
    raise_level,
)
from jiesu_desktop.domain.clock_handling import (
    await_feedback,
    confirm,
    dispatch,
    feedback,
    follow_returned,
    redispatch,
    report,
    sign,
    told,
    urge,
)
from jiesu_desktop.domain.clock_model import Bound, Clock, ClockState, Ground, Verdict
from jiesu_desktop.domain.clock_moments import callback_due, general_close_due
from jiesu_desktop.domain.clock_run import Run, stop_all
from jiesu_desktop.domain.clock_words import why
from jiesu_desktop.domain.leads import beyond, events_of_lead
from jiesu_desktop.domain.policy_model import CallbackGate, ClockKind, CloseReading, Policy
from jiesu_desktop.domain.states import counted_attempts
from jiesu_desktop.domain.tickets import Act, Event, Level

__all__ = [
    "Bound", "Clock", "ClockKind", "ClockState", "Ground", "Verdict", "clocks_of", "effective", "running", "state_of",
    "warn_at", "why",
]  # fmt: skip

_RUNNING, _MET, _VOID, _LAPSED = Verdict.RUNNING, Verdict.MET, Verdict.VOID, Verdict.LAPSED
_UNSAVED = 1 << 62  # an event without an id is about to be saved, so it is the newest


def clocks_of(events: Sequence[Event], policy: Policy, lead: Sequence[Event] = ()) -> tuple[Clock, ...]:
    """All clocks of an order, of all rounds, running and stopped, in the order they began.

    Args:
        events: the order's events in any order; leave out what has not occurred yet.
        policy: the version the order began under.
        lead: the events of every order it is or was merged under, which its dispatch and feedback follow meanwhile.
    """
    course = _replay(events, policy, lead)
    if course.phase == MERGED:
        _follow(course, None)
        for run in (course.dispatch, course.dispatch_limit):
            if run is not None:
                run.follows = True
    urgent = course.urgent
    return tuple([run.freeze(urgent) for run in course.runs])


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that count, as they occurred: without those taken back by 更正, and without the 更正 themselves.

    A 更正 that is itself taken back takes nothing back.
    """
    ordered = sorted(events, key=_moment)
    corrections = [event for event in ordered if event.act is Act.CORRECT]
    if not corrections:
        return ordered
    gone: set[int | None] = set()
    for event in sorted(corrections, key=_recording, reverse=True):
        if event.id not in gone:
            gone.add(event.details.corrects)
    return [event for event in ordered if event.act is not Act.CORRECT and event.id not in gone]


def running(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Those still waiting for their act, paused ones among them."""
    return tuple([clock for clock in clocks if clock.verdict is _RUNNING])


def warn_at(clock: Clock, policy: Policy, level: Level | None = None) -> datetime:
    """When the first warning is due, never before the clock's start; the due moment where policy warns of none."""
    points = policy.clocks.of(clock.kind).warn(clock.urgent if level is None else level.is_urgent)
    return max(clock.started_at, clock.due_at - points[0]) if points else clock.due_at


def state_of(clock: Clock, now: datetime, policy: Policy, level: Level | None = None) -> ClockState:
    """How a running clock stands: paused, else overdue (after the due moment, itself still in time), else warning."""
    if clock.paused_at is not None:
        return ClockState.PAUSED
    if now > clock.due_at:
        return ClockState.OVERDUE
    return ClockState.WARNING if now >= warn_at(clock, policy, level) else ClockState.RUNNING


def _moment(event: Event) -> tuple[datetime, int]:
    return event.occurred_at, event.id or _UNSAVED


def _recording(event: Event) -> int:
    return event.id or _UNSAVED


def _replay(events: Iterable[Event], policy: Policy, lead: Sequence[Event] = ()) -> Course:
    course = Course(policy, lead)
    for event in effective(events):
        handler = _HANDLERS.get(event.act)
        if handler is not None and (course.phase != NONE or event.act in _BEGINNINGS):
            handler(course, event)
    return course


# -- taking in ---------------------------------------------------------------------------------------------------


def _obtain(course: Course, event: Event) -> None:
    if course.phase != NONE:
        return
    if event.details.history:  # history is not news: no clocks, whatever its level
        course.round, course.phase, course.zero = 1, OVER, event.occurred_at
        course.suspected = bool(event.details.suspected)
        return
    _begin(course, event, Ground.OBTAIN)


def _come_again(course: Course, event: Event) -> None:
    """A new round with a new zero; what still ran of the round before ends without verdict."""
    _end(course, event)
    course.clear()
    _begin(course, event, Ground.COME_AGAIN)


def _begin(course: Course, event: Event, ground: Ground) -> None:
    details, zero, rules = event.details, event.occurred_at, course.policy.clocks
    course.round += 1
    course.phase, course.zero, course.upstream = LIVE, zero, details.upstream_due_at
    course.suspected = bool(details.suspected)
    course.urgent = urgent = details.level is not None and details.level.is_urgent
    course.dispatch = course.start(ClockKind.DISPATCH, event, zero + rules.dispatch.limit(False), ground)
    course.dispatch_limit = course.start(
        ClockKind.DISPATCH_LIMIT, event, zero + rules.dispatch_limit.limit(False), ground
    )
    course.sign = course.start(ClockKind.SIGN, event, zero + rules.sign.limit(urgent), ground)
    _start_close(course, event, ground)
    if urgent:
        course.urgent_zero, course.ground = zero, Ground.ORIGIN
        hasten(course, event)


def _start_close(course: Course, event: Event, ground: Ground) -> None:
    policy = course.policy
    bound = Bound.DAY_END if policy.close_reading is CloseReading.DAY_END else Bound.LIMIT
    due = general_close_due(event.occurred_at, policy)
    course.close = course.start(ClockKind.CLOSE, event, due, ground, bound=bound)
    if course.upstream is not None:
        course.close.upstream = course.upstream
        course.close.settle(event.recorded_at)


def _update(course: Course, event: Event) -> None:
    """Upstream moved its deadline, which bounds close only."""
    _bound_close(course, event, event.details.upstream_due_at)


def _extended(course: Course, event: Event) -> None:
    """延期 moves the upstream deadline, never the contract's."""
    _bound_close(course, event, event.details.until)


def _bound_close(course: Course, event: Event, deadline: datetime | None) -> None:
    if deadline is None:
        return
    course.upstream, close = deadline, course.close
    if close is not None and (close.verdict is _RUNNING or close in course.shelved):
        close.upstream = deadline
        close.settle(event.recorded_at)


# -- returned, merged, on account --------------------------------------------------------------------------------


def _return(course: Course, event: Event) -> None:
    """退回: dispatch and sign are met by it, the rest stops, and the follow-up of the returned order begins."""
    if course.phase != LIVE:
        return
    course.shelved = _stop_all(
        course, event, (course.report, *course.confirms.values(), *course.feedbacks.values(), course.close)
    )
    for run in (course.dispatch, course.dispatch_limit):
        if run is not None and run.stop(event, _MET, course.tolerance):
            course.shelved.append(run)
    course.meet(course.sign, event)
    course.phase = RETURNED
    follow_returned(course, event, Ground.RETURN, 1)


def _return_refused(course: Course, event: Event) -> None:
    """What the return stopped goes on with its old zeros, under the level the order has by now."""
    if course.phase != RETURNED:
        return
    course.drop(course.returned, event)
    course.phase = LIVE
    for run in course.shelved:
        run.resumed = True
    _take_up(course, event)


def _take_up(course: Course, event: Event) -> None:
    """Everything that was shelved runs again; a level changed meanwhile takes effect."""
    shelved, course.shelved = course.shelved, []
    for run in shelved:
        run.revive(event.recorded_at)
        if not course.urgent and run.urgent is not None:
            run.urgent = None
            run.settle(event.recorded_at)
    if course.raised_away:
        course.raised_away = False
        course.go_on(event)
        hasten(course, event)
    elif course.on_account and not course.urgent:
        course.hold(event)


def _return_taken(course: Course, event: Event) -> None:
    course.meet(course.returned, event)


def _merge(course: Course, event: Event) -> None:
    """Under a lead order: its dispatch and feedback follow the lead's, its close stays its own."""
    if course.phase != LIVE:
        return
    course.shelved = _stop_all(
        course, event, (course.report, *course.confirms.values(), *course.feedbacks.values())
    )
    course.meet(course.sign, event)
    course.phase, course.merged_at, course.under = MERGED, event.occurred_at, event.details.lead


def _unmerge(course: Course, event: Event) -> None:
    """拆分: it goes on by itself, with its own units if it had any, else with those it shared with the lead."""
    if course.phase != MERGED:
        return
    shared, units = _follow(course, event)
    course.phase = LIVE
    for own in (course.dispatch, course.dispatch_limit):
        if own is not None and own.verdict is _RUNNING:
            own.known = event.recorded_at  # from its old zero; it was the lead's to tell so far
    if course.units:
        stop_all(shared, event, course.tolerance)
    else:
        course.units = list(units)
        for run in shared:
            if run.verdict is _RUNNING:
                run.follows, run.known = False, event.recorded_at  # it was the lead's to tell so far
                course.feedbacks[run.unit] = run
    _take_up(course, event)


def _follow(course: Course, until: Event | None) -> tuple[list[Run], list[str | None]]:
    """Bring over what the lead's events did to dispatch and feedback since the merge.

    Returns:
        the feedback clocks brought, and the units that have the lead.
    """
    merged_at = course.merged_at
    if merged_at is None:
        return [], []
    told = events_of_lead(course.lead, course.under, None if until is None else until.occurred_at)
    lead = _replay(told, course.policy, beyond(course.lead, course.under))
    for own, its in ((course.dispatch, lead.dispatch), (course.dispatch_limit, lead.dispatch_limit)):
        if own is not None and own.verdict is _RUNNING and its is not None and its.stopped is not None:
            own.verdict, own.late, own.stopped = its.verdict, its.late, max(its.stopped, merged_at)
    shared = []
    for run in lead.runs:
        if run.kind is ClockKind.FEEDBACK and (run.stopped is None or run.stopped > merged_at):
            run.round, run.follows = course.round, True
            shared.append(run)
    course.runs += shared
    course.merged_at = None
    return shared, lead.units


def _deferred(course: Course, event: Event) -> None:
    """挂账 approved: feedback and close stand still; an urgent order never does."""
    if course.phase == LIVE and not course.urgent:
        course.on_account = True
        course.hold(event)


def _settle(course: Course, event: Event) -> None:
    course.on_account = False
    course.go_on(event)


# -- the end, and beginning again --------------------------------------------------------------------------------


def _close(course: Course, event: Event) -> None:
    """办结 meets close and sign, stops the rest and opens the call-back, unless policy wanted that before."""
    if course.phase == OVER:
        return
    course.meet(course.sign, event)
    course.meet(course.close, event)
    _end(course, event)
    policy = course.policy
    tried = len(counted_attempts(course.attempts, policy.callback)) >= policy.callback.attempts
    if policy.callback.gate is CallbackGate.CLOSE and (course.called_back or tried):
        return
    due = callback_due(event.occurred_at, course.urgent, policy)
    plain = due == event.occurred_at + policy.clocks.callback.limit(course.urgent)
    bound = Bound.LIMIT if plain else Bound.HOURS
    course.callback = course.start(ClockKind.CALLBACK, event, due, Ground.CLOSE, bound=bound)


def _end(course: Course, event: Event) -> None:
    """Everything still running stops without verdict; the units that handled it for the lead are its own from here."""
    if course.phase == MERGED:
        _, units = _follow(course, event)
        course.units = course.units or list(units)
    stop_all(course.runs, event, course.tolerance)
    course.shelved, course.phase = [], OVER
    course.on_account = course.raised_away = False


def _exclude(course: Course, event: Event) -> None:
    course.applied_in = course.round


def _exclude_granted(course: Course, event: Event) -> None:
    """It ends the round of work it was applied for in; one begun since goes on."""
    if course.applied_in in (None, course.round):
        _end(course, event)


def _callback(course: Course, event: Event) -> None:
    """A result meets the call-back; an attempt that reached nobody does not."""
    details = event.details
    answered = details.contacted or details.resolved or details.satisfied
    if (told(event) and not details.only_put_off) or (details.outcome is None and answered):
        course.called_back = True
        course.meet(course.callback, event)
    if told(event):
        course.attempts.clear()
    else:
        course.attempts.append(event.occurred_at)


def _rework(course: Course, event: Event) -> None:
    _again(course, event, Ground.REWORK)


def _reopen(course: Course, event: Event) -> None:
    _again(course, event, Ground.REOPEN)


def _again(course: Course, event: Event, ground: Ground) -> None:
    """二次办理, 重新打开: feedback of its units and close, from here. An upstream deadline that has passed bounds no more."""
    if course.phase not in (OVER, RETURNED):
        return
    _end(course, event)
    course.round += 1
    course.phase, course.called_back = LIVE, False
    course.attempts.clear()
    if course.upstream is not None and course.upstream <= event.occurred_at:
        course.upstream = None
    course.feedbacks = {}
    await_feedback(course, event, course.units, ground)
    _start_close(course, event, ground)
    if course.urgent and course.close is not None:
        limit = course.policy.clocks.close.limit(True)
        course.urgent_zero = course.urgent_zero or event.occurred_at
        course.close.hasten(event.occurred_at, limit, ground, event.recorded_at)


def _stop_all(course: Course, event: Event, runs: Iterable[Run | None]) -> list[Run]:
    return stop_all([run for run in runs if run is not None], event, course.tolerance)


_BEGINNINGS = frozenset({Act.OBTAIN, Act.COME_AGAIN})

_HANDLERS: dict[Act, Callable[[Course, Event], None]] = {
    Act.OBTAIN: _obtain,
    Act.COME_AGAIN: _come_again,
    Act.UPDATE: _update,
    Act.EDIT: _update,
    Act.SIGN: sign,
    Act.RAISE: raise_level,
    Act.LOWER: lower_level,
    Act.REPORT: report,
    Act.DISPATCH: dispatch,
    Act.REDISPATCH: redispatch,
    Act.CONFIRM: confirm,
    Act.FEEDBACK: feedback,
    Act.URGE: urge,
    Act.RETURN: _return,
    Act.RETURN_REFUSED: _return_refused,
    Act.RETURN_TAKEN: _return_taken,
    Act.MERGE: _merge,
    Act.UNMERGE: _unmerge,
    Act.DEFER_APPROVED: _deferred,
    Act.SETTLE: _settle,
    Act.EXTEND_GRANTED: _extended,
    Act.EXCLUDE: _exclude,
    Act.EXCLUDE_GRANTED: _exclude_granted,
    Act.ARCHIVE: _end,
    Act.CLOSE: _close,
    Act.CALLBACK: _callback,
    Act.REWORK: _rework,
    Act.REOPEN: _reopen,
}
"""The matrix of clocks.md. Acts that are not in it (内部分转, 备注, 督办, applications before their approval …) touch no clock."""
