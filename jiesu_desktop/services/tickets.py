"""Editing what an order says. What an operator typed is recorded, and no import overwrites it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.act_rules import admit
from jiesu_desktop.domain.intake import merged_extra, shown
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import UPSTREAM_FIELDS, Act, Details, Event, Who
from jiesu_desktop.services.acts import load, perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.errors import Stale
from jiesu_desktop.storage.records import DeskEvent, StoredTicket
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_TIMES = frozenset({"received_at", "upstream_due_at", "closed_at"})
_EXTRA = "extra:"
PRINT = "print"
"""The kind of desk event that says an order was printed."""

Value = str | datetime | None


def edit(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    ticket_id: int,
    changes: Mapping[str, Value],
    *,
    expected_version: int | None = None,
) -> Changes:
    """Change fields of an order; each field with its value before and after goes on the timeline.

    Args:
        changes: field of ``UPSTREAM_FIELDS``, or ``extra:HEADER`` → its new value.

    Raises:
        Refused: a field that cannot be edited. Stale: someone else changed the order first.
    """
    found = load(uow, ticket_id)
    ticket, now = found.ticket, time.now()
    if expected_version is not None and ticket.version != expected_version:
        raise Stale(expected_version, ticket.version, ticket)
    wanted = {name: _clean(name, value) for name, value in changes.items()}
    before = {name: _before(ticket, name) for name in wanted}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    if not changed:
        return Changes(message="没有改动")
    triples = tuple((name, shown(before[name]), shown(value)) for name, value in changed.items())
    due = changed.get("upstream_due_at")
    details = Details(changes=triples, upstream_due_at=due if isinstance(due, datetime) else None)
    draft = Event(0, ticket_id, Act.EDIT, now, now, who.name, who.workstation, details)
    event, _standing = admit(found.events, draft, now, found.policy, found.lead_events)
    own = {name: value for name, value in changed.items() if not name.startswith(_EXTRA)}
    extra = [
        (name.removeprefix(_EXTRA), str(value)) for name, value in changed.items() if name.startswith(_EXTRA)
    ]
    uow.tickets.update_fields(
        ticket_id, own, edited=changed, extra=merged_extra(ticket.extra, extra) if extra else None
    )
    uow.tickets.append(event, summarise((*found.events, event), found.policy, found.lead_events))
    return Changes(tickets=frozenset({ticket_id}), message=f"已修改 {len(changed)} 项")


def note(uow: UnitOfWork, time: TimeSource, who: Who, ticket_id: int, text: str) -> Changes:
    """Put a remark on the timeline."""
    return perform(uow, time, who, ticket_id, Act.NOTE, Details(text=text))


def phone_shown(uow: UnitOfWork, time: TimeSource, who: Who, ticket_id: int) -> Changes:
    """Someone asked to see the caller's whole number; asking is logged (screens.md)."""
    return note(uow, time, who, ticket_id, "查看了来电人完整电话")


def printed(
    uow: UnitOfWork, time: TimeSource, who: Who, ticket_id: int, number: str, where: str, *, reveal: bool
) -> Changes:
    """Log that an order was put on paper; with the caller's number it stands on the order's timeline too."""
    data = {"ticket": number or ticket_id, "where": where, "phone": reveal}
    uow.desk.add_event(
        DeskEvent(kind=PRINT, at=time.now(), actor=who.name, workstation=who.workstation, data=data)
    )
    return phone_shown(uow, time, who, ticket_id) if reveal else Changes()


def _clean(name: str, value: Value) -> Value:
    if name == "number":
        raise Refused("工单编号不能修改。", (), "number")
    if name not in UPSTREAM_FIELDS and not name.startswith(_EXTRA):
        raise Refused(f"没有名为“{name}”的字段。", (), name)
    if (name in _TIMES) != isinstance(value, datetime | None):
        raise Refused("时间字段要填时间，文字字段要填文字。", (), name)
    return value.strip() if isinstance(value, str) else value


def _before(ticket: StoredTicket, name: str) -> Value:
    if name.startswith(_EXTRA):
        return dict(ticket.extra).get(name.removeprefix(_EXTRA), "")
    value: Value = getattr(ticket, name)
    return value
