"""Reading one order for the screen: its clocks, whom to ring, and what it looks like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from jiesu_desktop.domain.directory import UnitEntry, UnitKind, call_order
from jiesu_desktop.domain.matching import score_units
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.states import LED_BY_ITSELF, State, open_acts
from jiesu_desktop.domain.summary import Summary, summarise
from jiesu_desktop.gui.tickets.order_view import (
    ClockLine,
    Likeness,
    OrderView,
    Person,
    clock_lines,
    earlier_rounds,
)
from jiesu_desktop.gui.wording import clock_time
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import StoredTicket
from jiesu_desktop.storage.related_sql import Related, Tie


def load_order(queries: Queries, ticket_id: int, now: datetime) -> OrderView:
    """Everything the panel shows of an order.

    Raises:
        NotFound: no such order.
    """
    found = queries.ticket(ticket_id)
    policy = queries.policies.get(found.policy_id)
    summary = summarise(found.events, policy, found.lead_events)
    ticket = found.ticket
    likely, section = (None, None)
    if summary.is_open and (summary.level.is_urgent or not summary.lead_unit):
        entries = {entry.unit.name: entry for entry in queries.directory.entries()}
        scored = score_units(ticket, entries.values())
        likely = scored[0] if scored and not summary.lead_unit else None
        ours = (entries[one.name] for one in scored)
        section = next((entry for entry in ours if entry.unit.kind is UnitKind.SECTION), None)
    clocks = clock_lines(found.events, found.lead_events, policy)
    rung = _waiting(summary, clocks) or summary.lead_unit or (likely.name if likely else "")
    merged = summary.lead_ticket if summary.state is State.MERGED else None
    since = summary.first_obtained_at - timedelta(days=policy.intake.duplicate_days)
    ties = queries.ties(ticket, merged, since)
    return OrderView(
        ticket=ticket,
        events=found.events,
        summary=summary,
        policy=policy,
        clocks=clocks,
        leads=people_in(section) if section is not None else (),
        rung=rung,
        unit_people=people_of(queries, rung),
        likely_unit=likely.name if likely else "",
        likely_why=likely.why if likely else "",
        alike=tuple(_likeness(ticket, other, now) for other in ties.orders),
        open_acts=open_acts(summary, policy),
        from_caller=ties.from_caller,
        rounds=earlier_rounds(found.events, now),
    )


def _waiting(summary: Summary, clocks: Sequence[ClockLine]) -> str:
    """The unit that is still to be told by phone, the lead unit first."""
    kinds = {
        line.clock.unit for line in clocks if line.clock.is_running and line.clock.kind is ClockKind.CONFIRM
    }
    return next((name for name in summary.unit_names if name in kinds), "")


def people_of(queries: Queries, unit_name: str) -> tuple[Person, ...]:
    """Whom to ring at a unit: its people in order, then its 24-hour number."""
    unit = queries.directory.unit_named(unit_name) if unit_name else None
    return people_in(queries.directory.entry(unit.id)) if unit is not None else ()


def people_in(entry: UnitEntry) -> tuple[Person, ...]:
    """The people of one unit's entry, in the order to call them."""
    name = entry.unit.short or entry.unit.name
    people = [
        Person(
            c.name, " ".join(part for part in (c.post, "副手" if c.is_deputy else "") if part), name, c.phone
        )
        for c in call_order(entry.contacts)
        if c.phone
    ]
    if entry.unit.phone24:
        people.append(Person("24 小时值班", "", name, entry.unit.phone24))
    return tuple(people)


_TIES = {Tie.LEAD: "主单", Tie.FOLLOWER: "已并入本单", Tie.CALLER: "同一来电号码", Tie.PLACE: "同一地点"}


def _likeness(ticket: StoredTicket, other: Related, now: datetime) -> Likeness:
    """Why the other order is shown, when it came, and where it stands."""
    same_issue = other.tie is Tie.PLACE and other.category and other.category == ticket.category
    why = _TIES[other.tie] + ("、同类" if same_issue else "")
    words = f"{why} · {clock_time(other.obtained_at, now)} {other.phase} · {other.title or '（无标题）'}"
    return Likeness(other.id, other.number, words, other.state in LED_BY_ITSELF)
