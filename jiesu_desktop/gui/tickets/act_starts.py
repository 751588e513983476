"""What stands in the fields of an act's form at first, and what the operator has to know of the order to answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.standing import UnitStanding
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.summary import no_of
from jiesu_desktop.domain.tickets import Act, Basis, Event, Outcome
from jiesu_desktop.gui.tickets.order_view import OrderView

SHOWN = 300
LAST_ASKED = 3


def last(view: OrderView, *acts: Act) -> Event | None:
    """The newest event of these acts that was not taken back."""
    return next((event for event in reversed(effective(view.events)) if event.act in acts), None)


# ------------------------------------------------------------------------------------------------------- units


def lead_unit(view: OrderView, now: datetime) -> str:
    """The unit that has it, else the one it would go to."""
    return view.unit


def _first(view: OrderView, waits: Callable[[UnitStanding], bool]) -> str:
    waiting = [unit.name for unit in view.summary.units if waits(unit)]
    return waiting[0] if waiting else view.unit


def unit_to_confirm(view: OrderView, now: datetime) -> str:
    """The first whose contact has not been told."""
    return _first(view, lambda unit: unit.confirmed_at is None)


def unit_to_sign(view: OrderView, now: datetime) -> str:
    """The first that has not signed."""
    return _first(view, lambda unit: unit.signed_at is None)


def unit_to_answer(view: OrderView, now: datetime) -> str:
    """The first that has not said its last word."""
    return _first(view, lambda unit: not unit.final)


def unit_that_answered(view: OrderView, now: datetime) -> str:
    """The one that spoke last."""
    said = last(view, Act.FEEDBACK)
    return (said.details.unit if said is not None else None) or view.unit


def unit_on_account(view: OrderView, now: datetime) -> str:
    """The one that answers for the hard case."""
    return view.summary.defer_unit or view.unit


# ------------------------------------------------------------------------------------------------- words and days


def basis_of_raise(view: OrderView, now: datetime) -> str:
    """来件即急 when the order itself suggested it."""
    return (Basis.ORIGIN if view.summary.suspected else Basis.CHANGE).value


def suspicion(view: OrderView, now: datetime) -> str:
    """The words that suggested it are the reason."""
    return f"来件含：{view.summary.suspected}" if view.summary.suspected else ""


def last_final_word(view: OrderView, now: datetime) -> str:
    """What was said last, once every unit was done."""
    said = last(view, Act.FEEDBACK)
    return (said.details.text or "") if said is not None and view.summary.feedback_final else ""


def why_rework(view: OrderView, now: datetime) -> str:
    """What the caller said."""
    noes = {"single_no": "单否", "double_no": "双否"}
    return f"回访{words}" if (words := noes.get(no_of(view.summary.resolved, view.summary.satisfied))) else ""


def next_word(view: OrderView, now: datetime) -> datetime:
    """When a unit that promises nothing would be asked again."""
    return now + view.policy.feedback.general_second


def urged_until(view: OrderView, now: datetime) -> datetime:
    """What a formal urge asks for: an answer today, or within half an hour for what is urgent."""
    return now + (view.policy.feedback.urgent_every if view.summary.level.is_urgent else timedelta(hours=4))


def plan_day(view: OrderView, now: datetime) -> datetime:
    """A month on, at the end of the working day."""
    return _evening(now + timedelta(days=30))


def applied_until(view: OrderView, now: datetime) -> datetime:
    """The day applied for."""
    return view.summary.defer_until or plan_day(view, now)


moved_plan = applied_until


def extended_to(view: OrderView, now: datetime) -> datetime:
    """A week beyond the deadline that stands."""
    return _evening(max(view.summary.upstream_due_at or now, now) + timedelta(days=7))


def extension_asked(view: OrderView, now: datetime) -> datetime:
    """The moment applied for."""
    return view.summary.extend_until or extended_to(view, now)


def _evening(moment: datetime) -> datetime:
    return beijing(moment).replace(hour=18, minute=0, second=0, microsecond=0)


# ------------------------------------------------------------------------------------------- what has been said


def _moment(moment: datetime) -> str:
    return f"{beijing(moment):%m-%d %H:%M}"


def _told(event: Event | None, *parts: str | None) -> str:
    if event is None:
        return ""
    said = [part for part in parts if part]
    words = "，".join(
        part for place, part in enumerate(said) if not any(p.startswith(part) for p in said[place + 1 :])
    )
    return f"{_moment(event.occurred_at)} {event.actor} {event.act.label}：{words}"[:SHOWN]


def last_reply(view: OrderView) -> str:
    """What the unit said last."""
    said = last(view, Act.FEEDBACK)
    return _told(said, said.details.unit, said.details.text) if said is not None else ""


def sent_back(view: OrderView) -> str:
    """What a reply that was sent back has to mend."""
    review = last(view, Act.REVIEW)
    if review is None or view.summary.review_passed is not False:
        return ""
    return _told(review, review.details.unit, review.details.reason or review.details.text)


def return_told(view: OrderView) -> str:
    """Why it was returned."""
    event = last(view, Act.RETURN)
    return _told(event, event.details.code, event.details.reason) if event is not None else ""


def follow_up(view: OrderView) -> str:
    """退件不退事: why it was returned, and who said what since."""
    if view.summary.state is not State.RETURNED:
        return ""
    returned = last(view, Act.RETURN)
    since = [
        e for e in effective(view.events) if e.act is Act.URGE and returned is not None and e.id > returned.id
    ]
    asked = (
        _told(e, e.details.contact, e.details.text or (e.details.outcome.label if e.details.outcome else ""))
        for e in since
    )
    return "\n".join([return_told(view), *list(asked)[-LAST_ASKED:]])


def defer_told(view: OrderView) -> str:
    """The application for 挂账, and how far it has come."""
    event, progress = last(view, Act.DEFER), last(view, Act.PROGRESS)
    if event is None:
        return ""
    until = view.summary.defer_until
    plan = f"计划 {beijing(until):%Y-%m-%d} 完成" if until else ""
    told = _told(event, event.details.code, event.details.reason, view.summary.defer_unit, plan)
    return told + (f"\n{_told(progress, progress.details.text)}" if progress is not None else "")


def exclude_told(view: OrderView) -> str:
    """The application for 剔除."""
    event = last(view, Act.EXCLUDE)
    return _told(event, event.details.code, event.details.reason, event.details.text) if event else ""


def deadline_told(view: OrderView) -> str:
    """The deadline that stands."""
    due = view.summary.upstream_due_at
    return f"现在的上游截止：{_moment(due)}" if due else "来件没有写上游截止时间"


def extend_told(view: OrderView) -> str:
    """The application for 延期."""
    event = last(view, Act.EXTEND)
    if event is None:
        return ""
    until = f"申请延到 {_moment(event.details.until)}" if event.details.until else ""
    return f"{_told(event, event.details.reason, until)}\n{deadline_told(view)}"


def called_back(view: OrderView) -> str:
    """What the caller said last, and whether he was promised another call that nobody has made."""
    event, again = last(view, Act.CALLBACK), view.summary.revisit_at
    if event is None:
        return ""
    d = event.details
    reached = "" if d.outcome in (None, Outcome.TOLD) else d.outcome.label
    told = _told(event, reached, d.resolved, d.satisfied, d.demand or d.text)
    return told + (f"\n约了 {_moment(again)} 再访，还没有打" if again is not None else "")
