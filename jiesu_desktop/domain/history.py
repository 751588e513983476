"""Reading a ticket's events one after the other into where it stands.

:class:`~jiesu_desktop.domain.standing.Standing` is the running account; :mod:`~jiesu_desktop.domain.summary` freezes it,
and :mod:`~jiesu_desktop.domain.act_rules` asks it what is open. Each act leaves its mark by a function of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.leads import beyond, events_of_lead
from jiesu_desktop.domain.standing import Standing, UnitStanding
from jiesu_desktop.domain.states import LIVE, TRANSITIONS, Move, State
from jiesu_desktop.domain.tickets import Act, Basis, Event, Level, Outcome

__all__ = ["Standing", "UnitStanding", "apply", "standing_of"]

_HOLDABLE = frozenset({State.TO_DISPATCH, State.IN_PROGRESS})
_REMEMBER = frozenset({Act.RETURN, Act.MERGE})


def apply(s: Standing, event: Event) -> None:
    """Take one more event into account."""
    before = s.state
    read = _READERS.get(event.act)
    if read is not None:
        read(s, event)
    target = TRANSITIONS[event.act].target
    s.state = target if isinstance(target, State) else _moved(s, target)
    if event.act in _REMEMBER and before is not s.state:
        s.left_from = before
    if event.act in (Act.OBTAIN, Act.COME_AGAIN) and s.history:
        s.state = State.ARCHIVED
    s.last_event_at = event.occurred_at


def _moved(s: Standing, target: Move) -> State:  # noqa: PLR0911 - one answer for each way
    if target is Move.BACK:
        return s.left_from
    if target is Move.EXCLUDED:
        return State.EXCLUDED if _is_about_now(s) else s.state
    on_account = s.state is State.ON_ACCOUNT
    if (
        target is Move.WORK
        or (target is Move.OFF_HOLD and on_account)
        or (target is Move.OUT and not on_account)
    ):
        return State.IN_PROGRESS if s.units else State.TO_DISPATCH
    if target is Move.ON_HOLD and s.deferred == "approved" and s.state in _HOLDABLE:
        return State.ON_ACCOUNT
    if target is Move.DONE:
        return State.CALLED_BACK if s.callback_at else State.CLOSED
    if target is Move.ANSWERED and s.callback_at and s.state is State.CLOSED:
        return State.CALLED_BACK
    return s.state


def standing_of(events: Sequence[Event], lead_events: Sequence[Event] = ()) -> Standing:
    """Where a ticket with these events, in any order, stands.

    Args:
        events: the ticket's own.
        lead_events: those of every ticket it is or was merged under (:mod:`~jiesu_desktop.domain.leads`).
    """
    standing = Standing(lead_events=lead_events)
    for event in effective(events):
        apply(standing, event)
    return standing


# ------------------------------------------------------------------------------------ what each act leaves behind


def _obtain(s: Standing, event: Event) -> None:
    d = event.details
    s.obtained_at = s.first_obtained_at = s.urge_from = event.occurred_at
    s.history, s.upstream_due_at = d.history, d.upstream_due_at
    s.suspected, s.suspected_open = d.suspected, d.suspected is not None and not d.history
    s.closed_at = d.closed_at
    if d.history:
        s.archived_at = event.occurred_at
        s.contacted, s.resolved, s.satisfied = d.contacted, d.resolved, d.satisfied
    _level(s, d.level or Level.GENERAL, d.basis or Basis.ORIGIN)


def _come_again(s: Standing, event: Event) -> None:
    """A new round: everything of handling starts anew; what ledgers tell of earlier rounds stays."""
    kept = {name: getattr(s, name) for name in _KEPT} | {"excluded": _undecided(s)}
    fresh = Standing(lead_events=s.lead_events)
    _obtain(fresh, event)
    for name in Standing.__dataclass_fields__:
        setattr(s, name, getattr(fresh, name))
    for name, value in kept.items():
        setattr(s, name, value)
    s.ever_urgent = s.ever_urgent or s.level.is_urgent
    s.round += 1
    s.return_taken = s.returned_at is not None


_KEPT = (
    "round", "ever_urgent", "first_obtained_at", "urged_count", "last_urged_at", "supervised_count",
    "returned_at", "return_code", "return_reason", "deferred_at", "defer_reason", "defer_until", "defer_unit", "defer_progress",
    "defer_progress_at", "settled_at", "excluded_at", "exclude_round", "exclude_code", "exclude_reason", "raised_at",
)  # fmt: skip


def _level(s: Standing, level: Level, basis: Basis) -> None:
    s.level = level
    if level.is_urgent:
        s.ever_urgent = True
        s.basis = s.basis or basis


def _update(s: Standing, event: Event) -> None:
    if event.details.upstream_due_at is not None:
        s.upstream_due_at = event.details.upstream_due_at


def _judge(s: Standing, event: Event) -> None:
    s.suspected_open = False


def _sign(s: Standing, event: Event) -> None:
    s.signed_at = event.occurred_at


def _raise(s: Standing, event: Event) -> None:
    s.suspected_open = False
    s.raised_at = s.raised_at or event.occurred_at
    _level(s, event.details.level or Level.URGENT, event.details.basis or Basis.CHANGE)


def _lower(s: Standing, event: Event) -> None:
    s.level = Level.GENERAL
    s.suspected_open = False


def _report(s: Standing, event: Event) -> None:
    if event.details.outcome is Outcome.TOLD:
        s.reported_at = s.reported_at or event.occurred_at


def _dispatch(s: Standing, event: Event) -> None:
    s.signed_at = s.signed_at or event.occurred_at
    s.dispatched_at = s.dispatched_at or event.occurred_at
    s.first_dispatcher = s.first_dispatcher or event.actor
    names = dict.fromkeys((event.details.unit or "", *event.details.assist))
    early = dict(s.told_early)  # a unit rung before the dispatch was saved has been told already
    s.units = tuple(
        UnitStanding(
            name, place == 0, event.occurred_at, early.get(name, early.get(None) if place == 0 else None)
        )
        for place, name in enumerate(names)
    )


def _redispatch(s: Standing, event: Event) -> None:
    """Another unit in the place of one; without it that one goes, and co-handlers come besides."""
    to, moment = event.details.unit, event.occurred_at
    taken = event.details.from_unit or (s.lead_unit if to else None)
    units: list[UnitStanding] = []
    for unit in s.units:
        if unit.name != taken:
            units.append(unit)
        elif to:
            units.append(UnitStanding(to, unit.is_lead, moment))
    names = {unit.name for unit in units}
    assist = dict.fromkeys(event.details.assist)
    units += [UnitStanding(name, False, moment) for name in assist if name not in names]
    s.units = tuple(units)
    s.feedback_at = max((u.fed_back_at for u in s.units if u.fed_back_at), default=None)


def _mark(s: Standing, name: str | None, change: Callable[[UnitStanding], UnitStanding]) -> None:
    wanted = name or s.lead_unit
    s.units = tuple(change(unit) if unit.name == wanted else unit for unit in s.units)


def _confirm(s: Standing, event: Event) -> None:
    if event.details.outcome is not Outcome.TOLD:
        return
    s.confirmed_at = s.confirmed_at or event.occurred_at
    moment = event.occurred_at
    if not s.units:
        s.told_early = (*s.told_early, (event.details.unit, moment))
    _mark(s, event.details.unit, lambda u: replace(u, confirmed_at=u.confirmed_at or moment))


def _unit_sign(s: Standing, event: Event) -> None:
    moment = event.occurred_at
    _mark(s, event.details.unit, lambda u: replace(u, signed_at=u.signed_at or moment))


def _feedback(s: Standing, event: Event) -> None:
    d, moment = event.details, event.occurred_at
    if d.outcome not in (None, Outcome.TOLD):
        return  # an attempt that reached nobody
    s.feedback_at = moment
    _mark(s, d.unit, lambda u: replace(u, fed_back_at=moment, final=u.final or d.final, promise=d.promise))


def _urge(s: Standing, event: Event) -> None:
    s.urged_count += 1
    s.last_urged_at = event.occurred_at
    if event.details.outcome in (None, Outcome.TOLD):  # a call nobody took urged nobody
        s.urge_from = event.occurred_at


def _supervise(s: Standing, event: Event) -> None:
    s.supervised_count += 1
    s.supervised_at = s.urge_from = event.occurred_at


def _verify(s: Standing, event: Event) -> None:
    s.verified_at = event.occurred_at


def _transfer(s: Standing, event: Event) -> None:
    s.section = event.details.unit


def _return(s: Standing, event: Event) -> None:
    s.signed_at = s.signed_at or event.occurred_at
    s.returned_at = s.urge_from = event.occurred_at
    s.return_code, s.return_reason, s.return_taken = event.details.code, event.details.reason, False


def _return_refused(s: Standing, event: Event) -> None:
    if s.left_from is State.TO_SIGN:  # a return answers 签收, so it goes on from 待派发
        s.left_from = State.TO_DISPATCH


def _return_taken(s: Standing, event: Event) -> None:
    s.return_taken = True
    _nothing_to_decide(s, event)


def _merge(s: Standing, event: Event) -> None:
    s.signed_at = s.signed_at or event.occurred_at
    s.lead_ticket = event.details.lead


def _unmerge(s: Standing, event: Event) -> None:
    if s.left_from is State.TO_SIGN:  # merging answered 签收
        s.left_from = State.TO_DISPATCH
    if _takes_the_leads_units(s, event):
        s.left_from = State.IN_PROGRESS
    if s.deferred == "approved" and not s.level.is_urgent:  # raised before it was merged, and lowered since
        s.left_from = State.ON_ACCOUNT


def _takes_the_leads_units(s: Standing, event: Event) -> bool:
    """A merged order that had no units goes on, or ends, with those it shared with the lead."""
    if s.units or not s.lead_events:
        return False
    told = events_of_lead(s.lead_events, s.lead_ticket, event.occurred_at)
    lead = standing_of(told, beyond(s.lead_events, s.lead_ticket))
    if not lead.units:
        return False
    s.units, s.dispatched_at, s.first_dispatcher = lead.units, lead.dispatched_at, lead.first_dispatcher
    return True


def _defer(s: Standing, event: Event) -> None:
    s.deferred, s.deferred_at = "applied", event.occurred_at
    s.defer_reason, s.defer_until, s.defer_unit = (
        event.details.reason,
        event.details.until,
        event.details.unit,
    )


def _defer_approved(s: Standing, event: Event) -> None:
    s.deferred, s.urge_from = "approved", event.occurred_at
    s.defer_until = event.details.until or s.defer_until


def _progress(s: Standing, event: Event) -> None:
    s.defer_progress, s.defer_progress_at = event.details.text, event.occurred_at
    s.urge_from = event.occurred_at
    s.defer_until = event.details.until or s.defer_until


def _defer_refused(s: Standing, event: Event) -> None:
    s.deferred = "refused"


def _settle(s: Standing, event: Event) -> None:
    s.deferred, s.settled_at = "settled", event.occurred_at


def _nothing_to_decide(s: Standing, event: Event) -> None:
    """It is out of our hands, urgent or not: off the account, and what was applied for to handle it longer is void.

    Whoever handled it for its lead has handled it.
    """
    if s.state is State.MERGED:
        _takes_the_leads_units(s, event)
    if s.deferred == "approved":
        s.deferred, s.settled_at = "settled", event.occurred_at
    elif s.deferred == "applied":
        s.deferred = "lapsed"
    if s.extended == "applied":
        s.extended = "lapsed"


def _exclude(s: Standing, event: Event) -> None:
    s.excluded, s.excluded_at, s.exclude_round = "applied", event.occurred_at, s.round
    s.exclude_code, s.exclude_reason = event.details.code, event.details.reason


def _exclude_granted(s: Standing, event: Event) -> None:
    s.excluded = "granted"
    if _is_about_now(s):
        _nothing_to_decide(s, event)


def _is_about_now(s: Standing) -> bool:
    """Whether the application is about this round of work: another that was begun since goes on whatever is decided."""
    return s.exclude_round in (None, s.round)


def _exclude_refused(s: Standing, event: Event) -> None:
    s.excluded = "refused"


def _extend(s: Standing, event: Event) -> None:
    s.extended, s.extend_until = "applied", event.details.until


def _extend_granted(s: Standing, event: Event) -> None:
    s.extended = "granted"
    s.extend_until = s.upstream_due_at = event.details.until or s.extend_until


def _extend_refused(s: Standing, event: Event) -> None:
    s.extended = "refused"


def _close(s: Standing, event: Event) -> None:
    s.signed_at = s.signed_at or event.occurred_at
    s.closed_at = event.occurred_at
    _nothing_to_decide(s, event)


def _callback(s: Standing, event: Event) -> None:
    d = event.details
    if d.outcome is not Outcome.TOLD:
        s.callback_attempts += 1
        s.attempted_at = (*s.attempted_at, event.occurred_at)
        s.revisit_at = d.next_at or s.revisit_at  # what was promised is still to be kept
        return
    s.revisit_at, s.attempted_at = d.next_at, ()
    if d.only_put_off:
        return
    s.callback_at = event.occurred_at
    s.contacted = d.contacted or "是"
    s.resolved, s.satisfied = d.resolved, d.satisfied


def _rework(s: Standing, event: Event) -> None:
    """Round 2: the units keep the order, and each has to say something again."""
    s.round += 1
    s.history = False
    s.units = tuple(
        replace(u, since=event.occurred_at, fed_back_at=None, final=False, promise=None) for u in s.units
    )
    s.closed_at = s.archived_at = s.callback_at = s.feedback_at = None
    s.contacted = s.resolved = s.satisfied = s.review_passed = s.reviewed_at = s.revisit_at = None
    s.urge_from = event.occurred_at
    s.callback_attempts, s.attempted_at = 0, ()
    s.told_early = tuple(
        told for told in s.told_early if told[0]
    )  # whoever was told without a unit is told again
    s.deferred = s.extended = None
    s.excluded = _undecided(s)
    s.return_taken = s.returned_at is not None


def _undecided(s: Standing) -> str | None:
    """An application to exclude is about the assessment, which another round of work does not take back; its answer may come."""
    return s.excluded if s.excluded in ("applied", "refused") else None


def _review(s: Standing, event: Event) -> None:
    """A reply sent back is owed again; its clock, met by the first, is not started anew (clocks.md has no row for it)."""
    s.review_passed, s.reviewed_at = event.details.passed, event.occurred_at
    if event.details.passed is False and s.state in LIVE:
        _mark(s, event.details.unit, lambda u: replace(u, fed_back_at=None, final=False, promise=None))


def _archive(s: Standing, event: Event) -> None:
    s.archived_at = event.occurred_at


_READERS: dict[Act, Callable[[Standing, Event], None]] = {
    Act.OBTAIN: _obtain,
    Act.COME_AGAIN: _come_again,
    Act.UPDATE: _update,
    Act.EDIT: _update,
    Act.JUDGE: _judge,
    Act.SIGN: _sign,
    Act.VERIFY: _verify,
    Act.TRANSFER: _transfer,
    Act.RAISE: _raise,
    Act.LOWER: _lower,
    Act.REPORT: _report,
    Act.DISPATCH: _dispatch,
    Act.REDISPATCH: _redispatch,
    Act.CONFIRM: _confirm,
    Act.UNIT_SIGN: _unit_sign,
    Act.FEEDBACK: _feedback,
    Act.URGE: _urge,
    Act.SUPERVISE: _supervise,
    Act.REVIEW: _review,
    Act.RETURN: _return,
    Act.RETURN_REFUSED: _return_refused,
    Act.RETURN_TAKEN: _return_taken,
    Act.MERGE: _merge,
    Act.UNMERGE: _unmerge,
    Act.DEFER: _defer,
    Act.DEFER_APPROVED: _defer_approved,
    Act.DEFER_REFUSED: _defer_refused,
    Act.PROGRESS: _progress,
    Act.SETTLE: _settle,
    Act.EXCLUDE: _exclude,
    Act.EXCLUDE_GRANTED: _exclude_granted,
    Act.EXCLUDE_REFUSED: _exclude_refused,
    Act.EXTEND: _extend,
    Act.EXTEND_GRANTED: _extend_granted,
    Act.EXTEND_REFUSED: _extend_refused,
    Act.CLOSE: _close,
    Act.CALLBACK: _callback,
    Act.REWORK: _rework,
    Act.REOPEN: _rework,
    Act.ARCHIVE: _archive,
}
