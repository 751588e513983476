"""What the acts of handling do to the clocks: sign, report, dispatch, confirm, feedback, urge (clocks.md, the matrix)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from jiesu_desktop.domain.clock_course import LIVE, Course, confirm_units, start_confirm
from jiesu_desktop.domain.clock_model import Bound, Ground, Verdict
from jiesu_desktop.domain.clock_moments import next_daily
from jiesu_desktop.domain.clock_run import Run
from jiesu_desktop.domain.policy_model import ClockKind
from jiesu_desktop.domain.tickets import Event, Outcome

_RUNNING, _MET = Verdict.RUNNING, Verdict.MET


def told(event: Event) -> bool:
    """Whether a person was told, which alone meets a clock (clocks.md: other outcomes are attempts)."""
    return event.details.outcome is Outcome.TOLD


def sign(course: Course, event: Event) -> None:
    """Meets sign."""
    course.meet(course.sign, event)


def report(course: Course, event: Event) -> None:
    """Meets report once the responsible lead was told."""
    if told(event):
        course.meet(course.report, event)


def dispatch(course: Course, event: Event) -> None:
    """Meets dispatch and sign; every unit it goes to, lead and assisting, owes feedback and, if urgent, a confirmation."""
    if course.phase != LIVE:
        return
    for run in (course.sign, course.dispatch, course.dispatch_limit):
        course.meet(run, event)
    details = event.details
    units: list[str | None] = [unit for unit in dict.fromkeys((details.unit, *details.assist)) if unit] or [
        None
    ]
    if course.urgent:
        confirm_units(course, event, units)
    await_feedback(course, event, units, Ground.DISPATCH)
    course.units += [unit for unit in units if unit and unit not in course.units]


def confirm(course: Course, event: Event) -> None:
    """Meets the confirmation of the unit named; of the first one still awaited where none is named."""
    if not told(event):
        return
    unit, confirms = event.details.unit, course.confirms
    early = confirms.get(None)
    waits = early is not None and early.verdict is _RUNNING
    if (
        early is not None and waits and (not course.units or unit not in confirms)
    ):  # told ahead of the dispatch, or merged then
        del confirms[None]
        early.unit = unit
        confirms[unit] = early
    course.meet(_awaited(course, confirms, unit), event)


def _awaited(
    course: Course, runs: dict[str | None, Run], unit: str | None, due_by: datetime | None = None
) -> Run | None:
    """The unit's clock; where no unit is named the first that runs, lead unit first, and is due by a moment if given."""
    if unit is not None:
        return runs.get(unit)
    for each in (*course.units, *runs):
        run = runs.get(each)
        if run is not None and run.verdict is _RUNNING and (due_by is None or run.due <= due_by):
            return run
    return None


def redispatch(course: Course, event: Event) -> None:
    """The old unit's clocks are void, the new ones' begin, and others' go on; the first dispatch keeps its verdict."""
    if course.phase != LIVE or not (course.feedbacks or course.units):  # nothing was dispatched yet
        return
    details, units = event.details, course.units
    old = details.from_unit or (units[0] if units and details.unit else None)
    place = units.index(old) if old in units else len(units)
    if details.from_unit or details.unit:
        for runs in (course.confirms, course.feedbacks):
            course.drop(runs.pop(old, None), event)
        units[place : place + 1] = []
    fresh: list[str | None] = [unit for unit in dict.fromkeys((details.unit, *details.assist)) if unit]
    if course.urgent:
        for unit in fresh:
            if not _is_awaited(course.confirms, unit):
                start_confirm(course, event, unit, Ground.REDISPATCH)
    await_feedback(course, event, fresh, Ground.REDISPATCH)
    units[place:place] = [unit for unit in fresh if unit not in units]


def _is_awaited(runs: dict[str | None, Run], unit: str | None) -> bool:
    run = runs.get(unit)
    return run is not None and run.verdict is _RUNNING


def await_feedback(course: Course, event: Event, units: Iterable[str | None], ground: Ground) -> None:
    """The first feedback round of each unit; one that is already awaited goes on."""
    due = event.occurred_at + course.policy.clocks.feedback.limit(course.urgent)
    for unit in units:
        if not _is_awaited(course.feedbacks, unit):
            course.feedbacks[unit] = run = course.start(ClockKind.FEEDBACK, event, due, ground, unit)
            _hold_new(course, event, run)


def feedback(course: Course, event: Event) -> None:
    """What a unit said meets its round; 终结 asks for no other. An attempt that reached nobody meets nothing."""
    if event.details.outcome not in (None, Outcome.TOLD):
        return
    run = _awaited(course, course.feedbacks, event.details.unit)
    if run is not None and run.stop(event, _MET, course.tolerance) and not event.details.final:
        _next_round(course, event, run, Ground.FEEDBACK)


def urge(course: Course, event: Event) -> None:
    """An urge that reached someone meets the round that is due and begins the next; before that it does nothing.

    Only 已告知 counts as reaching someone: a text message without an answer does not. On a returned order it is the
    follow-up, and the next one is due a period later, however early it came.
    """
    if not told(event):
        return
    returned = course.returned
    if returned is not None and returned.stop(event, _MET, course.tolerance):
        follow_returned(course, event, Ground.URGE, returned.cycle + 1)
        return
    moment = event.occurred_at
    run = _awaited(course, course.feedbacks, event.details.unit, moment)
    if run is None or run.due > moment or run.paused_at is not None:
        return
    if run.stop(event, _MET, course.tolerance):
        _next_round(course, event, run, Ground.URGE)


def _next_round(course: Course, event: Event, run: Run, ground: Ground) -> None:
    """The next feedback round. An urgent unit's promise holds only where it is earlier than the urgent interval."""
    rounds, moment, promise, cycle = (
        course.policy.feedback,
        event.occurred_at,
        event.details.promise,
        run.cycle + 1,
    )
    if course.urgent or cycle == 2:
        due, bound = moment + (rounds.urgent_every if course.urgent else rounds.general_second), Bound.EVERY
    else:
        due, bound = next_daily(moment, rounds.general_daily), Bound.DAILY
    if promise is not None and promise > moment and (not course.urgent or promise < due):
        due, bound = promise, Bound.PROMISE
    following = course.start(ClockKind.FEEDBACK, event, due, ground, run.unit, cycle=cycle, bound=bound)
    _hold_new(course, event, following)
    course.feedbacks[run.unit] = following


def _hold_new(course: Course, event: Event, run: Run) -> None:
    """A clock that begins while the order is on account stands still from its start."""
    if course.on_account and not course.urgent:
        run.paused_at = event.occurred_at


def follow_returned(course: Course, event: Event, ground: Ground, cycle: int) -> None:
    """退件不退事: the next follow-up of a returned order."""
    due = event.occurred_at + course.policy.clocks.returned.limit(course.urgent)
    course.returned = course.start(ClockKind.RETURNED, event, due, ground, cycle=cycle)
