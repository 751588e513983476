"""The one path every act of every operator goes: checked, recorded, summed up, saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.act_rules import admit, told_in_full
from jiesu_desktop.domain.clocks import clocks_of
from jiesu_desktop.domain.directory import UnitKind
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.leads import gathered
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.states import LIVE, Refused, State, open_acts
from jiesu_desktop.domain.summary import Summary, freeze, is_open, summarise
from jiesu_desktop.domain.tickets import Act, Details, Event, Outcome, Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.wording import said, whom_next
from jiesu_desktop.storage.errors import NotFound, Stale
from jiesu_desktop.storage.records import StoredTicket
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_NEW_UNIT = frozenset({Act.DISPATCH, Act.REDISPATCH, Act.TRANSFER, Act.DEFER})
_CALLS = frozenset({Act.REPORT, Act.CONFIRM, Act.URGE})
_TO_LEAD = frozenset({Act.MERGE, Act.UNMERGE})


@dataclass(frozen=True, slots=True)
class Loaded:
    """An order as an act finds it, with the events of every order it is or was merged under."""

    ticket: StoredTicket
    events: tuple[Event, ...]
    policy: Policy
    lead_events: tuple[Event, ...]


def find(uow: UnitOfWork, number: str) -> StoredTicket:
    """The order of that number.

    Raises:
        Refused: there is none.
    """
    ticket = uow.tickets.by_number(number.strip())
    if ticket is None:
        raise Refused(f"没有编号为“{number}”的工单，请核对编号。")
    return ticket


def load(uow: UnitOfWork, ticket_id: int) -> Loaded:
    """An order with its timeline, the policy it began under, and the timelines of those it is or was merged under."""
    ticket = uow.tickets.get(ticket_id)
    events = uow.tickets.events(ticket_id)
    return Loaded(ticket, tuple(events), uow.policies.get(ticket.policy_id), lead_events(uow, events))


def lead_events(uow: UnitOfWork, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of every order one with these events is or was merged under, and of those above them."""
    return gathered(events, uow.tickets.events_of)


def open_now(uow: UnitOfWork, ticket_id: int) -> tuple[Act, ...]:
    """The acts that are open on an order."""
    found = load(uow, ticket_id)
    return open_acts(standing_of(found.events, found.lead_events), found.policy)


def perform(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    ticket_id: int,
    act: Act,
    details: Details = Details(),  # noqa: B008 - frozen, so sharing the default is safe
    *,
    occurred_at: datetime | None = None,
    expected_version: int | None = None,
) -> Changes:
    """Record one act on one order.

    Args:
        occurred_at: when it happened; now by default. Long past it is 补录, which is counted and marked.
        expected_version: the version the operator had before their eyes; None: whatever stands.

    Raises:
        Refused: the act is not allowed; says why, and which acts are open.
        Stale, NotFound: nothing was written.
    """
    now = time.now()
    found = load(uow, ticket_id)
    if expected_version is not None and found.ticket.version != expected_version:
        raise Stale(expected_version, found.ticket.version, found.ticket)
    if act is Act.MERGE and details.lead is not None:
        try:
            _check_lead(uow, found, details.lead)
        except Refused as refused:
            raise told_in_full(refused, found.events, found.policy, found.lead_events) from None
    if act in _NEW_UNIT:
        details = _with_known_names(uow, details)
    if act is Act.TRANSFER:
        _check_section(uow, details)
    draft = Event(0, ticket_id, act, occurred_at or now, now, who.name, who.workstation, details)
    theirs = lead_events(uow, (*found.events, draft)) if act is Act.MERGE else found.lead_events
    event, standing = admit(found.events, draft, now, found.policy, theirs)
    events = (*found.events, event)
    clocks = clocks_of(events, found.policy, theirs) if is_open(standing) else ()
    summary = freeze(standing, clocks, found.policy)
    saved = uow.tickets.append(event, summary)
    touched = {ticket_id, *refresh_followers(uow, ticket_id)}
    if act in _TO_LEAD and standing.lead_ticket:
        touched.add(standing.lead_ticket)
    return Changes(tickets=frozenset(touched), message=_message(uow, saved, summary, found.policy))


