"""An order while its events are replayed: which clocks it has now, and how its level changes them.

The laws of a level (clocks.md, Levels) are here, the other acts in :mod:`~jiesu_desktop.domain.clocks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jiesu_desktop.domain.clock_model import Bound, Ground, Verdict
from jiesu_desktop.domain.clock_run import Run
from jiesu_desktop.domain.policy_model import ClockKind, Policy
from jiesu_desktop.domain.tickets import Basis, Event

_RUNNING, _MET, _VOID, _LAPSED = Verdict.RUNNING, Verdict.MET, Verdict.VOID, Verdict.LAPSED

# Where an order stands as far as its clocks go.
NONE, LIVE, RETURNED, MERGED, OVER = range(5)


class Course:
    """The order while its events are replayed."""

    __slots__ = (
        "applied_in",
        "attempts",
        "callback",
        "called_back",
        "close",
        "confirms",
        "dispatch",
        "dispatch_limit",
        "feedbacks",
        "ground",
        "lead",
        "merged_at",
        "on_account",
        "phase",
        "policy",
        "raised_away",
        "report",
        "returned",
        "round",
        "runs",
        "shelved",
        "sign",
        "suspected",
        "tolerance",
        "under",
        "units",
        "upstream",
        "urgent",
        "urgent_zero",
        "zero",
    )  # fmt: skip

    zero: datetime  # when this round was obtained

    def __init__(self, policy: Policy, lead: Sequence[Event]) -> None:
        self.policy, self.lead, self.tolerance = policy, lead, policy.intake.late_after
        self.runs: list[Run] = []
        self.round, self.phase = 0, NONE
        self.applied_in: int | None = None  # the round of work in which 剔除 was last applied for
        self.clear()

    def clear(self) -> None:
        """Forget the round before; its runs stay on record."""
        self.report: Run | None = None
        self.dispatch: Run | None = None
        self.dispatch_limit: Run | None = None
        self.sign: Run | None = None
        self.close: Run | None = None
        self.callback: Run | None = None
        self.returned: Run | None = None
        self.confirms: dict[str | None, Run] = {}
        self.feedbacks: dict[str | None, Run] = {}
        self.units: list[str | None] = []  # those that have it now, the lead unit first
        self.shelved: list[Run] = []  # stopped by a return or a merge; they go on if that is undone
        self.urgent = self.on_account = self.called_back = self.suspected = self.raised_away = False
        self.attempts: list[datetime] = []  # at a call-back, in vain, since someone was reached
        self.urgent_zero: datetime | None = None
        self.ground = Ground.ORIGIN
        self.upstream: datetime | None = None
        self.merged_at: datetime | None = None
        self.under: int | None = None  # the order it is or was last merged under

    def start(
        self, kind: ClockKind, event: Event, due: datetime, ground: Ground, unit: str | None = None, *,
        zero: datetime | None = None, cycle: int = 1, bound: Bound = Bound.LIMIT,
    ) -> Run:  # fmt: skip
        """A clock that runs from the event, or from an earlier zero."""
        start = event.occurred_at if zero is None else zero
        run = Run(kind, self.round, unit, cycle, start, due, event.recorded_at, ground, bound)
        self.runs.append(run)
        return run

    def meet(self, run: Run | None, event: Event) -> None:
        """The act this clock waits for."""
        if run is not None:
            run.stop(event, _MET, self.tolerance)

    def drop(self, run: Run | None, event: Event) -> None:
        """Stop it without verdict."""
        if run is not None:
            run.stop(event, _VOID, self.tolerance)

    def hold(self, event: Event) -> None:
        """挂账: feedback and close stand still from the event on."""
        for run in (*self.feedbacks.values(), self.close):
            if run is not None and run.verdict is _RUNNING and run.paused_at is None:
                run.paused_at = event.occurred_at

    def go_on(self, event: Event) -> None:
        """What stood still runs again, its due moment later by the span."""
        for run in (*self.feedbacks.values(), self.close):
            if run is not None:
                run.resume(event.occurred_at, event.recorded_at)


def raise_level(course: Course, event: Event) -> None:
    """Urgent limits from now on. Raising an urgent order further restarts nothing; raising again resumes the first zero.

    An order on account stands still no longer, for 挂账 is never for urgent ones.
    """
    level = event.details.level
    if course.urgent or (level is not None and not level.is_urgent):
        return
    course.urgent = True
    if course.urgent_zero is None:
        basis = event.details.basis or (Basis.ORIGIN if course.suspected else Basis.CHANGE)
        origin = basis is Basis.ORIGIN
        course.urgent_zero = course.zero if origin else event.occurred_at
        course.ground = Ground.ORIGIN if origin else Ground.CHANGE
    if course.phase in (LIVE, MERGED):
        course.go_on(event)
        hasten(course, event)
    course.raised_away = course.phase == RETURNED


def hasten(course: Course, event: Event) -> None:
    """The urgent clocks run and the others come forward. Doing it twice changes nothing; met clocks stay met."""
    zero, rules, known = course.urgent_zero or event.occurred_at, course.policy.clocks, event.recorded_at
    course.report = _urgent_clock(course, ClockKind.REPORT, event, course.report, None)
    for kind, run in ((rules.dispatch, course.dispatch), (rules.dispatch_limit, course.dispatch_limit)):
        if run is not None and run.verdict is _RUNNING:
            _forget_lapsed(course, run)
            run.hasten(zero, kind.limit(True), course.ground, known)
    close = course.close
    if close is not None and close.verdict is _RUNNING:
        _forget_lapsed(course, close)
        # A second round began after the order came in: its close cannot be due before it began.
        late = close.start > zero
        ground = close.start_ground if late else course.ground
        close.hasten(max(zero, close.start), rules.close.limit(True), ground, known)
    early = course.confirms.get(None)
    if course.units and early is not None and early.verdict is _LAPSED:
        course.runs.remove(course.confirms.pop(None))  # the units to be confirmed are known by now
    for unit in course.units or list(course.confirms) or [None]:
        course.confirms[unit] = _urgent_clock(
            course, ClockKind.CONFIRM, event, course.confirms.get(unit), unit
        )


def _urgent_clock(course: Course, kind: ClockKind, event: Event, run: Run | None, unit: str | None) -> Run:
    """Report or confirm, from the first urgent zero: the one there is, taken up again if a lowering closed it."""
    if run is not None and run.verdict in (_RUNNING, _MET):
        return run
    if run is not None and run.verdict is _LAPSED and run.round == course.round:
        run.revive(event.recorded_at)
        return run
    zero = course.urgent_zero or event.occurred_at
    due = zero + course.policy.clocks.of(kind).limit(True)
    return course.start(kind, event, due, course.ground, unit, zero=zero)


def _forget_lapsed(course: Course, run: Run) -> None:
    """The same clock is urgent again from the same zero, so its lapsed forerunner would count one miss twice."""
    if run.lapsed is not None:
        course.runs.remove(run.lapsed)
        run.lapsed = None


def lower_level(course: Course, event: Event) -> None:
    """The urgent clocks close with their verdict so far and the general limits hold again."""
    level = event.details.level
    if not course.urgent or (level is not None and level.is_urgent):
        return
    course.urgent = course.raised_away = False
    urgent_only = [run for run in (course.report, *course.confirms.values()) if run is not None]
    course.shelved = [run for run in course.shelved if run not in urgent_only]
    if course.phase == RETURNED:
        return
    for run in urgent_only:
        run.stop(event, _LAPSED, course.tolerance)
    course.dispatch = _relax(course, course.dispatch, event)
    course.dispatch_limit = _relax(course, course.dispatch_limit, event)
    course.close = _relax(course, course.close, event)
    if course.on_account:
        course.hold(event)


def _relax(course: Course, run: Run | None, event: Event) -> Run | None:
    """The clock under its general limit; where that is later, the urgent one stays on record as lapsed."""
    if run is None or run.verdict is not _RUNNING or run.urgent is None:
        return run
    general = run.twin(event.recorded_at)
    general.settle(event.recorded_at)
    if general.due == run.due:
        run.urgent = None
        run.settle(event.recorded_at)
        return run
    run.stop(event, _LAPSED, course.tolerance)
    general.lapsed = run
    course.runs.append(general)
    return general


def confirm_units(course: Course, event: Event, units: list[str | None]) -> None:
    """The confirmation that waited for a unit becomes one for each unit, all from the urgent zero."""
    early = course.confirms.get(None)
    if early is not None and (early.round != course.round or early.verdict not in (_RUNNING, _MET)):
        early = None
    for unit in units:
        run = course.confirms.get(unit)
        if run is not None and run.verdict is not _VOID:
            continue
        if early is None:
            start_confirm(course, event, unit, Ground.DISPATCH)
        elif course.confirms.get(None) is early:
            early.unit, early.known = unit, event.recorded_at  # news: from now on it waits for this unit
            del course.confirms[None]
            course.confirms[unit] = early
        else:
            course.confirms[unit] = twin = early.twin(event.recorded_at)
            twin.unit = unit
            course.runs.append(twin)


def start_confirm(course: Course, event: Event, unit: str | None, ground: Ground) -> None:
    """A unit that got the order later is confirmed within the limit from then."""
    due = event.occurred_at + course.policy.clocks.confirm.limit(True)
    course.confirms[unit] = course.start(ClockKind.CONFIRM, event, due, ground, unit)