def _check_lead(uow: UnitOfWork, found: Loaded, lead: int) -> None:
    """The order to merge under must be there, lead and be in hand."""
    own = found.ticket.id
    if lead == own:
        raise Refused("工单不能合并到它自己，请选择另一件主单。", (), "lead")
    try:
        ticket = uow.tickets.get(lead)
    except NotFound:
        raise Refused("要合并到的主单不存在，请重新选择。", (), "lead") from None
    standing = standing_of(uow.tickets.events(lead))
    merged = standing.state is State.MERGED
    if merged and standing.lead_ticket == own:
        raise Refused(f"{ticket.number} 已合并在本单之下，不能循环合并。", (), "lead")
    if merged and standing.lead_ticket is not None:
        above = uow.tickets.get(standing.lead_ticket)
        raise Refused(f"{ticket.number} 已合并到 {above.number}，请直接合并到 {above.number}。", (), "lead")
    if standing.state not in LIVE:
        raise Refused(f"{ticket.number} {standing.state.label}，不能作主单，请选择在办的工单。", (), "lead")
    if _leads_others(uow, own):
        raise Refused("本单下面已合并了其他工单，请先拆分，再合并到别的主单。", (), "lead")


def _leads_others(uow: UnitOfWork, ticket_id: int) -> bool:
    timelines = uow.tickets.events_of(uow.tickets.followers(ticket_id))
    return any(standing_of(events).state is State.MERGED for events in timelines.values())


def _with_known_names(uow: UnitOfWork, details: Details) -> Details:
    """Units under their full names where the directory knows them; others as they were typed."""
    return replace(
        details,
        unit=details.unit and full_name(uow, details.unit),
        assist=tuple(full_name(uow, name) for name in details.assist),
    )


def _check_section(uow: UnitOfWork, details: Details) -> None:
    """内部分转 stays in the house: a unit of the directory that is no section of ours is refused."""
    unit = uow.directory.unit_named(details.unit) if details.unit else None
    if unit is not None and unit.kind is not UnitKind.SECTION:
        raise Refused(
            f"“{unit.name}”是{unit.kind.label}，不是内设科室；转给外单位请用派发或改派。", (), "unit"
        )


def full_name(uow: UnitOfWork, typed: str) -> str:
    """The full name of the unit meant: by its full or short name, or the only one that contains what was typed."""
    typed = typed.strip()
    if not typed or (known := uow.directory.unit_named(typed)) is None:
        alike = [unit.name for unit in uow.directory.units() if typed and typed in unit.name]
        return alike[0] if len(alike) == 1 else typed
    return known.name


def refresh_followers(uow: UnitOfWork, ticket_id: int) -> list[int]:
    """The orders merged under this one, and those under them, follow it: their summaries are made again."""
    followers: list[int] = []
    asked = [ticket_id]
    while asked:
        below = uow.tickets.followers(asked.pop())
        fresh = [one for one in below if one != ticket_id and one not in followers]
        followers += fresh
        asked += fresh
    summarise_again(uow, followers)
    return followers


def summarise_again(uow: UnitOfWork, ids: Sequence[int]) -> None:
    """Derive these orders' summaries from their events anew."""
    timelines, policies, summaries = uow.tickets.events_of(ids), dict[int, Policy](), dict[int, Summary]()
    for ticket in uow.tickets.those(ids):
        if ticket.policy_id not in policies:
            policies[ticket.policy_id] = uow.policies.get(ticket.policy_id)
        events = timelines[ticket.id]
        summaries[ticket.id] = summarise(events, policies[ticket.policy_id], lead_events(uow, events))
    uow.tickets.set_summaries(summaries)


def _message(uow: UnitOfWork, event: Event, summary: Summary, policy: Policy) -> str:
    late = event.recorded_at - event.occurred_at > policy.intake.late_after
    message = said(event, late=late)
    details = event.details
    if event.act is Act.CLOSE and summary.next_act is Act.CALLBACK:
        message += "，请回访"
    if event.act in _CALLS and details.outcome not in (None, Outcome.TOLD):
        unit = uow.directory.unit_named(details.unit) if details.unit else None
        if unit is not None:
            message += whom_next(details, uow.directory.entry(unit.id))
    if event.act in _NEW_UNIT and details.unit and uow.directory.unit_named(details.unit) is None:
        message += "（通讯录中没有这个单位，已按所填名称记录）" if uow.directory.units() else ""
    return message
